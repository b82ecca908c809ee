//! Options that are looked for in the log.

use annals_model::Allow;
use annals_query::{Expr, Field, Pattern, Term, fold, qualifiers};
use annals_store::{FacetField, FacetValue, Result, Search, Snapshot};
use annals_viewer::Filter;
use annals_viewer::components::complete::Completion;
use annals_viewer::components::facet::value_words;
use annals_viewer::components::record::quoted;
use annals_viewer::messages::complete as messages;

use super::super::begun;
use super::super::filters::without_access;
use super::OPTIONS_MAX;

/// Options of one sort where there are others.
pub(super) const OPTIONS_EACH: usize = 4;
/// Values of one field that are looked through.
const VALUES_MAX: usize = 1_000;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// Whole values of a field.
    Of(FacetField, Filter),
    Actions(Form),
    People(Form),
    /// Names of affected records.
    Objects(Form),
    /// Records, all or those of a type.
    Records(Option<String>),
    /// Records of any type by what they are called, as whole conditions.
    Named,
    /// Types of records, as conditions.
    RecordTypes,
    /// Changed properties.
    Properties,
}

/// How an option is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As what a filter compares.
    Value,
    /// The same after a colon.
    Key,
    /// A name after a colon.
    Name,
    /// A username after a colon.
    Username,
    /// A whole condition.
    Condition,
}

impl Values {
    /// Those of the condition `name`.
    pub(super) fn of(name: &str) -> Option<Self> {
        let known = name.to_ascii_lowercase();
        Some(match &*known {
            "source" => Self::Of(FacetField::Source, Filter::Source),
            "category" => Self::Of(FacetField::Category, Filter::Category),
            "area" => Self::Of(FacetField::Area, Filter::Area),
            "type" => Self::Of(FacetField::Type, Filter::Type),
            "outcome" => Self::Of(FacetField::Outcome, Filter::Outcome),
            "action" => Self::Actions(Form::Key),
            "by" | "actor" => Self::People(Form::Name),
            "who" => Self::People(Form::Key),
            "user" => Self::People(Form::Username),
            "object" => Self::Objects(Form::Key),
            "changed" => Self::Properties,
            "record" => Self::Records(None),
            known if qualifiers().any(|(name, _)| name == known) => return None,
            // As it was written: records of `Student` are others than those of `student`.
            _ => Self::Records(Some(name.to_owned())),
        })
    }

    /// What a word that is no condition may be the beginning of.
    pub(super) fn of_word() -> Vec<Self> {
        let of_names = [Self::People(Form::Condition), Self::Named];
        [Self::RecordTypes, Self::Actions(Form::Condition)].into_iter().chain(of_names).collect()
    }
}

/// What is looked for, by whom, and what is written of it.
pub(super) struct Sought {
    pub(super) allow: Allow,
    values: Values,
    /// Whether views and exports count.
    shows_access: bool,
    /// As it was written.
    pub(super) written: String,
    /// The same, folded.
    pub(super) typed: String,
    pub(super) words: Vec<String>,
    /// Whether records are named with their type.
    pub(super) with_type: bool,
}

impl Sought {
    pub(super) fn new(allow: Allow, values: Values, typed: &str, shows_access: bool) -> Self {
        let with_type = values == Values::Records(None);
        // Of `record:student:17` the type is known as well.
        let (values, typed) = match (values, typed.split_once(':')) {
            (Values::Records(None), Some((record_type, id))) => {
                (Values::Records(Some(record_type.to_owned())), id)
            }
            (values, _) => (values, typed),
        };
        let words = fold::word_list(typed);
        let (written, typed) = (typed.to_owned(), fold::fold(typed));
        Self { allow, values, shows_access, written, typed, words, with_type }
    }

    pub(super) fn find(&self, snapshot: &Snapshot) -> Result<Vec<Completion>> {
        // Signs alone begin nothing.
        if self.words.is_empty() && !self.typed.is_empty() {
            return Ok(Vec::new());
        }
        match &self.values {
            Values::Of(field, filter) => self.values(snapshot, *field, *filter),
            Values::Actions(form) => self.actions(snapshot, *form),
            Values::People(form) => self.people(snapshot, *form),
            Values::Objects(form) => self.objects(snapshot, *form),
            Values::Records(of) => self.records(snapshot, of.as_deref()),
            Values::Named => self.named(snapshot),
            Values::RecordTypes => self.record_types(snapshot),
            Values::Properties => self.properties(snapshot),
        }
    }

    fn values(
        &self,
        snapshot: &Snapshot,
        field: FacetField,
        filter: Filter,
    ) -> Result<Vec<Completion>> {
        let found = self.begun(snapshot, field, |found| value_words(filter, &found.value))?;
        let options = found.into_iter().map(|(found, words)| Completion {
            about: if words == found.value { String::new() } else { words },
            count: Some(found.count),
            insert: quoted(&found.value),
            label: found.value,
            goes_on: false,
        });
        Ok(options.collect())
    }

    fn actions(&self, snapshot: &Snapshot, form: Form) -> Result<Vec<Completion>> {
        let found = self.begun(snapshot, FacetField::Action, |found| found.label.clone())?;
        let options = found.into_iter().take(most(form)).map(|(found, label)| Completion {
            label,
            count: Some(found.count),
            insert: match form {
                Form::Value => found.value.clone(),
                Form::Condition => format!("action:{}", quoted(&found.value)),
                _ => quoted(&found.value),
            },
            about: match form {
                Form::Condition => messages::action(&found.value),
                _ => found.value,
            },
            goes_on: false,
        });
        Ok(options.collect())
    }

    fn people(&self, snapshot: &Snapshot, form: Form) -> Result<Vec<Completion>> {
        let expr = match form {
            // Others have none that could be asked for.
            Form::Username => {
                let begun = Pattern(format!("{}*", self.typed));
                Expr::Term(Term::Field(Field::User, begun))
            }
            _ => begun::search(&self.words, Term::Actor),
        };
        let found = self.facet(snapshot, &expr, FacetField::Actor, most(form))?;
        let options = found.into_iter().map(|found| Completion {
            insert: match form {
                Form::Value => found.value.clone(),
                Form::Name => quoted(&found.label),
                Form::Condition => format!("who:{}", quoted(&found.value)),
                Form::Key | Form::Username => quoted(&found.value),
            },
            about: match form {
                Form::Condition => messages::person().to_owned(),
                _ if found.label == found.value => String::new(),
                _ => found.value,
            },
            label: found.label,
            count: Some(found.count),
            goes_on: false,
        });
        Ok(options.collect())
    }

    /// Values of the log that begin as typed, or whose words do, with those words; those that
    /// begin so first.
    fn begun(
        &self,
        snapshot: &Snapshot,
        field: FacetField,
        words: impl Fn(&FacetValue) -> String,
    ) -> Result<Vec<(FacetValue, String)>> {
        let found = self.facet(snapshot, &Expr::All, field, VALUES_MAX)?;
        let begins = |text: &str| fold::fold(text).starts_with(&self.typed);
        let mut found: Vec<_> = found
            .into_iter()
            .map(|found| {
                let words = words(&found);
                (found, words)
            })
            .filter(|(found, words)| {
                begins(&found.value)
                    || begun::all_begin(&self.words, words)
                    || begun::all_begin(&self.words, &found.value)
            })
            .collect();
        found.sort_by_key(|(found, words)| !begins(&found.value) && !begins(words));
        found.truncate(OPTIONS_MAX);
        Ok(found)
    }

    fn facet(
        &self,
        snapshot: &Snapshot,
        expr: &Expr,
        field: FacetField,
        values_max: usize,
    ) -> Result<Vec<FacetValue>> {
        let expr = match self.shows_access || field == FacetField::Type {
            true => expr.clone(),
            false => without_access(expr.clone()),
        };
        let search = Search { allow: &self.allow, expr: &expr };
        let mut found = snapshot.facet(&search, field, values_max)?;
        // What has no name can't be asked for by it.
        found.retain(|found| !found.value.is_empty() && !found.label.is_empty());
        Ok(found)
    }
}

/// Where a word may be many things, none may take all the room.
fn most(form: Form) -> usize {
    if form == Form::Condition { OPTIONS_EACH } else { OPTIONS_MAX }
}
