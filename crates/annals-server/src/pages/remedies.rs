//! What to change when nothing is found.

use annals_query::{Context, Expr, print};
use annals_viewer::messages::empty as messages;
use annals_viewer::pages::audit_log::Remedy;
use annals_viewer::{LogAddress, Range};

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
    let mut add = |label: &str, address: LogAddress, expr: Expr| {
        out.push(Count { label: label.to_owned(), address, expr });
    };
    if address.range != Range::Any {
        add(messages::any_time(), address.with_range(Range::Any), filters.expr(Without::Time));
    }
    if !address.sources.is_empty() {
        let changed = LogAddress { sources: Vec::new(), ..address.first_page() };
        add(messages::any_source(), changed, filters.expr(Without::Sources));
    }
    if !address.users.is_empty() {
        let changed = LogAddress { users: Vec::new(), ..address.first_page() };
        add(messages::any_user(), changed, filters.expr(Without::Users));
    }
    if filters.hides_access {
        let expr = filters.expr(Without::HidingAccess);
        add(messages::with_access(), address.with_access(true), expr);
    }
    if !address.query.is_empty() && address.filters() > 1 {
        let label = messages::without_filters(&address.query);
        let words = filters.only_words(filters.words.clone());
        add(&label, address.without_filters(), words.expr(Without::Nothing));
    }
    for words in shorter(&filters.words) {
        let query = print(&words, context);
        let label = messages::shorter(query.trim());
        let fewer = Filters { words, ..filters.clone() };
        add(&label, address.with_query(query), fewer.expr(Without::Nothing));
    }
    if !address.query.is_empty() && address.filters() > 0 {
        add(messages::no_words(), address.with_query(""), filters.expr(Without::Words));
        for words in shorter(&filters.words) {
            let query = print(&words, context);
            let label = messages::without_filters(query.trim());
            let words = filters.only_words(words).expr(Without::Nothing);
            add(&label, address.without_filters().with_query(query), words);
        }
    }
    out
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
    remedies.push(Remedy {
        label: messages::everything().to_owned(),
        address: address.anew(),
        count: None,
    });
    remedies
}
