//! The catalogue: what is translated, how plural forms read, and what is refused while it is built.

#[path = "../build/catalogue.rs"]
mod catalogue;
#[path = "../build/code.rs"]
mod code;
#[path = "../build/text.rs"]
mod text;

use annals_viewer::messages::{Language, in_language, log, summary, untranslated, words};
use catalogue::{Catalogue, Source};

/// The areas that are in English only, by language.
const ENGLISH_ONLY: [(Language, &[&str]); 2] = [(Language::Spanish, &[]), (Language::Arabic, &[])];

#[test]
fn areas_are_translated_but_for_these() {
    assert_eq!(untranslated(Language::English), [""; 0]);
    for (language, areas) in ENGLISH_ONLY {
        assert_eq!(untranslated(language), areas, "{language:?}");
    }
}

#[test]
fn messages_are_in_the_language_of_the_page() {
    let deleted = |language| in_language(language, words::delete);
    assert_eq!(Language::ALL.map(deleted), ["Delete", "Eliminación", "حذف"]);
}

/// 0, 1, 2, 3, 11, 100, 12,408 and a million entries.
fn check(language: Language, expected: [&str; 8]) {
    let entries = [0, 1, 2, 3, 11, 100, 12_408, 1_000_000];
    let entries = entries.map(|count| in_language(language, || log::entries(count)));
    assert_eq!(entries, expected);
}

#[test]
fn plural_forms_follow_the_number() {
    check(
        Language::English,
        [
            "0 entries",
            "1 entry",
            "2 entries",
            "3 entries",
            "11 entries",
            "100 entries",
            "12,408 entries",
            "1,000,000 entries",
        ],
    );
    check(
        Language::Spanish,
        [
            "0 entradas",
            "1 entrada",
            "2 entradas",
            "3 entradas",
            "11 entradas",
            "100 entradas",
            "12.408 entradas",
            "1.000.000 de entradas",
        ],
    );
    check(
        Language::Arabic,
        [
            "لا قيود",
            "قيد واحد",
            "قيدان",
            "3 قيود",
            "11 قيدًا",
            "100 قيد",
            "12,408 قيود",
            "1,000,000 قيد",
        ],
    );
}

#[test]
fn plural_forms_stand_within_sentences() {
    let more = |more| {
        let markup = summary::done(more + 1, &"مريم", &"حذف", &"سارة", more);
        markup.into_string()
    };
    let forms = in_language(Language::Arabic, || [1, 2, 3, 11, 100].map(more));
    let ends = ["سجل آخر.", "سجلين آخرين.", "3 سجلات أخرى.", "11 سجلًا آخر.", "100 سجل آخر."];
    for (form, end) in forms.iter().zip(ends) {
        assert_eq!(*form, format!("مريم: «حذف» على سارة وعلى {end}"));
    }
}

fn source(language: &'static str, text: &str) -> Source {
    Source { language, area: "log".to_owned(), text: text.to_owned() }
}

const AREA: &str = "### The log.\n";
const ENTRIES: &str = "### The log.\n# How many.\n# $count (Number): how many\n\
    entries = { $count ->\n    [one] one\n   *[other] { $count }\n}\n";

/// What is said of `english`, and of `spanish` where there is one.
fn problems(english: &str, spanish: Option<&str>) -> String {
    let mut sources = vec![source("en", english)];
    sources.extend(spanish.map(|text| source("es", text)));
    match Catalogue::read(&sources) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn english_says_what_its_messages_and_their_variables_are() {
    let check = |messages: &str, expected: &str| {
        assert_eq!(problems(&format!("{AREA}{messages}"), None), expected, "{messages}");
    };
    check("# Title.\ntitle = Log", "");
    check("title = Log", "messages/en/log.ftl: title: a comment says what it is");
    let twice = "messages/en/log.ftl: title: stands twice";
    check("# Title.\ntitle = Log\n# Title.\ntitle = Log", twice);
    let undeclared = "messages/en/log.ftl: by: $name is not declared in the English comment";
    check("# Who.\nby = by { $name }", undeclared);
    let unused = "messages/en/log.ftl: by: $name does not occur";
    check("# Who.\n# $name (String): who\nby = by", unused);
    let kind = "messages/en/log.ftl: by: is no declaration of a variable: $name (Name): who";
    check("# Who.\n# $name (Name): who\nby = by { $name }", &format!("{kind}\n{undeclared}"));
    let braces = "only variables, texts and selections stand between braces";
    check("# A.\na = { b }", &format!("messages/en/log.ftl: a: {braces}"));
    check("# A.\na = { NUMBER(1) }", &format!("messages/en/log.ftl: a: {braces}"));
    check("# A.\na = { \"{\" }", "");
    let broken = problems(&format!("{AREA}# A.\na = {{"), None);
    assert!(broken.starts_with("messages/en/log.ftl: line 3: "), "{broken}");
    assert_eq!(
        problems("# Title.\ntitle = Log", None),
        "messages/en/log.ftl: a comment with ### says what the area is"
    );
}

#[test]
fn a_translation_has_the_same_messages_and_variables() {
    let check = |spanish: &str, expected: &str| {
        assert_eq!(problems(ENTRIES, Some(spanish)), expected, "{spanish}");
    };
    check("entries = { $count }", "");
    check("", "messages/es/log.ftl: entries: is missing");
    check("entries = varias", "messages/es/log.ftl: entries: $count does not occur");
    let more = "entries = { $count }\nmore = más";
    check(more, "messages/es/log.ftl: more: English has no such message");
    let undeclared = "messages/es/log.ftl: entries: $number is not declared in the English comment";
    check("entries = { $count } { $number }", undeclared);
    let many = "entries = { $count ->\n    [many] { $count } de\n   *[other] { $count }\n}";
    check(many, "");
    let category = "messages/es/log.ftl: entries: [few] is no plural category of the language";
    check(&many.replace("many", "few"), category);
    let area = Catalogue::read(&[source("es", "a = b")]).err().unwrap();
    assert_eq!(area[0].to_string(), "messages/es/log.ftl: English has no such area");
}

#[test]
fn plural_forms_for_scripts_are_whole() {
    let english = "### The log.\n# How many.\n# $count (Script): how many\n\
        new = { $count ->\n    [0] none\n    [one] \"{ $count }\" came\n   *[other] { $count } came\n\
        } today\n";
    let catalogue = Catalogue::read(&[source("en", english)]).ok().unwrap();
    let forms = serde_json::json!({
        "=0": "none today", "one": "\"{count}\" came today", "other": "{count} came today",
    });
    let code = code::code(&catalogue);
    let literal = code.lines().find(|line| line.contains("came today")).unwrap();
    let literal = literal.trim().trim_start_matches("_ => { ").trim_end_matches(" }");
    let text: String = serde_json::from_str(literal).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), forms);
}
