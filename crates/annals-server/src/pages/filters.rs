//! From the state in the address bar to one search.

use annals_desk::LogSearch;
use annals_model::{AreaField, EventType, OrganizationOrdinal, Outcome, SecurityArea, TimeRange};
use annals_query::{Expr, Field, Pattern, Term, Text, fold};
use annals_viewer::{
    Chosen, Filter, FilterGroup, LogAddress, LogPage, RecordLog, RecordPage, Zone,
};

use super::called::Called;

/// The parts of the page's search, so that counts can leave one out.
#[derive(Clone, Debug)]
pub(super) struct Filters {
    /// The page, which may have some entries only.
    page: Within,
    /// What was typed, with what its words stand for.
    pub(super) words: Expr,
    /// The same as it was typed, if that is something else.
    typed: Option<Expr>,
    /// The records that words stand for, or that words stand for themselves alone.
    followed: Option<(&'static str, Vec<String>)>,
    /// When.
    pub(super) time: TimeRange,
    /// Values of which an entry has one in each group.
    pub(super) chosen: Chosen,
    /// Without entries that tell of views and exports.
    pub(super) hides_access: bool,
    /// The chosen zone, in which the words' dates are meant.
    pub(super) zone: Option<Zone>,
}

/// The entries that a page may have.
#[derive(Clone, Debug)]
pub(super) struct Within {
    page: LogPage,
    expr: Expr,
}

impl Within {
    /// Those of `page`, which is no record's.
    pub(super) fn of_log(page: LogPage) -> Self {
        let expr = match page {
            LogPage::AuditLog | LogPage::Record(_) => Expr::All,
            LogPage::UserSecurity => {
                let area = |area: SecurityArea| of_value(Filter::Area, area.as_str());
                Expr::Or(SecurityArea::ALL.map(area).into())
            }
        };
        Self { page, expr }
    }

    /// Those of a record's page.
    pub(super) fn of_record(page: RecordPage, expr: Expr) -> Self {
        Self { page: LogPage::Record(page), expr }
    }
}

/// A part that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Without {
    Nothing,
    /// What is chosen of a group. Whoever chooses types gets those that are chosen, so without
    /// them views and exports aren't left out either.
    Group(FilterGroup),
    HidingAccess,
    /// What words stand for besides themselves.
    Called,
}

impl Filters {
    pub(super) fn new(words: Expr, time: TimeRange, address: &LogAddress, page: Within) -> Self {
        let chosen = address.chosen.clone();
        // Who names them wants what the search says.
        let is_named = names_access(&words) || chosen.has(Filter::Type, EventType::Access.as_str());
        // There are none in the areas of user security.
        let hides_access = !address.shows_access && !is_named && page.page != LogPage::UserSecurity;
        let zone = address.zone.clone();
        let alone = || ("words", vec!["alone".to_owned()]);
        let followed = address.words_alone.then(alone);
        Self { page, words, typed: None, followed, time, chosen, hides_access, zone }
    }

    /// With what the words stand for.
    #[must_use]
    pub(super) fn widened(self, called: &Called) -> Self {
        if called.is_empty() {
            return self;
        }
        let words = called.widen(self.words.clone());
        let followed = Some(("records_followed", called.told()));
        Self { typed: Some(self.words), words, followed, ..self }
    }

    /// Whether words stand for something else as well.
    pub(super) fn is_widened(&self) -> bool {
        self.typed.is_some()
    }

    /// The search without one of its parts.
    pub(super) fn expr(&self, without: Without) -> Expr {
        let words = match &self.typed {
            Some(typed) if without == Without::Called => typed,
            _ => &self.words,
        };
        let mut parts = vec![words.clone(), Expr::Term(Term::Time(self.time)), self.of_page()];
        for group in FilterGroup::ALL {
            if without != Without::Group(group) && self.chosen.has_any(group) {
                let of_group = |filter| {
                    let values = self.chosen.of(filter).iter();
                    values.map(move |value: &String| of_value(filter, value))
                };
                parts.push(Expr::Or(group.filters().flat_map(of_group).collect()));
            }
        }
        let shows_access = [Without::HidingAccess, Without::Group(FilterGroup::Type)];
        if self.hides_access && !shows_access.contains(&without) {
            parts.push(Expr::Not(Box::new(ACCESS)));
        }
        Expr::And(parts).normal()
    }

    /// All entries that the page may have.
    pub(super) fn of_page(&self) -> Expr {
        self.page.expr.clone()
    }

    /// Whether the page is the log itself.
    pub(super) fn is_of_log(&self) -> bool {
        self.page.page == LogPage::AuditLog
    }

    /// Whether the page has a chart.
    pub(super) fn has_chart(&self) -> bool {
        self.page.page != LogPage::UserSecurity
    }

    /// The entries that the page may have, for another search on it.
    pub(super) fn within(&self) -> Within {
        self.page.clone()
    }

    /// The search as entries about it tell.
    pub(super) fn told(&self, organization: OrganizationOrdinal, text: &str) -> LogSearch {
        let mut search = LogSearch {
            text: text.to_owned(),
            time: self.time,
            zone: self.zone.as_ref().map(|zone| zone.label().to_owned()),
            ..LogSearch::everything(organization)
        };
        search.chosen.extend(self.followed.clone());
        for filter in Filter::ALL {
            let mut values = self.chosen.of(filter).to_vec();
            if filter == Filter::Area
                && values.is_empty()
                && self.page.page == LogPage::UserSecurity
            {
                values = SecurityArea::ALL.map(|area| area.as_str().to_owned()).into();
            }
            search.chosen.push((told_as(filter), values));
        }
        if let LogPage::Record(page) = &self.page.page {
            let key = match page.log {
                RecordLog::Audit => "records",
                RecordLog::Activity => "activity",
            };
            search.chosen.push((key, vec![page.key.to_string()]));
        }
        search
    }

    /// Whether everything is asked for that the page may have.
    pub(super) fn is_everything(&self) -> bool {
        self.expr(Without::HidingAccess) == self.of_page().normal()
    }
}

/// What entries about searches call the values of a filter.
fn told_as(filter: Filter) -> &'static str {
    match filter {
        Filter::Source => "sources",
        Filter::User => "users",
        Filter::Category => "categories",
        Filter::Action => "actions",
        Filter::Type => "types",
        Filter::Area => "areas",
        Filter::Object => "objects",
        Filter::Outcome => "outcomes",
    }
}

/// Entries that tell of views and exports.
const ACCESS: Expr = Expr::Term(Term::Type(EventType::Access));

/// The same entries but those that tell of views and exports.
pub(super) fn without_access(expr: Expr) -> Expr {
    Expr::And(vec![expr, Expr::Not(Box::new(ACCESS))]).normal()
}

fn names_access(expr: &Expr) -> bool {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(names_access),
        Expr::Not(inner) => names_access(inner),
        other => *other == ACCESS,
    }
}

/// Entries that have one value of a filter.
pub(super) fn of_value(filter: Filter, value: &str) -> Expr {
    let known = match filter {
        Filter::Source => return field(Field::Source, value),
        Filter::User => return user(value),
        Filter::Category => return field(Field::Category, value),
        Filter::Action => return field(Field::Action, value),
        Filter::Area => return field(Field::Area, value),
        Filter::Object => return object(value),
        Filter::Type => EventType::parse(value).map(Term::Type),
        Filter::Outcome => Outcome::parse(value).map(Term::Outcome),
    };
    known.map_or(NOTHING, Expr::Term)
}

/// Matches no entry: no word is empty.
const NOTHING: Expr = Expr::Term(Term::Object(Text::Word(String::new())));

/// Entries of the user whom facets call `value`.
pub(super) fn user(value: &str) -> Expr {
    Expr::Term(Term::Who(value.to_owned()))
}

/// Types of records whose ids are what people call them.
const NAMED_BY_ID: [&str; 3] = ["user", "preference", "tool"];
/// Details that name what an entry of user security affects.
const NAMED_BY_DETAIL: [AreaField; 4] =
    [AreaField::UserName, AreaField::GroupName, AreaField::PreferenceName, AreaField::ToolName];

/// Entries that affect what is called `value`: the user of that name, the record of that type and
/// id, or what the areas of user security name by a detail, by the name that is stored or by its
/// label.
fn object(value: &str) -> Expr {
    let name = value.trim_end_matches('*');
    let text = Text::of(name, name.len() < value.len());
    let record = |(record_type, id): (&str, &str)| Term::Record {
        record_type: record_type.to_owned(),
        id: id.to_owned(),
    };
    let mut named: Vec<Term> = text.clone().map(Term::Object).into_iter().collect();
    named.extend(NAMED_BY_ID.map(|kind| record((kind, value))));
    named.extend(value.split_once(':').map(record));
    for field in NAMED_BY_DETAIL {
        let key = fold::fold_key(field.as_str());
        named.extend(text.clone().map(|text| Term::Detail { key, text }));
    }
    Expr::Or(named.into_iter().map(Expr::Term).collect())
}

/// Entries of which `field` is `value` as a whole.
pub(super) fn field(field: Field, value: &str) -> Expr {
    // A blank value matches nothing rather than everything.
    let pattern = Pattern::of(value).unwrap_or_else(|| Pattern(String::new()));
    Expr::Term(Term::Field(field, pattern))
}
