//! From text to [`Expr`]: a descent over the text itself, one byte position, no token list.
//!
//! ```text
//! search    = all { "OR" all }
//! all       = { [ "-" | "NOT" ] item }           AND between them is implied
//! item      = "(" search ")" | "*" | "#" number | date | qualifier ":" value | text
//! text      = word | word "*" | quoted | quoted "*"
//! ```
//!
//! It never panics, reports every error that it can tell apart, and what it returns is normal
//! (see [`Expr::normal`]).

use std::ops::Range;

use annals_model::{TimeRange, limits};

use crate::qualifier::{Qualifier, meant};
use crate::term::Value;
use crate::{Context, DateReason, Expr, ParseError, ParseErrors, Reason, Term, Text, dates};

/// Parses `text`. A text of blanks is [`Expr::All`]; signs between words are passed over, but a
/// text of nothing else is an error, as is every condition that can't be understood.
pub fn parse(text: &str, context: &Context) -> Result<Expr, ParseErrors> {
    if text.len() > limits::QUERY_BYTES_MAX {
        let max = limits::QUERY_BYTES_MAX;
        let reason = Reason::TooLong { max, bytes: text.len() };
        let span = text.floor_char_boundary(max)..text.len();
        return Err(ParseErrors(vec![ParseError { span, reason, suggestion: None }]));
    }
    let mut parser = Parser { text, at: 0, context, errors: Vec::new(), terms: 0, depth: 0 };
    let found = parser.alternatives();
    if found.is_none() && parser.errors.is_empty() && !text.trim().is_empty() {
        let at = text.len() - text.trim_start().len();
        let span = at..text.trim_end().len();
        parser.error(span, Reason::NothingToFind);
    }
    if !parser.errors.is_empty() {
        parser.errors.sort_by_key(|error| error.span.start);
        return Err(ParseErrors(parser.errors));
    }
    Ok(found.map_or(Expr::All, Expr::normal))
}

/// What conditions share when repeating them means OR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The qualifier, and the key of a detail or the type of a record.
    Same(String),
    /// `after:` and `before:` make one range, as wide as they say.
    Range,
}

/// One item among others.
pub(crate) struct Item {
    pub(crate) expr: Expr,
    pub(crate) group: Option<Group>,
}

impl Item {
    pub(crate) fn alone(expr: Expr) -> Self {
        Self { expr, group: None }
    }
}

/// A place in the text and what was found up to there.
pub(crate) struct Parser<'a> {
    text: &'a str,
    at: usize,
    pub(crate) context: &'a Context,
    errors: Vec<ParseError>,
    terms: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(crate) fn error(&mut self, span: Range<usize>, reason: Reason) {
        self.errors.push(ParseError { span, reason, suggestion: None });
    }

    pub(crate) fn error_with(
        &mut self,
        span: Range<usize>,
        reason: Reason,
        suggestion: impl Into<String>,
    ) {
        let suggestion = Some(suggestion.into());
        self.errors.push(ParseError { span, reason, suggestion });
    }

    pub(crate) fn error_count(&self) -> usize {
        self.errors.len()
    }

    /// Where what was read ends.
    pub(crate) fn end(&self) -> usize {
        self.at
    }

    /// What was read since `start`.
    pub(crate) fn written(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blank(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Whether the operator `word` stands here on its own.
    fn at_operator(&self, word: &str) -> bool {
        self.rest()
            .strip_prefix(word)
            .is_some_and(|rest| rest.chars().next().is_none_or(is_word_end))
    }

    fn alternatives(&mut self) -> Option<Expr> {
        let mut parts = Vec::new();
        let mut operator: Option<Range<usize>> = None;
        loop {
            let errors_before = self.errors.len();
            let part = self.all();
            let is_or = self.at_operator("OR");
            let lacks = part.is_none() && self.errors.len() == errors_before;
            if lacks && (is_or || operator.is_some()) {
                let span = operator.clone().filter(|_| !is_or).unwrap_or(self.at..self.at + 2);
                self.error(span, Reason::LoneOr);
            }
            parts.extend(part);
            if !is_or {
                return if parts.is_empty() { None } else { Some(Expr::Or(parts)) };
            }
            operator = Some(self.at..self.at + 2);
            self.at += 2;
        }
    }

    /// Everything up to an OR, the end, or the parenthesis that closes.
    fn all(&mut self) -> Option<Expr> {
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(')') if self.depth > 0 => break,
                Some(')') => {
                    self.error_with(self.at..self.at + 1, Reason::NotOpened, "");
                    self.at += 1;
                }
                Some(_) if self.at_operator("OR") => break,
                Some(_) if self.at_operator("AND") => self.at += 3,
                Some(_) => items.extend(self.item()),
            }
        }
        merge(items)
    }

    fn item(&mut self) -> Option<Item> {
        let mut negated = false;
        loop {
            if self.at_operator("NOT") {
                self.at += 3;
            } else if self.peek() == Some('-') {
                self.at += 1;
                if self.peek().is_none_or(|c| c.is_whitespace() || c == '-') {
                    return None;
                }
            } else {
                break;
            }
            negated = !negated;
            self.skip_blank();
        }
        let item = self.atom(negated)?;
        Some(if negated { Item::alone(Expr::Not(Box::new(item.expr))) } else { item })
    }

    fn atom(&mut self, negated: bool) -> Option<Item> {
        let start = self.at;
        match self.peek()? {
            '(' => return self.parenthesised(),
            ')' => return None,
            '#' => {
                let digits: &str = self.word_at(start + 1);
                if let Some(number) = crate::term::number(digits) {
                    self.at = start + 1 + digits.len();
                    return self.term(Term::Number(number));
                }
            }
            '*' if self.word_at(start) == "*" => {
                self.at += 1;
                return Some(Item::alone(Expr::All));
            }
            _ => {}
        }
        if let Some(date) = dates::typed(self.rest(), self.context) {
            return self.typed_date(date);
        }
        if let Ok(ip) = self.word_at(start).parse::<std::net::IpAddr>() {
            return self.address(ip);
        }
        if let Some((name, value_at)) = self.qualifier_name()
            && let Some(item) = self.qualified(start, &name, value_at)
        {
            return item;
        }
        self.free_text(start, negated)
    }

    fn parenthesised(&mut self) -> Option<Item> {
        let start = self.at;
        self.at += 1;
        if self.depth == limits::QUERY_DEPTH_MAX {
            let max = limits::QUERY_DEPTH_MAX;
            self.error(start..start + 1, Reason::TooDeep { max });
            self.at = self.text.len();
            return None;
        }
        self.depth += 1;
        let errors_before = self.errors.len();
        let inner = self.alternatives();
        self.depth -= 1;
        if self.peek() == Some(')') {
            self.at += 1;
            if inner.is_none() && self.errors.len() == errors_before {
                self.error(start..self.at, Reason::NothingBetween);
            }
        } else if self.errors.len() == errors_before {
            let closed = inner.is_some().then(|| format!("{})", self.text[start..].trim_end()));
            let end = self.text.len();
            self.error_with(start..end, Reason::ParenthesisOpen, closed.unwrap_or_default());
        }
        inner.map(Item::alone)
    }

    /// Counts a condition.
    pub(crate) fn term(&mut self, term: Term) -> Option<Item> {
        self.grouped(term, None)
    }

    pub(crate) fn grouped(&mut self, term: Term, group: Option<Group>) -> Option<Item> {
        self.terms += 1;
        if self.terms == limits::QUERY_TERMS_MAX + 1 {
            let max = limits::QUERY_TERMS_MAX;
            self.error(self.at..self.at, Reason::TooMany { max });
        }
        Some(Item { expr: Expr::Term(term), group })
    }

    fn typed_date(&mut self, date: Result<dates::Found, DateReason>) -> Option<Item> {
        let start = self.at;
        match date {
            Ok(found) => {
                self.at += found.len;
                self.times(found.ranges)
            }
            Err(reason) => {
                self.at += self.word_at(start).len();
                self.error(start..self.at, Reason::TypedDate(reason));
                None
            }
        }
    }

    /// Whole ranges of time; several, or repeated, mean any of them.
    pub(crate) fn times(&mut self, ranges: Vec<TimeRange>) -> Option<Item> {
        let mut parts = Vec::new();
        for range in ranges {
            parts.extend(self.term(Term::Time(range)).map(|item| item.expr));
        }
        Some(Item { expr: Expr::Or(parts), group: Some(Group::Same("on".to_owned())) })
    }

    /// An address typed as it is: where it is mentioned, and what came from it.
    fn address(&mut self, ip: std::net::IpAddr) -> Option<Item> {
        let word = self.word_at(self.at);
        self.at += word.len();
        let mentioned = Text::of(word, false).and_then(|text| self.term(Term::Anywhere(text)));
        let from = self.term(Term::Ip(ip.to_canonical().into()));
        let parts = mentioned.into_iter().chain(from).map(|item| item.expr).collect();
        Some(Item::alone(Expr::Or(parts)))
    }

    fn free_text(&mut self, start: usize, negated: bool) -> Option<Item> {
        let value = self.read_value();
        let is_last = self.context.prefix_last_word && !negated && !value.quoted;
        let unfinished = is_last && !value.starred && self.at == self.text.len();
        let text = self.text_of(&value, start)?;
        let word = match (&text, unfinished) {
            (Text::Word(word), true) => Some(word.clone()),
            (Text::Phrase(words), true) if !crate::fold::ends_in_pair(words) => {
                return self.term(Term::Anywhere(Text::PhrasePrefix(words.clone())));
            }
            _ => None,
        };
        let whole = self.term(Term::Anywhere(text))?;
        // Verb forms of a finished word are found as well, so the prefix alone would lose some.
        match word.filter(|word| !crate::fold::is_pair(word)) {
            Some(word) => {
                let begun = self.term(Term::Anywhere(Text::Prefix(word)))?;
                Some(Item::alone(Expr::Or(vec![whole.expr, begun.expr])))
            }
            None => Some(whole),
        }
    }

    /// The words of `value`. Signs alone are `None` and no error, as in `Smith & Sons`.
    pub(crate) fn text_of(&mut self, value: &Value, start: usize) -> Option<Text> {
        if !value.quoted && value.text.contains('*') {
            let plain = value.text.replace('*', "");
            self.error_with(start..self.at, Reason::StarWithin, format!("{plain}*"));
            return None;
        }
        Text::of(&value.text, value.starred)
    }

    /// The word that begins at `at`, up to a blank, parenthesis or quote.
    fn word_at(&self, at: usize) -> &'a str {
        self.text[at..].split(is_word_end).next().unwrap_or_default()
    }

    /// The name before a colon that begins here, and where its value begins.
    fn qualifier_name(&self) -> Option<(String, usize)> {
        let rest = self.rest();
        if rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("detail.\"")) {
            let (key, len) = unquote(&rest[7..])?;
            let colon = 7 + len;
            let found = rest[colon..].starts_with(':');
            return found.then(|| (format!("detail.{key}"), self.at + colon + 1));
        }
        let name = name_of(self.word_at(self.at))?;
        Some((name.to_owned(), self.at + name.len() + 1))
    }

    /// The condition that a name and a value make; `None` if the name is only a word with a colon.
    fn qualified(&mut self, start: usize, name: &str, value_at: usize) -> Option<Option<Item>> {
        let name_end = value_at - 1;
        let detail =
            name.get(..7).filter(|dot| dot.eq_ignore_ascii_case("detail.")).map(|_| &name[7..]);
        let known = if detail.is_some() { Some(Qualifier::Detail) } else { Qualifier::parse(name) };
        let next = self.text[value_at..].chars().next();
        let lacks_value = next.is_none_or(|c| c.is_whitespace() || c == ')');
        if known.is_none() && lacks_value {
            return None;
        }
        self.at = value_at;
        if lacks_value {
            let written = self.text[start..value_at].to_owned();
            let example = known.map_or("x", Qualifier::example);
            let example = format!("{written}{example}");
            self.error(start..value_at, Reason::ValueMissing { written, example });
            return Some(None);
        }
        if known.is_none()
            && let Some(meant) = meant(name)
        {
            self.read_value();
            let reason = Reason::NoCondition { name: name.to_owned() };
            self.error_with(start..name_end, reason, meant);
            return Some(None);
        }
        if next == Some('(') {
            self.error(start..value_at + 1, Reason::OneValue { name: name.to_owned() });
            self.at = self.text.len();
            return Some(None);
        }
        Some(match known {
            None => self.record(start, name),
            Some(Qualifier::After | Qualifier::Before | Qualifier::On) => {
                self.moment(start, known == Some(Qualifier::After), known == Some(Qualifier::On))
            }
            Some(Qualifier::Record) => self.long_record(start),
            Some(qualifier) => {
                let value = self.read_value();
                self.condition(qualifier, detail, &value, start)
            }
        })
    }

    /// `record:student:17`, of which each part, or the whole, may be quoted.
    fn long_record(&mut self, start: usize) -> Option<Item> {
        let word = self.word_at(self.at);
        if let Some((record_type, _)) = word.split_once(':').filter(|(name, _)| !name.is_empty()) {
            self.at += record_type.len() + 1;
            return self.record(start, record_type);
        }
        let value = self.read_value();
        match value.text.split_once(':').filter(|(name, id)| !name.is_empty() && !id.is_empty()) {
            Some((record_type, id)) => self.record_term(record_type, id),
            None => {
                self.error(start..self.at, Reason::RecordUnfinished);
                None
            }
        }
    }

    fn record(&mut self, start: usize, record_type: &str) -> Option<Item> {
        let value = self.read_value();
        let id = if value.starred { format!("{}*", value.text) } else { value.text };
        if id.is_empty() {
            let record_type = record_type.to_owned();
            self.error(start..self.at, Reason::RecordIdMissing { record_type });
            return None;
        }
        self.record_term(record_type, &id)
    }

    fn record_term(&mut self, record_type: &str, id: &str) -> Option<Item> {
        let group = Group::Same(format!("record:{record_type}"));
        let term = Term::Record { record_type: record_type.to_owned(), id: id.to_owned() };
        self.grouped(term, Some(group))
    }

    /// `after: before: on:` with a date, a time, or how long ago.
    fn moment(&mut self, start: usize, is_after: bool, is_on: bool) -> Option<Item> {
        let value_at = self.at;
        let quoted = if self.peek().is_some_and(is_quote) { unquote(self.rest()) } else { None };
        let found = match &quoted {
            Some((text, _)) => dates::value(text, self.context)
                .filter(|found| found.as_ref().map_or(true, |found| found.len == text.len())),
            None => dates::value(self.rest(), self.context),
        };
        let len = match (&quoted, &found) {
            (Some((_, len)), _) => *len,
            (None, Some(Ok(found))) => found.len,
            _ => self.word_at(self.at).len(),
        };
        self.at += len;
        let ranges = match found {
            Some(Ok(found)) => found.ranges,
            Some(Err(reason)) => {
                self.error(value_at..self.at, Reason::Date(reason));
                return None;
            }
            None => {
                self.error(value_at..self.at, Reason::NoDate);
                return None;
            }
        };
        let Some(from) = ranges.first().and_then(|range| range.from) else {
            self.error(start..self.at, Reason::OutsideCalendar);
            return None;
        };
        if !is_on {
            let range = match is_after {
                true => TimeRange { from: Some(from), to: None },
                false => TimeRange { from: None, to: Some(from) },
            };
            return self.grouped(Term::Time(range), Some(Group::Range));
        }
        // A moment, such as a week ago, stands for its day.
        let is_moment = ranges.iter().all(|range| range.from == range.to);
        let day = dates::day_of(from, &self.context.zone).filter(|_| is_moment);
        self.times(day.map_or(ranges, |day| vec![day]))
    }

    /// A quoted text or a word, without the `*` at its end.
    pub(crate) fn read_value(&mut self) -> Value {
        let start = self.at;
        if self.peek().is_some_and(is_quote) {
            let Some((text, len)) = unquote(self.rest()) else {
                let end = self.text.len();
                let open = self.text[start..].trim_end();
                let has_words = open.contains(char::is_alphanumeric);
                let closed = if has_words { format!("{open}\"") } else { String::new() };
                self.error_with(start..end, Reason::QuotationOpen, closed);
                self.at = end;
                return Value { text: String::new(), quoted: true, starred: false };
            };
            self.at += len;
            let starred = self.peek() == Some('*');
            self.at += usize::from(starred);
            return Value { text, quoted: true, starred };
        }
        let word = self.word_at(start);
        self.at += word.len();
        let plain = word.trim_end_matches('*');
        Value { text: plain.to_owned(), quoted: false, starred: plain.len() < word.len() }
    }
}

/// Joins what was repeated, and everything else with AND.
fn merge(items: Vec<Item>) -> Option<Expr> {
    let mut parts: Vec<(Option<Group>, Vec<Expr>)> = Vec::new();
    for item in items {
        let same = parts.iter_mut().find(|(group, _)| group.is_some() && *group == item.group);
        match same {
            Some((_, alternatives)) => alternatives.push(item.expr),
            None => parts.push((item.group, vec![item.expr])),
        }
    }
    let join = |(group, alternatives): (Option<Group>, Vec<Expr>)| match group {
        Some(Group::Range) => Expr::Term(Term::Time(widest(&alternatives))),
        _ => Expr::Or(alternatives),
    };
    let parts: Vec<Expr> = parts.into_iter().map(join).collect();
    if parts.is_empty() { None } else { Some(Expr::And(parts)) }
}

fn widest(alternatives: &[Expr]) -> TimeRange {
    let mut widest = TimeRange::default();
    for part in alternatives {
        let Expr::Term(Term::Time(range)) = part else { continue };
        if let Some(from) = range.from {
            widest.from = Some(widest.from.map_or(from, |known| known.min(from)));
        }
        if let Some(to) = range.to {
            widest.to = Some(widest.to.map_or(to, |known| known.max(to)));
        }
    }
    widest
}

/// The name with which `word` begins, when it is one before a colon.
pub(crate) fn name_of(word: &str) -> Option<&str> {
    let (name, value) = word.split_once(':')?;
    let plain = |c: char| c.is_alphanumeric() || "._-".contains(c);
    let is_name = name.starts_with(char::is_alphabetic) && name.chars().all(plain);
    let is_address = value.starts_with("//");
    let is_drive = name.len() == 1 && value.starts_with(['\\', '/']);
    (is_name && !is_address && !is_drive).then_some(name)
}

pub(crate) fn is_word_end(c: char) -> bool {
    c.is_whitespace() || c == '(' || c == ')' || is_quote(c)
}

/// Word processors turn quotes.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}')
}

/// The text of the quotation at the beginning of `text`, and its length with both marks.
/// `\"` and `\\` stand for `"` and `\`.
pub(crate) fn unquote(text: &str) -> Option<(String, usize)> {
    let mut chars = text.char_indices();
    let (_, open) = chars.next()?;
    let mut inner = String::new();
    while let Some((at, c)) = chars.next() {
        let closes = c == '"' || (open != '"' && is_quote(c));
        match c {
            '\\' if matches!(text[at + 1..].chars().next(), Some('"' | '\\')) => {
                inner.extend(chars.next().map(|(_, escaped)| escaped));
            }
            _ if closes => return Some((inner, at + c.len_utf8())),
            _ => inner.push(c),
        }
    }
    None
}
