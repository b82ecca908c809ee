//! Sentences: a message says how its parts stand together, because languages order them
//! differently.

use maud::{Markup, Render, html};

/// The message with its placeholders, such as `{who}`, filled in. A part that the message doesn't
/// name is left out; a placeholder without a part stays, to be seen in a test.
pub fn fill(message: &str, parts: &[(&str, &dyn Render)]) -> Markup {
    let mut rest = message;
    let mut pieces: Vec<Markup> = Vec::new();
    while let Some((before, name, after)) = placeholder(rest) {
        pieces.push(html! { (before) });
        match parts.iter().find(|(part, _)| *part == name) {
            Some((_, part)) => pieces.push(html! { (part) }),
            None => pieces.push(html! { "{" (name) "}" }),
        }
        rest = after;
    }
    html! { @for piece in pieces { (piece) } (rest) }
}

fn placeholder(message: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = message.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_where_the_message_wants_them() {
        let check = |message: &str, expected: &str| {
            let parts: [(&str, &dyn Render); 2] = [("who", &"<Ana>"), ("what", &"{who}")];
            assert_eq!(fill(message, &parts).into_string(), expected);
        };
        check("{who} saw {what}.", "&lt;Ana&gt; saw {who}.");
        check("{what}: {who}", "{who}: &lt;Ana&gt;");
        check("{when}", "{when}");
        check("} and {", "} and {");
    }
}
