//! Texts of messages, with their gaps and forks.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::unicode;

/// A text with its gaps and forks.
pub(crate) type Text = Vec<Piece>;

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece {
    Plain(String),
    Variable(String),
    Select { variable: String, variants: Vec<(Key, Text)>, default: Text },
}

/// What a variant is for.
#[derive(Debug, PartialEq)]
pub(crate) enum Key {
    Number(u64),
    /// A plural category of a number, or a word.
    Word(String),
}

/// The variables of a text, those that only fork it included.
pub(crate) fn names<'t>(text: &'t Text, out: &mut Vec<&'t str>) {
    for piece in text {
        match piece {
            Piece::Plain(_) => {}
            Piece::Variable(name) => out.push(name),
            Piece::Select { variable, variants, default } => {
                out.push(variable);
                for (_, text) in variants {
                    names(text, out);
                }
                names(default, out);
            }
        }
    }
}

/// Reads a pattern; of what has no place here `tell` is told.
pub(crate) fn text_of(pattern: Pattern<&str>, tell: &mut dyn FnMut(String)) -> Text {
    let mut text = Text::new();
    for element in pattern.elements {
        let piece = match element {
            // Lines are broken in the file, not on screen.
            PatternElement::TextElement { value } => Piece::Plain(value.replace('\n', " ")),
            PatternElement::Placeable { expression } => match piece_of(expression, tell) {
                Some(piece) => piece,
                None => {
                    tell("only variables, texts and selections stand between braces".to_owned());
                    continue;
                }
            },
        };
        match (text.last_mut(), piece) {
            (Some(Piece::Plain(before)), Piece::Plain(more)) => before.push_str(&more),
            (_, piece) => text.push(piece),
        }
    }
    text
}

fn piece_of(expression: Expression<&str>, tell: &mut dyn FnMut(String)) -> Option<Piece> {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            Some(Piece::Variable(id.name.to_owned()))
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Some(Piece::Plain(unicode::unescape_unicode_to_string(value).into_owned()))
        }
        Expression::Select { selector, variants } => {
            let InlineExpression::VariableReference { id } = selector else { return None };
            let mut others = Vec::new();
            let mut last = Text::new();
            for variant in variants {
                let text = text_of(variant.value, tell);
                if variant.default {
                    last = text;
                    continue;
                }
                let key = match variant.key {
                    VariantKey::Identifier { name } => Key::Word(name.to_owned()),
                    VariantKey::NumberLiteral { value } => Key::Number(value.parse().ok()?),
                };
                others.push((key, text));
            }
            // What is for one number goes before what is for its category.
            others.sort_by_key(|(key, _)| matches!(key, Key::Word(_)));
            let variable = id.name.to_owned();
            Some(Piece::Select { variable, variants: others, default: last })
        }
        Expression::Inline(_) => None,
    }
}
