//! What a type of records is called, and how its records are shown.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::EditUrl;

/// How records of one type are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordType {
    /// "Student".
    pub label: String,
    /// "Students".
    pub plural: String,
    /// The drawing beside it.
    pub icon: RecordIcon,
    /// Where the host application edits one.
    pub edit_url: Option<EditUrl>,
    /// What the pages of its records have besides their Audit Log.
    pub tabs: RecordTabs,
}

/// The drawing of a type of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordIcon {
    /// Anything.
    #[default]
    Record,
    /// One of those whom records are about.
    Person,
    /// A family, a group.
    People,
    /// A class, a course.
    Book,
    /// Something with a date: an enrolment, a calendar.
    Calendar,
    /// A charge, a payment.
    Money,
    /// Something that was sent.
    Envelope,
    /// A setting.
    Gear,
}

impl RecordIcon {
    /// Every icon, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Record,
        Self::Person,
        Self::People,
        Self::Book,
        Self::Calendar,
        Self::Money,
        Self::Envelope,
        Self::Gear,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Person => "person",
            Self::People => "people",
            Self::Book => "book",
            Self::Calendar => "calendar",
            Self::Money => "money",
            Self::Envelope => "envelope",
            Self::Gear => "gear",
        }
    }

    /// The icon that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|icon| icon.as_str() == word)
    }
}

/// What the pages of records have besides their Audit Log, which everyone has who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordTabs {
    /// What those whom the record is about did themselves.
    pub activity: bool,
    /// Its values over time.
    pub history: bool,
    /// What was sent to it.
    pub communication: bool,
}

impl Default for RecordTabs {
    fn default() -> Self {
        Self { activity: true, history: true, communication: true }
    }
}

impl RecordTabs {
    /// The words on the wire.
    pub const WORDS: [&str; 3] = ["activity", "history", "communication"];

    /// The words of those that there are.
    pub fn words(self) -> Vec<&'static str> {
        let are = [self.activity, self.history, self.communication];
        Self::WORDS.into_iter().zip(are).filter(|(_, is)| *is).map(|(word, _)| word).collect()
    }

    /// Those that `words` name; the error is the first word that names none.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, &'a str> {
        let mut tabs = Self { activity: false, history: false, communication: false };
        for word in words {
            match word {
                "activity" => tabs.activity = true,
                "history" => tabs.history = true,
                "communication" => tabs.communication = true,
                other => return Err(other),
            }
        }
        Ok(tabs)
    }
}

/// Of those, the types to whose records messages go, and messages themselves.
const WRITTEN_TO: [&str; 6] = ["contact", "family", "guardian", "message", "staff", "user"];

/// Types that applications of this kind have, where nobody says otherwise.
static BUILT_IN: LazyLock<BTreeMap<&str, RecordType>> = LazyLock::new(|| {
    use RecordIcon::{Book, Calendar, Envelope, Gear, Money, People, Person};
    let types = [
        ("charge", "Charge", "Charges", Money),
        ("class", "Class", "Classes", Book),
        ("contact", "Contact", "Contacts", Person),
        ("enrollment", "Enrollment", "Enrollments", Calendar),
        ("family", "Family", "Families", People),
        ("group", "Group", "Groups", People),
        ("guardian", "Guardian", "Guardians", Person),
        ("message", "Message", "Messages", Envelope),
        ("payment", "Payment", "Payments", Money),
        ("preference", "Preference", "Preferences", Gear),
        ("setting", "Setting", "Settings", Gear),
        ("staff", "Staff", "Staff", Person),
        ("student", "Student", "Students", Person),
        ("user", "User", "Users", Person),
    ];
    types
        .into_iter()
        .map(|(name, label, plural, icon)| {
            let (label, plural) = (label.to_owned(), plural.to_owned());
            let communication = WRITTEN_TO.contains(&name);
            let tabs = RecordTabs { communication, ..RecordTabs::default() };
            (name, RecordType { label, plural, icon, tabs, ..RecordType::default() })
        })
        .collect()
});

impl RecordType {
    /// The type that is called `name` where nobody declared it.
    pub fn built_in(name: &str) -> Option<&'static Self> {
        BUILT_IN.get(name)
    }

    /// All of them, by name.
    pub fn all_built_in() -> impl Iterator<Item = (&'static str, &'static Self)> {
        BUILT_IN.iter().map(|(name, record_type)| (*name, record_type))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for icon in RecordIcon::ALL {
            assert_eq!(RecordIcon::parse(icon.as_str()), Some(icon));
        }
        assert_eq!(RecordIcon::parse("cat"), None);
        let all = RecordTabs::default();
        assert_eq!(RecordTabs::parse(all.words()), Ok(all));
        let one = RecordTabs::parse(["history"]).unwrap();
        assert_eq!(one.words(), ["history"]);
        assert_eq!(RecordTabs::parse(["history", "past"]), Err("past"));
    }
}
