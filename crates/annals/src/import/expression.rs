//! How a mapping makes a text of a record: pointers, templates, constants, fallbacks, rules.

use std::borrow::Cow;

use super::json::Json;
use super::pointer::{Pointer, Scope};

/// What makes a text, or nothing.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// Always this.
    Constant(String),
    /// The value there.
    At(Pointer),
    /// Pieces joined; nothing if one of the values is missing.
    Template(Vec<Piece>),
    /// The first that gives something.
    First(Vec<Expression>),
    /// What another expression gives, changed.
    Rule(Box<Rule>),
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    At(Pointer),
}

/// Conditions, and how a text is changed, in this order.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) of: Expression,
    /// Each must hold, or there is nothing.
    pub(super) when: Vec<Condition>,
    /// Cut out where it first stands.
    pub(super) without: Option<String>,
    /// Only what stands after the last of these.
    pub(super) after_last: Option<String>,
    /// In lower case.
    pub(super) lower: bool,
    /// Whole texts and what they become, compared without case.
    pub(super) map: Vec<(String, String)>,
    /// Beginnings of texts and what the whole becomes, compared without case; the longest counts.
    pub(super) starts: Vec<(String, String)>,
    /// What becomes of texts that neither of the two names.
    pub(super) others: Others,
    /// What stands for a text that is missing; without it there is nothing.
    pub(super) missing: Option<String>,
}

/// What becomes of a text that a rule's map does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// It stays as it is.
    Keep,
    /// There is nothing.
    Drop,
    /// Always this.
    Constant(String),
}

/// A value that must, or must not, be there and be like a pattern.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) at: Pointer,
    /// `*` stands for any run of characters; several patterns are alternatives.
    pub(super) like: Vec<String>,
}

/// A text and the values that are kept in it letter by letter.
#[derive(Clone, Debug, Default)]
pub(super) struct Found<'s> {
    pub(super) text: Cow<'s, str>,
    pub(super) used: Vec<usize>,
}

impl Expression {
    /// What it gives; never blank.
    pub(super) fn text<'s>(&'s self, scope: &Scope<'s, '_>) -> Option<Found<'s>> {
        match self {
            Self::Constant(text) => Some(Found { text: Cow::Borrowed(text), used: Vec::new() }),
            Self::At(pointer) => {
                let json = find_text(pointer, scope)?;
                let text = Cow::Borrowed(json.text()?.trim());
                Some(Found { text, used: vec![json.place()] })
            }
            Self::Template(pieces) => template(pieces, scope),
            Self::First(all) => all.iter().find_map(|one| one.text(scope)),
            Self::Rule(rule) => rule.text(scope),
        }
    }

    /// The value it points to, as it is; rules may only choose, not change it.
    pub(super) fn value<'s, 'a>(&self, scope: &Scope<'s, 'a>) -> Option<&'s Json<'a>> {
        match self {
            Self::At(pointer) => pointer.find(scope),
            Self::First(all) => all.iter().find_map(|one| one.value(scope)),
            Self::Rule(rule) if hold(&rule.when, scope) => rule.of.value(scope),
            _ => None,
        }
    }
}

/// The first value that is a text or a number; lists of one count as what they hold.
fn find_text<'s, 'a>(pointer: &Pointer, scope: &Scope<'s, 'a>) -> Option<&'s Json<'a>> {
    let mut found = None;
    pointer.visit(scope, &mut |json| {
        if json.text().is_some() && !json.is_absent(scope.absent) {
            found = Some(json);
        }
        found.is_some()
    });
    found
}

fn template<'s>(pieces: &'s [Piece], scope: &Scope<'s, '_>) -> Option<Found<'s>> {
    let mut text = String::new();
    let mut used = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(plain) => text.push_str(plain),
            Piece::At(pointer) => {
                let json = find_text(pointer, scope)?;
                text.push_str(json.text()?.trim());
                used.push(json.place());
            }
        }
    }
    Some(Found { text: Cow::Owned(text), used })
}

/// Whether all conditions hold.
pub(super) fn hold(when: &[Condition], scope: &Scope<'_, '_>) -> bool {
    when.iter().all(|Condition { at, like }| {
        let text = find_text(at, scope).and_then(Json::text).unwrap_or_default().to_lowercase();
        like.iter().any(|pattern| match pattern.strip_prefix('!') {
            Some(unlike) => !glob(&unlike.to_lowercase(), &text),
            None => glob(&pattern.to_lowercase(), &text),
        })
    })
}

impl Rule {
    fn text<'s>(&'s self, scope: &Scope<'s, '_>) -> Option<Found<'s>> {
        if !hold(&self.when, scope) {
            return None;
        }
        let Some(found) = self.of.text(scope) else {
            let text = Cow::Borrowed(self.missing.as_deref()?);
            return Some(Found { text, used: Vec::new() });
        };
        let mut text = found.text;
        if let Some(cut) = &self.without
            && text.contains(&**cut)
        {
            text = Cow::Owned(text.replacen(&**cut, "", 1));
        }
        // What the mapping itself cuts out is not lost; from here on anything may be.
        let before = text.clone();
        if let Some(mark) = &self.after_last
            && let Some((_, rest)) = text.rsplit_once(&**mark)
        {
            text = Cow::Owned(rest.to_owned());
        }
        if self.lower {
            text = Cow::Owned(text.to_lowercase());
        }
        let text = self.mapped(text)?;
        // What was changed is not kept letter by letter, and stays among the details.
        let used = if text == before { found.used } else { Vec::new() };
        (!text.trim().is_empty()).then_some(Found { text, used })
    }

    fn mapped<'s>(&'s self, text: Cow<'s, str>) -> Option<Cow<'s, str>> {
        if self.map.is_empty() && self.starts.is_empty() {
            return Some(text);
        }
        let lower = text.to_lowercase();
        let whole = self.map.iter().find(|(from, _)| from.to_lowercase() == lower);
        let begins = |(from, _): &&(String, String)| lower.starts_with(&from.to_lowercase());
        let start = || self.starts.iter().filter(begins).max_by_key(|(from, _)| from.len());
        match (whole.or_else(start), &self.others) {
            (Some((_, to)), _) | (None, Others::Constant(to)) => Some(Cow::Borrowed(to)),
            (None, Others::Keep) => Some(text),
            (None, Others::Drop) => None,
        }
    }
}

/// `*` stands for any run of characters.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(last)
}
