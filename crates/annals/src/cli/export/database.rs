//! The SQLite database of an export: its tables, and how entries get in.
//!
//! `docs/export.md` describes the tables and views: whoever changes one changes both.

use std::path::Path;

use annals_model::SecurityArea;
use anyhow::Context;
use rusqlite::{Connection, params};
use serde_json::Value;

/// Tables are filled before they are indexed, which is faster and leaves the file denser.
const TABLES: &str = include_str!("tables.sql");
const INDEXES: &str = include_str!("indexes.sql");

/// Indexes and views; what the areas of user security are called, the model says.
fn indexes() -> String {
    let areas = SecurityArea::ALL.map(|area| format!("'{}'", area.as_str()));
    INDEXES.replace(":areas", &areas.join(", "))
}

/// A database that is being written.
pub(super) struct Database {
    connection: Connection,
    entries: i64,
}

impl Database {
    /// Creates the tables in the empty file at `path`.
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let connection = Connection::open(path)?;
        // A file that is not finished is thrown away: there is nothing that it would be undone to.
        connection.pragma_update(None, "journal_mode", "OFF")?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.execute_batch(TABLES)?;
        connection.execute_batch("BEGIN")?;
        Ok(Self { connection, entries: 0 })
    }

    /// Adds an entry in its form on the wire.
    pub(super) fn add(&mut self, entry: &Value) -> anyhow::Result<()> {
        self.entries += 1;
        let id = self.entries;
        self.add_entry(id, entry)?;
        self.add_descriptions(id, entry)?;
        self.add_details(id, entry)
    }

    /// Makes indexes and views.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        self.connection.execute_batch("COMMIT")?;
        self.connection.execute_batch(&indexes())?;
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    fn add_entry(&self, id: i64, entry: &Value) -> anyhow::Result<()> {
        let number = entry["number"].as_i64().context("an entry has no number")?;
        let actor = &entry["actor"];
        let changed_by = [&actor["name"], &actor["username"], &actor["id"]];
        let changed_by = changed_by.into_iter().find_map(text);
        self.connection
            .prepare_cached(
                "INSERT INTO AuditLogEntry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                 ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
            )?
            .execute(params![
                id,
                text(&entry["organization"]),
                number,
                text(&entry["id"]),
                text(&entry["occurred_at"]),
                text(&entry["recorded_at"]),
                text(&entry["area"]),
                text(&entry["type"]),
                text(&entry["action"]),
                text(&entry["label"]),
                text(&entry["category"]),
                text(&entry["source"]),
                changed_by,
                text(&actor["id"]),
                text(&actor["username"]),
                text(&actor["email"]),
                text(&actor["kind"]),
                text(&actor["role"]),
                text(&actor["on_behalf_of"]["name"]).or_else(|| text(&actor["on_behalf_of"]["id"])),
                text(&entry["ip"]),
                text(&entry["user_agent"]),
                text(&entry["outcome"]),
                text(&entry["reason"]),
                entry["critical"].as_bool().unwrap_or_default(),
                text(&entry["correlation_id"]),
            ])?;
        Ok(())
    }

    /// What the entry is about: its sentence, named values, calendars and records.
    fn add_descriptions(&self, id: i64, entry: &Value) -> anyhow::Result<()> {
        let mut place = 0;
        let mut add = |kind: &str, name: Option<&str>, value: Option<String>, record: &Value| {
            place += 1;
            self.connection
                .prepare_cached(
                    "INSERT INTO AuditLogEntryDescription VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    id,
                    place,
                    kind,
                    name,
                    value,
                    text(&record["id"]),
                    text(&record["change"]),
                ])
        };
        if let Some(sentence) = text(&entry["description"]) {
            add("sentence", None, Some(sentence), &Value::Null)?;
        }
        for (name, value) in entry["details"].as_object().into_iter().flatten() {
            add("value", Some(name), text(value), &Value::Null)?;
        }
        for calendar in items(&entry["calendars"]) {
            let end_year = text(&calendar["end_year"]);
            add("calendar", calendar["school"].as_str(), end_year, &Value::Null)?;
        }
        for record in items(&entry["records"]) {
            let name = text(&record["name"]).or_else(|| text(&record["id"]));
            add("record", record["type"].as_str(), name, record)?;
        }
        Ok(())
    }

    /// What changed.
    fn add_details(&self, id: i64, entry: &Value) -> anyhow::Result<()> {
        for (place, change) in items(&entry["changes"]).iter().enumerate() {
            self.connection
                .prepare_cached(
                    "INSERT INTO AuditLogEntryDetail VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    id,
                    place as i64 + 1,
                    text(&change["property"]),
                    text(&change["label"]),
                    text(&change["old"]),
                    text(&change["new"]),
                    change["masked"].as_bool().unwrap_or_default(),
                ])?;
        }
        Ok(())
    }
}

/// Texts as they are, other values as JSON, nothing for null.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use annals_model::AreaField;
    use insta::assert_snapshot;
    use rusqlite::types::ValueRef;
    use serde_json::json;

    use super::*;

    /// An entry with every field that the tables have, and `other` in place of some.
    fn entry(number: u64, other: &Value) -> Value {
        let mut entry = json!({
            "organization": "lincoln", "number": number, "id": format!("e-{number}"),
            "occurred_at": "2026-11-20T09:14:03.120Z", "recorded_at": "2026-11-20T09:14:03.200Z",
            "action": "user.changed", "label": "Changed User", "type": "change",
            "area": null, "category": "Security", "source": "Office Portal",
            "actor": {"id": "17", "name": null, "username": "areyes", "email": null,
                      "kind": "staff", "role": "Registrar", "on_behalf_of": {"id": "9"}},
            "ip": "203.0.113.9", "user_agent": null, "description": null, "records": [],
            "changes": [], "details": {}, "calendars": [], "outcome": "success", "reason": null,
            "correlation_id": null, "critical": true,
        });
        for (field, value) in other.as_object().unwrap() {
            entry[field] = value.clone();
        }
        entry
    }

    fn finished(entries: &[Value]) -> (tempfile::NamedTempFile, Connection) {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut database = Database::create(file.path()).unwrap();
        for (number, other) in (1..).zip(entries) {
            database.add(&entry(number, other)).unwrap();
        }
        database.finish().unwrap();
        let connection = Connection::open(file.path()).unwrap();
        (file, connection)
    }

    fn rows(connection: &Connection, sql: &str) -> String {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut text = String::new();
        while let Some(row) = rows.next().unwrap() {
            let cell = |at| match row.get_ref(at).unwrap() {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
                other => panic!("{other:?} in a table of texts and whole numbers"),
            };
            text += &(0..columns).map(cell).collect::<Vec<_>>().join(" | ");
            text.push('\n');
        }
        text
    }

    #[test]
    fn every_field_has_its_column() {
        let (_file, connection) = finished(&[json!({
            "description": "Moved", "details": {"Tool Name": "Health", "count": 2},
            "calendars": [{"school": "Hill", "end_year": 2027}],
            "records": [{"type": "student", "id": "s-1", "name": "Émile", "change": "change"},
                        {"type": "family", "id": "f-1", "name": null, "change": null}],
            "changes": [{"property": "rights", "label": "Rights", "old": null, "new": ["a"]},
                        {"property": "pin", "old": "•••", "new": "•••", "masked": true}],
        })]);
        assert_snapshot!(rows(&connection, "SELECT * FROM AuditLogEntry"), @r#"
        1 | lincoln | 1 | e-1 | 2026-11-20T09:14:03.120Z | 2026-11-20T09:14:03.200Z | - | change | user.changed | Changed User | Security | Office Portal | areyes | 17 | areyes | - | staff | Registrar | 9 | 203.0.113.9 | - | success | - | 1 | -
        "#);
        assert_snapshot!(rows(&connection, "SELECT * FROM AuditLogEntryDescription"), @r#"
        1 | 1 | sentence | - | Moved | - | -
        1 | 2 | value | Tool Name | Health | - | -
        1 | 3 | value | count | 2 | - | -
        1 | 4 | calendar | Hill | 2027 | - | -
        1 | 5 | record | student | Émile | s-1 | change
        1 | 6 | record | family | f-1 | f-1 | -
        "#);
        assert_snapshot!(rows(&connection, "SELECT * FROM AuditLogEntryDetail"), @r#"
        1 | 1 | rights | Rights | - | ["a"] | 0
        1 | 2 | pin | - | ••• | ••• | 1
        "#);
        let changes = "SELECT number, propertyName, existingValue, newValue FROM AuditLogChange";
        assert_snapshot!(rows(&connection, changes), @r#"
        1 | rights | - | ["a"]
        1 | pin | ••• | •••
        "#);
        let records = "SELECT number, recordType, recordID, recordName, recordChange
                       FROM AuditLogRecord";
        assert_snapshot!(rows(&connection, records), @r#"
        1 | family | f-1 | f-1 | -
        1 | student | s-1 | Émile | change
        "#);
        assert_eq!(rows(&connection, "PRAGMA integrity_check"), "ok\n");
        assert_eq!(rows(&connection, "PRAGMA foreign_key_check"), "");
    }

    #[test]
    fn areas_of_user_security_have_the_fields_of_their_reports() {
        let area = |area: &str, event_type: &str, details: Value, new: Option<&str>| {
            let changes = new.map(|new| json!({"property": "Value", "old": "0", "new": new}));
            let changes: Vec<_> = changes.into_iter().collect();
            json!({"area": area, "type": event_type, "details": details, "changes": changes})
        };
        let (_file, connection) = finished(&[
            area("Preference", "change", json!({"Preference Name": "auditUsers"}), Some("1")),
            area("UserAccount", "change", json!({"User Name": "jdoe"}), Some("1")),
            area("UserGroup", "add", json!({"Group Name": "Nurses"}), None),
            area(
                "UserGroupMember",
                "delete",
                json!({"User Name": "jdoe", "Group Name": "Nurses"}),
                None,
            ),
            area(
                "UserToolRights",
                "add",
                json!({"User Name": "jdoe", "Tool Name": "Health"}),
                None,
            ),
            area("UserGroupToolRights", "add", json!({"Group Name": "N", "Tool Name": "H"}), None),
            area(
                "UserSchoolYearRights",
                "change",
                json!({"User Name": "jdoe", "School": "Hill", "End Year": "2027"}),
                Some("1"),
            ),
            area(
                "UserGroupSchoolYearRights",
                "delete",
                json!({"Group Name": "N", "School": "Hill", "End Year": "2027"}),
                None,
            ),
            json!({"area": "Timetable"}),
            json!({"area": "UserSchoolYearRights", "type": "add",
                   "details": {"User Name": "jdoe", "School": "both", "End Year": "-"},
                   "calendars": [{"school": "Hill", "end_year": 2026},
                                 {"school": "Adams", "end_year": 2027}]}),
        ]);
        let sql = "SELECT userName, groupName, preferenceName, toolName, endYear, school,
                   propertyName, area, changedBy, existingValue, type, newValue FROM UserSecurity
                   ORDER BY auditLogEntryID";
        assert_snapshot!(rows(&connection, sql), @r#"
        - | - | auditUsers | - | - | - | Value | Preference | areyes | 0 | change | 1
        jdoe | - | - | - | - | - | Value | UserAccount | areyes | 0 | change | 1
        - | Nurses | - | - | - | - | - | UserGroup | areyes | - | add | -
        jdoe | Nurses | - | - | - | - | - | UserGroupMember | areyes | - | delete | -
        jdoe | - | - | Health | - | - | - | UserToolRights | areyes | - | add | -
        - | N | - | H | - | - | - | UserGroupToolRights | areyes | - | add | -
        jdoe | - | - | - | 2027 | Hill | Value | UserSchoolYearRights | areyes | 0 | change | 1
        - | N | - | - | 2027 | Hill | - | UserGroupSchoolYearRights | areyes | - | delete | -
        jdoe | - | - | - | 2026 | Hill | - | UserSchoolYearRights | areyes | - | add | -
        jdoe | - | - | - | 2027 | Adams | - | UserSchoolYearRights | areyes | - | add | -
        "#);
    }

    #[test]
    fn the_view_has_every_field_by_which_areas_say_what_they_are_about() {
        let named: Vec<_> = INDEXES.split("name = '").skip(1).collect();
        let named: Vec<_> = named.iter().filter_map(|rest| rest.split('\'').next()).collect();
        let known = AreaField::OBJECTS.map(AreaField::as_str);
        assert!(known.iter().all(|field| named.contains(field)), "{known:?} {named:?}");
        assert_eq!(named.len(), known.len());
        assert!(!indexes().contains(":areas"));
    }
}
