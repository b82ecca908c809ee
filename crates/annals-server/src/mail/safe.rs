//! What of a message's HTML is kept: elements, attributes and styles that only say how text looks.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Properties of styles, none of which takes an address, or places something over something else.
const PROPERTIES: [&str; 66] = [
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "clear",
    "color",
    "direction",
    "display",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
    "overflow-wrap",
];
/// Elements besides those that ammonia knows as harmless.
const MORE: [&str; 6] = ["big", "dir", "font", "main", "section", "strike"];
/// Classes of what stands for links and pictures; those of messages never come here.
const CLASSES: [&str; 3] = ["annals-link", "annals-picture", "annals-target"];

static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    // Whatever leads elsewhere is gone before; here it has no right to be.
    builder.rm_tags(["a", "area", "map"]).add_tags(MORE).link_rel(None);
    builder.url_schemes(HashSet::from(["data"])).url_relative(UrlRelative::Deny);
    builder.generic_attributes(HashSet::from(["dir", "lang", "style", "title"]));
    builder.generic_attribute_prefixes(HashSet::new());
    let box_of = ["align", "bgcolor", "height", "valign", "width"];
    let cell: HashSet<_> =
        [&box_of[..], &["colspan", "nowrap", "rowspan"]].concat().into_iter().collect();
    let table = [&box_of[..], &["border", "bordercolor", "cellpadding", "cellspacing"]].concat();
    let line: HashSet<_> = ["align", "bgcolor"].into();
    builder.tag_attributes(HashMap::from([
        ("div", line.clone()),
        ("p", line.clone()),
        ("h1", line.clone()),
        ("h2", line.clone()),
        ("h3", line.clone()),
        ("table", table.into_iter().collect()),
        ("tbody", box_of.into()),
        ("tr", box_of.into()),
        ("td", cell.clone()),
        ("th", cell),
        ("font", ["color", "face", "size"].into()),
        ("img", ["alt", "height", "src", "width"].into()),
        ("ol", ["start", "type"].into()),
        ("ul", ["type"].into()),
        ("li", ["value"].into()),
        ("hr", ["align", "color", "size", "width"].into()),
    ]));
    builder.allowed_classes(HashMap::from([("span", CLASSES.into())]));
    builder.filter_style_properties(PROPERTIES.into());
    builder
});

/// `html` without all that isn't known to be harmless.
pub(super) fn safe(html: &str) -> String {
    SAFE.clean(html).to_string()
}
