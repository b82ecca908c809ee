//! What the applications of the demo say of their records: no more than their entries tell, so that
//! neither contradicts the other.

use std::collections::BTreeMap;

use annals_model::{Draft, EventType, RecordKey};

use crate::SampleRecord;

/// Types of which something is said, and the type that one belongs to from its first entry on.
const DESCRIBED: [(&str, Option<&str>); 4] =
    [("contact", None), ("family", None), ("staff", None), ("student", Some("family"))];

/// The records of an organisation that are there.
#[derive(Default)]
pub(super) struct Directory(BTreeMap<RecordKey, SampleRecord>);

impl Directory {
    /// Takes over what an entry says, of those in the order of time.
    pub(super) fn read(&mut self, draft: &Draft) {
        let changed = draft.records.iter().find(|record| record.change.is_some());
        let Some((record, change)) = changed.and_then(|one| Some((one, one.change?))) else {
            return;
        };
        let described = DESCRIBED.iter().find(|(kind, _)| *kind == record.record_type);
        let Some((_, above)) = described else { return };
        let said = draft.organization.as_ref().zip(draft.occurred_at);
        let Some((organization, at)) = said else { return };
        if change == EventType::Delete {
            self.0.remove(&record.key());
            return;
        }
        let known = self.0.entry(record.key()).or_insert_with(|| {
            let parents = draft.records.iter().filter(|one| Some(&*one.record_type) == *above);
            SampleRecord {
                organization: organization.clone(),
                key: record.key(),
                name: String::new(),
                parents: parents.map(|one| (one.key(), at)).collect(),
                email: None,
                phone: None,
            }
        });
        known.name = record.name.clone().unwrap_or_default();
        for change in &draft.changes {
            let value = || change.new.as_ref().map(|value| value.display().into_owned());
            match &*change.property {
                "email" => known.email = value(),
                "phone" => known.phone = value(),
                _ => {}
            }
        }
    }

    pub(super) fn records(&self) -> impl Iterator<Item = SampleRecord> {
        self.0.values().cloned()
    }
}
