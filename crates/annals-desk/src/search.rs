//! A search of the log, as entries about reading and exporting tell of it.

use annals_model::{Number, OrganizationId, OrganizationOrdinal, TimeRange, Value};

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
    /// Values that were chosen, by what they are told as: "sources", "users" and so on.
    pub chosen: Vec<(&'static str, Vec<String>)>,
    /// The zone in which dates of the text are meant, where it isn't the organisation's.
    pub zone: Option<String>,
    /// Entries that were chosen one by one, instead of all that match: their numbers, among several
    /// organisations with the one whose each is.
    pub entries: Vec<(Option<OrganizationId>, Number)>,
}

impl LogSearch {
    /// The whole log of `organization`.
    pub fn everything(organization: OrganizationOrdinal) -> Self {
        Self {
            organization,
            below: false,
            text: String::new(),
            time: TimeRange::default(),
            chosen: Vec::new(),
            zone: None,
            entries: Vec::new(),
        }
    }

    /// Adds what was searched for to an entry.
    pub(crate) fn tell(&self, told: Told) -> Told {
        let text = |text: &str| Some(Value::text(text)).filter(|_| !text.is_empty());
        let details = [
            ("search", text(&self.text)),
            ("from", self.time.from.map(|from| Value::text(&from.to_string()))),
            ("to", self.time.to.map(|to| Value::text(&to.to_string()))),
        ];
        let chosen = self.chosen.iter().map(|(key, values)| (*key, list(values)));
        let others = [
            ("zone", self.zone.as_deref().and_then(text)),
            ("selected", numbers(&self.entries)),
            ("below", self.below.then(|| Value::from_json("true".to_owned()))),
        ];
        let details = details.into_iter().chain(chosen).chain(others);
        let present = details.filter_map(|(key, value)| Some((key, value?)));
        present.fold(told, |told, (key, value)| told.detail(key, value))
    }
}

/// A JSON array of numbers, or of texts such as "lincoln:17"; nothing if there are none.
fn numbers(entries: &[(Option<OrganizationId>, Number)]) -> Option<Value> {
    let each = entries.iter().map(|(log, Number(number))| match log {
        Some(log) => format!("\"{log}:{number}\""),
        None => number.to_string(),
    });
    let each: Vec<_> = each.collect();
    (!each.is_empty()).then(|| Value::from_json(format!("[{}]", each.join(","))))
}

/// A JSON array of texts; nothing if there are none.
fn list(texts: &[String]) -> Option<Value> {
    let texts: Vec<_> = texts.iter().map(|text| Value::text(text).as_json().to_owned()).collect();
    (!texts.is_empty()).then(|| Value::from_json(format!("[{}]", texts.join(","))))
}
