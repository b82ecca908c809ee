//! Help: which answer belongs to which question, and that every way to an answer leads there.

mod fixture;

use std::collections::BTreeSet;

use annals_viewer::help::{PATH, TOPICS, answer, answers, topic};

/// The questions and notes of the five help pages that the project began with, in other words, and
/// where they are answered. The first word names the page; those about records' own logs (001) are
/// answered as far as the Audit Log is concerned.
const QUESTIONS: &[(&str, &str)] = &[
    ("000: What is the log?", "entries#what"),
    ("000: Where is it opened?", "people#open"),
    ("000: Who may see it?", "people#who"),
    ("000: Why is it not in my menu?", "people#no-menu"),
    ("000: Why can't I get at it?", "people#no-menu"),
    ("000: How long is it kept?", "keeping#how-long"),
    ("000: Date and Time, Source, IP Address, Action", "entries#columns"),
    ("000: Whose name and username are these?", "entries#member-name"),
    ("000: Which sources are there?", "sources#which"),
    ("000: Why iClassPro or Autopilot?", "sources#automated"),
    ("000: What are Affected Records?", "records#names"),
    ("000: What does the book do?", "records#book"),
    ("000: What does the magnifying glass do?", "records#magnifier"),
    ("000: Why are Affected Records blank?", "records#blank"),
    ("000: Search by name", "searching#people"),
    ("000: Charges and payments by guardian", "searching#families"),
    ("000: Enrolments by student", "searching#students"),
    ("000: Search by username", "searching#people"),
    ("000: Search by what was done", "searching#actions"),
    ("000: Several words at once", "searching#combine"),
    ("000: Filters, and together", "searching#filters"),
    ("000: Date range", "searching#dates"),
    ("000: Copy into a spreadsheet", "copying#copy"),
    ("000: Can it be exported?", "copying#export"),
    ("002: Who uses it?", "people#whose"),
    ("002: How many entries are shown?", "entries#totals"),
    ("002: Start and end date", "searching#dates"),
    ("002: Areas", "security#areas"),
    ("002: Add, change, delete", "searching#types"),
    ("002: Affected object or user", "searching#records"),
    ("002: Changed by", "searching#people"),
    ("002: Which fields does an entry have?", "security#values"),
    ("002: Existing and new value only on a change", "security#values"),
    ("002: Names of the database instead of labels", "security#names"),
    ("002: Roles in capitals", "security#roles"),
    ("002: A module makes many entries", "security#modules"),
    ("002: School and end year", "security#calendars"),
    ("003: Changes of contacts", "security#contacts"),
    ("003: Contacts made, imported, exported; groups", "security#contacts"),
    ("003: Changes of users' profiles", "security#profiles"),
    ("003: Where is it opened?", "people#open"),
    ("003: Export as CSV", "copying#formats"),
    ("003: Why don't I see it?", "people#no-menu"),
    ("004: What is it for?", "entries#what"),
    ("004: Columns", "entries#columns"),
    ("004: Date range", "searching#dates"),
    ("004: By user", "searching#people"),
    ("004: By kind of action", "searching#actions"),
    ("004: Words of the description", "searching#actions"),
    ("004: Export what is filtered", "copying#export"),
    ("004: Select several", "copying#select"),
    ("004: Delete several", "deleting#how"),
    ("004: Export several", "copying#export"),
    ("004: The view of one entry", "entries#page"),
    ("004: Review regularly", "keeping#regularly"),
    ("004: How long to keep", "keeping#how-long"),
    ("004: Restrict access", "people#who"),
    ("004: Export for inspections", "keeping#compliance"),
    ("004: Watch critical actions", "keeping#regularly"),
    ("004: Look into anomalies", "keeping#unusual"),
];

#[test]
fn every_question_is_answered() {
    for (question, place) in QUESTIONS {
        let answer = answer(place).unwrap_or_else(|| panic!("{question}: no {place}"));
        assert!(!answer.parts.is_empty(), "{place}");
        let page = annals_viewer::pages::help::topic(
            &Default::default(),
            topic(place.split('#').next().unwrap()).unwrap(),
        );
        let anchor = format!("id=\"{}\"", answer.anchor);
        assert_eq!(page.into_string().matches(&anchor).count(), 1, "{place}");
    }
}

#[test]
fn ways_to_answers_lead_there() {
    let mut used = BTreeSet::new();
    for (name, page) in fixture::pages() {
        let html = page.into_string();
        for href in html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let Some(place) = href.strip_prefix(PATH) else { continue };
            let place = place.trim_start_matches('/');
            let leads = match place.contains('#') {
                true => answer(place).is_some(),
                false => place.is_empty() || topic(place).is_some(),
            };
            assert!(leads, "{name}: {href}");
            if !name.starts_with("help") && !html.contains("class=\"help-page\"") {
                used.insert(place.to_owned());
            }
        }
    }
    // Beside each of these things stands the way to its answer.
    for place in [
        "",
        "searching",
        "searching#dates",
        "searching#people",
        "searching#nothing",
        "sources#which",
        "sources#automated",
        "records#blank",
        "entries#totals",
        "copying#formats",
        "copying#select",
        "deleting#how",
        "deleting#undo",
        "deleting#kept",
        "proof#verify",
        "proof#hidden",
        "people#no-menu",
        "views#views",
        "views#live",
        "zones#which",
    ] {
        assert!(used.contains(place), "no way to {place:?} in {used:?}");
    }
}

#[test]
fn answers_are_told_apart_and_short_enough_to_read() {
    let mut questions = BTreeSet::new();
    for (place, answer) in answers() {
        assert!(questions.insert(answer.question), "{place}: asked twice");
        assert!(answer.question.ends_with('?'), "{place}: {}", answer.question);
        let is_plain = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(answer.anchor.chars().all(is_plain), "{place}");
        assert!(!answer.words.is_empty() && answer.words.to_lowercase() == answer.words, "{place}");
    }
    assert_eq!(TOPICS.iter().map(|topic| topic.answers.len()).sum::<usize>(), questions.len());
}
