//! The catalogue as Rust: a module per area, a function per message.

use std::fmt::Write;

use crate::catalogue::{Area, Catalogue, Kind, LANGUAGES, Message};
use crate::text::{Key, Piece, Text};

/// The source of the modules.
pub(crate) fn code(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    for area in &catalogue.areas {
        area_code(area, &mut out);
    }
    let lacks = |language: &str| -> Vec<&str> {
        let areas = catalogue.areas.iter();
        areas.filter(|a| !a.languages.contains(&language)).map(|a| &*a.name).collect()
    };
    out.push_str("/// The areas that a language lacks; they are shown in English.\n");
    out.push_str("pub fn untranslated(language: Language) -> &'static [&'static str] {\n");
    out.push_str("match language {\n");
    for (language, _) in LANGUAGES {
        writeln!(out, "{} => &{:?},", variant(language), lacks(language)).expect(MEMORY);
    }
    out.push_str("}\n}\n");
    out
}

const MEMORY: &str = "memory takes it";

fn area_code(area: &Area, out: &mut String) {
    docs(area.doc.lines(), out);
    // Nobody reads the code; what it must be is in the messages.
    writeln!(out, "#[allow(clippy::all)]\npub mod {} {{", name(&area.name)).expect(MEMORY);
    // Not every area needs all of it.
    out.push_str("#[allow(unused_imports)] use super::generated::*;\n");
    for message in &area.messages {
        message_code(message, out);
    }
    out.push_str("}\n");
}

fn message_code(message: &Message, out: &mut String) {
    docs(message.doc.iter().map(String::as_str), out);
    let has = |kind| message.variables.iter().any(|variable| variable.kind == kind);
    let is_fixed = message.variables.is_empty() || has(Kind::Script);
    if !is_fixed {
        out.push_str("///\n");
    }
    let mut parameters = Vec::new();
    for variable in message.variables.iter().filter(|_| !is_fixed) {
        let (name, of) = (name(&variable.name), &variable.doc);
        writeln!(out, "/// - `{name}`: {of}").expect(MEMORY);
        let kind = match variable.kind {
            Kind::Number | Kind::Id | Kind::Script => "u64",
            Kind::String => "&str",
            Kind::Markup => "&dyn Render",
        };
        parameters.push(format!("{name}: {kind}"));
    }
    let result = match () {
        () if is_fixed => "&'static str",
        () if has(Kind::Markup) => "Markup",
        () => "String",
    };
    let (id, parameters) = (name(&message.id), parameters.join(", "));
    writeln!(out, "pub fn {id}({parameters}) -> {result} {{\nmatch language() {{").expect(MEMORY);
    let (source, english) = &message.texts[0];
    debug_assert_eq!(*source, LANGUAGES[0].0);
    for (language, text) in &message.texts[1..] {
        let body = body(message, text, result);
        writeln!(out, "{} => {{ {body} }}", variant(language)).expect(MEMORY);
    }
    writeln!(out, "_ => {{ {} }}\n}}\n}}", body(message, english, result)).expect(MEMORY);
}

fn body(message: &Message, text: &Text, result: &str) -> String {
    let is_script = message.variables.iter().any(|variable| variable.kind == Kind::Script);
    match result {
        "Markup" => format!("html! {{ {} }}", markup(message, text)),
        "String" => {
            format!("let mut out = String::new();\n{}out", string(message, text))
        }
        _ if is_script => format!("{:?}", forms(text)),
        _ => format!("{:?}", plain(text)),
    }
}

/// A text whose only gap is filled in by a script.
fn plain(text: &Text) -> String {
    text.iter().map(plain_piece).collect()
}

fn plain_piece(piece: &Piece) -> &str {
    match piece {
        Piece::Plain(plain) => plain,
        Piece::Variable(_) | Piece::Select { .. } => "{count}",
    }
}

/// Plural forms for a script: `{"one":"{count} entry","other":"{count} entries"}`, exact numbers
/// as `"=0"`.
fn forms(text: &Text) -> String {
    let mut forms = vec![("other".to_owned(), String::new())];
    for piece in text {
        let Piece::Select { variants, .. } = piece else { continue };
        for (key, _) in variants {
            let name = match key {
                Key::Number(number) => format!("={number}"),
                Key::Word(word) => word.clone(),
            };
            if !forms.iter().any(|(known, _)| *known == name) {
                forms.push((name, String::new()));
            }
        }
    }
    for (name, form) in &mut forms {
        for piece in text {
            let Piece::Select { variants, default, .. } = piece else {
                form.push_str(plain_piece(piece));
                continue;
            };
            let chosen = variants.iter().find(|(key, _)| match key {
                Key::Number(number) => *name == format!("={number}"),
                Key::Word(word) => name == word,
            });
            form.push_str(&plain(chosen.map_or(default, |(_, text)| text)));
        }
    }
    let member = |(name, form): &(String, String)| format!("{}:{}", json(name), json(form));
    format!("{{{}}}", forms.iter().map(member).collect::<Vec<_>>().join(","))
}

fn json(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Statements that push to `out`.
fn string(message: &Message, text: &Text) -> String {
    let mut code = String::new();
    for piece in text {
        match piece {
            Piece::Plain(plain) => writeln!(code, "out.push_str({plain:?});"),
            Piece::Variable(variable) => {
                let (name, kind) = (name(variable), kind(message, variable));
                match kind {
                    Kind::Number => writeln!(code, "out.push_str(&grouped({name}));"),
                    Kind::String => writeln!(code, "out.push_str({name});"),
                    _ => writeln!(code, "out.push_str(&{name}.to_string());"),
                }
            }
            Piece::Select { variable, variants, default } => {
                let arms = variants.iter().map(|(key, text)| {
                    format!("{} => {{ {} }}", arm(message, variable, key), string(message, text))
                });
                let arms = arms.collect::<String>();
                let subject = subject(message, variable);
                let rest = string(message, default);
                writeln!(code, "match {subject} {{ {arms} _ => {{ {rest} }} }}")
            }
        }
        .expect(MEMORY);
    }
    code
}

/// The inside of `html!`.
fn markup(message: &Message, text: &Text) -> String {
    let mut code = String::new();
    for piece in text {
        match piece {
            Piece::Plain(plain) => writeln!(code, "{plain:?}"),
            Piece::Variable(variable) => match kind(message, variable) {
                Kind::Number => writeln!(code, "(grouped({}))", name(variable)),
                // What strangers wrote must not turn its neighbours round.
                Kind::String => writeln!(code, "(text({}))", name(variable)),
                _ => writeln!(code, "({})", name(variable)),
            },
            Piece::Select { variable, variants, default } => {
                let arms = variants.iter().map(|(key, text)| {
                    format!("{} => {{ {} }}", arm(message, variable, key), markup(message, text))
                });
                let arms = arms.collect::<String>();
                let subject = subject(message, variable);
                let rest = markup(message, default);
                writeln!(code, "@match {subject} {{ {arms} _ => {{ {rest} }} }}")
            }
        }
        .expect(MEMORY);
    }
    code
}

fn subject(message: &Message, variable: &str) -> String {
    let name = name(variable);
    match kind(message, variable) {
        Kind::Number => format!("({name}, plural({name}))"),
        _ => name,
    }
}

fn arm(message: &Message, variable: &str, key: &Key) -> String {
    match (key, kind(message, variable)) {
        (Key::Number(number), Kind::Id) => number.to_string(),
        (Key::Number(number), _) => format!("({number}, _)"),
        (Key::Word(word), Kind::Number) => format!("(_, Category::{})", capital(word)),
        (Key::Word(word), _) => format!("{word:?}"),
    }
}

fn kind(message: &Message, variable: &str) -> Kind {
    let declared = message.variables.iter().find(|one| one.name == variable);
    declared.expect("it was checked").kind
}

fn docs<'l>(lines: impl Iterator<Item = &'l str>, out: &mut String) {
    for line in lines {
        writeln!(out, "/// {line}").expect(MEMORY);
    }
}

/// `more-records` as Rust has it: `more_records`.
fn name(id: &str) -> String {
    id.replace('-', "_")
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_ascii_uppercase())
}

fn variant(language: &str) -> String {
    let name = match language {
        "en" => "English",
        "es" => "Spanish",
        "ar" => "Arabic",
        other => panic!("{other} is no language of the catalogue"),
    };
    format!("Language::{name}")
}
