//! What a search means: whether one event matches. The store's bitmaps must agree with this.

use std::net::IpAddr;

use ipnet::IpNet;
use jiff::tz::TimeZone;

use annals_model::{Actor, Calendar, Detail, Event, EventId, Millis, Number};

use crate::searched::{
    WordKind, actor_key, object_texts, searched_texts, searched_words, value_text,
};
use crate::{Expr, Field, Has, Pattern, Term, Text, WorkingHours, fold};

/// Whether `event`, which has `number` in its organisation's log, matches `expr`.
pub fn matches(expr: &Expr, event: &Event, number: Number) -> bool {
    match expr {
        Expr::All => true,
        Expr::And(parts) => parts.iter().all(|part| matches(part, event, number)),
        Expr::Or(parts) => parts.iter().any(|part| matches(part, event, number)),
        Expr::Not(inner) => !matches(inner, event, number),
        Expr::Term(term) => term_matches(term, event, number),
    }
}

/// Whether `event` matches one term.
pub fn term_matches(term: &Term, event: &Event, number: Number) -> bool {
    match term {
        Term::Anywhere(text) => anywhere_matches(text, event),
        Term::Actor(text) => actor_matches(text, &event.actor),
        Term::Who(key) => actor_key(&event.actor) == *key,
        Term::Object(text) => any_text(text, |emit| object_texts(event, emit)),
        Term::Description(text) => {
            event.description.as_deref().is_some_and(|value| text.matches(value))
        }
        Term::Changed(pattern) => event.changes.iter().any(|change| {
            pattern.matches(&change.property)
                || change.label.as_deref().is_some_and(|label| pattern.matches(label))
        }),
        Term::Detail { key, text } => {
            event.details.iter().any(|detail| detail_matches(key, text, detail))
        }
        Term::Field(field, pattern) => field_matches(*field, pattern, event),
        Term::Type(event_type) => event.event_type == *event_type,
        Term::Outcome(outcome) => event.outcome == *outcome,
        Term::Critical(critical) => event.critical == *critical,
        Term::Record { record_type, id } => event
            .records
            .iter()
            .any(|record| record.record_type == *record_type && record.id == *id),
        Term::Ip(net) => event.ip.is_some_and(|ip| net_contains(net, ip)),
        Term::Calendar { school, end_year } => event
            .calendars
            .iter()
            .any(|calendar| calendar_matches(school.as_deref(), *end_year, calendar)),
        Term::Id(id) => EventId::parse(id).is_ok_and(|id| id == event.id),
        Term::Number(wanted) => number.0 == *wanted,
        Term::Has(has) => has_matches(*has, event),
        Term::Time(range) => range.contains(event.occurred_at),
        Term::OffHours(hours) => hours.is_off(event.occurred_at),
    }
}

impl Text {
    /// Whether the words of `value`, folded or not, contain this. Verb forms don't count here.
    pub fn matches(&self, value: &str) -> bool {
        match self {
            Self::Word(wanted) => {
                let mut found = false;
                fold::words(value, &mut |word| found |= word == wanted);
                found
            }
            Self::Prefix(prefix) => {
                let mut found = prefix.is_empty();
                fold::words(value, &mut |word| found |= word.starts_with(&**prefix));
                found
            }
            Self::Phrase(wanted) => {
                contains_run(&fold::word_list(value), wanted.len(), |at, word| word == wanted[at])
            }
            Self::PhrasePrefix(wanted) => {
                let last = wanted.len().saturating_sub(1);
                contains_run(&fold::word_list(value), wanted.len(), |at, word| {
                    if at == last { word.starts_with(&*wanted[at]) } else { word == wanted[at] }
                })
            }
        }
    }

    /// Whether this is exactly the words of `value`, as an id must be.
    fn is_whole(&self, value: &str) -> bool {
        match self {
            Self::Word(word) => fold::word_list(value) == [word.as_str()],
            Self::Phrase(words) => fold::word_list(value) == *words,
            Self::Prefix(_) | Self::PhrasePrefix(_) => false,
        }
    }
}

fn contains_run(words: &[String], len: usize, same: impl Fn(usize, &str) -> bool) -> bool {
    len > 0 && words.windows(len).any(|run| run.iter().enumerate().all(|(at, word)| same(at, word)))
}

impl Pattern {
    /// Whether `value`, folded or not, is what this describes.
    pub fn matches(&self, value: &str) -> bool {
        glob(&self.0, &fold::fold(value))
    }

    /// The part before the first `*`; all values that match begin with it.
    pub fn literal_prefix(&self) -> &str {
        self.0.split('*').next().unwrap_or_default()
    }

    /// Whether it is a plain value without `*`.
    pub fn is_literal(&self) -> bool {
        !self.0.contains('*')
    }
}

/// `*` stands for any run of characters. Linear but for the restart at the last star.
fn glob(pattern: &str, value: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == value };
    let Some(mut value) = value.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = value.find(part) else { return false };
        value = &value[at + part.len()..];
    }
    value.ends_with(last)
}

fn anywhere_matches(text: &Text, event: &Event) -> bool {
    if any_text(text, |emit| searched_texts(event, emit)) {
        return true;
    }
    let Text::Word(word) = text else { return false };
    let stem = fold::stem(word);
    let mut found = false;
    searched_words(event, &mut |kind, word| found |= kind == WordKind::Stem && word == stem);
    found
}

fn any_text(text: &Text, texts: impl FnOnce(&mut dyn FnMut(&str))) -> bool {
    let mut found = false;
    texts(&mut |value| found = found || text.matches(value));
    found
}

/// Whether `actor` is meant by `actor:` with `text`.
pub fn actor_matches(text: &Text, actor: &Actor) -> bool {
    let Actor { id, name, username, email, kind: _, role: _, on_behalf_of: _ } = actor;
    actor_parts_match(text, [id.as_deref(), username.as_deref(), name.as_deref(), email.as_deref()])
}

/// The same for an actor's id, username, name and e-mail address, in this order.
pub fn actor_parts_match(text: &Text, parts: [Option<&str>; 4]) -> bool {
    let [id, username, name, email] = parts;
    id.is_some_and(|id| text.is_whole(id))
        || [username, name, email].into_iter().flatten().any(|value| text.matches(value))
}

fn detail_matches(key: &str, text: &Text, detail: &Detail) -> bool {
    if fold::fold_key(&detail.key) != key {
        return false;
    }
    match &detail.value {
        Some(value) => text.matches(&value_text(value)),
        None => *text == Text::Prefix(String::new()),
    }
}

fn field_matches(field: Field, pattern: &Pattern, event: &Event) -> bool {
    let value = match field {
        Field::User => event.actor.username.as_deref(),
        Field::Source => event.source.as_deref(),
        Field::Action => {
            return pattern.matches(&event.action) || pattern.matches(&event.label);
        }
        Field::Category => event.category.as_deref(),
        Field::Area => event.area.as_deref(),
        Field::Correlation => event.correlation_id.as_deref(),
        Field::Kind => Some(event.actor.kind.as_str()),
    };
    value.is_some_and(|value| pattern.matches(value))
}

/// Whether `net` contains `ip`; an IPv4 address also lies in the IPv6 networks around `::ffff:0:0`.
pub fn net_contains(net: &IpNet, ip: IpAddr) -> bool {
    match (net, ip.to_canonical()) {
        (IpNet::V6(net), IpAddr::V4(ip)) => net.contains(&ip.to_ipv6_mapped()),
        (net, ip) => net.contains(&ip),
    }
}

/// Whether `calendar` is of the folded `school` and `end_year`, as far as they are given.
pub fn calendar_matches(school: Option<&str>, end_year: Option<u16>, calendar: &Calendar) -> bool {
    school.is_none_or(|school| fold::fold(&calendar.school) == school)
        && end_year.is_none_or(|year| calendar.end_year == year)
}

/// Whether `event` has what is asked for.
pub fn has_matches(has: Has, event: &Event) -> bool {
    match has {
        Has::Records => !event.records.is_empty(),
        Has::Changes => !event.changes.is_empty(),
        Has::Details => !event.details.is_empty(),
        Has::Ip => event.ip.is_some(),
        Has::Reason => event.reason.is_some(),
        Has::Description => event.description.is_some(),
        Has::Calendar => !event.calendars.is_empty(),
        Has::Correlation => event.correlation_id.is_some(),
        Has::Area => event.area.is_some(),
    }
}

impl WorkingHours {
    /// Whether nobody is expected to work at `time`. A zone that is not known counts as UTC.
    pub fn is_off(&self, time: Millis) -> bool {
        self.is_off_in(&TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC), time)
    }

    /// The same with the zone already looked up, for many times. Work that ends before it begins
    /// goes on past midnight and belongs to the day on which it began; equal ends are a whole day.
    pub fn is_off_in(&self, zone: &TimeZone, time: Millis) -> bool {
        let Some(timestamp) = time.timestamp() else { return true };
        let local = zone.to_datetime(timestamp);
        let minute = local.hour() as u16 * 60 + local.minute() as u16;
        let today = local.weekday().to_monday_zero_offset() as usize % 7;
        let yesterday = (today + 6) % 7;
        let (from, to) = (self.from_minute, self.to_minute);
        let works = if from < to {
            self.days[today] && (from..to).contains(&minute)
        } else {
            (self.days[today] && minute >= from) || (self.days[yesterday] && minute < to)
        };
        !works
    }
}
