//! Writes the HTML of a message again: known tags alone, each closed where it belongs, and not too
//! many inside one another.
//!
//! A parser that makes a tree of what strangers wrote can be kept busy for minutes: by elements
//! deep inside one another, and by ones that it has to open again and again because they were
//! never closed. Of what is written here it makes a tree in one go. Pictures and links are replaced
//! on the way by what is shown instead of them.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::document::escape;
use super::element::{CELLS, Element, ended_by, ends_cells, parents};
use super::target::{Target, is_picture_inside};

/// Elements inside one another.
pub(super) const DEPTH_MAX: usize = 100;
/// Elements of a message; what comes after them is text alone.
pub(super) const ELEMENTS_MAX: usize = 20_000;
/// Links whose targets are listed.
pub(super) const LINKS_MAX: usize = 500;
/// Bytes of a style; the rest of a longer one is left out with it.
const STYLE_BYTES_MAX: usize = 4_096;
/// Bytes of any other attribute that is no picture.
const ATTRIBUTE_BYTES_MAX: usize = 1_000;
/// Columns and rows that a cell takes.
const SPAN_MAX: u32 = 100;

/// A message's HTML, written again.
pub(super) struct Shallow {
    pub(super) html: String,
    /// Where its links lead, in the order of their numbers from 1.
    pub(super) links: Vec<String>,
}

/// `html` written again. `instead` says what stands for a picture: its server, if it has one, and
/// what is said of it.
pub(super) fn shallow(
    html: &str,
    instead: &dyn Fn(Option<&str>, Option<&str>) -> String,
) -> Shallow {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let sink = Sink { written: RefCell::default(), instead };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // There are no scripts that it could stop for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut written = tokenizer.sink.written.into_inner();
    written.close_to(0);
    Shallow { html: written.html, links: written.links }
}

struct Sink<'i> {
    written: RefCell<Written>,
    instead: &'i dyn Fn(Option<&str>, Option<&str>) -> String,
}

#[derive(Default)]
struct Written {
    html: String,
    open: Vec<Open>,
    elements: usize,
    /// Elements that are open and not shown.
    unseen: usize,
    links: Vec<String>,
}

struct Open {
    name: String,
    /// What stands behind it when it ends.
    behind: Option<String>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let written = &mut *self.written.borrow_mut();
        match token {
            Token::TagToken(tag) => return written.tag(&tag, self.instead),
            Token::CharacterTokens(said) if written.unseen == 0 => {
                written.html.push_str(&escape(&said));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Written {
    fn tag(
        &mut self,
        tag: &Tag,
        instead: &dyn Fn(Option<&str>, Option<&str>) -> String,
    ) -> TokenSinkResult<()> {
        let is_start = tag.kind == TagKind::StartTag;
        let name = match &*tag.name {
            "body" => {
                // Whatever was left open in the head.
                self.unseen = 0;
                "div"
            }
            name => name,
        };
        match Element::of(name) {
            Element::Unseen if is_start && !tag.self_closing => self.unseen += 1,
            Element::Unseen if !is_start => self.unseen = self.unseen.saturating_sub(1),
            Element::Unseen | Element::Bare => {}
            _ if self.unseen > 0 => {}
            Element::Picture if is_start => self.picture(tag, instead),
            Element::Void if is_start || name == "br" => self.start(name, tag, true),
            Element::Inline | Element::Block if is_start => self.start(name, tag, false),
            Element::Inline | Element::Block => self.end(name),
            Element::Picture | Element::Void => {}
        }
        match name {
            "script" if is_start => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" if is_start => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" if is_start => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn start(&mut self, name: &str, tag: &Tag, is_void: bool) {
        let (ended, stops) = ended_by(name);
        let found = self
            .open
            .iter()
            .rposition(|open| ended.contains(&&*open.name) || stops.contains(&&*open.name));
        if let Some(at) = found.filter(|at| ended.contains(&&*self.open[*at].name)) {
            self.close_to(at);
        }
        if let Some(parents) = parents(name) {
            let table = self.open.iter().rposition(|open| open.name == "table");
            let parent = self.open.iter().rposition(|open| parents.contains(&&*open.name));
            // A part of a table without one is no part of anything.
            let Some(parent) = parent.filter(|parent| Some(*parent) >= table && table.is_some())
            else {
                return;
            };
            self.close_to(parent + 1);
        }
        if self.open.len() >= DEPTH_MAX || self.elements >= ELEMENTS_MAX {
            return;
        }
        self.elements += 1;
        self.html.push('<');
        self.html.push_str(if name == "a" { "span class=\"annals-link\"" } else { name });
        self.attributes(tag);
        self.html.push('>');
        if !is_void {
            let behind = if name == "a" { self.link(tag) } else { None };
            self.open.push(Open { name: name.to_owned(), behind });
        }
    }

    fn end(&mut self, name: &str) {
        let reaches = ends_cells(name);
        let found = self
            .open
            .iter()
            .rposition(|open| open.name == name || !reaches && CELLS.contains(&&*open.name));
        if let Some(at) = found.filter(|at| self.open[*at].name == name) {
            self.close_to(at);
        }
    }

    /// Ends all that is open but the first `depth`.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(Open { name, behind }) = self.open.pop() else { return };
            self.html.push_str("</");
            self.html.push_str(if name == "a" { "span" } else { &name });
            self.html.push('>');
            self.html.push_str(&behind.unwrap_or_default());
        }
    }

    fn attributes(&mut self, tag: &Tag) {
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, &*attribute.value);
            let value = match name {
                "style" => style(value),
                "colspan" | "rowspan" => {
                    value.trim().parse::<u32>().ok().map(|span| span.min(SPAN_MAX).to_string())
                }
                _ if name.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                    let is_known = KNOWN_ATTRIBUTES.contains(&name);
                    (is_known && value.len() <= ATTRIBUTE_BYTES_MAX).then(|| value.to_owned())
                }
                _ => None,
            };
            if let Some(value) = value {
                self.html.push_str(&format!(" {name}=\"{}\"", escape(&value)));
            }
        }
    }

    /// What stands behind a link, which itself leads nowhere.
    fn link(&mut self, tag: &Tag) -> Option<String> {
        let (label, whole) = match Target::of(attribute(tag, "href")?) {
            Target::Server(host, whole) => (host, whole),
            Target::Other(whole) => {
                let kind = whole.split(':').next().unwrap_or_default().to_owned();
                (kind, whole)
            }
            Target::Inside | Target::None => return None,
        };
        let number = if self.links.len() < LINKS_MAX {
            self.links.push(whole);
            format!("{} ", self.links.len())
        } else {
            String::new()
        };
        let label = escape(&label);
        Some(format!(" <span class=\"annals-target\">[{number}<bdi>{label}</bdi>]</span>"))
    }

    fn picture(&mut self, tag: &Tag, instead: &dyn Fn(Option<&str>, Option<&str>) -> String) {
        if self.elements >= ELEMENTS_MAX || is_dot(tag) {
            return;
        }
        self.elements += 1;
        let address = attribute(tag, "src").unwrap_or_default();
        if is_picture_inside(address) {
            self.html.push_str(&format!("<img src=\"{}\"", escape(address.trim())));
            self.attributes(tag);
            self.html.push('>');
            return;
        }
        let host = match Target::of(address) {
            Target::Server(host, _) => Some(host),
            _ => None,
        };
        let alt = attribute(tag, "alt").map(str::trim).filter(|alt| !alt.is_empty());
        let said = escape(&instead(host.as_deref(), alt));
        self.html.push_str(&format!("<span class=\"annals-picture\">{said}</span>"));
    }
}

/// Attributes that say how something looks, or what it is; the next layer knows of which element.
const KNOWN_ATTRIBUTES: [&str; 20] = [
    "align",
    "alt",
    "bgcolor",
    "border",
    "bordercolor",
    "cellpadding",
    "cellspacing",
    "color",
    "dir",
    "face",
    "height",
    "lang",
    "nowrap",
    "size",
    "start",
    "title",
    "type",
    "valign",
    "value",
    "width",
];

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value)
}

/// A style without the declarations that could name an address, also one that is written in
/// escapes.
fn style(style: &str) -> Option<String> {
    let could_load = |part: &str| {
        let part = part.to_ascii_lowercase();
        ["\\", "url", "image", "src", "expression", "@", "/*"]
            .iter()
            .any(|word| part.contains(word))
    };
    let kept = style.split(';').filter(|part| !could_load(part)).collect::<Vec<_>>().join(";");
    (style.len() <= STYLE_BYTES_MAX && !kept.trim().is_empty()).then_some(kept)
}

/// Whether a picture is too small to be one: it tells its server that the message was opened, or
/// keeps a distance.
fn is_dot(tag: &Tag) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let declared = |name: &str| {
        let declared = style.split(';').filter_map(|part| part.split_once(':'));
        declared.filter(|(found, _)| found.trim() == name).map(|(_, value)| value).next_back()
    };
    ["width", "height"].iter().any(|side| {
        let size = declared(side).or_else(|| attribute(tag, side)).unwrap_or_default().trim();
        let digits: String = size.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let is_length = !size[digits.len()..].starts_with(['%', 'e', 'r', 'v']);
        is_length && digits.parse::<f32>().is_ok_and(|size| size <= 1.0)
    })
}
