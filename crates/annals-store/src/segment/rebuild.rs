//! A new file from the documents of a damaged one.

use std::path::{Path, PathBuf};

use annals_model::{Number, OrganizationOrdinal};
use annals_proof::Commitment;

use super::documents::DocumentCache;
use super::merge::{Source, Target, merge};
use super::out::io_error;
use super::{Builder, Row, Segment};
use crate::{Error, Result, document};

/// Entries that are held in memory at a time.
const BATCH_LEN: usize = 65_536;

/// Looks up the number of the entry with a commitment, where the segment's own is lost.
pub(crate) type NumberOf<'n> = &'n dyn Fn(OrganizationOrdinal, &Commitment) -> Option<Number>;

/// Writes a file at `path` with the documents of `damaged` and everything else made anew from them.
///
/// Needs documents, their index and the directory. Numbers are no part of documents: where their
/// column is damaged, `number_of` gives them. Dead entries are carried over as they are.
pub(crate) fn rebuild(
    damaged: &Segment,
    path: &Path,
    level: i32,
    number_of: NumberOf<'_>,
) -> Result<Option<Segment>> {
    let mut batches = Batches { path, builder: Builder::new(), files: Vec::new() };
    for slice in damaged.slices() {
        let mut cache = DocumentCache::default();
        for position in 0..slice.len() {
            let bytes = slice.salvage(position, &mut cache)?;
            let malformed = |error| slice.malformed(error);
            let event = document::decode(bytes).map_err(malformed)?.event;
            let organization = slice.organization();
            let number = match slice.number(position) {
                Err(error @ Error::Damaged { .. }) => {
                    let commitment = document::commitment(bytes).map_err(malformed)?;
                    number_of(organization, &commitment).ok_or(error)?
                }
                number => number?,
            };
            let id_hash = document::id_hash(organization, &event.id);
            let row = Row { organization, number, id_hash, document: bytes, event: &event };
            batches.builder.push(row);
            if batches.builder.len() == BATCH_LEN {
                batches.write()?;
            }
        }
    }
    batches.write()?;
    let segments: Vec<_> =
        batches.files.iter().map(|file| Segment::open(file)).collect::<Result<_>>()?;
    let sources: Vec<_> =
        segments.iter().map(|segment| Source { segment, dead: &|_| None }).collect();
    merge(&sources, Target::File { path, level })
}

/// Files of some entries each, next to the one that is made of them; removed at the end.
struct Batches<'a> {
    path: &'a Path,
    builder: Builder,
    files: Vec<PathBuf>,
}

impl Batches<'_> {
    fn write(&mut self) -> Result<()> {
        let Some(image) = self.builder.finish() else { return Ok(()) };
        let segment = Segment::from_image(image);
        let path = self.path.with_extension(format!("part{}.tmp", self.files.len()));
        self.files.push(path.clone());
        let target = Target::File { path: &path, level: 1 };
        merge(&[Source { segment: &segment, dead: &|_| None }], target).map(|_| ())
    }
}

impl Drop for Batches<'_> {
    fn drop(&mut self) {
        for file in &self.files {
            if let Err(error) = std::fs::remove_file(file) {
                tracing::warn!("{}", io_error(file, error));
            }
        }
    }
}
