//! Any search, printed, parses back to itself; any text at all is parsed without a panic.

#![allow(clippy::unwrap_used)]

use annals_model::{EventType, Millis, Outcome, TimeRange};
use annals_query::{
    Context, Expr, Field, Has, Pattern, Term, Text, WorkingHours, describe, fold, parse, print,
};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn context(prefix_last_word: bool) -> Context {
    let zone = TimeZone::get("America/New_York").unwrap();
    Context { zone, prefix_last_word, ..Context::utc(Millis(1_795_166_043_000)) }
}

fn raw_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[a-z0-9]{1,4}( [a-z0-9]{1,4}){0,3}",
        "[学校長ガัา가Жé.' a-c]{1,6}",
        Just("today".to_owned()),
        Just("jan 1 2015".to_owned()),
        Just("at".to_owned()),
        "[ -~]{1,12}",
    ]
}

fn text() -> impl Strategy<Value = Text> {
    (raw_text(), any::<bool>()).prop_filter_map("has words", |(raw, prefix)| Text::of(&raw, prefix))
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![raw_text(), "[a-z*.]{1,8}", "\\PC{1,8}"]
        .prop_filter_map("is not blank", |raw| Pattern::of(&raw))
}

fn exact() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]-?[0-9]{1,4}", "[0-9]{1,6}", "[ -~]{1,10}", "\\PC{1,6}"]
}

fn time() -> impl Strategy<Value = TimeRange> {
    let day = 86_400_000_i64;
    let moment = prop_oneof![
        (-30_000_i64..40_000).prop_map(move |days| days * day + 5 * 3_600_000),
        (-30_000_i64..40_000).prop_map(move |days| days * day + 4 * 3_600_000),
        (-1_000_000_i64..100_000_000).prop_map(|minutes| minutes * 60_000),
        -60_000_000_000_000_i64..250_000_000_000_000,
        // Around the night in 2015 in which clocks went back.
        (0_i64..300).prop_map(|minutes| 1_446_350_400_000 + minutes * 60_000),
    ];
    let len =
        prop_oneof![Just(day), Just(60_000), 1..10 * day, (1..40_i64).prop_map(move |n| n * day)];
    (moment, len, 0..3).prop_map(|(from, len, ends)| TimeRange {
        from: (ends != 1).then_some(Millis(from)),
        to: (ends != 2).then_some(Millis(from + len)),
    })
}

fn term() -> impl Strategy<Value = Term> {
    let fields = [
        Field::User,
        Field::Source,
        Field::Action,
        Field::Category,
        Field::Area,
        Field::Correlation,
    ];
    let record_type = prop_oneof!["[a-z_]{1,9}", "[a-z .]{1,5}", Just("user".to_owned())];
    let record_type = record_type.prop_map(|name| name.trim().to_owned());
    let hours = ("[A-Z][a-z]{2,5}/[A-Z][a-z]{2,5}", 0_u16..1440, 0_u16..=1440, any::<[bool; 7]>());
    let school = raw_text().prop_map(|raw| fold::fold(&raw));
    prop_oneof![
        4 => text().prop_map(Term::Anywhere),
        2 => text().prop_map(Term::Actor),
        1 => exact().prop_map(Term::Who),
        1 => text().prop_map(Term::Object),
        1 => text().prop_map(Term::Description),
        1 => pattern().prop_map(Term::Changed),
        1 => (raw_text(), prop_oneof![text(), Just(Text::Prefix(String::new()))])
            .prop_filter_map("has a key", |(key, text)| {
                let key = fold::fold_key(&key);
                (!key.is_empty()).then_some(Term::Detail { key, text })
            }),
        3 => (prop::sample::select(fields.to_vec()), pattern())
            .prop_map(|(field, pattern)| Term::Field(field, pattern)),
        1 => Just(Term::Field(Field::Kind, Pattern("staff".to_owned()))),
        1 => prop::sample::select(EventType::ALL.to_vec()).prop_map(Term::Type),
        1 => prop::sample::select(Outcome::ALL.to_vec()).prop_map(Term::Outcome),
        1 => any::<bool>().prop_map(Term::Critical),
        2 => (record_type, exact())
            .prop_filter("has a type", |(name, _)| !name.is_empty())
            .prop_map(|(record_type, id)| Term::Record { record_type, id }),
        1 => (any::<[u8; 4]>(), 0_u8..=32).prop_map(|(ip, bits)| {
            Term::Ip(ipnet::Ipv4Net::new(ip.into(), bits).unwrap().trunc().into())
        }),
        1 => (any::<[u16; 8]>(), 0_u8..=96).prop_map(|(ip, bits)| {
            Term::Ip(ipnet::Ipv6Net::new(ip.into(), bits).unwrap().trunc().into())
        }),
        1 => (prop::option::of(school), prop::option::of(0_u16..10_000))
            .prop_filter_map("says something", |(school, end_year)| {
                let school = school.filter(|school| !school.is_empty());
                (school.is_some() || end_year.is_some())
                    .then_some(Term::Calendar { school, end_year })
            }),
        1 => exact().prop_map(Term::Id),
        1 => any::<u64>().prop_map(Term::Number),
        1 => prop::sample::select(Has::ALL.map(|(_, has)| has).to_vec()).prop_map(Term::Has),
        3 => time().prop_map(Term::Time),
        1 => Just(Term::OffHours(WorkingHours::default())),
        1 => hours.prop_map(|(zone, from_minute, to_minute, days)| {
            Term::OffHours(WorkingHours { zone, from_minute, to_minute, days })
        }),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![9 => term().prop_map(Expr::Term), 1 => Just(Expr::All)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::And),
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::Or),
            1 => inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_printed_parses_back(expr in expr(), bar in any::<bool>()) {
        let context = context(bar);
        let text = print(&expr, &context);
        prop_assert_eq!(parse(&text, &context), Ok(expr.normal()), "{}", text);
    }

    #[test]
    fn any_text_is_understood_or_refused(text in "\\PC{0,40}", bar in any::<bool>()) {
        check(&text, &context(bar));
    }

    #[test]
    fn pieces_of_the_language_in_any_order(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..12),
        bar in any::<bool>(),
    ) {
        check(&pieces.concat(), &context(bar));
    }
}

fn check(text: &str, context: &Context) {
    match parse(text, context) {
        Ok(expr) => {
            assert!(!describe(&expr, context).is_empty());
            assert_eq!(expr.clone().normal(), expr, "{text}");
            assert_eq!(parse(&print(&expr, context), context), Ok(expr), "{text}");
        }
        Err(errors) => {
            assert!(!errors.0.is_empty());
            for error in errors.0 {
                assert!(text.get(error.span.clone()).is_some(), "{text}: {error:?}");
            }
        }
    }
}

const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "(",
    ")",
    "-",
    "\"",
    "*",
    "OR",
    "NOT",
    ":",
    "/",
    "..",
    "#",
    "a",
    "学",
    "校",
    "é",
    "actor:",
    "acter:",
    "who:",
    "detail.",
    "detail.\"x y\":",
    "record:",
    "student:",
    "ip:",
    "10.0.0.1",
    "::1",
    "on:",
    "after:",
    "before:",
    "7d",
    "today",
    "at",
    "5:10 PM",
    "01/01/2015",
    "2015-01-01",
    "T17:10Z",
    "Jan 1, 2015",
    "31",
    "2015",
    "99/99/9999",
    "id:",
    "17",
    "calendar:",
    "hours:off",
    "type:add",
    "source:",
    "has:ip",
    "critical:yes",
    "\\",
    "\u{201C}",
    "\u{200B}",
    "\u{3099}",
];
