//! Which positions of one slice match.
//!
//! Most conditions are exact: their bitmaps say what [`annals_query::matches`] says. A few are not
//! (phrases, words of the description, long details): the dictionary only knows which entries
//! could match. Every answer therefore has two bounds, so that negation stays right; what lies
//! between them is decided on the documents, and only as far as rows are asked for.

use std::net::IpAddr;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicUsize, Ordering};

use annals_model::{EventId, Number};
use annals_query::{Expr, Field, Has, Pattern, Term, Text, fold};
use hashbrown::HashMap;
use ipnet::IpNet;
use roaring::RoaringBitmap;

use super::hours::off_hours;
use super::{Plan, Set, Slot, cost};
use crate::Result;
use crate::segment::{Postings, Slice, TermRef};
use crate::terms::{SEPARATOR, TermField, actor_key, actor_parts, calendar_parts, has_term, pair};

/// A term found by its rank costs as much as so many of those that are met in order; tests have few
/// terms and want both ways.
const RANK_COST: u64 = if cfg!(test) { 1 } else { 16 };

/// What is known of the positions that match.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    /// All others don't match.
    pub(crate) upper: Set,
    /// These do match; absent means all of `upper`.
    pub(crate) lower: Option<Set>,
}

impl Bounds {
    fn exact(upper: Set) -> Self {
        Self { upper, lower: None }
    }

    fn unsure(upper: Set) -> Self {
        if upper.is_empty() {
            return Self::exact(upper);
        }
        Self { upper, lower: Some(Set::EMPTY) }
    }

    fn least(&self) -> &Set {
        self.lower.as_ref().unwrap_or(&self.upper)
    }

    /// Whether a position of `upper` matches for sure.
    pub(crate) fn is_sure(&self, position: u32) -> bool {
        self.lower.as_ref().is_none_or(|lower| lower.contains(position))
    }

    /// What is known of the positions of `set`.
    pub(crate) fn within(&self, set: Set) -> Self {
        let lower = self.lower.as_ref().map(|lower| set.clone().and(lower));
        Self { upper: set.and(&self.upper), lower }
    }

    fn or(self, other: Self) -> Self {
        let lower = match (&self.lower, &other.lower) {
            (None, None) => None,
            _ => Some(self.least().clone().or(other.least().clone())),
        };
        Self { upper: self.upper.or(other.upper), lower }
    }

    fn without(self, dead: Option<&RoaringBitmap>) -> Self {
        Self { upper: self.upper.without(dead), lower: self.lower.map(|set| set.without(dead)) }
    }
}

/// The positions of `slot` in `window` that match the plan's search and are not deleted.
pub(crate) fn evaluate(plan: &Plan, slot: &Slot<'_>, window: Range<u32>) -> Result<Bounds> {
    let within = Set::Span(window);
    let evaluator = Evaluator { slot };
    let found = match &plan.expr {
        Expr::And(parts) => evaluator.all_of(parts, Some(&plan.rarest), &within)?,
        expr => evaluator.expr(expr, &within)?,
    };
    Ok(found.without(slot.dead))
}

struct Evaluator<'s, 'a> {
    slot: &'s Slot<'a>,
}

impl<'a> Evaluator<'_, 'a> {
    fn slice(&self) -> Slice<'a> {
        self.slot.slice
    }

    /// The positions of `within` that match.
    fn expr(&self, expr: &Expr, within: &Set) -> Result<Bounds> {
        if within.is_empty() {
            return Ok(Bounds::exact(Set::EMPTY));
        }
        match expr {
            Expr::All => Ok(Bounds::exact(within.clone())),
            Expr::And(parts) => self.all_of(parts, None, within),
            Expr::Or(parts) => {
                let mut found = Bounds::exact(Set::EMPTY);
                for part in parts {
                    found = found.or(self.expr(part, within)?);
                }
                Ok(found)
            }
            Expr::Not(inner) => {
                let found = self.expr(inner, within)?;
                let upper = within.clone().minus(found.least());
                let lower = found.lower.is_some().then(|| within.clone().minus(&found.upper));
                Ok(Bounds { upper, lower })
            }
            Expr::Term(term) => self.term(term, within),
        }
    }

    /// Cheap parts go first, so that dear ones see few positions; but before all of them that part
    /// of which nothing was left in a slice before: where one word is rare, all others need not
    /// even be looked up.
    fn all_of(&self, parts: &[Expr], rarest: Option<&AtomicUsize>, within: &Set) -> Result<Bounds> {
        let mut order: Vec<(usize, &Expr)> = parts.iter().enumerate().collect();
        order.sort_by_key(|(_, part)| cost(part));
        if let Some(rarest) = rarest.map(|rarest| rarest.load(Ordering::Relaxed)) {
            order.sort_by_key(|(at, _)| *at != rarest);
        }
        let mut found = Bounds::exact(within.clone());
        for (at, part) in order {
            let Bounds { upper, lower } = self.expr(part, &found.upper)?;
            let least = lower.as_ref().unwrap_or(&upper);
            let lower = match (found.lower, &lower) {
                (None, None) => None,
                (None, Some(lower)) => Some(lower.clone()),
                (Some(before), _) => Some(before.and(least)),
            };
            found = Bounds { upper, lower };
            if found.upper.is_empty() {
                if let Some(rarest) = rarest {
                    rarest.store(at, Ordering::Relaxed);
                }
                break;
            }
        }
        Ok(found)
    }

    fn term(&self, term: &Term, within: &Set) -> Result<Bounds> {
        let slice = self.slice();
        let set = match term {
            Term::Anywhere(text) => return self.anywhere(text, within),
            Term::Object(text) => return self.words(TermField::Object, text, within),
            Term::Description(text) => return self.description(text, within),
            Term::Detail { key, text } => return self.detail(key, text, within),
            Term::Actor(text) => {
                self.coded(TermField::Actor, within, |value| actor_matches(text, value))?
            }
            Term::Who(key) => {
                self.coded(TermField::Actor, within, |value| actor_key(value) == key.as_bytes())?
            }
            Term::Changed(pattern) => self.values(TermField::Property, b"", within, |value| {
                let (property, label) = pair(value);
                is_like(pattern, property) || (!label.is_empty() && is_like(pattern, label))
            })?,
            Term::Field(field, pattern) => self.field(*field, pattern, within)?,
            Term::Type(wanted) => self.one(TermField::Type, wanted.as_str().as_bytes(), within)?,
            Term::Outcome(wanted) => {
                self.one(TermField::Outcome, wanted.as_str().as_bytes(), within)?
            }
            Term::Critical(true) => self.one(TermField::Flag, b"critical", within)?,
            Term::Critical(false) => {
                within.clone().minus(&self.one(TermField::Flag, b"critical", within)?)
            }
            Term::Record { record_type, id } => {
                self.one(TermField::Record, format!("{record_type}:{id}").as_bytes(), within)?
            }
            Term::Ip(net) => self.network(net, within)?,
            Term::Calendar { school, end_year } => {
                self.calendar(school.as_deref(), *end_year, within)?
            }
            Term::Id(id) => match EventId::parse(id) {
                Ok(id) => {
                    let found = self.slot.segment.find_id(slice.organization(), &id)?;
                    found.into_iter().collect::<Set>().and(within)
                }
                Err(_) => Set::EMPTY,
            },
            Term::Number(number) => {
                slice.position_of(Number(*number))?.into_iter().collect::<Set>().and(within)
            }
            Term::Has(has) => self.one(TermField::Flag, has_term(*has), within)?,
            Term::Time(range) => within.clone().clip(&self.slot.window(range)?),
            Term::OffHours(hours) => off_hours(hours, slice, within)?,
        };
        Ok(Bounds::exact(set))
    }

    /// The positions that have one term.
    fn one(&self, field: TermField, term: &[u8], within: &Set) -> Result<Set> {
        Ok(match self.slice().postings(field, term)? {
            Some(postings) => Set::from(postings).and(within),
            None => Set::EMPTY,
        })
    }

    /// The positions of all values that begin with `prefix` and pass `test`, which is asked once
    /// for each distinct value.
    fn values(
        &self,
        field: TermField,
        prefix: &[u8],
        within: &Set,
        mut test: impl FnMut(&[u8]) -> bool,
    ) -> Result<Set> {
        let mut union = Union::default();
        self.slice().walk(field, prefix, &mut |value, term| {
            self.slot.interrupt.check()?;
            if test(value) {
                union.add(self.slice(), term)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(union.finish().and(within))
    }

    /// The entries whose term of a [`CODED`] field passes `test`. Of a few entries only their own
    /// terms are looked at: a large organisation has thousands of actors.
    ///
    /// [`CODED`]: crate::terms::CODED
    fn coded(
        &self,
        field: TermField,
        within: &Set,
        mut test: impl FnMut(&[u8]) -> bool,
    ) -> Result<Set> {
        let slice = self.slice();
        if within.len() * RANK_COST >= u64::from(slice.codes(field)?) {
            return self.values(field, b"", within, test);
        }
        let column = slice.code_column(field)?;
        let mut passes: HashMap<u32, bool> = HashMap::new();
        let mut found = Vec::new();
        within.try_for_each(|position| {
            let code = column.get(position)?;
            let passes = match passes.get(&code) {
                Some(&known) => known,
                None => {
                    self.slot.interrupt.check()?;
                    let new = code > 0 && test(&slice.coded_term(field, code)?);
                    passes.insert(code, new);
                    new
                }
            };
            if passes {
                found.push(position);
            }
            Result::Ok(())
        })?;
        Ok(Set::of_any(found))
    }

    fn anywhere(&self, text: &Text, within: &Set) -> Result<Bounds> {
        match text {
            Text::Word(word) => {
                let words = self.one(TermField::Word, word.as_bytes(), within)?;
                let stems = self.one(TermField::Stem, fold::stem(word).as_bytes(), within)?;
                Ok(Bounds::exact(words.or(stems)))
            }
            // Every entry has an action.
            Text::Prefix(prefix) if prefix.is_empty() => Ok(Bounds::exact(within.clone())),
            text => self.words(TermField::Word, text, within),
        }
    }

    fn words(&self, field: TermField, text: &Text, within: &Set) -> Result<Bounds> {
        Ok(match text {
            Text::Word(word) => Bounds::exact(self.one(field, word.as_bytes(), within)?),
            // A text without any word matches as well.
            Text::Prefix(prefix) if prefix.is_empty() => Bounds::unsure(within.clone()),
            Text::Prefix(prefix) => {
                Bounds::exact(self.values(field, prefix.as_bytes(), within, |_| true)?)
            }
            Text::Phrase(words) => {
                let mut upper = within.clone();
                for word in words {
                    upper = self.one(field, word.as_bytes(), &upper)?;
                }
                self.phrase(words, upper)
            }
            Text::PhrasePrefix(words) => {
                let Some((last, whole)) = words.split_last() else {
                    return Ok(Bounds::exact(Set::EMPTY));
                };
                let mut upper = within.clone();
                for word in whole {
                    upper = self.one(field, word.as_bytes(), &upper)?;
                }
                if last.is_empty() {
                    return Ok(Bounds::unsure(upper));
                }
                if !upper.is_empty() {
                    upper = self.values(field, last.as_bytes(), &upper, |_| true)?;
                }
                self.phrase(words, upper)
            }
        })
    }

    /// Words that all occur are a phrase only if they stand side by side.
    fn phrase(&self, words: &[String], upper: Set) -> Bounds {
        match words.len() {
            0 => Bounds::exact(Set::EMPTY),
            1 => Bounds::exact(upper),
            _ => Bounds::unsure(upper),
        }
    }

    fn description(&self, text: &Text, within: &Set) -> Result<Bounds> {
        let having = self.one(TermField::Flag, has_term(Has::Description), within)?;
        if matches!(text, Text::Prefix(prefix) if prefix.is_empty()) {
            return Ok(Bounds::exact(having));
        }
        // The words may be somewhere else in the entry.
        Ok(Bounds::unsure(self.words(TermField::Word, text, &having)?.upper))
    }

    fn detail(&self, key: &str, text: &Text, within: &Set) -> Result<Bounds> {
        let mut prefix = key.as_bytes().to_vec();
        prefix.push(SEPARATOR);
        let (mut sure, mut maybe) = (Union::default(), Union::default());
        self.slice().walk(TermField::Detail, &prefix, &mut |term, found| {
            self.slot.interrupt.check()?;
            let value = &term[prefix.len()..];
            // A separator here stands for a value too long for the dictionary.
            if value.contains(&SEPARATOR) {
                maybe.add(self.slice(), found)?;
            } else if std::str::from_utf8(value).is_ok_and(|value| text.matches(value)) {
                sure.add(self.slice(), found)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let sure = Bounds::exact(sure.finish().and(within));
        Ok(sure.or(Bounds::unsure(maybe.finish().and(within))))
    }

    fn field(&self, field: Field, pattern: &Pattern, within: &Set) -> Result<Set> {
        let coded = match field {
            Field::User => {
                return self.user(pattern, within);
            }
            Field::Action => {
                return self.values(TermField::Action, b"", within, |value| {
                    let (code, label) = pair(value);
                    is_like(pattern, code) || is_like(pattern, label)
                });
            }
            Field::Correlation if pattern.is_literal() => {
                return self.one(TermField::Correlation, pattern.0.as_bytes(), within);
            }
            Field::Correlation => {
                let prefix = pattern.literal_prefix().as_bytes();
                return self.values(TermField::Correlation, prefix, within, |value| {
                    is_like(pattern, value)
                });
            }
            Field::Source => TermField::Source,
            Field::Category => TermField::Category,
            Field::Area => TermField::Area,
            Field::Kind => TermField::Kind,
        };
        self.values(coded, b"", within, |value| is_like(pattern, value))
    }

    /// A username's words are in the dictionary, and the words of its folded form are the same: in
    /// most slices of a tree one is missing.
    fn user(&self, pattern: &Pattern, within: &Set) -> Result<Set> {
        let mut found = within.clone();
        if pattern.is_literal() {
            for word in fold::word_list(&pattern.0) {
                found = self.one(TermField::Word, word.as_bytes(), &found)?;
                if found.is_empty() {
                    return Ok(found);
                }
            }
        }
        self.coded(TermField::Actor, &found, |value| {
            let [_, username, _, _] = actor_parts(value);
            !username.is_empty() && is_like(pattern, username)
        })
    }

    fn network(&self, net: &IpNet, within: &Set) -> Result<Set> {
        let mut union = Union::default();
        self.slice().walk_range(
            TermField::Ip,
            &ip_key(net.network()),
            &ip_key(net.broadcast()),
            &mut |_, term| {
                self.slot.interrupt.check()?;
                union.add(self.slice(), term)?;
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(union.finish().and(within))
    }

    fn calendar(&self, school: Option<&str>, end_year: Option<u16>, within: &Set) -> Result<Set> {
        let mut prefix = school.map(|school| school.as_bytes().to_vec()).unwrap_or_default();
        if school.is_some() {
            prefix.push(SEPARATOR);
        }
        if let (Some(_), Some(end_year)) = (school, end_year) {
            prefix.extend(end_year.to_be_bytes());
            return self.one(TermField::Calendar, &prefix, within);
        }
        self.values(TermField::Calendar, &prefix, within, |term| {
            calendar_parts(term).is_some_and(|(own, year)| {
                school.is_none_or(|school| own == school.as_bytes())
                    && end_year.is_none_or(|end_year| year == end_year)
            })
        })
    }
}

/// The positions of many terms.
#[derive(Default)]
struct Union {
    few: Vec<u32>,
    many: Option<RoaringBitmap>,
}

impl Union {
    fn add(&mut self, slice: Slice<'_>, term: TermRef) -> Result<()> {
        match slice.load(term)? {
            Postings::One(position) => self.few.push(position),
            Postings::Few(positions) => self.few.extend(positions),
            Postings::Many(bitmap) => match &mut self.many {
                Some(many) => *many |= bitmap,
                None => self.many = Some(bitmap),
            },
        }
        Ok(())
    }

    fn finish(self) -> Set {
        let few = Set::of_any(self.few);
        match self.many {
            Some(many) => Set::Many(many).or(few),
            None => few,
        }
    }
}

impl From<Postings> for Set {
    fn from(postings: Postings) -> Self {
        match postings {
            Postings::One(position) => Self::span(position, position + 1),
            Postings::Few(positions) => Self::Few(positions),
            Postings::Many(bitmap) => Self::Many(bitmap),
        }
    }
}

fn is_like(pattern: &Pattern, value: &[u8]) -> bool {
    // Folding plain text without blanks only lowers its case.
    if pattern.is_literal() && value.iter().all(u8::is_ascii_graphic) {
        return value.iter().map(u8::to_ascii_lowercase).eq(pattern.0.bytes());
    }
    std::str::from_utf8(value).is_ok_and(|value| pattern.matches(value))
}

fn actor_matches(text: &Text, term: &[u8]) -> bool {
    // Of plain text, a word that is asked for must be a part, whatever its case.
    let word = match text {
        Text::Word(word) | Text::Prefix(word) => Some(word),
        Text::Phrase(words) | Text::PhrasePrefix(words) => words.first(),
    };
    if let Some(word) = word
        && term.is_ascii()
        && !contains_ignoring_case(term, word.as_bytes())
    {
        return false;
    }
    let parts = actor_parts(term).map(|part| match std::str::from_utf8(part) {
        Ok(part) if !part.is_empty() => Some(part),
        _ => None,
    });
    annals_query::actor_parts_match(text, parts)
}

fn contains_ignoring_case(text: &[u8], part: &[u8]) -> bool {
    let Some(first) = part.first() else { return true };
    (0..(text.len() + 1).saturating_sub(part.len())).any(|at| {
        text[at].eq_ignore_ascii_case(first) && text[at..at + part.len()].eq_ignore_ascii_case(part)
    })
}

/// An address as the dictionary has it.
fn ip_key(ip: IpAddr) -> [u8; 16] {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
        IpAddr::V6(ip) => ip.octets(),
    }
}
