//! Every page with no, little, much and hostile data: what it must contain and must never contain.

mod fixture;

use std::collections::BTreeSet;

use annals_model::{AreaField, EventType, SecurityArea};
use annals_testkit::english_left;
use annals_viewer::messages::{Language, in_language};
use annals_viewer::pages::user_security::detail;

/// A start tag of rendered HTML.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// The start tags, in order. Understands what maud prints: lower case, double quotes. Fails on end
/// tags that close something else.
fn tags(html: &str) -> Vec<Tag<'_>> {
    const VOID: [&str; 5] = ["meta", "link", "input", "wbr", "br"];
    let mut out = Vec::new();
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find('>').expect("a tag ends");
        let inside = &rest[..end];
        rest = &rest[end + 1..];
        if inside.starts_with('!') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "end tags close what is open");
            continue;
        }
        let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        if !VOID.contains(&name) {
            open.push(name);
        }
        out.push(Tag { name, attributes: split_attributes(attributes) });
    }
    assert!(open.is_empty(), "left open: {open:?}");
    out
}

fn split_attributes(mut text: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    while !text.trim_start().is_empty() {
        text = text.trim_start();
        let end = text.find([' ', '=']).unwrap_or(text.len());
        let name = &text[..end];
        text = &text[end..];
        let mut value = "";
        if let Some(quoted) = text.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a value ends");
            value = &quoted[..close];
            text = &quoted[close + 1..];
        }
        out.push((name, value));
    }
    out
}

#[test]
fn no_page_needs_a_looser_policy() {
    for (page, markup) in fixture::pages() {
        for tag in tags(&markup.into_string()) {
            for (name, value) in &tag.attributes {
                assert_ne!(*name, "style", "{page}: {} has an inline style", tag.name);
                assert!(!name.starts_with("on"), "{page}: {} has {name}", tag.name);
                assert!(!value.trim().to_lowercase().starts_with("javascript:"), "{page}: {value}");
            }
            assert!(!["style", "base", "object", "img"].contains(&tag.name), "{page}");
            if tag.name == "iframe" {
                // What is framed may do nothing, and is ours.
                assert_eq!(tag.get("sandbox"), Some(""), "{page}");
                assert!(tag.get("src").is_some_and(|src| src.starts_with("/messages/")), "{page}");
            }
            if tag.name == "script" {
                assert!(tag.get("src").is_some_and(|src| src.starts_with("/assets/")), "{page}");
            }
            if let Some(href) = tag.get("href").filter(|href| !href.is_empty()) {
                let known = href.starts_with('/') && !href.starts_with("//");
                let edit = href.starts_with("https://app.example/students/");
                // This server by its name.
                let local = href == "http://localhost:8321/account/passkeys";
                assert!(known || href.starts_with('#') || edit || local, "{page}: {href}");
            }
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (page, markup) in fixture::pages() {
        let html = markup.into_string();
        let tags = tags(&html);
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "{page}: two elements are called {id}");
        }
        for tag in &tags {
            for name in ["for", "form", "list", "aria-labelledby", "aria-describedby", "data-copy"]
            {
                for id in tag.get(name).into_iter().flat_map(|value| value.split(' ')) {
                    assert!(ids.contains(id), "{page}: {name}={id} leads nowhere");
                }
            }
            if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains(id), "{page}: #{id} leads nowhere");
            }
            // Boxes stand within their labels.
            let is_box = matches!(tag.get("type"), Some("hidden" | "checkbox" | "radio"));
            let needs_label = tag.name == "input" && !is_box;
            let labelled = tags.iter().any(|label| {
                label.name == "label"
                    && label.get("for").is_some()
                    && label.get("for") == tag.get("id")
            });
            assert!(!needs_label || labelled, "{page}: {:?} has no label", tag.get("name"));
        }
    }
}

#[test]
fn every_page_has_one_title_one_main_and_one_first_heading() {
    for (page, markup) in fixture::pages() {
        let html = markup.into_string();
        for name in ["title", "main", "h1"] {
            // The chart has titles of its own.
            let count = tags(&html.replace("<title>", "<title class=\"\">"))
                .iter()
                .filter(|tag| tag.name == name)
                .count();
            let bars = html.matches("class=\"bar-link\"").count();
            let expected = if name == "title" { 1 + bars } else { 1 };
            assert_eq!(count, expected, "{page}: {name}");
        }
    }
}

#[test]
fn columns_stand_in_the_order_of_the_help_pages() {
    let html = annals_viewer::pages::audit_log::audit_log(&fixture::many()).into_string();
    let head = html.split("<table class=\"entries").nth(1).unwrap();
    let mut rest = head.split("</thead>").next().unwrap();
    for column in [
        "Date and Time",
        "Member Name",
        "Username",
        "Source",
        "IP Address",
        "Action",
        "Affected Records",
    ] {
        let at = rest.find(column).unwrap_or_else(|| panic!("{column} is missing"));
        rest = &rest[at + column.len()..];
    }
}

#[test]
fn a_change_of_user_security_shows_exactly_the_fields_of_its_area() {
    for area in SecurityArea::ALL {
        for &event_type in area.types() {
            let event = fixture::security::change(area, event_type);
            let html = detail(&fixture::entry_view(event, "{}")).into_string();
            let labels: Vec<_> = html
                .split("<dt>")
                .skip(1)
                .map(|rest| rest.split("</dt>").next().unwrap())
                .collect();
            let fields: Vec<_> =
                area.fields(event_type).into_iter().map(AreaField::as_str).collect();
            assert_eq!(labels, fields, "{area:?} {event_type:?}");
            let area_cell = html.split("data-field=\"Area\">").nth(1).unwrap();
            let name = area_cell.split("</dd>").next().unwrap().replace("<wbr>", "");
            assert_eq!(name, format!("<bdi>{}</bdi>", area.as_str()));
            assert!(!html.contains("class=\"absent\""), "{area:?} {event_type:?}");
        }
    }
}

#[test]
fn an_entry_of_no_area_has_its_usual_page() {
    let mut event = fixture::security::change(SecurityArea::UserGroup, EventType::Add);
    event.area = Some("Billing".to_owned());
    let html = detail(&fixture::entry_view(event, "{}")).into_string();
    assert!(html.contains("id=\"entry-number\"") && !html.contains("data-field="));
}

#[test]
fn the_audit_log_stands_in_no_menu_of_those_who_may_not_read_it() {
    let page = |reads_log| {
        let mut view = fixture::many();
        view.frame.user.as_mut().unwrap().reads_log = reads_log;
        let html = annals_viewer::pages::audit_log::audit_log(&view).into_string();
        html.split("</header>").next().unwrap().split("<header").nth(1).unwrap().to_owned()
    };
    for (reads_log, ways) in [(true, 3), (false, 0)] {
        let header = page(reads_log);
        assert_eq!(header.matches(">Audit Log</a>").count(), ways, "{header}");
        assert_eq!(header.contains("/reports/user-security"), reads_log);
        for words in ["Ada Okafor", ">ada<", "Lincoln Gymnastics", "Sign out", ">Español<", "/help"]
        {
            assert!(header.contains(words), "{words}: {header}");
        }
    }
}

/// One tag or text per line, so that a change of a page can be read.
fn lines(html: &str) -> String {
    let without_paths = html
        .split("/assets/")
        .enumerate()
        .map(|(i, part)| match part.split_once(".") {
            Some((_, rest)) if i > 0 => format!("/assets/HASH.{rest}"),
            _ => part.to_owned(),
        })
        .collect::<String>();
    let main = without_paths.find("<main").map_or(&*without_paths, |at| &without_paths[at..]);
    // What stands around it is the same on every page, and looked at once.
    let end = main.find("</main>").unwrap_or(main.len());
    main[..end].replace("><", ">\n<")
}

/// The heading of the log with the menu of views, and what can be done about a changed one.
fn head(lines: &str) -> String {
    let (title, rest) = lines.split_once("<form id=\"search\"").expect("a log has a search bar");
    let changes = rest.split_once("<div class=\"view-changes\">").map(|(_, changes)| changes);
    let changes = changes.and_then(|changes| changes.split("</div>").next());
    format!("{title}…\n{}", changes.unwrap_or_default())
}

#[test]
fn pages_as_they_were_looked_at() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (page, markup) in fixture::pages() {
            // Much data is looked at in a browser; a snapshot of it would be read by nobody. Where
            // only the head of the log differs, only that is kept.
            // The topics of help but one would be read twice.
            if page.starts_with("help-") && page != "help-sources" {
                continue;
            }
            if page.starts_with("log-view") {
                insta::assert_snapshot!(page, head(&lines(&markup.into_string())));
            } else if page.starts_with("zone") {
                // Which places there are, the time zone database of the machine says.
                let lines = lines(&markup.into_string());
                let (before, places) = lines.split_once("<optgroup").unwrap();
                let after = places.split_once("</select>").unwrap().1;
                insta::assert_snapshot!(page, format!("{before}…{after}"));
            } else if !matches!(page, "log-many" | "log-filtered" | "log-compact" | "entry-hostile" | "records-hostile" | "go-hostile" | "security-hostile" | "security-detail-hostile") {
                insta::assert_snapshot!(page, lines(&markup.into_string()));
            }
        }
    });
}

#[test]
fn pages_in_other_languages_as_they_were_looked_at() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for language in [Language::Spanish, Language::Arabic] {
            for (page, markup) in in_language(language, fixture::pages) {
                let wanted = ["log-one", "log-problem", "entry", "sign-in", "help-views", "security"];
                if wanted.contains(&page) {
                    let name = format!("{page}-{}", language.tag());
                    insta::assert_snapshot!(name, lines(&markup.into_string()));
                }
            }
        }
    });
}

#[test]
fn documents_say_their_language_and_its_direction() {
    let (_, markup) = in_language(Language::Arabic, fixture::pages).swap_remove(0);
    let html = markup.into_string();
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\" data-numbers=\"ar-u-nu-latn\">"));
    let chosen = "value=\"ar\" lang=\"ar\" dir=\"rtl\" aria-current=\"true\">العربية</button>";
    assert!(html.contains(chosen));
}

#[test]
fn no_english_is_left_in_arabic() {
    for (page, markup) in in_language(Language::Arabic, fixture::pages) {
        assert_eq!(english_left(&markup.into_string()), [""; 0], "{page}");
    }
}

#[test]
fn options_as_they_were_looked_at() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, view) in fixture::go::results() {
            let options = annals_viewer::components::palette::options(&view.groups).into_string();
            assert!(!options.contains("<img") && !options.contains("</script"), "{name}");
            let name = name.replace("go-", "options-");
            if name != "options-hostile" {
                insta::assert_snapshot!(name, lines(&options));
            }
        }
    });
}

#[test]
fn long_lines_of_a_change_are_folded_and_whole() {
    let (_, page) =
        fixture::pages().into_iter().find(|(name, _)| *name == "entry-hostile").unwrap();
    let html = page.into_string();
    for letter in ["a", "b"] {
        assert!(html.contains(&letter.repeat(10_000)));
    }
    assert_eq!(html.matches("Show all 10,000 characters").count(), 2);
}

#[test]
fn the_frame_as_it_was_looked_at() {
    let (_, markup) = fixture::pages().swap_remove(0);
    let html = markup.into_string();
    let (before, rest) = html.split_once("<main").unwrap();
    let after = rest.split_once("</main>").unwrap().1;
    let stable = format!("{before}…{after}")
        .replace("><", ">\n<")
        .replace(&annals_viewer::assets::STYLE.path, "STYLE")
        .replace(&annals_viewer::assets::SCRIPT.path, "SCRIPT")
        .replace(&annals_viewer::assets::PALETTE.path, "PALETTE")
        .replace(&annals_viewer::assets::KEYS.path, "KEYS")
        .replace(&annals_viewer::assets::ICON.path, "ICON");
    insta::assert_snapshot!(stable);
}

#[test]
fn filters_as_they_were_looked_at() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, markup) in fixture::facets::parts() {
            let html = markup.into_string();
            assert!(tags(&html).iter().all(|tag| tag.get("onclick").is_none()), "{name}");
            insta::assert_snapshot!(name, lines(&html));
        }
    });
}

#[test]
fn a_thousand_rows_are_rendered_once_each() {
    let mut view = fixture::many();
    let annals_viewer::pages::audit_log::Results::Rows(rows) = &mut view.results else {
        panic!("the fixture has rows");
    };
    let row = rows.entries[0].clone();
    rows.entries = (0..1_000)
        .map(|number| annals_viewer::components::entry_table::EntryRow { number, ..row.clone() })
        .collect();
    let html = annals_viewer::pages::audit_log::audit_log(&view).into_string();
    let rows = tags(&html).iter().filter(|tag| tag.name == "tr" && tag.get("id").is_some()).count();
    assert_eq!(rows, 1_000);
}
