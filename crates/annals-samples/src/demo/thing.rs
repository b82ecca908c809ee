//! Records of the demo as they stand, so that what is told of one next begins with what was told
//! of it last.

use annals_model::{Change, EventType, Record, RecordKey, Value};

/// A record that was told of.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    kind: &'static str,
    id: String,
    /// What it is called now.
    pub(super) name: String,
    values: Vec<(&'static str, Value)>,
}

impl Thing {
    pub(super) fn new(kind: &'static str, id: String, name: impl Into<String>) -> Self {
        Self { kind, id, name: name.into(), values: Vec::new() }
    }

    /// With a property that it has from the start.
    pub(super) fn with(mut self, property: &'static str, value: impl IntoValue) -> Self {
        self.values.push((property, value.into_value()));
        self
    }

    pub(super) fn key(&self) -> RecordKey {
        RecordKey { record_type: self.kind.to_owned(), id: self.id.clone() }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn get(&self, property: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| *name == property).map(|(_, value)| value)
    }

    /// What people read of a property; nothing, if it has none.
    pub(super) fn shown(&self, property: &str) -> String {
        self.get(property).map(Value::display).unwrap_or_default().into_owned()
    }

    pub(super) fn is(&self, property: &str, value: &str) -> bool {
        self.get(property).is_some_and(|own| own.display() == value)
    }

    /// All of it, as it came into being.
    pub(super) fn begun(&self) -> impl Iterator<Item = Change> {
        self.values.iter().map(|(name, value)| change(name, None, Some(value.clone())))
    }

    /// All of it, as it went away.
    pub(super) fn ended(self) -> impl Iterator<Item = Change> {
        self.values.into_iter().map(|(name, value)| change(name, Some(value), None))
    }

    /// Changes a property; nothing comes of a value that it has already.
    pub(super) fn set(&mut self, property: &'static str, new: Value) -> Option<Change> {
        let own = self.values.iter_mut().find(|(name, _)| *name == property);
        match own {
            Some((_, value)) if *value == new => None,
            Some((_, value)) => {
                let old = std::mem::replace(value, new.clone());
                Some(change(property, Some(old), Some(new)))
            }
            None => {
                self.values.push((property, new.clone()));
                Some(change(property, None, Some(new)))
            }
        }
    }

    /// It, in an entry that did this to it, or merely names it.
    pub(super) fn record(&self, change: Option<EventType>) -> Record {
        Record {
            record_type: self.kind.to_owned(),
            id: self.id.clone(),
            name: Some(self.name.clone()),
            change,
        }
    }
}

fn change(property: &str, old: Option<Value>, new: Option<Value>) -> Change {
    Change { property: property.to_owned(), label: label(property), old, new, masked: false }
}

/// `preferred_name` is "Preferred Name"; what stands otherwise is a name that people know.
fn label(property: &str) -> Option<String> {
    let is_plain = property.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let capital = |word: &str| format!("{}{}", word[..1].to_uppercase(), &word[1..]);
    let words: Vec<_> = property.split('_').map(capital).collect();
    is_plain.then(|| words.join(" ").replace("Email", "E-mail"))
}

/// What a property may be.
pub(super) trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::text(self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::text(&self)
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::from_json(self.to_string())
    }
}

impl IntoValue for u64 {
    fn into_value(self) -> Value {
        Value::from_json(self.to_string())
    }
}

/// 12500 is `125.00`.
pub(super) fn dollars(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
