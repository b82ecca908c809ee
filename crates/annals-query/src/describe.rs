//! A search in plain words, to show what was understood.

use annals_model::{Millis, TimeRange};

use crate::{Context, Expr, Field, Has, Term, Text, fold, print};

/// What `expr` looks for, as part of a sentence: "deleted, and smith, and on 2015-01-01".
pub fn describe(expr: &Expr, context: &Context) -> String {
    match expr {
        Expr::All => "every entry".to_owned(),
        Expr::And(parts) => join(parts, ", and ", context),
        Expr::Or(parts) => match unfinished(parts) {
            Some(word) => format!("\u{201C}{word}\u{2026}\u{201D}"),
            None => join(parts, " or ", context),
        },
        Expr::Not(inner) => format!("not {}", nested(inner, context)),
        Expr::Term(term) => describe_term(term, context),
    }
}

fn join(parts: &[Expr], between: &str, context: &Context) -> String {
    parts.iter().map(|part| nested(part, context)).collect::<Vec<_>>().join(between)
}

fn nested(expr: &Expr, context: &Context) -> String {
    let text = describe(expr, context);
    match expr {
        Expr::And(_) => format!("({text})"),
        Expr::Or(parts) if unfinished(parts).is_none() => format!("({text})"),
        _ => text,
    }
}

/// The word that a search bar takes as a whole word and as a beginning.
fn unfinished(parts: &[Expr]) -> Option<&str> {
    match parts {
        [Expr::Term(Term::Anywhere(Text::Word(word))), Expr::Term(Term::Anywhere(prefix))]
            if *prefix == Text::Prefix(word.clone()) =>
        {
            Some(word)
        }
        _ => None,
    }
}

fn describe_term(term: &Term, context: &Context) -> String {
    match term {
        Term::Anywhere(text) => words(text),
        Term::Actor(text) => format!("done by {}", words(text)),
        Term::Who(key) => format!("the actor is {key}"),
        Term::Object(text) => format!("affecting {}", words(text)),
        Term::Description(text) => format!("{} in the description", words(text)),
        Term::Changed(pattern) => format!("{} changed", pattern.0),
        Term::Detail { key, text: Text::Prefix(empty) } if empty.is_empty() => {
            format!("with the detail {key}")
        }
        Term::Detail { key, text } => format!("{} in the detail {key}", words(text)),
        Term::Field(field, pattern) => format!("{} is {}", field_name(*field), pattern.0),
        Term::Type(event_type) => format!("type is {}", event_type.as_str()),
        Term::Outcome(outcome) => format!("outcome is {}", outcome.as_str()),
        Term::Critical(true) => "critical".to_owned(),
        Term::Critical(false) => "not critical".to_owned(),
        Term::Record { record_type, id } => format!("on the {record_type} {id}"),
        Term::Ip(net) if net.prefix_len() == net.max_prefix_len() => {
            format!("from the address {}", net.addr())
        }
        Term::Ip(net) => format!("from the network {net}"),
        Term::Calendar { school, end_year } => calendar(school.as_deref(), *end_year),
        Term::Id(id) => format!("with the id {id}"),
        Term::Number(number) => format!("entry number {number}"),
        Term::Has(has) => has_name(*has).to_owned(),
        Term::Time(range) => time(range, context),
        Term::OffHours(_) => "outside working hours".to_owned(),
    }
}

fn words(text: &Text) -> String {
    let joined = |words: &[String]| fold::join_words(words.iter().map(String::as_str));
    match text {
        Text::Word(word) => format!("\u{201C}{word}\u{201D}"),
        Text::Prefix(word) => format!("\u{201C}{word}\u{2026}\u{201D}"),
        Text::Phrase(words) => format!("\u{201C}{}\u{201D}", joined(words)),
        Text::PhrasePrefix(words) => format!("\u{201C}{}\u{2026}\u{201D}", joined(words)),
    }
}

fn calendar(school: Option<&str>, end_year: Option<u16>) -> String {
    let year = end_year.map(|year| format!("{}/{:02}", year.saturating_sub(1), year % 100));
    match (school, year) {
        (Some(school), Some(year)) => format!("of {school} in {year}"),
        (Some(school), None) => format!("of {school}"),
        (None, Some(year)) => format!("of the school year {year}"),
        (None, None) => "of any school year".to_owned(),
    }
}

fn time(range: &TimeRange, context: &Context) -> String {
    let text = print::print_term(&Term::Time(*range), context);
    if let Some(day) = text.strip_prefix("on:") {
        return format!("on {}", day.replacen('T', " at ", 1).replacen("..", " to ", 1));
    }
    let moment = |time: Millis| match time.timestamp() {
        Some(timestamp) => {
            timestamp.to_zoned(context.zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
        }
        None => time.to_string(),
    };
    match (range.from, range.to) {
        (Some(from), Some(to)) => format!("from {} until before {}", moment(from), moment(to)),
        (Some(from), None) => format!("since {}", moment(from)),
        (None, Some(to)) => format!("before {}", moment(to)),
        (None, None) => "at any time".to_owned(),
    }
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::User => "username",
        Field::Source => "source",
        Field::Action => "action",
        Field::Category => "category",
        Field::Area => "area",
        Field::Correlation => "correlation id",
        Field::Kind => "kind of actor",
    }
}

fn has_name(has: Has) -> &'static str {
    match has {
        Has::Records => "with affected records",
        Has::Changes => "with changes",
        Has::Details => "with details",
        Has::Ip => "with an address",
        Has::Reason => "with a reason",
        Has::Description => "with a description",
        Has::Calendar => "with a calendar",
        Has::Correlation => "with a correlation id",
        Has::Area => "with an area",
    }
}
