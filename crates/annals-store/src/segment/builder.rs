//! From events to an image.

use annals_model::{Event, Millis, Number, OrganizationOrdinal};

use super::intern::Interner;
use super::out::Out;
use super::writer::Writer;
use crate::Result;

/// The bytes of a segment, in memory.
#[derive(Clone, Debug)]
pub(crate) struct Image(pub(super) Vec<u8>);

/// One entry to put into a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// To whose log it belongs.
    pub(crate) organization: OrganizationOrdinal,
    /// Its number there.
    pub(crate) number: Number,
    /// [`crate::document::id_hash`] of its id.
    pub(crate) id_hash: u64,
    /// Its stored form.
    pub(crate) document: &'a [u8],
    /// What the stored form says.
    pub(crate) event: &'a Event,
}

/// Collects entries in any order. One is kept and used again: it remembers how strings fold.
#[derive(Default)]
pub(crate) struct Builder {
    interner: Interner,
    entries: Vec<Entry>,
    documents: Vec<u8>,
    /// Terms of all entries, one after another.
    terms: Vec<u32>,
    // Kept for their memory.
    pairs: Vec<u64>,
    positions: Vec<u32>,
}

struct Entry {
    organization: OrganizationOrdinal,
    occurred_at: Millis,
    number: Number,
    id_hash: u64,
    /// Ends in `documents` and `terms`; they begin where the entry pushed before ends.
    document_end: usize,
    terms_end: usize,
    document_start: usize,
    terms_start: usize,
}

impl Builder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// How many entries were pushed since the last image.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds an entry; (organisation, number) must be new.
    pub(crate) fn push(&mut self, row: Row<'_>) {
        let Row { organization, number, id_hash, document, event } = row;
        let (document_start, terms_start) = (self.documents.len(), self.terms.len());
        self.documents.extend_from_slice(document);
        self.interner.terms_of(event, &mut self.terms);
        self.entries.push(Entry {
            organization,
            occurred_at: event.occurred_at,
            number,
            id_hash,
            document_end: self.documents.len(),
            terms_end: self.terms.len(),
            document_start,
            terms_start,
        });
    }

    /// Makes an image of what was pushed since the last one; `None` if nothing was.
    pub(crate) fn finish(&mut self) -> Option<Image> {
        let image = self.write().expect("writing to memory does not fail");
        self.entries.clear();
        self.documents.clear();
        self.terms.clear();
        self.interner.end_image();
        image
    }

    fn write(&mut self) -> Result<Option<Image>> {
        self.entries.sort_unstable_by_key(|e| (e.organization, e.occurred_at, e.number));
        self.interner.rank();
        // Most of an image are its documents; terms take about as much again.
        let out = Out::Memory(Vec::with_capacity(self.documents.len() * 2 + 4096));
        let mut writer = Writer::new(out, None, self.entries.len() as u64)?;
        for slice in self.entries.chunk_by(|a, b| a.organization == b.organization) {
            writer.begin(slice[0].organization, slice.len() as u32)?;
            self.pairs.clear();
            for (entry, position) in slice.iter().zip(0..) {
                let document = &self.documents[entry.document_start..entry.document_end];
                writer.entry(entry.occurred_at, entry.number, entry.id_hash, document)?;
                let terms = &self.terms[entry.terms_start..entry.terms_end];
                let interner = &self.interner;
                self.pairs.extend(
                    terms.iter().map(|&term| u64::from(interner.rank_of(term)) << 32 | position),
                );
            }
            writer.end_entries()?;
            self.pairs.sort_unstable();
            for term in self.pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
                self.positions.clear();
                self.positions.extend(term.iter().map(|&pair| pair as u32));
                let key = self.interner.key_of_rank((term[0] >> 32) as u32);
                writer.term(key, &self.positions)?;
            }
            writer.end()?;
        }
        Ok(writer.finish()?.and_then(|out| match out {
            Out::Memory(bytes) => Some(Image(bytes)),
            Out::File(_) => None,
        }))
    }
}
