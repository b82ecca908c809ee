//! The document that shows a message as it was sent.

use annals_viewer::messages::communications as messages;
use annals_viewer::messages::language;

use super::safe::safe;
use super::shallow::{LINKS_MAX, Shallow, shallow};

/// What browsers let the document do: show pictures that it holds and look like something.
/// `sandbox` holds also where the document is opened outside of its frame.
pub(crate) const POLICY: &str = "sandbox; default-src 'none'; img-src data:; \
     style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The document has a policy of its own, and its styles are those of no page.
const STYLE: &str = include_str!("frame.css");

/// A whole document of a message's `html`, which loads nothing, leads nowhere and runs nothing.
/// Where links would lead stands behind them, and in full at its end.
pub(crate) fn document(html: &str) -> String {
    let Shallow { html, links } = shallow(html, &instead);
    let mail = safe(&html);
    let mail = format!("<div class=\"annals-mail\" lang=\"\" dir=\"auto\">{mail}</div>");
    around(&format!("{mail}{}", targets(&links)))
}

/// The document that says that the message has to be opened again.
pub(crate) fn look_again() -> String {
    around(&format!("<p>{}</p>", escape(messages::look_again())))
}

fn around(body: &str) -> String {
    let tag = language().tag();
    let direction = language().direction();
    let title = escape(messages::as_sent());
    format!(
        "<!doctype html>\n<html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head><body>{body}</body></html>\n"
    )
}

/// What stands for a picture that isn't loaded.
fn instead(host: Option<&str>, said: Option<&str>) -> String {
    // What strangers wrote doesn't turn the sentence around it.
    let apart = |text: &str| format!("\u{2068}{text}\u{2069}");
    match (host.map(apart), said.map(apart)) {
        (Some(host), Some(said)) => messages::picture_from_said(&host, &said),
        (Some(host), None) => messages::picture_from(&host),
        (None, Some(said)) => messages::picture_said(&said),
        (None, None) => messages::picture().to_owned(),
    }
}

fn targets(links: &[String]) -> String {
    if links.is_empty() {
        return String::new();
    }
    let lines: String =
        links.iter().map(|link| format!("<li><bdi>{}</bdi></li>", escape(link))).collect();
    let cut = (links.len() == LINKS_MAX).then(|| messages::links_cut(LINKS_MAX as u64));
    let cut = cut.map(|cut| format!("<p>{}</p>", escape(&cut))).unwrap_or_default();
    let head = escape(messages::links_lead());
    format!("<footer class=\"annals-targets\"><h2>{head}</h2><ol>{lines}</ol>{cut}</footer>")
}

/// Text as it stands in HTML, in values too.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::shallow::{DEPTH_MAX, ELEMENTS_MAX};
    use super::*;

    /// What stands within the document for `html`.
    fn shown(html: &str) -> String {
        let document = document(html);
        let (_, rest) = document.split_once("dir=\"auto\">").unwrap();
        let rest =
            rest.strip_suffix("</body></html>\n").unwrap().replace(['\u{2068}', '\u{2069}'], "");
        let head = "<footer class=\"annals-targets\"><h2>Where its links lead</h2>";
        let (mail, targets) = rest.split_once(head).unwrap_or((&rest, ""));
        let bar = if targets.is_empty() { "" } else { "|" };
        format!("{}{bar}{targets}", mail.strip_suffix("</div>").unwrap())
    }

    #[test]
    fn harmless_html_stays_and_all_else_goes() {
        let mut wrong = Vec::new();
        for (html, expected) in [
            ("<p>Bring a <b>towel</b><p>and water", "<p>Bring a <b>towel</b></p><p>and water</p>"),
            ("<script>alert(1)</script>x", "x"),
            ("<scr<script>ipt>alert(1)</script>x", "ipt&gt;alert(1)x"),
            ("<p onclick=alert(1) class=big id=x>x", "<p>x</p>"),
            ("<svg onload=alert(1)><script>x</script></svg>y", "y"),
            ("<math><mi//xlink:href=\"data:x,<script>\"></math>y", "y"),
            ("<meta http-equiv=refresh content=\"0;url=https://evil.example\">x", "x"),
            ("<base href=https://evil.example/>x", "x"),
            ("<link rel=stylesheet href=https://evil.example/>x", "x"),
            ("<form action=https://evil.example><input name=a><button>Go</button></form>", "Go"),
            ("<iframe src=https://evil.example>in</iframe>x", "x"),
            ("<object data=x><embed src=y></object>z", "z"),
            ("<textarea><img src=x onerror=alert(1)></textarea>x", "x"),
            (
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<span class=\"annals-picture\">Picture, not kept</span>\"&gt;",
            ),
            ("<style>@import 'https://evil.example'</style>x", "x"),
            ("<!--[if mso]><script>x</script><![endif]-->x", "x"),
            ("<![CDATA[<script>x</script>]]>y", "x]]&gt;y"),
            (
                "<b style=\"color:red;background:url(https://evil.example)\">x</b>",
                "<b style=\"color:red\">x</b>",
            ),
            ("<b style=\"background-image:url(x)\">x</b>", "<b>x</b>"),
            (
                "<b style=\"width:calc(1px);color:u\\72l(//x)\">x</b>",
                "<b style=\"width:calc(1px)\">x</b>",
            ),
            (
                "<b style=\"position:fixed;top:0;color:rgb(1, 2, 3)\">x</b>",
                "<b style=\"color:rgb(1, 2, 3)\">x</b>",
            ),
            ("<b style=\"--x:url(y);color:var(--x)\">x</b>", "<b style=\"color:var(--x)\">x</b>"),
            (
                "<b style='color:red\"><script>'>x</b>",
                "<b style=\"color:red &quot;&gt;&lt;script&gt;&quot;\">x</b>",
            ),
            ("<td background=https://evil.example/x>y", "y"),
            (
                "<table background=//evil.example><tr><td bgcolor=#fff width=\"5\">y",
                "<table><tbody><tr><td bgcolor=\"#fff\" width=\"5\">y</td></tr></tbody></table>",
            ),
            ("<video poster=https://evil.example/x src=y></video>z", "z"),
            (
                "<img src=https://evil.example/a.png srcset=\"https://evil.example/b 2x\">",
                "<span class=\"annals-picture\">Picture of evil.example, not loaded</span>",
            ),
            (
                "<img src=//evil.example/a.png alt='The \"gym\"'>",
                "<span class=\"annals-picture\">Picture of evil.example, not loaded: The \"gym\"</span>",
            ),
            (
                "<img src=cid:logo alt=Logo>",
                "<span class=\"annals-picture\">Picture, not kept: Logo</span>",
            ),
            (
                "<img src=x onerror=alert(1)>",
                "<span class=\"annals-picture\">Picture, not kept</span>",
            ),
            (
                "<img src=data:image/svg+xml;base64,AAAA>",
                "<span class=\"annals-picture\">Picture, not kept</span>",
            ),
            ("<img src=https://evil.example/o.gif width=1 height=1>x", "x"),
            ("<img src=https://evil.example/o.gif style='width:0px'>x", "x"),
            (
                "<img src=https://evil.example/o.gif width=100%>",
                "<span class=\"annals-picture\">Picture of evil.example, not loaded</span>",
            ),
            (
                "<img src=\"data:image/png;base64,AAAA\" width=20 onload=x>",
                "<img src=\"data:image/png;base64,AAAA\" width=\"20\">",
            ),
            ("<a name=top>x</a>", "<span class=\"annals-link\">x</span>"),
            (
                "<a href=https://gym.example/a?b&c target=_top>Choose</a>",
                "<span class=\"annals-link\">Choose</span> <span class=\"annals-target\">[1 \
                 <bdi>gym.example</bdi>]</span>|<ol><li><bdi>https://gym.example/a?b&amp;c</bdi>\
                 </li></ol></footer>",
            ),
            (
                "<a href=\"javascript:alert(1)\">x</a>",
                "<span class=\"annals-link\">x</span> <span class=\"annals-target\">[1 \
                 <bdi>javascript</bdi>]</span>|<ol><li><bdi>javascript:alert(1)</bdi></li></ol>\
                 </footer>",
            ),
            ("<span class=annals-target>[1 bank.example]</span>", "<span>[1 bank.example]</span>"),
            ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            (
                "<div><table><tr><td></div>x</td></tr></table>y</div>z",
                "<div><table><tbody><tr><td>x</td></tr></tbody></table>y</div>z",
            ),
            ("<ul><li>a<li>b</ul><b><i>c</b>d", "<ul><li>a</li><li>b</li></ul><b><i>c</i></b>d"),
            (
                "<body bgcolor=#eee style='color:red'>x",
                "<div bgcolor=\"#eee\" style=\"color:red\">x</div>",
            ),
            ("<td rowspan=4000000000>x", "x"),
            (
                "<table><td rowspan=4000000000 colspan=-1>x",
                "<table><tbody><tr><td rowspan=\"100\">x</td></tr></tbody></table>",
            ),
        ] {
            if shown(html) != expected {
                wrong.push(format!("{html}\n  {}\n  {expected}", shown(html)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// How many elements of `html` are open at once.
    fn depth(html: &str) -> usize {
        let voids = ["<br", "<hr", "<img", "<wbr", "<meta", "<!"];
        let (mut open, mut most) = (0, 0);
        for (at, _) in html.match_indices('<') {
            let rest = &html[at..];
            if rest.starts_with("</") {
                open -= 1;
            } else if !voids.iter().any(|void| rest.starts_with(void)) {
                open += 1;
            }
            most = most.max(open);
        }
        most
    }

    #[test]
    fn nothing_in_the_document_can_load_or_lead() {
        let schemes = [
            "https://evil.example/",
            "//evil.example",
            "javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "cid:x",
        ];
        let attributes = [
            "src",
            "href",
            "xlink:href",
            "action",
            "formaction",
            "background",
            "poster",
            "data",
            "srcset",
            "ping",
            "cite",
            "longdesc",
            "manifest",
            "style",
            "lowsrc",
            "dynsrc",
            "usemap",
            "profile",
            "onerror",
            "onload",
            "srcdoc",
            "content",
        ];
        let elements = [
            "a",
            "img",
            "image",
            "div",
            "table",
            "td",
            "body",
            "svg",
            "use",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "video",
            "audio",
            "source",
            "track",
            "link",
            "meta",
            "base",
            "form",
            "input",
            "button",
            "isindex",
            "q",
            "blockquote",
            "del",
            "marquee",
            "bgsound",
            "layer",
            "applet",
            "area",
            "html",
            "script",
            "style",
            "template",
        ];
        let mut tried = 0;
        for element in elements {
            for attribute in attributes {
                for scheme in schemes {
                    for value in [scheme.to_owned(), format!("color:red;background:url({scheme})")]
                    {
                        let html = format!("<{element} {attribute}=\"{value}\">x</{element}>");
                        let shown = shown(&html);
                        let (mail, _) = shown.split_once('|').unwrap_or((&shown, ""));
                        for (_, rest) in mail.match_indices('<').map(|(at, _)| mail.split_at(at)) {
                            let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
                            assert!(
                                !tag.contains("evil") && !tag.contains("alert"),
                                "{html}: {tag}"
                            );
                            assert!(!tag.contains("script"), "{html}: {tag}");
                        }
                        tried += 1;
                    }
                }
            }
        }
        assert_eq!(tried, elements.len() * attributes.len() * schemes.len() * 2);
    }

    #[test]
    fn what_would_keep_a_parser_busy_is_made_flat() {
        let many = |part: &str| part.repeat(128 * 1024 / part.len());
        let fonts: String = (0..98).fold(String::new(), |mut fonts, at| {
            write!(fonts, "<font size={at}>").unwrap();
            fonts
        });
        for html in [
            many("<div>"),
            many("<b>"),
            many("<ul><li>"),
            many("<table><tr><td>"),
            many("<a href=https://x.example/>"),
            many("<p>x"),
            many("<td>"),
            many("<button>"),
            many("<svg>"),
            many("<img src=https://x.example/>"),
            format!("<p>{fonts}{}", many("<div>x</div>")),
            format!("<table>{fonts}{}", many("<tr>x")),
            format!("<table><tr><td>{fonts}{}", many("</td><td>x")),
            format!("<h1>{fonts}{}", many("<h2>x")),
            format!("<li>{fonts}{}", many("<li>x")),
            format!("<b style=\"{}\">x", many("(")),
            format!("<b style=\"{}\">x", "f(".repeat(2_000)),
            many("&"),
        ] {
            let shown = document(&html);
            // A link or a picture comes to so much at most.
            let bytes_max = 6 * html.len() + 200 * ELEMENTS_MAX;
            assert!(depth(&shown) < 3 * DEPTH_MAX, "{}: {}", &html[..40], depth(&shown));
            assert!(shown.len() < bytes_max, "{}: {}", &html[..40], shown.len());
        }
    }
}
