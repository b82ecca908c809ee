//! Date ranges.

use crate::messages::filter;

/// A date range as chosen or typed; the server resolves it in the zone of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Range {
    /// No limit.
    #[default]
    Any,
    /// A range that moves with today.
    Preset(Preset),
    /// As typed; either may be empty. The day or minute named by `to` lies inside.
    Typed {
        /// First day or moment.
        from: String,
        /// Last day or moment.
        to: String,
    },
}

/// A range that moves with today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Since midnight.
    Today,
    /// The day before.
    Yesterday,
    /// Today and the six days before it.
    Week,
    /// Today and the 29 days before it.
    Month,
    /// Today and the 89 days before it.
    Quarter,
    /// Today and the 364 days before it.
    Year,
}

impl Preset {
    /// Every preset, in the order in which they stand.
    pub const ALL: [Self; 6] =
        [Self::Today, Self::Yesterday, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Yesterday => "yesterday",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
            Self::Year => "365d",
        }
    }

    /// The preset that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }

    /// The words on screen.
    pub fn label(self) -> String {
        match self {
            Self::Today => filter::today().to_owned(),
            Self::Yesterday => filter::yesterday().to_owned(),
            Self::Week | Self::Month | Self::Quarter | Self::Year => {
                filter::last_days(self.days().1.unsigned_abs())
            }
        }
    }

    /// First day, counted back from today, and how many days the range has.
    pub fn days(self) -> (i64, i64) {
        match self {
            Self::Today => (0, 1),
            Self::Yesterday => (1, 1),
            Self::Week => (6, 7),
            Self::Month => (29, 30),
            Self::Quarter => (89, 90),
            Self::Year => (364, 365),
        }
    }
}
