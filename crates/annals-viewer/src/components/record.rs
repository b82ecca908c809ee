//! Affected records.

use annals_model::{Catalogue, Record};
use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::icon::{Icon, named_icon};
use crate::components::text::text;
use crate::messages::log as messages;

/// So many names stand in a cell.
const NAMES_IN_CELL: usize = 2;

/// What a record is called: its name, or its type and id.
pub fn name(record: &Record, catalogue: &Catalogue) -> String {
    match &record.name {
        Some(name) => name.clone(),
        None => format!("{} {}", type_label(&record.record_type, catalogue), record.id),
    }
}

/// The label of a record type: as declared, else made of its name.
pub fn type_label(record_type: &str, catalogue: &Catalogue) -> String {
    if let Some(declared) = catalogue.record_type(record_type).filter(|t| !t.label.is_empty()) {
        return declared.label.clone();
    }
    catalogue.label(record_type)
}

/// Where the host application edits the record, when it has a window for that type. Only web
/// addresses: a catalogue is data, and a link must not run script.
pub fn edit_href(record: &Record, catalogue: &Catalogue) -> Option<String> {
    let template = catalogue.record_type(&record.record_type)?.edit_url.as_deref()?;
    let is_web = ["https://", "http://", "/"].iter().any(|start| template.starts_with(start));
    (is_web && !template.starts_with("//"))
        .then(|| template.replace("{id}", &percent_encoded(&record.id)))
}

/// The search for everything on one record.
pub fn entries_href(record: &Record) -> String {
    LogAddress::default().with_query(format!("record:{}", quoted(&record.key().to_string()))).href()
}

/// Text as the search language takes it after a qualifier.
pub fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-@:/".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The cell: names as links, the rest behind a book. Blank when the action changed no record.
pub fn cell(records: &[Record], catalogue: &Catalogue, action: &str, entry_href: &str) -> Markup {
    let list_href = format!("{entry_href}#records");
    let count = records.len() as u64;
    html! {
        @if !records.is_empty() {
            span class="records" {
                @for (i, record) in records.iter().take(NAMES_IN_CELL).enumerate() {
                    @if i > 0 { ", " }
                    a href=(entries_href(record)) { (text(&name(record, catalogue))) }
                }
                @if records.len() > NAMES_IN_CELL {
                    " "
                    a class="more" href=(list_href) {
                        (messages::more_records(count - NAMES_IN_CELL as u64))
                    }
                }
            }
            a class="icon-link" href=(list_href) title=(messages::updated_records(count, action)) {
                (named_icon(Icon::Book, &messages::updated_records(count, action)))
            }
        }
    }
}

/// Text as one segment of a path.
pub fn percent_encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use annals_model::RecordType;

    use super::*;

    #[test]
    fn edit_links_are_web_addresses_with_an_encoded_id() {
        let check = |template: &str, expected: Option<&str>| {
            let mut catalogue = Catalogue::default();
            let edit_url = Some(template.to_owned());
            catalogue.set_record_type("student", RecordType { edit_url, ..RecordType::default() });
            let record = Record {
                record_type: "student".to_owned(),
                id: "a/\"b".to_owned(),
                name: None,
                change: None,
            };
            assert_eq!(edit_href(&record, &catalogue).as_deref(), expected, "{template}");
        };
        check("https://app.example/s/{id}", Some("https://app.example/s/a%2F%22b"));
        check("/students/{id}/edit", Some("/students/a%2F%22b/edit"));
        check("javascript:alert({id})", None);
        check("//elsewhere.example/{id}", None);
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
