//! What an event did to one of its records.

use std::collections::BTreeSet;

use crate::{Change, Event, EventType, Outcome, Record, RecordKey, SecurityArea};

/// What an event did to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect<'e> {
    /// Whether the record came into being, changed or went away.
    pub kind: EventType,
    /// Whether it came into being or went away: so says an event of that type, or one that changes
    /// no property, such as a transfer from one record to another.
    pub is_of_life: bool,
    /// Its properties that changed; see [`Effect::others`].
    pub changes: &'e [Change],
    /// How many other records the event changed. Which of them had a property before is not told,
    /// so that each change counts for all.
    pub others: usize,
}

impl Event {
    /// What it did to the record `key`; nothing if it merely names it, was refused or failed.
    ///
    /// Where the sender says of no record that it changed, the first one did. It did not come or go
    /// in an area of rights and memberships: what comes and goes there is between records.
    pub fn effect_on(&self, key: &RecordKey) -> Option<Effect<'_>> {
        if self.outcome != Outcome::Success {
            return None;
        }
        let is_key =
            |record: &&Record| record.record_type == key.record_type && record.id == key.id;
        let changed: Vec<&Record> =
            self.records.iter().filter(|record| record.change.is_some()).collect();
        let (record, others) = match changed.first() {
            None => (self.records.first().filter(is_key)?, 0),
            Some(_) => {
                let keys: BTreeSet<_> =
                    changed.iter().map(|record| (&record.record_type, &record.id)).collect();
                (*changed.iter().find(|record| is_key(record))?, keys.len() - 1)
            }
        };
        let kind = record.change.unwrap_or_else(|| self.effect_on_first());
        let is_of_life = match kind {
            EventType::Add => self.may_tell_of_life(kind, EventType::Delete),
            EventType::Delete => self.may_tell_of_life(kind, EventType::Add),
            _ => false,
        };
        Some(Effect { kind, is_of_life, changes: &self.changes, others })
    }

    fn effect_on_first(&self) -> EventType {
        use SecurityArea::{Preference, UserAccount, UserGroup};
        match self.area.as_deref().and_then(SecurityArea::parse) {
            None | Some(Preference | UserAccount | UserGroup) => self.event_type,
            Some(_) => EventType::Change,
        }
    }

    fn may_tell_of_life(&self, kind: EventType, other: EventType) -> bool {
        let is_neither = ![other, EventType::Access].contains(&self.event_type);
        self.event_type == kind || (self.changes.is_empty() && is_neither)
    }
}

impl Effect<'_> {
    /// What a property was before, and what it is since; an event may change it twice.
    pub fn of_property(&self, property: &str) -> Option<(&Change, &Change)> {
        let mut own = self.changes.iter().filter(|change| change.property == property);
        let first = own.next()?;
        Some((first, own.next_back().unwrap_or(first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalogue, Draft, Masker, Millis, OrganizationId};

    fn check(records: &[(&str, Option<EventType>)], outcome: Outcome, expected: &str) {
        check_in(None, "student.updated", records, outcome, expected);
    }

    fn check_in(
        area: Option<&str>,
        action: &str,
        records: &[(&str, Option<EventType>)],
        outcome: Outcome,
        expected: &str,
    ) {
        let records = records.iter().map(|(id, change)| Record {
            record_type: "student".to_owned(),
            id: (*id).to_owned(),
            name: None,
            change: *change,
        });
        let draft = Draft {
            action: action.to_owned(),
            area: area.map(str::to_owned),
            actor: crate::Actor { name: Some("Ada".to_owned()), ..Default::default() },
            records: records.collect(),
            outcome: Some(outcome),
            ..Draft::default()
        };
        let here = OrganizationId::installation();
        let now = Millis(1_763_600_000_000);
        let (event, _) =
            crate::admit(draft, here, &Catalogue::default(), &Masker::default(), now).unwrap();
        let key = RecordKey { record_type: "student".to_owned(), id: "7".to_owned() };
        let found = event.effect_on(&key);
        let found = found.map(|effect| format!("{} {}", effect.kind.as_str(), effect.others));
        assert_eq!(found.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn an_event_changes_the_records_that_it_says_or_else_the_first() {
        use EventType::{Add, Change, Delete};
        check(&[("7", None), ("8", None)], Outcome::Success, "change 0");
        check(&[("8", None), ("7", None)], Outcome::Success, "nothing");
        check(&[("8", Some(Add)), ("7", None)], Outcome::Success, "nothing");
        check(&[("8", Some(Add)), ("7", Some(Delete))], Outcome::Success, "delete 1");
        check(&[("8", Some(Add)), ("8", Some(Add)), ("7", Some(Add))], Outcome::Success, "add 1");
        check(&[("7", Some(Change)), ("7", Some(Delete))], Outcome::Success, "change 0");
        check(&[("7", Some(Change))], Outcome::Denied, "nothing");
        check(&[("7", Some(Change))], Outcome::Failure, "nothing");
        check(&[], Outcome::Success, "nothing");
    }

    #[test]
    fn who_gets_rights_or_comes_into_a_group_neither_comes_nor_goes() {
        let both = [("7", None), ("8", None)];
        for (area, added, removed) in [
            ("UserAccount", "add 0", "delete 0"),
            ("UserGroup", "add 0", "delete 0"),
            ("Course", "add 0", "delete 0"),
            ("UserGroupMember", "change 0", "change 0"),
            ("UserToolRights", "change 0", "change 0"),
            ("UserGroupToolRights", "change 0", "change 0"),
            ("UserSchoolYearRights", "change 0", "change 0"),
            ("UserGroupSchoolYearRights", "change 0", "change 0"),
        ] {
            check_in(Some(area), "member.added", &both, Outcome::Success, added);
            check_in(Some(area), "member.removed", &both, Outcome::Success, removed);
        }
    }
}
