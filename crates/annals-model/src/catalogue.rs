//! The catalogue: labels of actions and properties of record types; data, not code.

use std::collections::BTreeMap;

use crate::{EventType, RecordType};

/// What an organisation's actions and record types are called.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    actions: BTreeMap<String, String>,
    record_types: BTreeMap<String, RecordType>,
}

impl Catalogue {
    /// Declares the label of an action.
    pub fn set_action(&mut self, action: &str, label: &str) {
        self.actions.insert(action.to_owned(), label.to_owned());
    }

    /// Declares a record type.
    pub fn set_record_type(&mut self, name: &str, record_type: RecordType) {
        self.record_types.insert(name.to_owned(), record_type);
    }

    /// The record type called `name`, if it was declared or is built in.
    pub fn record_type(&self, name: &str) -> Option<&RecordType> {
        self.record_types.get(name).or_else(|| RecordType::built_in(name))
    }

    /// The record types that were declared, by name.
    pub fn record_types(&self) -> impl Iterator<Item = (&str, &RecordType)> {
        self.record_types.iter().map(|(name, record_type)| (&**name, record_type))
    }

    /// The label of `action`: as declared, else made of its code: `enrollment.created` is
    /// "Created Enrollment", `user.login_failed` is "User Login Failed".
    pub fn label(&self, action: &str) -> String {
        if let Some(label) = self.actions.get(action) {
            return label.clone();
        }
        let Some((noun, verb)) = action.rsplit_once('.') else { return title(action) };
        if VERBS.iter().any(|(past, _)| *past == verb) {
            format!("{} {}", title(verb), title(noun))
        } else {
            format!("{} {}", title(noun), title(verb))
        }
    }

    /// The type that an action's verb implies.
    pub fn event_type(&self, action: &str) -> EventType {
        let verb = action.rsplit(['.', '_', ':']).next().unwrap_or(action).to_ascii_lowercase();
        VERBS
            .iter()
            .find(|(past, _)| *past == verb)
            .map_or(EventType::Other, |(_, event_type)| *event_type)
    }

    /// The category that an action's noun implies: `enrollment.created` is "Enrollment".
    pub fn category(&self, action: &str) -> Option<String> {
        action.split_once('.').map(|(noun, _)| title(noun)).filter(|text| !text.is_empty())
    }
}

/// Verbs in the past tense, as action codes end, with the type of change they mean.
const VERBS: &[(&str, EventType)] = &[
    ("created", EventType::Add),
    ("added", EventType::Add),
    ("granted", EventType::Add),
    ("imported", EventType::Add),
    ("enrolled", EventType::Add),
    ("invited", EventType::Add),
    ("updated", EventType::Change),
    ("changed", EventType::Change),
    ("renamed", EventType::Change),
    ("moved", EventType::Change),
    ("enabled", EventType::Change),
    ("disabled", EventType::Change),
    ("transferred", EventType::Change),
    ("deleted", EventType::Delete),
    ("removed", EventType::Delete),
    ("revoked", EventType::Delete),
    ("dropped", EventType::Delete),
    ("voided", EventType::Delete),
    ("viewed", EventType::Access),
    ("exported", EventType::Access),
    ("downloaded", EventType::Access),
    ("searched", EventType::Access),
    ("printed", EventType::Access),
    ("sent", EventType::Other),
    ("recorded", EventType::Other),
    ("refunded", EventType::Other),
];

/// `tool_rights` is "Tool Rights".
fn title(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for word in code.split(['.', '_', '-', ' ', ':', '/']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut chars = word.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(chars.as_str());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_types_and_categories_from_codes() {
        let catalogue = Catalogue::default();
        let cases = [
            ("enrollment.created", "Created Enrollment", EventType::Add, Some("Enrollment")),
            ("charge.deleted", "Deleted Charge", EventType::Delete, Some("Charge")),
            ("payment.updated", "Updated Payment", EventType::Change, Some("Payment")),
            ("user.login_failed", "User Login Failed", EventType::Other, Some("User")),
            ("tool_rights.granted", "Granted Tool Rights", EventType::Add, Some("Tool Rights")),
            ("ping", "Ping", EventType::Other, None),
        ];
        for (action, label, event_type, category) in cases {
            assert_eq!(catalogue.label(action), label);
            assert_eq!(catalogue.event_type(action), event_type, "{action}");
            assert_eq!(catalogue.category(action).as_deref(), category, "{action}");
        }
    }
}
