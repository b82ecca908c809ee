//! From [`Expr`] to text that parses back to it in the same context.

use annals_model::{Millis, TimeRange};
use jiff::civil::DateTime;

use crate::dates::{Unit, local_ranges};
use crate::parse::Group;
use crate::qualifier::{Qualifier, meant};
use crate::{Context, Expr, Pattern, Term, Text, WorkingHours, fold, parse, term};

/// The text of `expr`; parsed in the same context it gives [`Expr::normal`] of `expr` again.
///
/// Dates are written in the context's zone where they are whole days or minutes there. Among
/// several texts the plainest one that parses back is taken: `smith`, not `"smith"`.
pub fn print(expr: &Expr, context: &Context) -> String {
    let expr = expr.clone().normal();
    if expr == Expr::All {
        return String::new();
    }
    let mut text = String::new();
    for style in Style::FROM_PLAIN {
        text = Printer { context, style }.top(&expr);
        if parse(&text, context).as_ref() == Ok(&expr) {
            break;
        }
    }
    text
}

/// The text of one term, as on a chip.
pub fn print_term(term: &Term, context: &Context) -> String {
    Printer { context, style: Style::FROM_PLAIN[0] }.term(term).0
}

#[derive(Clone, Copy, PartialEq)]
struct Style {
    /// The word at the end may be unfinished.
    unfinished: bool,
    /// Words are quoted, so that they don't make dates with their neighbours.
    quoted: bool,
    /// A blank at the end says that the last word is finished.
    blank: bool,
    /// Times are in UTC.
    exact: bool,
}

impl Style {
    const FROM_PLAIN: [Self; 4] = [
        Self { unfinished: true, quoted: false, blank: false, exact: false },
        Self { unfinished: false, quoted: false, blank: false, exact: false },
        Self { unfinished: false, quoted: false, blank: true, exact: false },
        Self { unfinished: false, quoted: true, blank: true, exact: true },
    ];
}

struct Printer<'a> {
    context: &'a Context,
    style: Style,
}

impl Printer<'_> {
    fn top(&self, expr: &Expr) -> String {
        let mut text = match expr {
            Expr::And(parts) => self.all(parts),
            Expr::Or(parts) if self.repeated(parts).is_none() && self.special(parts).is_none() => {
                self.any(parts)
            }
            single => self.all(std::slice::from_ref(single)),
        };
        if self.style.blank && self.context.prefix_last_word {
            text.push(' ');
        }
        text
    }

    fn any(&self, parts: &[Expr]) -> String {
        let part = |part: &Expr| match part {
            Expr::And(inner) => self.all(inner),
            other => self.all(std::slice::from_ref(other)),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(" OR ")
    }

    /// Parts with AND between them. What would join with an earlier part goes into parentheses.
    fn all(&self, parts: &[Expr]) -> String {
        let mut used: Vec<Group> = Vec::new();
        let mut texts = Vec::new();
        for part in parts {
            let (text, group) = self.part(part);
            let clashes = group.as_ref().is_some_and(|group| used.contains(group));
            texts.push(if clashes { format!("({text})") } else { text });
            used.extend(group);
        }
        texts.join(" ")
    }

    fn part(&self, part: &Expr) -> (String, Option<Group>) {
        match part {
            Expr::All => ("*".to_owned(), None),
            Expr::Term(term) => self.term(term),
            Expr::Not(inner) => (format!("-{}", self.atom(inner)), None),
            Expr::And(parts) => (format!("({})", self.all(parts)), None),
            Expr::Or(parts) => self
                .special(parts)
                .or_else(|| self.repeated(parts))
                .unwrap_or_else(|| (format!("({})", self.any(parts)), None)),
        }
    }

    fn atom(&self, expr: &Expr) -> String {
        let text = match expr {
            Expr::Or(parts) if self.special(parts).is_none() => self.any(parts),
            Expr::And(parts) => self.all(parts),
            single => self.part(single).0,
        };
        let is_one = match expr {
            Expr::All => true,
            Expr::Term(Term::Time(_)) => !text.contains(' '),
            Expr::Term(_) => true,
            _ => false,
        };
        if is_one { text } else { format!("({text})") }
    }

    /// Alternatives of one qualifier are written by repeating it.
    fn repeated(&self, parts: &[Expr]) -> Option<(String, Option<Group>)> {
        let mut common = None;
        let mut texts = Vec::new();
        for part in parts {
            let Expr::Term(term) = part else { return None };
            let (text, group) = self.term(term);
            let group = group.filter(|group| *group != Group::Range)?;
            if common.get_or_insert_with(|| group.clone()) != &group {
                return None;
            }
            texts.push(text);
        }
        Some((texts.join(" "), common))
    }

    /// Alternatives that one word stands for.
    fn special(&self, parts: &[Expr]) -> Option<(String, Option<Group>)> {
        match parts {
            [Expr::Term(Term::Number(number)), Expr::Term(Term::Id(id))]
                if *id == number.to_string() =>
            {
                Some((format!("id:{id}"), Some(Group::Same("id".to_owned()))))
            }
            [Expr::Term(Term::Anywhere(Text::Word(word))), Expr::Term(Term::Anywhere(prefix))]
                if self.style.unfinished && *prefix == Text::Prefix(word.clone()) =>
            {
                Some((word.clone(), None))
            }
            _ => None,
        }
    }

    fn term(&self, term: &Term) -> (String, Option<Group>) {
        let text = match term {
            Term::Anywhere(text) => self.words(text, self.style.quoted),
            Term::Actor(text) => format!("actor:{}", self.words(text, false)),
            Term::Who(key) => format!("who:{}", value(key)),
            Term::Object(text) => format!("object:{}", self.words(text, false)),
            Term::Description(text) => format!("description:{}", self.words(text, false)),
            Term::Changed(pattern) => format!("changed:{}", self::pattern(pattern)),
            Term::Detail { key, text } => {
                format!("detail.{}:{}", detail_key(key), self.words(text, false))
            }
            Term::Field(field, value) => format!("{}:{}", field.as_str(), pattern(value)),
            Term::Type(event_type) => format!("type:{}", event_type.as_str()),
            Term::Outcome(outcome) => format!("outcome:{}", outcome.as_str()),
            Term::Critical(true) => "critical:yes".to_owned(),
            Term::Critical(false) => "critical:no".to_owned(),
            Term::Record { record_type, id } => record(record_type, id),
            Term::Ip(net) if net.prefix_len() == net.max_prefix_len() => {
                format!("ip:{}", net.addr())
            }
            Term::Ip(net) => format!("ip:{net}"),
            Term::Calendar { school, end_year } => calendar(school.as_deref(), *end_year),
            Term::Id(id) if term::number(id).is_some() => format!("id:{}", quote(id)),
            Term::Id(id) => format!("id:{}", value(id)),
            Term::Number(number) => format!("#{number}"),
            Term::Has(has) => format!("has:{}", has.as_str()),
            Term::Time(range) => return self.time(range),
            Term::OffHours(hours) => self.hours(hours),
        };
        let group = match term {
            Term::Id(_) => Some(Group::Same("id".to_owned())),
            other => term::group(other),
        };
        (text, group)
    }

    fn words(&self, text: &Text, quoted: bool) -> String {
        let (words, star) = match text {
            Text::Word(word) => (std::slice::from_ref(word), ""),
            Text::Prefix(word) => (std::slice::from_ref(word), "*"),
            Text::Phrase(words) => (words.as_slice(), ""),
            Text::PhrasePrefix(words) => (words.as_slice(), "*"),
        };
        let joined = fold::join_words(words.iter().map(String::as_str));
        if words.len() > 1 || quoted { format!("\"{joined}\"{star}") } else { joined + star }
    }

    fn hours(&self, hours: &WorkingHours) -> String {
        if *hours == self.context.working_hours {
            return "hours:off".to_owned();
        }
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let days: String = hours.days.iter().map(|&day| if day { '1' } else { '0' }).collect();
        let (from, to) = (clock(hours.from_minute), clock(hours.to_minute));
        format!("hours:{}", quote(&format!("off {} {from}-{to} {days}", hours.zone)))
    }

    fn time(&self, range: &TimeRange) -> (String, Option<Group>) {
        if let Some(on) = self.whole(range) {
            return (format!("on:{on}"), Some(Group::Same("on".to_owned())));
        }
        let after = range.from.map(|from| format!("after:{}", self.moment(from)));
        let before = range.to.map(|to| format!("before:{}", self.moment(to)));
        let text = after.into_iter().chain(before).collect::<Vec<_>>().join(" ");
        (text, Some(Group::Range))
    }

    fn local(&self, time: Millis) -> Option<DateTime> {
        time.timestamp().map(|timestamp| self.context.zone.to_datetime(timestamp))
    }

    /// A range that is a minute, a day, or several days in the zone.
    fn whole(&self, range: &TimeRange) -> Option<String> {
        let (from, to) = (range.from?, range.to?);
        if self.style.exact || from >= to {
            return None;
        }
        let start = self.local(from)?;
        let is = |start: DateTime, unit| {
            local_ranges(start, unit, &self.context.zone).is_some_and(|ranges| ranges == [*range])
        };
        let (day, minute) = (start.date(), start.strftime("%Y-%m-%dT%H:%M").to_string());
        if day.year() < 0 {
            return None;
        }
        let last = self.local(Millis(to.0 - 1))?.date();
        if is(day.at(0, 0, 0, 0), Unit::Day) {
            return Some(day.to_string());
        }
        if is(start, Unit::Minute) && start.second() == 0 && start.subsec_nanosecond() == 0 {
            return Some(minute);
        }
        let starts = self.day_start(from) && self.day_start(to);
        starts.then(|| format!("{day}..{last}"))
    }

    fn day_start(&self, time: Millis) -> bool {
        let range = crate::dates::day_of(time, &self.context.zone);
        range.is_some_and(|range| range.from == Some(time))
    }

    fn moment(&self, time: Millis) -> String {
        let exact = time.to_string();
        let Some(start) = self.local(time).filter(|start| start.year() >= 0) else { return exact };
        if self.style.exact {
            return exact;
        }
        if self.day_start(time) {
            return start.date().to_string();
        }
        let whole = start.second() == 0 && start.subsec_nanosecond() == 0;
        match local_ranges(start, Unit::Minute, &self.context.zone).as_deref() {
            Some([range]) if whole && range.from == Some(time) => {
                start.strftime("%Y-%m-%dT%H:%M").to_string()
            }
            _ => exact,
        }
    }
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `text` as a value, quoted if it must be.
fn value(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-/@:+".contains(c);
    let simple = !text.is_empty() && text.chars().all(plain) && !text.starts_with('/');
    if simple { text.to_owned() } else { quote(text) }
}

/// The same, where `*` has its meaning with and without quotes.
fn pattern(Pattern(text): &Pattern) -> String {
    let plain = value(&text.replace('*', "x"));
    if plain.starts_with('"') { quote(text) } else { text.clone() }
}

fn detail_key(key: &str) -> String {
    let joined = key.replace(' ', "_");
    let plain = joined.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain && fold::fold_key(&joined) == key { joined } else { quote(key) }
}

/// `student:17`, or with `record:` before it where the type would be taken for a condition.
fn record(record_type: &str, id: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-".contains(c);
    let simple = record_type.starts_with(char::is_alphabetic) && record_type.chars().all(plain);
    if !simple {
        return format!("record:{}", quote(&format!("{record_type}:{id}")));
    }
    let short = format!("{record_type}:{}", value(id));
    let is_detail = record_type.get(..7).is_some_and(|dot| dot.eq_ignore_ascii_case("detail."));
    let taken = is_detail
        || Qualifier::parse(record_type).is_some()
        || meant(record_type).is_some()
        || short.parse::<std::net::IpAddr>().is_ok();
    if taken { format!("record:{short}") } else { short }
}

fn calendar(school: Option<&str>, end_year: Option<u16>) -> String {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = match (school, end_year) {
        (None, None) => String::new(),
        (None, Some(year)) => format!("{year:04}"),
        (Some(school), None) if school.contains('/') || is_year(school) => format!("{school}/"),
        (Some(school), None) => school.to_owned(),
        // The blank keeps a school called "2026" from being read as the year 2026/2027.
        (Some(school), Some(year)) if is_year(school) => format!("{school} /{year:04}"),
        (Some(school), Some(year)) => format!("{school}/{year:04}"),
    };
    format!("calendar:{}", value(&text))
}
