//! Lines of a file, packed or not, with where each stood.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use annals_model::limits::REQUEST_BYTES_MAX;
use anyhow::Context;
use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) file: Arc<Path>,
    /// Counted from 1.
    pub(crate) number: u64,
    /// Without its end.
    pub(crate) text: Arc<[u8]>,
    /// Whether it has more than [`REQUEST_BYTES_MAX`] bytes, and `text` is how it begins.
    pub(crate) is_cut: bool,
}

/// How much is kept of a line that is too long: enough to know it by.
const CUT_BYTES: usize = 64 * 1024;
/// How much further a line that is too long may go on: what has no end is no file of lines.
const SKIPPED_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The lines of one file.
pub(crate) struct Lines {
    file: Arc<Path>,
    number: u64,
    reader: Box<dyn BufRead + Send>,
}

const BUFFER_BYTES: usize = 256 * 1024;
const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// A byte order mark, with which programs on Windows begin files in UTF-8.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

impl Lines {
    /// Opens `path` (`-` is stdin); how it is packed is seen in its first bytes, whatever it is
    /// called.
    pub(crate) fn open(path: &Path, bar: &ProgressBar) -> anyhow::Result<Self> {
        let what = || format!("can't read {}", path.display());
        let raw: Box<dyn Read + Send> = match path.as_os_str() == "-" {
            true => Box::new(io::stdin()),
            false => Box::new(File::open(path).with_context(what)?),
        };
        let mut packed = BufReader::with_capacity(BUFFER_BYTES, bar.wrap_read(raw));
        let start = packed.fill_buf().with_context(what)?;
        let reader: Box<dyn BufRead + Send> = if start.starts_with(&GZIP) {
            Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(packed)))
        } else if start.starts_with(&ZSTD) {
            let decoder = zstd::Decoder::with_buffer(packed).with_context(what)?;
            Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder))
        } else {
            Box::new(packed)
        };
        Ok(Self { file: path.into(), number: 0, reader })
    }

    /// Goes on to the next line.
    fn skip_line(&mut self) -> io::Result<()> {
        let mut rest = self.reader.by_ref().take(SKIPPED_BYTES_MAX);
        rest.skip_until(b'\n')?;
        if rest.limit() > 0 {
            return Ok(());
        }
        let bytes = SKIPPED_BYTES_MAX + REQUEST_BYTES_MAX as u64;
        let reason = format!("line {} has more than {bytes} bytes", self.number);
        Err(io::Error::new(io::ErrorKind::InvalidData, reason))
    }
}

impl Iterator for Lines {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut text = Vec::new();
        let limit = REQUEST_BYTES_MAX as u64 + 1;
        match self.reader.by_ref().take(limit).read_until(b'\n', &mut text) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => return Some(Err(error)),
        }
        self.number += 1;
        let is_cut = text.len() > REQUEST_BYTES_MAX && !text.ends_with(b"\n");
        if is_cut {
            text.truncate(CUT_BYTES);
            if let Err(error) = self.skip_line() {
                return Some(Err(error));
            }
        }
        if self.number == 1 && text.starts_with(&MARK) {
            text.drain(..MARK.len());
        }
        let end = text.strip_suffix(b"\n").map_or(text.len(), <[u8]>::len);
        text.truncate(end);
        if text.ends_with(b"\r") {
            text.pop();
        }
        let (file, number) = (Arc::clone(&self.file), self.number);
        Some(Ok(Line { file, number, text: text.into(), is_cut }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn check(content: &[u8]) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x");
        std::fs::write(&path, content).unwrap();
        let lines = Lines::open(&path, &ProgressBar::hidden()).unwrap();
        let lines: Vec<_> =
            lines.map(Result::unwrap).map(|line| (line.number, line.text)).collect();
        let expected: [(u64, Arc<[u8]>); 3] =
            [(1, b"one"[..].into()), (2, b""[..].into()), (3, b"three"[..].into())];
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_are_the_same_however_packed() {
        let plain = b"one\r\n\nthree";
        check(plain);
        check(b"\xef\xbb\xbfone\n\nthree\n");
        check(&zstd::encode_all(&plain[..], 1).unwrap());
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(plain).unwrap();
        check(&gzip.finish().unwrap());
    }

    #[test]
    fn a_line_that_is_too_long_is_cut_and_the_next_one_is_whole() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x");
        for (bytes, is_cut) in [(REQUEST_BYTES_MAX, false), (REQUEST_BYTES_MAX + 1, true)] {
            std::fs::write(&path, [&vec![b'x'; bytes], &b"\nnext"[..]].concat()).unwrap();
            let lines = Lines::open(&path, &ProgressBar::hidden()).unwrap();
            let lines: Vec<_> = lines.map(Result::unwrap).collect();
            let cut: Vec<_> = lines.iter().map(|line| line.is_cut).collect();
            assert_eq!(cut, [is_cut, false]);
            assert_eq!(lines[0].text.len(), if is_cut { CUT_BYTES } else { bytes });
            assert_eq!((&*lines[1].text, lines[1].number), (&b"next"[..], 2));
        }
    }
}
