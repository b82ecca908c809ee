//! What a qualifier and its value mean.

use annals_model::{ActorKind, EventType, Outcome};
use ipnet::IpNet;

use crate::parse::{Group, Item, Parser};
use crate::qualifier::{Qualifier, nearest};
use crate::{Expr, Field, Has, Pattern, Reason, Term, Text, WorkingHours, fold};

/// A value as it was written.
pub(crate) struct Value {
    /// Its text without quotes and without the `*` at its end.
    pub(crate) text: String,
    /// Whether it was quoted.
    pub(crate) quoted: bool,
    /// Whether a `*` followed.
    pub(crate) starred: bool,
}

impl Text {
    /// The words of `raw`, the last of which is unfinished if `prefix`; `None` if it has none.
    pub fn of(raw: &str, prefix: bool) -> Option<Self> {
        let (mut words, open) = fold::query_words(raw, prefix);
        Some(match (words.len(), open) {
            (0, _) => return None,
            (1, false) => Self::Word(words.pop()?),
            (1, true) => Self::Prefix(words.pop()?),
            (_, false) => Self::Phrase(words),
            (_, true) => Self::PhrasePrefix(words),
        })
    }
}

impl Pattern {
    /// The pattern that `raw` describes; `None` if it is blank.
    pub fn of(raw: &str) -> Option<Self> {
        let mut folded = fold::fold(raw);
        while folded.contains("**") {
            folded = folded.replace("**", "*");
        }
        (!folded.is_empty()).then_some(Self(folded))
    }
}

impl Has {
    /// Everything that can be asked for, with its word.
    pub const ALL: [(&'static str, Self); 9] = [
        ("records", Self::Records),
        ("changes", Self::Changes),
        ("details", Self::Details),
        ("ip", Self::Ip),
        ("reason", Self::Reason),
        ("description", Self::Description),
        ("calendar", Self::Calendar),
        ("correlation", Self::Correlation),
        ("area", Self::Area),
    ];

    /// The word after `has:`.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, has)| *has == self).map_or("", |(word, _)| word)
    }
}

impl Field {
    /// The word before the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Source => "source",
            Self::Action => "action",
            Self::Category => "category",
            Self::Area => "area",
            Self::Correlation => "correlation",
            Self::Kind => "kind",
        }
    }
}

const TYPES: [(&str, EventType); 16] = [
    ("add", EventType::Add),
    ("change", EventType::Change),
    ("delete", EventType::Delete),
    ("access", EventType::Access),
    ("other", EventType::Other),
    ("added", EventType::Add),
    ("create", EventType::Add),
    ("created", EventType::Add),
    ("changed", EventType::Change),
    ("update", EventType::Change),
    ("updated", EventType::Change),
    ("deleted", EventType::Delete),
    ("remove", EventType::Delete),
    ("removed", EventType::Delete),
    ("accessed", EventType::Access),
    ("viewed", EventType::Access),
];

const OUTCOMES: [(&str, Outcome); 7] = [
    ("success", Outcome::Success),
    ("failure", Outcome::Failure),
    ("denied", Outcome::Denied),
    ("ok", Outcome::Success),
    ("succeeded", Outcome::Success),
    ("failed", Outcome::Failure),
    ("refused", Outcome::Denied),
];

const CRITICAL: [(&str, bool); 4] =
    [("yes", true), ("no", false), ("true", true), ("false", false)];

impl Parser<'_> {
    /// The condition that `qualifier` and `value` make; an error was reported if `None`.
    pub(crate) fn condition(
        &mut self,
        qualifier: Qualifier,
        detail: Option<&str>,
        value: &Value,
        start: usize,
    ) -> Option<Item> {
        let term = match qualifier {
            Qualifier::Actor => Term::Actor(self.words_of(value, start)?),
            Qualifier::Who => Term::Who(self.exact(value, start)?),
            Qualifier::Object => Term::Object(self.words_of(value, start)?),
            Qualifier::Description => Term::Description(self.words_of(value, start)?),
            Qualifier::Detail => self.detail(detail, value, start)?,
            Qualifier::Changed => Term::Changed(self.pattern(value, start)?),
            Qualifier::Field(field) => self.field(field, value, start)?,
            Qualifier::Type => Term::Type(self.choice(value, start, &TYPES, 5)?),
            Qualifier::Outcome => Term::Outcome(self.choice(value, start, &OUTCOMES, 3)?),
            Qualifier::Critical => Term::Critical(self.choice(value, start, &CRITICAL, 2)?),
            Qualifier::Has => Term::Has(self.choice(value, start, &Has::ALL, Has::ALL.len())?),
            Qualifier::Ip => self.ip(value, start)?,
            Qualifier::Calendar => self.calendar(value, start)?,
            Qualifier::Hours => self.hours(value, start)?,
            Qualifier::Id => return self.id(value, start),
            // The parser reads the values of these itself.
            Qualifier::Record | Qualifier::After | Qualifier::Before | Qualifier::On => {
                return None;
            }
        };
        let group = group(&term);
        self.grouped(term, group)
    }

    fn refuse<T>(&mut self, start: usize, reason: Reason) -> Option<T> {
        let end = self.end();
        self.error(start..end, reason);
        None
    }

    fn words_of(&mut self, value: &Value, start: usize) -> Option<Text> {
        let errors = self.error_count();
        let text = self.text_of(value, start);
        if text.is_none() && self.error_count() == errors {
            return self.refuse(start, Reason::NoWord);
        }
        text
    }

    fn pattern(&mut self, value: &Value, start: usize) -> Option<Pattern> {
        let star = if value.starred { "*" } else { "" };
        match Pattern::of(&format!("{}{star}", value.text)) {
            Some(pattern) => Some(pattern),
            None => self.refuse(start, Reason::Empty),
        }
    }

    fn field(&mut self, field: Field, value: &Value, start: usize) -> Option<Term> {
        let pattern = self.pattern(value, start)?;
        if field == Field::Kind
            && !pattern.0.contains('*')
            && ActorKind::parse(&pattern.0).is_none()
        {
            let kinds = ActorKind::ALL.map(ActorKind::as_str);
            return self.no_choice(&pattern.0, start, &kinds);
        }
        Some(Term::Field(field, pattern))
    }

    fn detail(&mut self, key: Option<&str>, value: &Value, start: usize) -> Option<Term> {
        let key = fold::fold_key(key.unwrap_or_default());
        if key.is_empty() {
            return self.refuse(start, Reason::DetailMissing);
        }
        let any = value.text.is_empty() && value.starred;
        let text = if any { Text::Prefix(String::new()) } else { self.words_of(value, start)? };
        Some(Term::Detail { key, text })
    }

    /// One of `choices`, of which the first `shown` are offered when it is none.
    fn choice<T: Copy>(
        &mut self,
        value: &Value,
        start: usize,
        choices: &[(&'static str, T)],
        shown: usize,
    ) -> Option<T> {
        let word = fold::fold(&value.text);
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word && !value.starred)
        {
            return Some(*choice);
        }
        let names: Vec<&'static str> = choices.iter().take(shown).map(|(name, _)| *name).collect();
        self.no_choice(&word, start, &names)
    }

    fn no_choice<T>(&mut self, word: &str, start: usize, names: &[&'static str]) -> Option<T> {
        let end = self.end();
        let from =
            end - self.written(start).len() + self.written(start).find(':').map_or(0, |at| at + 1);
        let reason = Reason::NoChoice { choices: names.to_vec() };
        match nearest(word, names.iter().copied()) {
            Some(near) => self.error_with(from..end, reason, near),
            None => self.error(from..end, reason),
        }
        None
    }

    fn ip(&mut self, value: &Value, start: usize) -> Option<Term> {
        let text = value.text.trim();
        if let Ok(ip) = text.parse::<std::net::IpAddr>() {
            if !value.starred {
                return Some(Term::Ip(ip.to_canonical().into()));
            }
        } else if let Ok(net) = text.parse::<IpNet>() {
            return Some(Term::Ip(net.trunc()));
        }
        let (end, reason) = (self.end(), Reason::NoAddress);
        match network_of(text) {
            Some(network) => self.error_with(start..end, reason, format!("ip:{network}")),
            None => self.error(start..end, reason),
        }
        None
    }

    fn calendar(&mut self, value: &Value, start: usize) -> Option<Term> {
        if value.starred {
            return self.refuse(start, Reason::CalendarStar);
        }
        let text = value.text.trim();
        let (school, end_year) = match text.rsplit_once('/') {
            None => match year(text) {
                Some(year) => ("", Some(year)),
                None => (text, None),
            },
            Some((school, "")) => (school, None),
            Some((first, second)) => {
                match (year(first), school_year(first, second), year(second)) {
                    (Some(_), Some(end), _) => ("", Some(end)),
                    (_, _, Some(end)) => (first, Some(end)),
                    _ => return self.refuse(start, Reason::NoCalendar),
                }
            }
        };
        let school = Some(fold::fold(school)).filter(|school| !school.is_empty());
        if school.is_none() && end_year.is_none() {
            return self.refuse(start, Reason::Empty);
        }
        Some(Term::Calendar { school, end_year })
    }

    /// A value in which a `*` is a character like any other.
    fn exact(&mut self, value: &Value, start: usize) -> Option<String> {
        if value.text.is_empty() {
            return self.refuse(start, Reason::Empty);
        }
        let star = if value.starred { "*" } else { "" };
        Some(format!("{}{star}", value.text))
    }

    /// People see the number as "ID", so plain digits mean either.
    fn id(&mut self, value: &Value, start: usize) -> Option<Item> {
        let exact = self.exact(value, start)?;
        let id = self.term(Term::Id(exact))?.expr;
        let number = number(&value.text).filter(|_| !value.quoted && !value.starred);
        let expr = match number {
            Some(number) => Expr::Or(vec![self.term(Term::Number(number))?.expr, id]),
            None => id,
        };
        Some(Item { expr, group: Some(Group::Same("id".to_owned())) })
    }

    fn hours(&mut self, value: &Value, start: usize) -> Option<Term> {
        let hours = match value.text.split_once(' ') {
            _ if value.starred => None,
            None => (fold::fold(&value.text) == "off").then(|| self.context.working_hours.clone()),
            Some((off, rest)) => (off == "off").then(|| WorkingHours::parse(rest)).flatten(),
        };
        if hours.is_none() {
            let end = self.end();
            self.error_with(start..end, Reason::OffOnly, "hours:off");
        }
        hours.map(Term::OffHours)
    }
}

/// What repeating `term` joins it with.
pub(crate) fn group(term: &Term) -> Option<Group> {
    let name = match term {
        Term::Anywhere(_) | Term::Number(_) => return None,
        Term::Actor(_) => "actor",
        Term::Who(_) => "who",
        Term::Object(_) => "object",
        Term::Description(_) => "description",
        Term::Changed(_) => "changed",
        Term::Detail { key, .. } => return Some(Group::Same(format!("detail.{key}"))),
        Term::Record { record_type, .. } => {
            return Some(Group::Same(format!("record:{record_type}")));
        }
        Term::Field(field, _) => field.as_str(),
        Term::Type(_) => "type",
        Term::Outcome(_) => "outcome",
        Term::Critical(_) => "critical",
        Term::Ip(_) => "ip",
        Term::Calendar { .. } => "calendar",
        Term::Id(_) => "id",
        Term::Has(_) => "has",
        Term::Time(_) => return Some(Group::Range),
        Term::OffHours(_) => "hours",
    };
    Some(Group::Same(name.to_owned()))
}

impl WorkingHours {
    /// `Europe/Berlin 08:00-18:00 1111100`: zone, hours, and days from Monday.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.rsplitn(3, ' ');
        let (days, hours, zone) = (parts.next()?, parts.next()?, parts.next()?);
        let (from, to) = hours.split_once('-')?;
        let minute = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute) = (number(hour)?, number(minute)?);
            (hour <= 24 && minute < 60).then_some((hour * 60 + minute) as u16)
        };
        if days.len() != 7 || !days.bytes().all(|day| day == b'0' || day == b'1') {
            return None;
        }
        let mut flags = [false; 7];
        flags.iter_mut().zip(days.bytes()).for_each(|(flag, day)| *flag = day == b'1');
        let (from_minute, to_minute) = (minute(from)?, minute(to)?);
        Some(Self { zone: zone.to_owned(), from_minute, to_minute, days: flags })
    }
}

/// Digits only, without sign, as a number.
pub(crate) fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn year(text: &str) -> Option<u16> {
    (text.len() == 4).then(|| number(text)).flatten().map(|year| year as u16)
}

/// The end of `2026/27` or `2026/2027`.
fn school_year(first: &str, second: &str) -> Option<u16> {
    let end = year(first)? + 1;
    let both = [format!("{end:04}"), format!("{:02}", end % 100)];
    both.iter().any(|text| text == second).then_some(end)
}

/// The network that `10.0.` or `10.0.*` must mean.
fn network_of(text: &str) -> Option<String> {
    let parts: Vec<&str> =
        text.split('.').filter(|part| !part.is_empty() && *part != "*").collect();
    if parts.is_empty() || parts.len() > 3 || parts.iter().any(|part| part.parse::<u8>().is_err()) {
        return None;
    }
    let bits = parts.len() * 8;
    let mut all = parts;
    all.resize(4, "0");
    Some(format!("{}/{bits}", all.join(".")))
}
