//! Events and searches from a vocabulary so small that everything meets everything.

use std::net::IpAddr;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Event, EventId, EventType, Flags, Millis,
    OnBehalfOf, OrganizationId, Outcome, Record, TimeRange, Value,
};
use annals_query::{Expr, Field, Has, Pattern, Term, Text, WorkingHours, fold};
use proptest::prelude::*;
use proptest::sample::select;

/// 2024-03-08, two days before clocks go forward in Chicago; times spread over two weeks, so that
/// working hours meet a change of offset.
const START_MS: i64 = 1_709_856_000_000;
const HOUR_MS: i64 = 3_600_000;

const WORDS: [&str; 8] =
    ["Smith", "Ana", "payment", "Deleted", "charged", "学校長", "Çelik", "e-991"];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(&WORDS[..]), 0..4).prop_map(|words| words.join(" "))
}

fn maybe<T: std::fmt::Debug>(inner: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(inner)
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(texts).prop_map(str::to_owned)
}

pub(super) fn time() -> impl Strategy<Value = Millis> {
    // Few distinct moments, so that ties are the rule.
    (0..60_i64).prop_map(|step| Millis(START_MS + step * 6 * HOUR_MS + (step % 3) * 137))
}

fn actor() -> impl Strategy<Value = Actor> {
    let id = maybe(one_of(&["17", "u-1"]));
    let name = maybe(one_of(&["Ana Smith", "Óscar Çelik", "smith", "学校長"]));
    let username = || one_of(&["ana", "Ana", "o.celik", "admin"]);
    let email = maybe(one_of(&["ana@example.org", "smith@example.org"]));
    let kind = select(&ActorKind::ALL[..]);
    let other = maybe(text().prop_map(|name| OnBehalfOf { id: None, name: Some(name) }));
    (id, name, maybe(username()), email, kind, other, username()).prop_map(
        |(id, name, username, email, kind, on_behalf_of, fallback)| {
            let nobody = id.is_none() && name.is_none() && username.is_none();
            let username = if nobody { Some(fallback) } else { username };
            Actor { id, name, username, email, kind, role: None, on_behalf_of }
        },
    )
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => text().prop_map(|text| Value::text(&text)),
        1 => text().prop_map(|text| Value::text(&format!("{} {text}", "long ".repeat(30)))),
        1 => Just(Value::from_json(r#"{"a":["Smith","e-991"]}"#)),
        1 => Just(Value::from_json("42")),
    ]
}

fn records() -> impl Strategy<Value = Vec<Record>> {
    let record = (
        one_of(&["student", "family"]),
        one_of(&["17", "s-55"]),
        maybe(text()),
        maybe(select(&EventType::ALL[..])),
    )
        .prop_map(|(record_type, id, name, change)| Record { record_type, id, name, change });
    proptest::collection::vec(record, 0..3)
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let label = maybe(one_of(&["Status", "Postal Code"]));
    let change = (one_of(&["status", "zip"]), label, maybe(value()), maybe(value()), any::<bool>())
        .prop_map(|(property, label, old, new, masked)| {
            let (old, new) = if masked { (None, None) } else { (old, new) };
            Change { property, label, old, new, masked }
        });
    proptest::collection::vec(change, 0..3)
}

fn details() -> impl Strategy<Value = Vec<Detail>> {
    let tool = (one_of(&["Tool Name", "tool_name", "§"]), maybe(value()));
    let log =
        one_of(&["sms_logs:read", "push_log:read staff_sms_log:read", "Staff SMS Log", "log"]);
    let log = (
        one_of(&["Message Log", "message_log", "Log"]),
        log.prop_map(|log| Some(Value::text(&log))),
    );
    let detail = prop_oneof![2 => tool, 1 => log].prop_map(|(key, value)| Detail { key, value });
    proptest::collection::vec(detail, 0..3)
}

fn calendars() -> impl Strategy<Value = Vec<Calendar>> {
    let calendar = (one_of(&["North High", "north high", "École"]), 2026..2028_u16)
        .prop_map(|(school, end_year)| Calendar { school, end_year });
    proptest::collection::vec(calendar, 0..3)
}

fn action() -> impl Strategy<Value = (String, String)> {
    select(
        &[
            ("charge.deleted", "Deleted Charge"),
            ("payment.updated", "Updated Payment"),
            ("payment.updated", "Changed Payment"),
            ("CreateUser", "Create User"),
            ("Ana", "ana"),
        ][..],
    )
    .prop_map(|(action, label)| (action.to_owned(), label.to_owned()))
}

/// An event; its id and organisation are set by who puts it into a log.
pub(super) fn event() -> impl Strategy<Value = Event> {
    let ip = select(&["10.0.0.1", "10.0.7.9", "::ffff:10.0.0.2", "2001:db8::1", "9.1.1.1"][..])
        .prop_map(|ip| ip.parse::<IpAddr>().unwrap());
    let codes = (
        action(),
        select(&EventType::ALL[..]),
        maybe(one_of(&["Contact", "Settings", "Communication", "communication"])),
        maybe(one_of(&["UserAccount", "Preference"])),
        maybe(one_of(&["Office Portal", "office portal", "Mobile App", "—"])),
        select(&Outcome::ALL[..]),
        any::<bool>(),
    );
    let texts = (maybe(text()), maybe(text()), maybe(one_of(&["Op-1", "op-2"])), maybe(ip));
    let lists = (records(), changes(), details(), calendars());
    (time(), actor(), codes, texts, lists).prop_map(|(occurred_at, actor, codes, texts, lists)| {
        let ((action, label), event_type, category, area, source, outcome, critical) = codes;
        let (description, reason, correlation_id, ip) = texts;
        let (records, changes, details, calendars) = lists;
        Event {
            id: EventId::Text("".into()),
            organization: OrganizationId::installation(),
            occurred_at,
            recorded_at: Millis(occurred_at.0 + 5),
            action,
            label,
            event_type,
            category,
            area,
            source,
            actor,
            ip,
            user_agent: None,
            description,
            records,
            changes,
            details,
            calendars,
            outcome,
            reason,
            correlation_id,
            critical,
            flags: Flags::default(),
        }
    })
}

fn query_text() -> impl Strategy<Value = Text> {
    let words = || text().prop_map(|text| fold::word_list(&text));
    prop_oneof![
        4 => select(
            &["smith", "ana", "payment", "deleted", "delete", "charge", "学校", "長", "celik",
              "e", "991", "17", "user", "nothing", "42", "example"][..],
        )
        .prop_map(|word| Text::Word(word.to_owned())),
        2 => select(&["", "s", "an", "pay", "学", "9", "zzz"][..])
            .prop_map(|prefix| Text::Prefix(prefix.to_owned())),
        2 => words().prop_map(Text::Phrase),
        1 => (words(), select(&["", "s", "pa"][..])).prop_map(|(mut words, last)| {
            words.push(last.to_owned());
            Text::PhrasePrefix(words)
        }),
    ]
}

fn pattern() -> impl Strategy<Value = Pattern> {
    select(
        &[
            "ana",
            "o.*",
            "*",
            "charge.*",
            "*payment",
            "deleted charge",
            "office portal",
            "contact",
            "useraccount",
            "op-1",
            "op*2",
            "staff",
            "s*",
            "status",
            "postal code",
            "—",
            "none",
        ][..],
    )
    .prop_map(|text| Pattern(text.to_owned()))
}

fn hours() -> impl Strategy<Value = WorkingHours> {
    let zone = one_of(&["America/Chicago", "Asia/Kathmandu", "UTC", "Nowhere/Land"]);
    (zone, 0..1_500_u16, 0..1_500_u16, any::<[bool; 7]>()).prop_map(
        |(zone, from_minute, to_minute, days)| WorkingHours { zone, from_minute, to_minute, days },
    )
}

fn named_term() -> impl Strategy<Value = Term> {
    let fields = select(
        &[
            Field::User,
            Field::Source,
            Field::Action,
            Field::Category,
            Field::Area,
            Field::Correlation,
            Field::Kind,
        ][..],
    );
    let keys = one_of(&["tool name", "§", "other"]);
    prop_oneof![
        3 => query_text().prop_map(Term::Anywhere),
        1 => query_text().prop_map(Term::Actor),
        1 => one_of(&["ana", "Ana", "Ana Smith", "smith", "17", "u-1", "nobody", "a*"])
            .prop_map(Term::Who),
        1 => query_text().prop_map(Term::Object),
        1 => query_text().prop_map(Term::Description),
        1 => pattern().prop_map(Term::Changed),
        1 => (keys, query_text()).prop_map(|(key, text)| Term::Detail { key, text }),
        2 => (fields, pattern()).prop_map(|(field, pattern)| Term::Field(field, pattern)),
    ]
}

fn plain_term() -> impl Strategy<Value = Term> {
    let has = select(
        &[
            Has::Records,
            Has::Changes,
            Has::Details,
            Has::Ip,
            Has::Reason,
            Has::Description,
            Has::Calendar,
            Has::Correlation,
            Has::Area,
        ][..],
    );
    let record = (one_of(&["student", "family"]), one_of(&["17", "s-55", "x"]));
    let net = select(
        &["10.0.0.0/16", "10.0.0.1/32", "0.0.0.0/0", "::/0", "2001:db8::/32", "::ffff:0:0/96"][..],
    );
    let school = maybe(one_of(&["north high", "ecole", "none"]));
    let range = (maybe(time()), maybe(time())).prop_map(|(from, to)| TimeRange { from, to });
    prop_oneof![
        1 => select(&EventType::ALL[..]).prop_map(Term::Type),
        1 => select(&Outcome::ALL[..]).prop_map(Term::Outcome),
        1 => any::<bool>().prop_map(Term::Critical),
        1 => record.prop_map(|(record_type, id)| Term::Record { record_type, id }),
        1 => net.prop_map(|net| Term::Ip(net.parse().unwrap())),
        1 => (school, maybe(2026..2029_u16))
            .prop_map(|(school, end_year)| Term::Calendar { school, end_year }),
        1 => (0..12_u32).prop_map(|id| Term::Id(format!("id-{id}"))),
        1 => (0..12_u64).prop_map(Term::Number),
        1 => has.prop_map(Term::Has),
        2 => range.prop_map(Term::Time),
        1 => hours().prop_map(Term::OffHours),
    ]
}

pub(super) fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        1 => Just(Expr::All),
        6 => named_term().prop_map(Expr::Term),
        6 => plain_term().prop_map(Expr::Term),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Expr::And),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Expr::Or),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}
