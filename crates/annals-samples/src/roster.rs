//! Who the people of an organisation are.

use crate::SampleOrganization;
use crate::names::{FIRST, LAST};
use crate::rng::{mix, scale};

/// The people of one organisation. Their names aren't stored anywhere: that of student 17 is a hash
/// of 17, so a million students cost nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Roster {
    salt: u64,
}

impl Roster {
    pub(crate) fn of(organization: &SampleOrganization) -> Self {
        Self { salt: mix(organization.index as u64) }
    }

    pub(crate) fn student_first(&self, student: u64) -> &'static str {
        self.first(1, student)
    }

    pub(crate) fn family_last(&self, family: u64) -> &'static str {
        self.last(2, family)
    }

    pub(crate) fn guardian_first(&self, family: u64) -> &'static str {
        self.first(3, family)
    }

    pub(crate) fn staff_first(&self, staff: u64) -> &'static str {
        self.first(4, staff)
    }

    pub(crate) fn staff_last(&self, staff: u64) -> &'static str {
        self.last(5, staff)
    }

    /// The same number for the same thing; a `purpose` keeps what is chosen by it apart.
    pub(crate) fn hash(&self, purpose: u64, index: u64) -> u64 {
        mix(self.salt ^ mix(index.wrapping_mul(31).wrapping_add(purpose)))
    }

    pub(crate) fn salt(&self) -> u64 {
        self.salt
    }

    fn first(&self, purpose: u64, index: u64) -> &'static str {
        FIRST[scale(self.hash(purpose, index), FIRST.len() as u64) as usize]
    }

    /// Smith is more frequent than Sandoval.
    fn last(&self, purpose: u64, index: u64) -> &'static str {
        let x = self.hash(purpose, index) >> 32;
        LAST[scale((x * x) >> 32 << 32, LAST.len() as u64) as usize]
    }
}
