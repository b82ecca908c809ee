//! One section of a slice, of which only what is asked for is checked and touched.

use super::Inner;
use super::layout::Section;
use crate::{Error, Result};

#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    inner: &'a Inner,
    section: Section,
    start: u64,
    len: u64,
    is_checked: bool,
}

impl<'a> Part<'a> {
    pub(super) fn new(inner: &'a Inner, section: Section, start: u64, len: u64) -> Self {
        Self { inner, section, start, len, is_checked: true }
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// The same without checksums, for what can be saved from a damaged file: a chunk holds parts
    /// of several sections.
    pub(super) fn unchecked(self) -> Self {
        Self { is_checked: false, ..self }
    }

    pub(super) fn is_checked(&self) -> bool {
        self.is_checked
    }

    /// The bytes from `from` on; damage, if they are not all inside.
    #[inline]
    pub(super) fn bytes(&self, from: u64, len: u64) -> Result<&'a [u8]> {
        match from.checked_add(len) {
            Some(end) if end <= self.len && self.is_checked => {
                self.inner.checked(self.section.name(), self.start + from, len)
            }
            Some(end) if end <= self.len => {
                let start = (self.start + from) as usize;
                Ok(&self.inner.all()[start..start + len as usize])
            }
            _ => Err(self.damaged("an offset lies beyond the end")),
        }
    }

    pub(super) fn start(&self) -> u64 {
        self.start
    }

    pub(super) fn is_file(&self) -> bool {
        self.inner.path().is_some()
    }

    /// All bytes, if the segment is in memory.
    pub(super) fn in_memory(&self) -> Option<Result<&'a [u8]>> {
        (!self.is_file()).then(|| self.all())
    }

    pub(super) fn all(&self) -> Result<&'a [u8]> {
        self.bytes(0, self.len)
    }

    /// Like [`Part::bytes`], but read with a call instead of through the mapping, and not checked:
    /// documents have checksums of their own. In memory the bytes are borrowed.
    pub(super) fn read<'b>(&self, from: u64, len: u64, buffer: &'b mut Vec<u8>) -> Result<&'b [u8]>
    where
        'a: 'b,
    {
        match from.checked_add(len) {
            Some(end) if end <= self.len => {
                self.inner.read(self.section.name(), self.start + from, len, buffer)
            }
            _ => Err(self.damaged("an offset lies beyond the end")),
        }
    }

    pub(super) fn damaged(&self, reason: impl Into<String>) -> Error {
        self.inner.damaged(self.section.name(), reason)
    }
}
