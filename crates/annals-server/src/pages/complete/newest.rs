//! Options that are read from the newest entries, for want of a list of them.

use std::collections::HashSet;

use annals_model::{Change, Record};
use annals_query::{Expr, Has, Pattern, Term, fold};
use annals_store::{PageRequest, Result, Search, Snapshot};
use annals_viewer::components::complete::Completion;
use annals_viewer::components::record::quoted;
use annals_viewer::messages::complete as messages;

use super::super::{begun, named};
use super::OPTIONS_MAX;
use super::sought::{Form, OPTIONS_EACH, Sought, Values};

impl Sought {
    pub(super) fn objects(&self, snapshot: &Snapshot, form: Form) -> Result<Vec<Completion>> {
        let mut found: Vec<Completion> = Vec::new();
        let is_begun = |name: &String| begun::all_begin(&self.words, name);
        let is_sought = |record: &Record| record.name.as_ref().is_some_and(is_begun);
        let enough = |found: &[Record]| {
            found.iter().filter_map(|one| one.name.as_ref()).collect::<HashSet<_>>().len()
                >= OPTIONS_MAX
        };
        let expr = self.named_records(None);
        for record in named::records(snapshot, &self.allow, &expr, is_sought, enough)?.records {
            let Some(name) = record.name else { continue };
            if found.len() < OPTIONS_MAX && !found.iter().any(|known| known.label == name) {
                found.push(Completion {
                    insert: if form == Form::Value { name.clone() } else { quoted(&name) },
                    about: format!("{}:{}", record.record_type, record.id),
                    label: name,
                    count: None,
                    goes_on: false,
                });
            }
        }
        Ok(found)
    }

    pub(super) fn records(&self, snapshot: &Snapshot, of: Option<&str>) -> Result<Vec<Completion>> {
        let is_sought = |record: &Record| {
            let is_of = of.is_none_or(|of| of.eq_ignore_ascii_case(&record.record_type));
            let name = record.name.as_deref().unwrap_or_default();
            let is_begun = begun::all_begin(&self.words, name)
                || fold::fold(&record.id).starts_with(&self.typed)
                || (of.is_none() && fold::fold(&record.record_type).starts_with(&self.typed));
            is_of && is_begun
        };
        let enough = |found: &[Record]| found.len() >= OPTIONS_MAX;
        let look = |expr| {
            let found = named::records(snapshot, &self.allow, &expr, is_sought, enough);
            found.map(|found| found.records)
        };
        let mut records = look(self.named_records(of))?;
        // Of ids only whole ones can be looked for; those that begin so may be among the newest.
        if !enough(&records) {
            records.extend(look(has(Has::Records))?);
        }
        let mut found: Vec<Completion> = Vec::new();
        for record in records {
            let name = record.name.clone().unwrap_or_default();
            let key = record.key().to_string();
            let is_new = !found.iter().any(|known| known.label == key || known.about == key);
            if found.len() < OPTIONS_MAX && is_new {
                found.push(Completion {
                    insert: quoted(if self.with_type { &key } else { &record.id }),
                    label: if name.is_empty() { key.clone() } else { name },
                    about: key,
                    count: None,
                    goes_on: false,
                });
            }
        }
        Ok(found)
    }

    /// By its id: others may be called the same.
    pub(super) fn named(&self, snapshot: &Snapshot) -> Result<Vec<Completion>> {
        let mut found = self.records(snapshot, None)?;
        found.retain(|option| begun::all_begin(&self.words, &option.label));
        found.truncate(OPTIONS_EACH);
        for option in &mut found {
            option.insert = format!("record:{}", quoted(&option.about));
        }
        Ok(found)
    }

    pub(super) fn record_types(&self, snapshot: &Snapshot) -> Result<Vec<Completion>> {
        let mut types: Vec<String> = Vec::new();
        for Record { record_type, .. } in self.newest(snapshot, &has(Has::Records))?.0 {
            let is_begun = fold::fold(&record_type).starts_with(&self.typed);
            if is_begun && types.len() < OPTIONS_EACH && !types.contains(&record_type) {
                types.push(record_type);
            }
        }
        // One that the language means something else by is asked for as a record's.
        let name = |one: &str| match Values::of(one) {
            Some(Values::Records(Some(_))) => format!("{one}:"),
            _ => format!("record:{one}:"),
        };
        let options = types.into_iter().map(|one| Completion {
            label: name(&one),
            about: messages::record_type().to_owned(),
            count: None,
            insert: name(&one),
            goes_on: true,
        });
        Ok(options.collect())
    }

    pub(super) fn properties(&self, snapshot: &Snapshot) -> Result<Vec<Completion>> {
        let expr = match self.typed.is_empty() {
            true => has(Has::Changes),
            false => Expr::Term(Term::Changed(Pattern(format!("{}*", self.typed)))),
        };
        let mut found: Vec<Completion> = Vec::new();
        for Change { property, label, .. } in self.newest(snapshot, &expr)?.1 {
            let label = label.unwrap_or_else(|| property.clone());
            let is_begun = begun::all_begin(&self.words, &label)
                || fold::fold(&property).starts_with(&self.typed);
            let insert = quoted(&property);
            let is_new = !found.iter().any(|known| known.insert == insert);
            if found.len() < OPTIONS_MAX && is_begun && is_new {
                let about = if label == property { String::new() } else { property };
                found.push(Completion { label, about, count: None, insert, goes_on: false });
            }
        }
        Ok(found)
    }

    /// Records and changes of the newest entries that match.
    fn newest(&self, snapshot: &Snapshot, expr: &Expr) -> Result<(Vec<Record>, Vec<Change>)> {
        let search = Search { allow: &self.allow, expr };
        let page = snapshot.page(&search, &PageRequest::newest(named::ENTRIES_MAX))?;
        let (mut records, mut changes) = (Vec::new(), Vec::new());
        for entry in page.entries {
            records.extend(entry.event.records);
            changes.extend(entry.event.changes);
        }
        Ok((records, changes))
    }

    /// Entries with records whose name or id is typed; any, when nothing is.
    fn named_records(&self, of: Option<&str>) -> Expr {
        if self.words.is_empty() {
            return has(Has::Records);
        }
        let id = of.map(|of| {
            let (record_type, id) = (of.to_owned(), self.written.clone());
            Expr::Term(Term::Record { record_type, id })
        });
        Expr::Or([begun::search(&self.words, Term::Object)].into_iter().chain(id).collect())
            .normal()
    }
}

fn has(has: Has) -> Expr {
    Expr::Term(Term::Has(has))
}
