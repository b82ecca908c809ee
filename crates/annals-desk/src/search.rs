//! A search of the log, as entries about reading and exporting tell of it.

use annals_model::{OrganizationOrdinal, TimeRange, Value};

use crate::entry::Told;

/// A search of the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogSearch {
    /// The organisation whose log it is.
    pub organization: OrganizationOrdinal,
    /// Whether the logs of the organisations below are searched with it.
    pub below: bool,
    /// The search as typed; empty for none.
    pub text: String,
    /// The range of time, with words such as "today" resolved.
    pub time: TimeRange,
    /// Chosen sources.
    pub sources: Vec<String>,
    /// Chosen users.
    pub users: Vec<String>,
}

impl LogSearch {
    /// Adds what was searched for to an entry.
    pub(crate) fn tell(&self, told: Told) -> Told {
        let text = |text: &str| Some(Value::text(text)).filter(|_| !text.is_empty());
        let details = [
            ("search", text(&self.text)),
            ("from", self.time.from.map(|from| Value::text(&from.to_string()))),
            ("to", self.time.to.map(|to| Value::text(&to.to_string()))),
            ("sources", list(&self.sources)),
            ("users", list(&self.users)),
            ("below", self.below.then(|| Value::from_json("true".to_owned()))),
        ];
        let present = details.into_iter().filter_map(|(key, value)| Some((key, value?)));
        present.fold(told, |told, (key, value)| told.detail(key, value))
    }
}

/// A JSON array of texts; nothing if there are none.
fn list(texts: &[String]) -> Option<Value> {
    let texts: Vec<_> = texts.iter().map(|text| Value::text(text).as_json().to_owned()).collect();
    (!texts.is_empty()).then(|| Value::from_json(format!("[{}]", texts.join(","))))
}
