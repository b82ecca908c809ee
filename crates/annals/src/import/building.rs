//! A draft on its way from a record.

use std::collections::BTreeSet;

use annals_model::{Draft, EventType, Record, limits};

use super::expression::{Expression, Found, hold};
use super::mapping::RecordRule;
use super::pointer::Scope;
use super::{address, changes};

/// A draft on its way, and which values of the record are in it letter by letter.
#[derive(Default)]
pub(super) struct Building {
    pub(super) draft: Draft,
    pub(super) used: BTreeSet<usize>,
}

impl Building {
    pub(super) fn use_places(&mut self, places: &[usize]) {
        self.used.extend(places);
    }

    /// A text that fits; one that doesn't stays among the details.
    pub(super) fn text(
        &mut self,
        expression: &Option<Expression>,
        scope: &Scope<'_, '_>,
        bytes_max: usize,
    ) -> Option<String> {
        let found = expression.as_ref()?.text(scope)?;
        let Found { text, used } = found;
        if text.len() > bytes_max || text.contains('\0') {
            return None;
        }
        self.use_places(&used);
        Some(text.into_owned())
    }

    /// A word of a fixed list; what it was made of stays among the details unless it is the same.
    pub(super) fn word(
        &mut self,
        expression: &Option<Expression>,
        scope: &Scope<'_, '_>,
    ) -> Option<String> {
        let found = expression.as_ref()?.text(scope)?;
        self.use_places(&found.used);
        Some(found.text.into_owned())
    }

    pub(super) fn ip(&mut self, expression: &Option<Expression>, scope: &Scope<'_, '_>) {
        let Some(found) = expression.as_ref().and_then(|ip| ip.text(scope)) else { return };
        let Some((ip, whole)) = address::read(&found.text) else { return };
        self.draft.ip = Some(ip);
        if whole && ip.to_string() == found.text {
            self.use_places(&found.used);
        }
    }

    pub(super) fn records(&mut self, rule: &RecordRule, scope: &Scope<'_, '_>) {
        let mut items = Vec::new();
        match &rule.each {
            None => items.push(scope.item),
            Some(each) => drop(each.visit(scope, &mut |json| {
                items.extend(changes::unlist(json));
                false
            })),
        }
        for item in items {
            let scope = Scope { item, ..*scope };
            if hold(&rule.when, &scope) && self.draft.records.len() < limits::EVENT_RECORDS_MAX {
                self.record(rule, &scope);
            }
        }
    }

    fn record(&mut self, rule: &RecordRule, scope: &Scope<'_, '_>) {
        let (Some(kind), Some(id)) = (rule.record_type.text(scope), rule.id.text(scope)) else {
            return;
        };
        let record_type = kind.text.replace("::", ".").replace(':', ".");
        let fits = record_type.len() <= limits::CODE_BYTES_MAX
            && id.text.len() <= limits::NAME_BYTES_MAX
            && !record_type.contains('\0')
            && !id.text.contains('\0');
        let known = |record: &Record| record.record_type == record_type && record.id == id.text;
        if !fits || self.draft.records.iter().any(known) {
            return;
        }
        if record_type == kind.text {
            self.use_places(&kind.used);
        }
        self.use_places(&id.used);
        let name = self.text(&rule.name, scope, limits::NAME_BYTES_MAX);
        let change = self.word(&rule.change, scope).and_then(|word| EventType::parse(&word));
        let id = id.text.into_owned();
        self.draft.records.push(Record { record_type, id, name, change });
    }
}
