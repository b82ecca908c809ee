//! Searches in words, in every language.

#![allow(clippy::unwrap_used, reason = "tests")]

use annals_model::{Millis, TimeRange};
use annals_query::{Context, Expr, Term, parse};
use annals_testkit::english_left;
use annals_viewer::components::text::plain;
use annals_viewer::describe;
use annals_viewer::messages::{Language, in_language};
use jiff::tz::TimeZone;

fn context() -> Context {
    let now = Millis::parse("2026-11-20T09:14:03Z").unwrap();
    Context { zone: TimeZone::get("America/New_York").unwrap(), ..Context::utc(now) }
}

/// Something of every sort that can be searched for.
fn searches() -> Vec<Expr> {
    let mut searches: Vec<Expr> = [
        "",
        "deleted Smith -void",
        "a (b OR \"late fee\") OR -(c d)",
        "charge* \"late fee\"* charge.deleted",
        "by:smith by:\"Ana Maria\" who:\"Ana Smith\"",
        "object:smith description:late changed:status",
        "detail.\"Tool Name\":reports detail.tool:*",
        "user:jsmith source:Kiosk action:charge.* category:settings area:UserToolRights",
        "correlation:import-7 kind:staff",
        "type:add OR type:change OR type:delete OR type:access OR type:other",
        "outcome:success OR outcome:failure OR outcome:denied",
        "critical:yes OR critical:no",
        "student:17 ip:203.0.113.9 ip:10.0.0.0/8",
        "calendar:lincoln/2027 calendar:lincoln calendar:2027",
        "id:e-991 #17 hours:off",
        "has:records has:changes has:details has:ip has:reason has:description has:calendar",
        "has:correlation has:area",
        "on:2015 on:2015-01-31 01/01/2015 2015-01-01..2015-01-31",
        "01/01/2015 5:10 PM",
        "after:2015-01-31",
        "before:2015-01-31",
        "after:2015-01-31T10:00:01.5Z before:7d",
    ]
    .map(|text| parse(text, &context()).unwrap_or_else(|errors| panic!("{text}: {errors}")))
    .into();
    let unfinished = Context { prefix_last_word: true, ..context() };
    searches.push(parse("smi", &unfinished).unwrap());
    searches.push(parse("(smi OR x) smi", &unfinished).unwrap());
    searches.push(Expr::Term(Term::Time(TimeRange::default())));
    searches.push(Expr::Term(Term::Calendar { school: None, end_year: None }));
    searches
}

#[test]
fn pages_say_in_english_what_the_language_says_of_itself() {
    for expr in searches() {
        let page = plain(&describe(&expr, &context()));
        assert_eq!(page, annals_query::describe(&expr, &context()));
    }
}

#[test]
fn no_english_is_left_in_other_languages() {
    for expr in searches() {
        let say = |language| in_language(language, || describe(&expr, &context()).into_string());
        let [english, spanish, arabic] = Language::ALL.map(say);
        assert_eq!(english_left(&format!("<p>{arabic}</p>")), [""; 0], "{arabic}");
        // Words alone differ in their quotation marks.
        assert!(english != arabic && spanish != english, "{english}");
    }
}
