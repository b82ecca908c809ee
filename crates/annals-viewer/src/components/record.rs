//! Affected records.

use std::collections::HashMap;

pub use annals_model::percent_encoded;
use annals_model::{Catalogue, Event, EventType, Record, RecordKey};
use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::icon::{Icon, named_icon};
use crate::components::text::{direction, text};
use crate::messages::{log as messages, words};

/// So many names stand in a cell.
const NAMES_IN_CELL: usize = 2;

/// What a record is called: its name, or its type and id.
pub fn name(record: &Record, catalogue: &Catalogue) -> String {
    match &record.name {
        Some(name) => name.clone(),
        None => kind_and_id(record, catalogue),
    }
}

/// "Student 17": tells a record from others of its name.
pub fn kind_and_id(record: &Record, catalogue: &Catalogue) -> String {
    unnamed(&record.key(), catalogue)
}

/// The same of the record with that key.
pub fn unnamed(key: &RecordKey, catalogue: &Catalogue) -> String {
    words::unnamed_record(&type_label(&key.record_type, catalogue), &key.id)
}

/// What records are called that only their keys name.
#[derive(Clone, Debug, Default)]
pub struct RecordNames(pub HashMap<RecordKey, String>);

impl RecordNames {
    /// The name, or what tells the record from others.
    pub fn of(&self, key: &RecordKey, catalogue: &Catalogue) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| unnamed(key, catalogue))
    }
}

/// The label of a record type: as declared, else made of its name.
pub fn type_label(record_type: &str, catalogue: &Catalogue) -> String {
    if let Some(declared) = catalogue.record_type(record_type).filter(|t| !t.label.is_empty()) {
        return declared.label.clone();
    }
    catalogue.label(record_type)
}

/// Where the host application edits the record, when it has a window for that type.
pub fn edit_href(record: &Record, catalogue: &Catalogue) -> Option<String> {
    edit_address(&record.key(), catalogue)
}

/// The same of the record with that key.
pub fn edit_address(key: &RecordKey, catalogue: &Catalogue) -> Option<String> {
    catalogue.record_type(&key.record_type)?.edit_url.as_ref()?.address(&key.id)
}

/// The search for everything on one record, in place and zone of `address`.
pub fn entries_href(record: &Record, address: &LogAddress) -> String {
    let query = format!("record:{}", quoted(&record.key().to_string()));
    address.anew_in_log().with_query(query).href()
}

/// Text as the search language takes it after a qualifier.
pub fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-@:/".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether the cell of an entry is blank.
pub fn is_blank(event: &Event) -> bool {
    let only_looked = event.event_type == EventType::Access;
    let changed_none = event.records.iter().all(|record| record.change.is_none());
    event.records.is_empty() || (only_looked && changed_none)
}

/// The cell: names as links, the list of them behind a book. Blank when the action changed no
/// record, as when someone signed in or only looked. `list_href` leads to the list, for those who
/// may see it.
pub fn cell(
    event: &Event,
    catalogue: &Catalogue,
    list_href: Option<&str>,
    address: &LogAddress,
) -> Markup {
    if is_blank(event) {
        return Markup::default();
    }
    let records = &event.records;
    let count = records.len() as u64;
    let list = messages::updated_records(updated(&event.records).len() as u64, &event.label);
    html! {
        span class="records" {
            @for (i, record) in records.iter().take(NAMES_IN_CELL).enumerate() {
                @if i > 0 { " " }
                @let name = name(record, catalogue);
                span class="clamp" dir=(direction(&name)) {
                    a href=(entries_href(record, address)) { (text(&name)) }
                    @if i + 1 < records.len().min(NAMES_IN_CELL) { (words::after_name()) }
                }
            }
            @if records.len() > NAMES_IN_CELL {
                " "
                @let more = messages::more_records(count - NAMES_IN_CELL as u64);
                @if let Some(href) = list_href {
                    a class="more" href=(href) data-dialog { (more) }
                } @else {
                    span class="more" { (more) }
                }
            }
        }
        @if let Some(href) = list_href {
            a class="icon-link" href=(href) title=(list) data-dialog {
                (named_icon(Icon::Book, &list))
            }
        }
    }
}

/// The records that it changed, without those that these belong to: to tell of them as changed
/// would accuse someone of what they didn't do. All of an entry that says of none what was done.
pub(crate) fn updated(records: &[Record]) -> Vec<&Record> {
    let changed: Vec<_> = records.iter().filter(|record| record.change.is_some()).collect();
    if changed.is_empty() { records.iter().collect() } else { changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_records_are_not_counted_as_changed() {
        let record = |kind: &str, change| Record {
            record_type: kind.to_owned(),
            id: "1".to_owned(),
            name: None,
            change,
        };
        let mut records = [record("family", None), record("student", None)];
        assert_eq!(updated(&records).len(), 2, "nothing is said of either");
        records[1].change = Some(EventType::Delete);
        assert_eq!(updated(&records), [&records[1]]);
    }

    #[test]
    fn values_are_quoted_where_the_language_needs_it() {
        let cases = [
            ("student:17", "student:17"),
            ("Maria Garcia", "\"Maria Garcia\""),
            ("a\"b\\", "\"a\\\"b\\\\\""),
            ("", "\"\""),
        ];
        for (value, expected) in cases {
            assert_eq!(quoted(value), expected);
        }
    }
}
