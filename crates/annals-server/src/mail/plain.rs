//! What people read of HTML.
//!
//! Only its tokens are looked at, one after the other: a tree of a hundred thousand elements inside
//! one another, which whoever sends messages may send, takes minutes to build.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements whose text is none for people.
const UNSEEN: [&str; 6] = ["head", "script", "style", "template", "title", "noscript"];
/// Elements that stand in a line with others.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "kbd", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
];

/// The text of `html`, a line for each block. Addresses of links are left out.
pub(crate) fn plain(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Text::default(), TokenizerOpts::default());
    // There are no scripts that it could stop for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let text = tokenizer.sink.text.into_inner();
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut out = String::with_capacity(text.len());
    for line in lines.filter(|line| !line.is_empty()) {
        out.push_str(&line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

#[derive(Default)]
struct Text {
    text: RefCell<String>,
    /// Elements that are open whose text is none for people.
    unseen: Cell<usize>,
}

impl Text {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let is_start = tag.kind == TagKind::StartTag;
        if UNSEEN.contains(&name) {
            let open = self.unseen.get();
            self.unseen.set(if is_start { open + 1 } else { open.saturating_sub(1) });
        } else if name == "body" {
            // Whatever was left open in the head.
            self.unseen.set(0);
        }
        if matches!(name, "td" | "th") {
            self.text.borrow_mut().push(' ');
        } else if !INLINE.contains(&name) {
            self.text.borrow_mut().push('\n');
        }
        match name {
            "script" if is_start => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" if is_start => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if is_start => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl TokenSink for Text {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CharacterTokens(said) if self.unseen.get() == 0 => {
                // Within a line of HTML, ends of lines are spaces; soft hyphens are nothing.
                let said = said.chars().filter(|c| *c != '\u{AD}');
                let said = said.map(|c| if c.is_whitespace() { ' ' } else { c });
                self.text.borrow_mut().extend(said);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_the_text_alone() {
        for (html, expected) in [
            ("<p>Bring a <b>towel</b></p><p>and\n water</p>", "Bring a towel\nand water"),
            ("Your code is <b>4</b><b>8</b>29&shy;13", "Your code is 482913"),
            ("<td>4</td><td>8</td>", "4 8"),
            ("<a href=\"https://x.example/t?k=1\">Choose</a> one", "Choose one"),
            (
                "<head><title>T</title><style>p{}</style></head><body>a<script>b</script>c",
                "a\n\nc".replace("\n\n", "\n").as_str(),
            ),
            ("<style>never closed <p>x", ""),
            ("&lt;p&gt; &amp; &#x1F600;", "<p> & 😀"),
            ("<!-- c --><br>line<br/>next", "line\nnext"),
            ("<ol start=9223372036854775807><li>x<li>y</ol>", "x\ny"),
            ("<table><tr><td colspan=1000000000>x<td rowspan=4000000000>y</table>", "x y"),
            ("", ""),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn elements_deep_inside_one_another_are_no_tree() {
        for part in ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<a href=x>"] {
            assert_eq!(plain(&(part.repeat(500 * 1024 / part.len()) + "x")), "x");
        }
    }
}
