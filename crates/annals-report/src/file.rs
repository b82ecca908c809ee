//! A PDF file that is written from beginning to end: objects go out as soon as they are whole, and
//! only where they stand is remembered.
//!
//! pdf-writer alone gathers all of a file in memory; it makes the single objects here.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Chunk, Filter, Finish, Name, Ref, Settings};

/// Small objects that are compressed together.
const PACKED_MAX: usize = 200;
/// So much of them.
const PACKED_BYTES_MAX: usize = 64 * 1024;

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    Unwritten,
    At(u64),
    /// In a stream of objects: which, and at which index.
    Packed(u32, u16),
}

/// A file on its way.
pub(crate) struct File {
    len: u64,
    /// Of object 1 and on.
    places: Vec<Place>,
    /// Numbers and starts of the objects that are packed next.
    packed: Vec<(u32, usize)>,
    packed_bytes: Vec<u8>,
}

impl File {
    pub(crate) fn new(out: &mut dyn Write) -> io::Result<Self> {
        let mut file =
            Self { len: 0, places: Vec::new(), packed: Vec::new(), packed_bytes: Vec::new() };
        // The second line says to whoever looks at the first bytes that this is no text.
        file.write(out, b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(file)
    }

    /// A number for an object that is written later, or now.
    pub(crate) fn next(&mut self) -> Ref {
        self.places.push(Place::Unwritten);
        Ref::new(self.places.len() as i32)
    }

    /// Writes the object `id` that `make` makes.
    pub(crate) fn object(
        &mut self,
        out: &mut dyn Write,
        id: Ref,
        make: impl FnOnce(&mut Chunk),
    ) -> io::Result<()> {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        make(&mut chunk);
        debug_assert!(chunk.refs().eq([id]), "one object at a time");
        self.places[index(id)] = Place::At(self.len);
        self.write(out, chunk.as_bytes())
    }

    /// Writes a compressed stream without further entries.
    pub(crate) fn stream(&mut self, out: &mut dyn Write, id: Ref, bytes: &[u8]) -> io::Result<()> {
        let bytes = compress(bytes)?;
        self.object(out, id, |chunk| {
            chunk.stream(id, &bytes).filter(Filter::FlateDecode);
        })
    }

    /// Writes a small object, together with others.
    pub(crate) fn pack(&mut self, out: &mut dyn Write, id: Ref, object: &[u8]) -> io::Result<()> {
        self.packed.push((id.get() as u32, self.packed_bytes.len()));
        self.packed_bytes.extend_from_slice(object);
        self.packed_bytes.push(b'\n');
        let is_full = self.packed.len() == PACKED_MAX;
        if is_full || self.packed_bytes.len() > PACKED_BYTES_MAX {
            return self.flush(out);
        }
        Ok(())
    }

    fn flush(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.packed.is_empty() {
            return Ok(());
        }
        let id = self.next();
        let (mut bytes, count) = (Vec::new(), self.packed.len());
        for (at, (number, start)) in std::mem::take(&mut self.packed).into_iter().enumerate() {
            write!(bytes, "{number} {start} ")?;
            self.places[number as usize - 1] = Place::Packed(id.get() as u32, at as u16);
        }
        let first = bytes.len();
        bytes.append(&mut self.packed_bytes);
        let bytes = compress(&bytes)?;
        self.object(out, id, |chunk| {
            let mut stream = chunk.stream(id, &bytes);
            stream.filter(Filter::FlateDecode);
            stream.pair(Name(b"Type"), Name(b"ObjStm"));
            stream.pair(Name(b"N"), count as i32);
            stream.pair(Name(b"First"), first as i32);
        })
    }

    /// Writes where all objects stand, and the end.
    pub(crate) fn finish(mut self, out: &mut dyn Write, root: Ref, info: Ref) -> io::Result<()> {
        self.flush(out)?;
        let (id, start) = (self.next(), self.len);
        self.places[index(id)] = Place::At(start);
        let mut bytes = Vec::with_capacity((self.places.len() + 1) * 9);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
        for place in &self.places {
            let (kind, main, index) = match *place {
                // A number that was given and not used.
                Place::Unwritten => (0, 0, 0),
                Place::At(start) => (1, start, 0),
                Place::Packed(stream, index) => (2, u64::from(stream), index),
            };
            bytes.push(kind);
            bytes.extend(&main.to_be_bytes()[2..]);
            bytes.extend(index.to_be_bytes());
        }
        let (size, bytes) = (self.places.len() as i32 + 1, compress(&bytes)?);
        self.object(out, id, |chunk| {
            let mut stream = chunk.stream(id, &bytes);
            stream.filter(Filter::FlateDecode);
            stream.pair(Name(b"Type"), Name(b"XRef"));
            stream.pair(Name(b"Size"), size);
            stream.insert(Name(b"W")).array().items([1, 6, 2]).finish();
            stream.pair(Name(b"Root"), root);
            stream.pair(Name(b"Info"), info);
        })?;
        self.write(out, format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }

    fn write(&mut self, out: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
        self.len += bytes.len() as u64;
        out.write_all(bytes)
    }
}

fn index(id: Ref) -> usize {
    id.get() as usize - 1
}

pub(crate) fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}
