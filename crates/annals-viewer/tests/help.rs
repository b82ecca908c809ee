//! Help: which answer belongs to which question, and that every way to an answer leads there.

mod fixture;

use std::collections::BTreeSet;
use std::fs;

use annals_model::{Module, Permission, Preference, SecurityArea};
use annals_viewer::Column;
use annals_viewer::components::area::field_label;
use annals_viewer::components::icon::type_word;
use annals_viewer::components::{preference, right};
use annals_viewer::help::{Answer, PATH, Part, answer, answers, topic, topics};
use annals_viewer::messages::{Language, in_language};
use annals_viewer::ready::READY;

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
    ("002: The tool and its fields", "security#report"),
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
    ("002: Preferences are always logged", "preferences#what"),
    ("002: Audit Users", "preferences#audit-users"),
    ("002: Fields of each area", "security#fields"),
    ("002: User accounts", "accounts#fields"),
    ("002: Add, change and delete an account", "accounts#logged"),
    ("002: Memberships of groups", "groups#members"),
    ("002: Tool rights of users and groups", "rights#give"),
    ("002: An entry for each sub-right", "rights#logged"),
    ("002: Calendar rights of users and groups", "calendars#give"),
    ("002: User groups", "groups#logged"),
    ("002: District and state", "organizations#tree"),
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

fn in_every_language(check: impl Fn(Language)) {
    for language in Language::ALL {
        in_language(language, || check(language));
    }
}

#[test]
fn every_question_is_answered() {
    in_every_language(|language| {
        for (question, place) in QUESTIONS {
            let answer = answer(place).unwrap_or_else(|| panic!("{question}: no {place}"));
            assert!(!answer.parts.is_empty(), "{place}");
            let page = annals_viewer::pages::help::topic(
                &Default::default(),
                topic(place.split('#').next().unwrap()).unwrap(),
            );
            let anchor = format!("id=\"{}\"", answer.anchor);
            assert_eq!(page.into_string().matches(&anchor).count(), 1, "{place}, {language:?}");
        }
    });
}

/// What `mark` begins and `end` ends in `text`.
fn marked<'t>(text: &'t str, mark: &str, end: &str) -> Vec<&'t str> {
    text.split(mark).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

/// The texts of a part.
fn texts(part: &Part) -> Vec<&'static str> {
    match part {
        Part::Text(text) => vec![text],
        Part::List(lines) => lines.to_vec(),
        Part::Facts(facts) => facts.iter().flat_map(|(name, what)| [*name, *what]).collect(),
        Part::Searches(searches) => searches.iter().map(|(_, finds)| *finds).collect(),
    }
}

/// What is the same in all languages: what kind of part it is and how long, its searches, the
/// addresses of its links, what is typed, and the names that others gave. The order of words is
/// each language's own.
fn shape(part: &Part) -> (&'static str, usize, Vec<&'static str>, [Vec<&'static str>; 3]) {
    let (kind, searches) = match part {
        Part::Text(_) => ("text", Vec::new()),
        Part::List(_) => ("list", Vec::new()),
        Part::Facts(_) => ("facts", Vec::new()),
        Part::Searches(searches) => {
            ("searches", searches.iter().map(|(query, _)| *query).collect())
        }
    };
    let texts = texts(part);
    let sorted = |find: fn(&'static str) -> Vec<&'static str>| {
        let mut found: Vec<_> = texts.iter().flat_map(|text| find(text)).collect();
        found.sort_unstable();
        found
    };
    let marks = [
        sorted(|text| marked(text, "](", ")")),
        sorted(|text| text.split('`').skip(1).step_by(2).collect()),
        sorted(|text| marked(text, "{", "}")),
    ];
    (kind, texts.len(), searches, marks)
}

#[test]
fn topics_are_the_same_in_every_language() {
    let english = topics();
    in_every_language(|language| {
        let ids = |topics: [&annals_viewer::help::Topic; 25]| topics.map(|topic| topic.id);
        assert_eq!(ids(topics()), ids(english), "{language:?}");
        for (own, english) in topics().into_iter().zip(english) {
            let anchors = |answers: &[Answer]| -> Vec<&str> {
                answers.iter().map(|answer| answer.anchor).collect()
            };
            let id = own.id;
            assert_eq!(anchors(own.answers), anchors(english.answers), "{id}, {language:?}");
            for (own, english) in own.answers.iter().zip(english.answers) {
                let shapes = |answer: &Answer| answer.parts.iter().map(shape).collect::<Vec<_>>();
                let place = format!("{id}#{}, {language:?}", own.anchor);
                assert_eq!(shapes(own), shapes(english), "{place}");
                let is_other = own.question != english.question;
                assert_eq!(is_other, language != Language::English, "{place}");
            }
        }
    });
}

/// The words of all messages and of all pages but those of help, with `0` for each number.
fn words_on_pages(language: Language) -> String {
    let mut words = String::new();
    let messages = format!("{}/messages/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
    for file in fs::read_dir(messages).expect("messages are there") {
        let path = file.expect("a folder can be listed").path();
        let mut text = fs::read_to_string(path).expect("messages are text");
        // Numbers that are filled in by scripts stand on no page of the fixture.
        while let Some((before, rest)) = text.split_once("{ $") {
            text = format!("{before}0{}", rest.split_once('}').map_or("", |(_, after)| after));
        }
        words.push_str(&text);
    }
    for (_, page) in fixture::pages().into_iter().filter(|(name, _)| !name.starts_with("help")) {
        let html = page.into_string();
        // Elements that show a sign only are named by their attributes.
        words.push_str(&marked(&html, "aria-label=\"", "\"").join("\n"));
        words.extend(html.split('<').filter_map(|part| Some(part.split_once('>')?.1)));
        words.push('\n');
    }
    without_numbers(&words)
}

fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let is_digit = c.is_ascii_digit();
        if !is_digit || !out.ends_with('0') {
            out.push(if is_digit { '0' } else { c });
        }
    }
    out
}

#[test]
fn answers_call_things_as_pages_do() {
    in_every_language(|language| {
        let words = words_on_pages(language);
        let [open, close] =
            if language == Language::English { ["“", "”"] } else { ["«", "»"] };
        let mut named = 0;
        for (place, answer) in answers() {
            let parts = answer.parts.iter().flat_map(texts);
            for text in parts.chain([answer.question]) {
                for name in marked(text, open, close).into_iter().filter(|name| !name.contains('{'))
                {
                    // What stands between depends on how many there are.
                    for name in name.split('…').map(str::trim).filter(|name| !name.is_empty()) {
                        let stands = words.contains(&without_numbers(name));
                        assert!(stands, "{place}, {language:?}: {name}");
                        named += 1;
                    }
                }
            }
        }
        assert!(named > 10, "{named}");
        let facts = answer("entries#columns").unwrap().parts.iter().flat_map(texts);
        let facts: Vec<_> = facts.collect();
        for column in Column::ALL {
            assert!(facts.contains(&column.label()), "{language:?}: {}", column.label());
        }
        let views = answer("keeping#regularly").unwrap().parts.iter().flat_map(texts);
        let views: Vec<_> = views.collect();
        for view in &READY {
            let link = format!("[{}](/views/{})", view.name(), view.id);
            assert!(views.iter().any(|text| text.starts_with(&link)), "{language:?}: {link}");
        }
    });
}

/// The facts of the answer at `place`.
fn facts(place: &str) -> Vec<(&'static str, &'static str)> {
    let parts = answer(place).expect("is a question").parts.iter();
    let facts = parts.filter_map(|part| match part {
        Part::Facts(facts) => Some(facts.to_vec()),
        _ => None,
    });
    facts.flatten().collect()
}

#[test]
fn answers_know_the_rights_preferences_and_fields_that_there_are() {
    in_every_language(|language| {
        let listed = facts("rights#what");
        for (module, (name, rights)) in Module::ALL.into_iter().zip(&listed) {
            assert_eq!(*name, right::module(module), "{language:?}");
            let all: Vec<_> = module.rights().map(|right| right.as_str()).collect();
            let told: Vec<_> = rights.split('`').skip(1).step_by(2).collect();
            assert_eq!(told, all, "{language:?}");
        }
        assert_eq!(listed.len(), Module::ALL.len());
        let listed: Vec<_> = facts("preferences#which").into_iter().map(|(name, _)| name).collect();
        assert_eq!(listed, Preference::ALL.map(preference::label), "{language:?}");
        let listed = facts("security#fields");
        for (area, (name, fields)) in SecurityArea::ALL.into_iter().zip(&listed) {
            assert_eq!(*name, format!("`{}`", area.as_str()));
            let labels: Vec<_> = area.objects().iter().map(|each| field_label(*each)).collect();
            let types: Vec<_> = area.types().iter().map(|each| type_word(*each)).collect();
            let comma = if language == Language::Arabic { "، " } else { ", " };
            let all = format!("{} · {}", labels.join(comma), types.join(comma));
            assert_eq!(*fields, all, "{language:?}");
        }
        assert_eq!(listed.len(), SecurityArea::ALL.len());
        for right in [Permission::ReadEvents, Permission::ReadEventDetails] {
            let needing = Permission::ALL.into_iter().filter(|each| each.needs() == Some(right));
            let told = answer("rights#what").unwrap().parts.iter().flat_map(texts);
            let told: Vec<_> = told.filter(|text| text.contains("events:hold` ")).collect();
            assert!(needing.map(Permission::as_str).all(|name| told.concat().contains(name)));
        }
    });
}

/// The answers that stand in place, on one page or another.
const IN_PLACE: [&str; 7] = [
    "searching#nothing",
    "sources#automated",
    "records#blank",
    "deleting#undo",
    "deleting#kept",
    "people#no-menu",
    "security#report",
];

#[test]
fn answers_in_place_are_in_the_language_of_the_page() {
    in_every_language(|language| {
        let pages: Vec<_> =
            fixture::pages().into_iter().map(|(_, page)| page.into_string()).collect();
        let asked = |html: &str| -> Vec<String> {
            let briefs = html.split("<details class=\"brief\"><summary>").skip(1);
            briefs.map(|brief| brief.split('<').next().unwrap().to_owned()).collect()
        };
        let asked: BTreeSet<_> = pages.iter().flat_map(|html| asked(html)).collect();
        let questions = IN_PLACE.map(|place| answer(place).unwrap().question.to_owned());
        assert_eq!(asked, BTreeSet::from(questions), "{language:?}");
    });
}

#[test]
fn ways_to_answers_lead_there() {
    let mut used = BTreeSet::new();
    for (name, page) in fixture::pages() {
        let html = page.into_string();
        for href in html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let Some(place) = href.strip_prefix(PATH) else { continue };
            // The zone of whoever reads goes along.
            let (path, anchor) = place.split_at(place.find('#').unwrap_or(place.len()));
            let path = path.split('?').next().unwrap_or_default();
            let place = &*format!("{}{anchor}", path.trim_start_matches('/'));
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
        "security#report",
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
        "preferences#what",
        "accounts#fields",
        "accounts#add",
        "groups#what",
        "groups#members",
        "rights#give",
        "rights#effective",
        "calendars#what",
        "calendars#limited",
        "organizations#tree",
        "organizations#add",
        "organizations#change",
        "organizations#close",
        "access#what",
        "record-pages#what",
        "security#fields",
        "signing-in#second-factor",
        "signing-in#recovery",
        "signing-in#sessions",
        "passkeys#what",
        "passkeys#missing",
    ] {
        assert!(used.contains(place), "no way to {place:?} in {used:?}");
    }
}

#[test]
fn answers_are_told_apart_and_short_enough_to_read() {
    in_every_language(|language| {
        let mut questions = BTreeSet::new();
        let end = if language == Language::Arabic { '؟' } else { '?' };
        for (place, answer) in answers() {
            assert!(questions.insert(answer.question), "{place}: asked twice");
            assert!(answer.question.ends_with(end), "{place}: {}", answer.question);
            let begins = answer.question.starts_with('¿');
            assert_eq!(begins, language == Language::Spanish, "{place}: {}", answer.question);
            let is_plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(answer.anchor.chars().all(is_plain), "{place}");
            assert!(!answer.words.is_empty(), "{place}");
            assert_eq!(answer.words.to_lowercase(), answer.words, "{place}");
        }
        let answers: usize = topics().iter().map(|topic| topic.answers.len()).sum();
        assert_eq!(answers, questions.len());
    });
}
