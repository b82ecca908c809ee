//! The tokens of the peer's full-text index: words and facets.

use std::ops::Range;

use annals_query::fold;

/// The tokens of an entry.
pub(super) struct Words<'a> {
    pub(super) out: &'a mut String,
    /// Where the tokens are that the entry has already.
    pub(super) seen: Vec<Range<usize>>,
}

impl Words<'_> {
    pub(super) fn text(&mut self, text: &str) {
        fold::words(text, &mut |one| self.token(&fold::stem(one)));
    }

    /// FTS5 without positions keeps a token once, however often it comes; so the writer, which has
    /// more to do than the packer, need not see it twice.
    pub(super) fn token(&mut self, token: &str) {
        let is_same = |at: &Range<usize>| at.len() == token.len() && &self.out[at.clone()] == token;
        if token.is_empty() || self.seen.iter().any(is_same) {
            return;
        }
        let begin = self.out.len();
        self.out.push_str(token);
        self.seen.push(begin..self.out.len());
        self.out.push(' ');
    }
}

/// Words are one token for all organisations: a batch has far fewer different ones then,
/// and each of those costs FTS5 an allocation, a place in the sort and a term to merge. So a search
/// for words asks for this, too.
pub(super) fn organization_token(organization: i64) -> String {
    format!("o_{organization}")
}

pub(super) fn action_token(action: &str) -> String {
    facet("a_", &[action])
}

/// Facets that few entries of an organisation have, or that are asked for together with such, carry
/// it: no search for them reads another's postings.
pub(super) fn source_token(organization: i64, source: &str) -> String {
    facet(&format!("s_{organization}_"), &[source])
}

/// As [`source_token`].
pub(super) fn actor_token(organization: i64, actor: &str) -> String {
    facet(&format!("u_{organization}_"), &[actor])
}

/// As [`source_token`].
pub(super) fn record_token(organization: i64, kind: &str, id: &str) -> String {
    facet(&format!("r_{organization}_"), &[kind, ":", id])
}

/// A word as it is searched.
pub(super) fn word_token(word: &str) -> String {
    fold::stem(word).into_owned()
}

/// The token of a whole value. It has a `_`, which words never have. What the tokenizer doesn't
/// take is written as `_`, too.
fn facet(prefix: &str, value: &[&str]) -> String {
    let mut token = String::with_capacity(64);
    token.push_str(prefix);
    let is_taken = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || "-.:@".contains(c);
    let chars = value.iter().flat_map(|part| part.chars());
    token.extend(chars.map(|c| if is_taken(c) { c.to_ascii_lowercase() } else { '_' }));
    token
}
