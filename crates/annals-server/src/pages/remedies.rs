//! What to change when nothing is found.

use annals_model::TimeRange;
use annals_query::{Context, Expr, print};
use annals_viewer::messages::{empty as messages, facets, security};
use annals_viewer::pages::audit_log::Remedy;
use annals_viewer::{FilterGroup, LogAddress, LogPage, Range};

use super::filters::{Filters, Without};

/// Words that are left out one by one, at most.
const WORDS_MAX: usize = 6;
/// More suggestions than these would be as hard to read as the log.
const REMEDIES_MAX: usize = 6;

/// A changed search whose entries are to be counted.
#[derive(Clone, Debug)]
pub(super) struct Count {
    label: String,
    address: LogAddress,
    pub(super) expr: Expr,
}

/// The same with its count.
pub(super) struct Counted {
    pub(super) remedy: Count,
    pub(super) count: u64,
}

/// The changes worth counting: each filter removed, each word left out.
pub(super) fn candidates(address: &LogAddress, filters: &Filters, context: &Context) -> Vec<Count> {
    let mut out = Vec::new();
    // What is counted is what the changed address finds.
    let mut add = |label: &str, address: LogAddress, words: &Expr| {
        let time = if address.range == Range::Any { TimeRange::default() } else { filters.time };
        let searched = Filters::new(words.clone(), time, &address, filters.within());
        let expr = searched.expr(Without::Nothing);
        out.push(Count { label: label.to_owned(), address, expr });
    };
    let words = &filters.words;
    if address.range != Range::Any {
        add(messages::any_time(), address.with_range(Range::Any), words);
    }
    for group in FilterGroup::ALL {
        if address.chosen.has_any(group) {
            add(any(group), address.without_group(group), words);
        }
    }
    if filters.hides_access {
        add(messages::with_access(), address.with_access(true), words);
    }
    if !address.query.is_empty() && address.filters() > 1 {
        add(&messages::without_filters(&address.query), address.without_filters(), words);
    }
    for words in shorter(words) {
        let query = print(&words, context);
        add(&messages::shorter(query.trim()), address.with_query(query), &words);
    }
    if !address.query.is_empty() && address.filters() > 0 {
        add(messages::no_words(), address.with_query(""), &Expr::All);
        for words in shorter(words) {
            let query = print(&words, context);
            let label = messages::without_filters(query.trim());
            add(&label, address.without_filters().with_query(query), &words);
        }
    }
    out
}

fn any(group: FilterGroup) -> &'static str {
    match group {
        FilterGroup::User => facets::any_user(),
        FilterGroup::Source => facets::any_source(),
        FilterGroup::Action => facets::any_action(),
        FilterGroup::Type => facets::any_type(),
        FilterGroup::Area => facets::any_table(),
        FilterGroup::Object => facets::any_object(),
        FilterGroup::Outcome => facets::any_outcome(),
    }
}

/// The words with one condition left out, in turn.
fn shorter(words: &Expr) -> Vec<Expr> {
    let Expr::And(parts) = words else { return Vec::new() };
    let without = |left_out| {
        let kept = parts.iter().enumerate().filter(|(i, _)| *i != left_out);
        Expr::And(kept.map(|(_, part)| part.clone()).collect()).normal()
    };
    (0..parts.len().min(WORDS_MAX)).map(without).collect()
}

/// The changes that find something, and the way to everything.
pub(super) fn remedies(counted: Vec<Counted>, address: &LogAddress) -> Vec<Remedy> {
    let found = counted.into_iter().filter(|counted| counted.count > 0).take(REMEDIES_MAX);
    let mut remedies: Vec<Remedy> = found
        .map(|Counted { remedy, count }| Remedy {
            label: remedy.label,
            address: remedy.address,
            count: Some(count),
        })
        .collect();
    let everything = match address.page {
        LogPage::AuditLog => messages::everything(),
        LogPage::UserSecurity => security::everything(),
        LogPage::Record(_) => messages::everything_here(),
    };
    remedies.push(Remedy { label: everything.to_owned(), address: address.whole(), count: None });
    remedies
}
