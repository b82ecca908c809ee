//! The catalogue of messages as the files have it, checked.
//!
//! English has every area and every message, and says in comments what each is and what its
//! variables are. Another language has an area whole or not at all, with the same variables.

use std::collections::BTreeMap;
use std::fmt;

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

use crate::text::{Key, Piece, Text, names, text_of};

/// Languages, English first, with the plural categories that CLDR has for whole numbers.
pub(crate) const LANGUAGES: [(&str, &[&str]); 3] = [
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
];

/// A file.
pub(crate) struct Source {
    pub(crate) language: &'static str,
    pub(crate) area: String,
    pub(crate) text: String,
}

/// All messages by area.
pub(crate) struct Catalogue {
    pub(crate) areas: Vec<Area>,
}

/// The messages of one part of the product.
pub(crate) struct Area {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) messages: Vec<Message>,
    /// Languages that have it, English among them.
    pub(crate) languages: Vec<&'static str>,
}

/// A message in every language that has its area.
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) doc: Vec<String>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) texts: Vec<(&'static str, Text)>,
}

/// What a call fills in.
#[derive(Clone, PartialEq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) doc: String,
}

/// What a variable is, as the comment says: `$count (Number): how many`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A count, printed as the language groups digits; plural forms go by it.
    Number,
    /// A number that is a name, printed as it is.
    Id,
    /// Plain text.
    String,
    /// HTML; makes the whole message HTML.
    Markup,
    /// A count that a script fills in; the message is then its plural forms as JSON.
    Script,
}

/// What is wrong, and where.
pub(crate) struct Problem {
    place: String,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "messages/{}: {}", self.place, self.what)
    }
}

impl Catalogue {
    /// Reads and checks all files.
    pub(crate) fn read(sources: &[Source]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut areas: Vec<Area> = Vec::new();
        for source in sources {
            let place = format!("{}/{}.ftl", source.language, source.area);
            let mut tell = |at: &str, what: String| {
                let place = if at.is_empty() { place.clone() } else { format!("{place}: {at}") };
                problems.push(Problem { place, what });
            };
            let file = File::read(&source.text, &mut tell);
            if source.language == LANGUAGES[0].0 {
                areas.push(file.into_area(&source.area, &mut tell));
            } else if let Some(area) = areas.iter_mut().find(|area| area.name == source.area) {
                area.languages.push(source.language);
                file.translate(source.language, area, &mut tell);
            } else {
                tell("", "English has no such area".to_owned());
            }
        }
        for area in &areas {
            check_keys(area, &mut problems);
        }
        if problems.is_empty() { Ok(Self { areas }) } else { Err(problems) }
    }
}

/// What tells of problems: where in the file, and what.
type Tell<'t> = &'t mut dyn FnMut(&str, String);

/// One file.
#[derive(Default)]
struct File {
    doc: Vec<String>,
    messages: Vec<(String, Vec<String>, Text)>,
}

impl File {
    fn read(text: &str, tell: Tell<'_>) -> Self {
        let resource = parser::parse(text).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let line = text[..error.pos.start].lines().count().max(1);
                tell(&format!("line {line}"), error.to_string());
            }
            resource
        });
        let mut file = Self::default();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name.to_owned();
                    let comment = message.comment.map(|comment| comment.content);
                    let doc = comment.iter().flatten().map(|line| (*line).to_owned()).collect();
                    if file.messages.iter().any(|(known, _, _)| *known == id) {
                        tell(&id, "stands twice".to_owned());
                    }
                    if !message.attributes.is_empty() {
                        tell(&id, "attributes are not used here".to_owned());
                    }
                    let Some(value) = message.value else { continue };
                    let text = text_of(value, &mut |what| tell(&id, what));
                    file.messages.push((id, doc, text));
                }
                Entry::ResourceComment(comment) => {
                    file.doc.extend(comment.content.iter().map(|line| (*line).to_owned()));
                }
                Entry::Term(term) => tell(term.id.name, "terms are not used here".to_owned()),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::Junk { .. } => {}
            }
        }
        file
    }

    fn into_area(self, name: &str, tell: Tell<'_>) -> Area {
        if self.doc.is_empty() {
            tell("", "a comment with ### says what the area is".to_owned());
        }
        let messages = self.messages.into_iter().map(|(id, lines, text)| {
            let (variables, doc): (Vec<_>, Vec<_>) =
                lines.into_iter().partition(|line| line.trim_start().starts_with('$'));
            if doc.is_empty() {
                tell(&id, "a comment says what it is".to_owned());
            }
            let declared = variables.iter().filter_map(|line| {
                let variable = declaration(line);
                if variable.is_none() {
                    tell(&id, format!("is no declaration of a variable: {line}"));
                }
                variable
            });
            let variables: Vec<Variable> = declared.collect();
            check_variables(&id, &text, &variables, tell);
            Message { id, doc, variables, texts: vec![(LANGUAGES[0].0, text)] }
        });
        let messages = messages.collect();
        let languages = vec![LANGUAGES[0].0];
        Area { name: name.to_owned(), doc: self.doc.join("\n"), messages, languages }
    }

    fn translate(self, language: &'static str, area: &mut Area, tell: Tell<'_>) {
        let mut texts: BTreeMap<_, _> =
            self.messages.into_iter().map(|(id, _, text)| (id, text)).collect();
        for message in &mut area.messages {
            let Some(text) = texts.remove(&message.id) else {
                tell(&message.id, "is missing".to_owned());
                continue;
            };
            check_variables(&message.id, &text, &message.variables, tell);
            message.texts.push((language, text));
        }
        for id in texts.keys() {
            tell(id, "English has no such message".to_owned());
        }
    }
}

/// Reads `$count (Number): how many`.
fn declaration(line: &str) -> Option<Variable> {
    let (name, rest) = line.trim().strip_prefix('$')?.split_once(" (")?;
    let (kind, doc) = rest.split_once("): ")?;
    let kind = match kind {
        "Number" => Kind::Number,
        "Id" => Kind::Id,
        "String" => Kind::String,
        "Markup" => Kind::Markup,
        "Script" => Kind::Script,
        _ => return None,
    };
    Some(Variable { name: name.to_owned(), kind, doc: doc.to_owned() })
}

/// Every variable is declared, and every one that is declared occurs: a translation that drops a
/// number would tell less than the page knows.
fn check_variables(id: &str, text: &Text, declared: &[Variable], tell: Tell<'_>) {
    let mut used = Vec::new();
    names(text, &mut used);
    for name in &used {
        if !declared.iter().any(|variable| variable.name == *name) {
            tell(id, format!("${name} is not declared in the English comment"));
        }
    }
    for variable in declared {
        if !used.contains(&&*variable.name) {
            tell(id, format!("${} does not occur", variable.name));
        }
        if variable.kind == Kind::Script && declared.len() > 1 {
            tell(id, "what a script fills in is the only variable".to_owned());
        }
    }
}

/// A number is forked by numbers and by the plural categories of its language, in no other way.
fn check_keys(area: &Area, problems: &mut Vec<Problem>) {
    for message in &area.messages {
        for (language, text) in &message.texts {
            let categories = LANGUAGES.iter().find(|(known, _)| known == language);
            let categories = categories.map_or(&[][..], |(_, categories)| categories);
            for what in wrong_keys(text, &message.variables, categories) {
                let place = format!("{language}/{}.ftl: {}", area.name, message.id);
                problems.push(Problem { place, what });
            }
        }
    }
}

fn wrong_keys(text: &Text, variables: &[Variable], categories: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for piece in text {
        let Piece::Select { variable, variants, default } = piece else { continue };
        let declared = variables.iter().find(|one| one.name == *variable);
        let Some(kind) = declared.map(|declared| declared.kind) else { continue };
        for (key, text) in variants {
            match (key, kind) {
                (Key::Word(word), Kind::Number | Kind::Script) => {
                    if !categories.contains(&&**word) {
                        wrong.push(format!("[{word}] is no plural category of the language"));
                    }
                }
                (Key::Number(_), Kind::Number | Kind::Script | Kind::Id)
                | (Key::Word(_), Kind::String) => {}
                _ => wrong.push(format!("${variable} can't be forked by that")),
            }
            wrong.extend(wrong_keys(text, variables, categories));
        }
        wrong.extend(wrong_keys(default, variables, categories));
    }
    wrong
}
