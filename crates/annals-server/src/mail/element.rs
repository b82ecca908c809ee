//! The elements that messages keep, and where each may stand.

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// It stands in a line.
    Inline,
    /// It stands by itself.
    Block,
    /// It has no end: a line break, say.
    Void,
    /// A picture.
    Picture,
    /// What it holds is shown without it.
    Bare,
    /// What it holds is not shown either.
    Unseen,
}

const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
    "acronym",
];
const BLOCK: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
const UNSEEN: [&str; 20] = [
    "applet",
    "audio",
    "canvas",
    "frameset",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "title",
];

impl Element {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "img" | "image" => Self::Picture,
            "br" | "hr" | "wbr" => Self::Void,
            "textarea" | "video" | "xmp" => Self::Unseen,
            _ if INLINE.contains(&name) => Self::Inline,
            _ if BLOCK.contains(&name) => Self::Block,
            _ if UNSEEN.contains(&name) => Self::Unseen,
            _ => Self::Bare,
        }
    }
}

/// Which open elements the start of `name` ends, and at which ones the look for them stops.
pub(super) fn ended_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    const CELL: &[&str] = &["td", "th", "table", "caption"];
    match name {
        "a" => (&["a"], CELL),
        "li" => (&["li"], &["ul", "ol", "dir", "td", "th", "table"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl", "td", "th", "table"]),
        "td" | "th" => (&["td", "th"], &["table"]),
        "tr" => (&["tr", "caption"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "caption"], &["table"]),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            (&["p", "h1", "h2", "h3", "h4", "h5", "h6"], CELL)
        }
        _ if Element::of(name) == Element::Block || name == "hr" => (&["p"], CELL),
        _ => (&[], &[]),
    }
}

/// What `name` can only stand in directly; whatever is open within that ends before it. A parser
/// would end it as well, and open it again behind, over and over.
pub(super) fn parents(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "td" | "th" => Some(&["tr", "tbody", "thead", "tfoot", "table"]),
        "tr" => Some(&["tbody", "thead", "tfoot", "table"]),
        "thead" | "tbody" | "tfoot" | "caption" => Some(&["table"]),
        _ => None,
    }
}

/// Whether an end of `name` reaches an element outside of the cell that it stands in.
pub(super) fn ends_cells(name: &str) -> bool {
    matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption")
}

/// Elements that the end of something else inside them doesn't end.
pub(super) const CELLS: [&str; 4] = ["td", "th", "table", "caption"];
