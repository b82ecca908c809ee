//! `/complete`: what the word that is being typed may become.
//!
//! Values are those that occur in the log, looked for by the same right as on its page, so that
//! nothing is offered that isn't found there.

mod newest;
mod options;
mod sought;

use annals_model::limits;
use annals_query::{Unfinished, unfinished};
use annals_viewer::Filter;
use annals_viewer::components::complete::{Completion, Completions, SEARCH, options as show};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use self::options::{conditions, fixed};
use self::sought::{Form, Sought, Values};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::readings::Reading;
use crate::session::Visitor;
use crate::state::AppState;

/// Options of one answer.
const OPTIONS_MAX: usize = 12;
/// Characters from which on words that aren't conditions are looked for in the log.
const WORD_CHARS_MIN: usize = 2;

#[derive(serde::Deserialize)]
pub(super) struct Typed {
    /// What the field is for: [`SEARCH`] or a filter.
    of: String,
    /// What stands in it.
    #[serde(default)]
    q: String,
    /// As in the page's address: whether views and exports are among its entries.
    access: Option<String>,
    /// Where one types, in UTF-16 code units, as browsers count; absent for the end.
    at: Option<usize>,
}

/// The options of the field's list box.
pub(super) async fn answer(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(Typed { of, q, access, at }): Query<Typed>,
) -> Result<Response, Failure> {
    let shows_access = access.is_some();
    let principal = &visitor.signed_in.principal;
    let (organization, allow) = state.allow_place(principal, &visitor.place)?;
    let mut found = Completions::default();
    if let Some(asked) = Asked::new(&of, &q, at) {
        found = asked.place(&q);
        found.options = asked.fixed;
        if !asked.sought.is_empty() {
            let sought = asked.sought.into_iter();
            let sought: Vec<_> = sought
                .map(|values| Sought::new(allow.clone(), values, &asked.text, shows_access))
                .collect();
            let looked = state.search(principal, move |snapshot| {
                sought
                    .iter()
                    .map(|one| one.find(snapshot))
                    .collect::<annals_store::Result<Vec<_>>>()
            });
            found.options.extend(looked.await?.into_iter().flatten());
            let by = visitor.by(requester.client);
            state.readings.tell(&by, Reading::of_names(organization.ordinal)).await?;
        }
        found.options.truncate(OPTIONS_MAX);
    }
    Ok(super::html(StatusCode::OK, show(&found)))
}

/// What is to be completed.
struct Asked {
    /// The bytes that an option takes the place of.
    span: std::ops::Range<usize>,
    /// What is written so far.
    text: String,
    /// Options that are the same in every log.
    fixed: Vec<Completion>,
    /// What is looked for in the log.
    sought: Vec<Values>,
}

impl Asked {
    /// Nothing for fields that aren't known and for texts that are no searches.
    fn new(of: &str, q: &str, at: Option<usize>) -> Option<Self> {
        if q.len() > limits::QUERY_BYTES_MAX {
            return None;
        }
        if of == SEARCH {
            return Some(Self::of_search(q, at.map_or(q.len(), |at| byte_at(q, at))));
        }
        let values = match Filter::parse(of)? {
            Filter::User => Values::People(Form::Value),
            Filter::Action => Values::Actions(Form::Value),
            Filter::Object => Values::Objects(Form::Value),
            _ => return None,
        };
        let text = q.trim().to_owned();
        Some(Self { span: 0..q.len(), text, fixed: Vec::new(), sought: vec![values] })
    }

    fn of_search(q: &str, at: usize) -> Self {
        let Unfinished { span, qualifier, text } = unfinished(q, at);
        let (mut fixed_options, mut sought) = (Vec::new(), Vec::new());
        match qualifier {
            // A * is written by those who know what they want.
            _ if text.contains('*') => {}
            Some(name) => {
                fixed_options = fixed(name, &text);
                sought.extend(Values::of(name));
            }
            None => {
                fixed_options = conditions(&text);
                if text.chars().count() >= WORD_CHARS_MIN {
                    sought = Values::of_word();
                }
            }
        }
        Self { span, text, fixed: fixed_options, sought }
    }

    fn place(&self, q: &str) -> Completions {
        let (from, to) = (units(&q[..self.span.start]), units(&q[..self.span.end]));
        Completions { from, to, options: Vec::new() }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The byte at which the UTF-16 code unit `at` begins; the end for what lies beyond.
fn byte_at(text: &str, at: usize) -> usize {
    let mut left = at;
    let inside = text.char_indices().find(|(_, c)| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            false
        }
        None => true,
    });
    inside.map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_browsers_do() {
        let text = "aß😀b";
        for (unit, byte) in [(0, 0), (1, 1), (2, 3), (3, 3), (4, 7), (5, 8), (99, 8)] {
            assert_eq!(byte_at(text, unit), byte, "{unit}");
        }
        assert_eq!(units(text), 5);
        assert_eq!(units(&text[..3]), 2);
    }

    #[test]
    fn a_search_that_is_too_long_is_not_completed() {
        let longest = "a".repeat(limits::QUERY_BYTES_MAX);
        assert!(Asked::new(SEARCH, &longest, None).is_some());
        assert!(Asked::new(SEARCH, &format!("{longest}a"), None).is_none());
        assert!(Asked::new("next", "a", None).is_none());
    }
}
