//! The pages of a record: its logs, and the history of its properties.

use std::borrow::Cow;

use annals_model::{RecordKey, limits, percent_encoded};

use super::{LogAddress, LogPage};

/// Where pages of records are.
const RECORDS_PATH: &str = "/records";

/// A page that shows the entries of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPage {
    /// Which record.
    pub key: RecordKey,
    /// Which of its entries.
    pub log: RecordLog,
}

/// The logs of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordLog {
    /// All that was done to it and to what belongs to it.
    #[default]
    Audit,
    /// What those whom it is about did themselves.
    Activity,
}

impl RecordLog {
    /// Both, as their tabs stand.
    pub const ALL: [Self; 2] = [Self::Audit, Self::Activity];

    /// The word in addresses of what belongs to the page.
    fn as_str(self) -> &'static str {
        match self {
            Self::Audit => "record",
            Self::Activity => "activity",
        }
    }

    /// What stands after the record in the path of its page.
    fn path(self) -> &'static str {
        match self {
            Self::Audit => "",
            Self::Activity => "/activity",
        }
    }
}

impl RecordPage {
    /// The word in addresses of what belongs to the page: `record:student:17`.
    pub(super) fn word(&self) -> String {
        format!("{}:{}", self.log.as_str(), self.key)
    }

    /// The page that `word` names.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (log, key) = word.split_once(':')?;
        let log = RecordLog::ALL.into_iter().find(|one| one.as_str() == log)?;
        let (record_type, id) = key.split_once(':')?;
        let fits = |text: &str, bytes_max| !text.is_empty() && text.len() <= bytes_max;
        let is_named =
            fits(record_type, limits::CODE_BYTES_MAX) && fits(id, limits::NAME_BYTES_MAX);
        let key = RecordKey { record_type: record_type.to_owned(), id: id.to_owned() };
        is_named.then_some(Self { key, log })
    }

    /// Where it is.
    pub(super) fn path(&self) -> Cow<'static, str> {
        format!("{}{}", record_path(&self.key), self.log.path()).into()
    }
}

/// Where the first page of a record is.
pub(crate) fn record_path(key: &RecordKey) -> String {
    let (record_type, id) = (percent_encoded(&key.record_type), percent_encoded(&key.id));
    format!("{RECORDS_PATH}/{record_type}/{id}")
}

impl LogAddress {
    /// The page of a record that an entry at this address names, in the one organisation where
    /// that name means it.
    pub fn of_record(&self, key: &RecordKey) -> Self {
        let page = RecordPage { key: key.clone(), log: RecordLog::Audit };
        Self { page: LogPage::Record(page), ..self.anew_in_log() }
    }

    /// The same search on a page of a record. Keys mean something else in each organisation, and
    /// what comes meanwhile is followed in the log.
    #[must_use]
    pub fn for_record(self, page: RecordPage) -> (Self, Vec<String>) {
        let mut left_out = Vec::new();
        if self.place.below {
            left_out.push("below".to_owned());
        }
        if self.live {
            left_out.push("live".to_owned());
        }
        let place = super::Place { below: false, log: None, ..self.place.clone() };
        (Self { page: LogPage::Record(page), place, live: false, view: None, ..self }, left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_records_keep_their_record_in_what_belongs_to_them() {
        let key = RecordKey { record_type: "student".to_owned(), id: "a/b:c d".to_owned() };
        let log = LogAddress::default().with_query("fee");
        let page = RecordPage { key: key.clone(), log: RecordLog::Activity };
        let (address, left_out) = log.for_record(page.clone());
        assert!(left_out.is_empty());
        assert_eq!(address.href(), "/records/student/a%2Fb%3Ac%20d/activity?q=fee");
        assert_eq!(RecordPage::parse(&page.word()), Some(page));
        let query = "?page=activity:student:a/b:c+d&q=fee";
        assert_eq!(address.entry_href(7), format!("/entries/7{query}"));
        assert_eq!(address.of_record(&key).href(), "/records/student/a%2Fb%3Ac%20d");
        let long = |bytes| format!("record:student:{}", "7".repeat(bytes));
        assert!(RecordPage::parse(&long(limits::NAME_BYTES_MAX)).is_some());
        for word in ["record", "record:student", "record::7", "other:student:7"] {
            assert_eq!(RecordPage::parse(word), None, "{word}");
        }
        assert_eq!(RecordPage::parse(&long(limits::NAME_BYTES_MAX + 1)), None);
    }
}
