//! A search in words, in the language of the page: what was understood, before something is done
//! with what it finds.

use annals_model::{Millis, TimeRange};
use annals_query::{Context, Expr, Term, Text, fold, print_term};
use maud::{Markup, html};

use crate::components::text::text;
use crate::messages::description as messages;

/// What `expr` looks for, as part of a sentence: "“deleted”, and “smith”, and on 2015-01-01". Times
/// are in the zone of `context`.
pub fn describe(expr: &Expr, context: &Context) -> Markup {
    match expr {
        Expr::All => html! { (messages::every_entry()) },
        Expr::And(parts) => join(parts, context, |before, next| messages::all(before, next)),
        Expr::Or(parts) => match unfinished(parts) {
            Some(word) => messages::begun(&text(word)),
            None => join(parts, context, |before, next| messages::any(before, next)),
        },
        Expr::Not(inner) => messages::not(&nested(inner, context)),
        Expr::Term(term) => self::term(term, context),
    }
}

fn join(parts: &[Expr], context: &Context, with: fn(&Markup, &Markup) -> Markup) -> Markup {
    let parts = parts.iter().map(|part| nested(part, context));
    parts.reduce(|before, next| with(&before, &next)).unwrap_or_default()
}

fn nested(expr: &Expr, context: &Context) -> Markup {
    let words = describe(expr, context);
    match expr {
        Expr::And(_) => html! { "(" (words) ")" },
        Expr::Or(parts) if unfinished(parts).is_none() => html! { "(" (words) ")" },
        _ => words,
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

fn term(term: &Term, context: &Context) -> Markup {
    match term {
        Term::Anywhere(words) => quoted(words),
        Term::Actor(words) => messages::done_by(&quoted(words)),
        Term::Who(key) => messages::who(&text(key)),
        Term::Object(words) => messages::affecting(&quoted(words)),
        Term::Description(words) => messages::in_description(&quoted(words)),
        Term::Changed(pattern) => messages::changed(&text(&pattern.0)),
        Term::Detail { key, text: Text::Prefix(empty) } if empty.is_empty() => {
            messages::with_detail(&text(key))
        }
        Term::Detail { key, text: words } => messages::in_detail(&quoted(words), &text(key)),
        Term::Field(field, pattern) => messages::is(field.as_str(), &text(&pattern.0)),
        Term::Record { record_type, id } => messages::on_record(&text(record_type), &text(id)),
        Term::Ip(net) if net.prefix_len() == net.max_prefix_len() => {
            messages::from_address(&text(&net.addr().to_string()))
        }
        Term::Ip(net) => messages::from_network(&text(&net.to_string())),
        Term::Calendar { school, end_year } => calendar(school.as_deref(), *end_year),
        Term::Id(id) => messages::with_id(&text(id)),
        Term::Time(range) => time(range, context),
        Term::Type(event_type) => html! { (messages::type_is(event_type.as_str())) },
        Term::Outcome(outcome) => html! { (messages::outcome_is(outcome.as_str())) },
        Term::Critical(true) => html! { (messages::critical()) },
        Term::Critical(false) => html! { (messages::not_critical()) },
        Term::Number(number) => html! { (messages::entry_number(*number)) },
        Term::Has(has) => html! { (messages::has(has.as_str())) },
        Term::OffHours(_) => html! { (messages::off_hours()) },
    }
}

fn quoted(words: &Text) -> Markup {
    let joined = |words: &[String]| text(&fold::join_words(words.iter().map(String::as_str)));
    match words {
        Text::Word(word) => messages::quoted(&text(word)),
        Text::Prefix(word) => messages::begun(&text(word)),
        Text::Phrase(words) => messages::quoted(&joined(words)),
        Text::PhrasePrefix(words) => messages::begun(&joined(words)),
    }
}

fn calendar(school: Option<&str>, end_year: Option<u16>) -> Markup {
    let year = end_year.map(|year| format!("{}/{:02}", year.saturating_sub(1), year % 100));
    let [school, year] = [school, year.as_deref()].map(|part| part.map(text));
    match (&school, &year) {
        (Some(school), Some(year)) => messages::school_in_year(school, year),
        (Some(school), None) => messages::school(school),
        (None, Some(year)) => messages::school_year(year),
        (None, None) => html! { (messages::any_school_year()) },
    }
}

fn time(range: &TimeRange, context: &Context) -> Markup {
    let typed = print_term(&Term::Time(*range), context);
    if let Some(day) = typed.strip_prefix("on:") {
        return match (day.split_once("T"), day.split_once("..")) {
            (Some((day, time)), _) => messages::on_at(&text(day), &text(time)),
            (None, Some((first, last))) => messages::on_days(&text(first), &text(last)),
            (None, None) => messages::on(&text(day)),
        };
    }
    let moment = |time: Millis| match time.timestamp() {
        Some(timestamp) => {
            let there = timestamp.to_zoned(context.zone.clone());
            text(&there.strftime("%Y-%m-%d %H:%M:%S %:z").to_string())
        }
        None => text(&time.to_string()),
    };
    match (range.from.map(moment), range.to.map(moment)) {
        (Some(from), Some(to)) => messages::between(&from, &to),
        (Some(from), None) => messages::since(&from),
        (None, Some(to)) => messages::before(&to),
        (None, None) => html! { (messages::any_time()) },
    }
}
