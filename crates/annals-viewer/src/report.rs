//! The log as a report on paper: its columns, its rows, and what it says about itself.

use annals_model::{ActorKind, Catalogue, Event, Outcome};
use annals_report::{Column, Paper, Paragraph, Report, Row, Style, apart};
use jiff::Zoned;
use maud::Markup;

use crate::components::actor::kind_word;
use crate::components::text::plain_apart;
use crate::components::{entry_table, text};
use crate::messages::{
    Language, entry as fact, export, in_language, log as column, report as messages,
};
use crate::sheet;

/// What shows a character by its number, in the words that explain it.
const NUMBER: &str = "U+…";

/// The columns, and their shares of the width.
fn columns() -> [(&'static str, f32); 9] {
    [
        (fact::id(), 42.0),
        (column::date_and_time(), 105.0),
        (column::member_name(), 84.0),
        (column::username(), 84.0),
        (column::source(), 60.0),
        (column::ip_address(), 64.0),
        (column::action(), 88.0),
        (column::affected_records(), 116.0),
        (export::description(), 131.0),
    ]
}

/// What a report is of, and who asked for it.
#[derive(Clone, Debug)]
pub struct About {
    /// Whose log it is.
    pub organization: String,
    /// Whether the logs of those below are in it, too.
    pub below: bool,
    /// The search in words; `None` of entries that were ticked.
    pub search: Option<Markup>,
    /// Whether entries that tell of views and exports are left out of it.
    pub hides_access: bool,
    /// Entries in all parts together.
    pub total: u64,
    /// When it is made, in the zone of its times.
    pub made_at: Zoned,
    /// Who makes it: name and username.
    pub made_by: (String, String),
    /// Whether dates begin with the month there.
    pub month_first: bool,
    /// What it is written in.
    pub language: Language,
}

/// Some of the entries: its number among how many parts, and its first and last entry, from 1 on.
#[derive(Clone, Copy, Debug)]
pub struct PartOf {
    /// Its number.
    pub part: u64,
    /// How many there are.
    pub parts: u64,
    /// Its first entry.
    pub first: u64,
    /// Its last entry.
    pub last: u64,
}

/// What stands on every page.
pub fn report(about: &About) -> Report {
    let language = about.language;
    in_language(language, || Report {
        language: language.tag().to_owned(),
        is_rtl: language.direction() == "rtl",
        title: column::title().to_owned(),
        organization: about.organization.clone(),
        columns: columns().map(|(name, share)| Column { name: name.to_owned(), share }).to_vec(),
        paper: paper(about),
        made: messages::made(&apart(&minute(&about.made_at))),
        // Asked for at the end of each page, wherever that is made.
        page_words: match language {
            Language::English => |page| in_language(Language::English, || messages::page(page)),
            Language::Spanish => |page| in_language(Language::Spanish, || messages::page(page)),
            Language::Arabic => |page| in_language(Language::Arabic, || messages::page(page)),
        },
        continued: messages::continued().to_owned(),
        unshown: messages::unshown().replace(NUMBER, &apart(NUMBER)),
        is_hidden: text::is_hidden,
    })
}

/// What stands at the beginning of a part.
pub fn part(about: &About, of: PartOf) -> annals_report::Part {
    in_language(about.language, || self::introduction(about, of))
}

fn introduction(about: &About, of: PartOf) -> annals_report::Part {
    let PartOf { part, parts, first, last } = of;
    let search = match &about.search {
        None => messages::ticked().to_owned(),
        Some(search) if about.hides_access => messages::search_hiding(&plain_apart(search)),
        Some(search) => plain_apart(search),
    };
    let total = match parts {
        1 => messages::total(about.total),
        _ => messages::total_of_part(about.total, first, last),
    };
    let (name, username) = &about.made_by;
    let made = messages::made_by(&apart(&minute(&about.made_at)), &apart(name), &apart(username));
    let zone = about.made_at.time_zone().iana_name().unwrap_or("UTC");
    let zone = if zone == "UTC" { zone.to_owned() } else { messages::zone(&apart(zone)) };
    let facts = [
        (messages::search(), search),
        (messages::entries(), total),
        (messages::time_zone(), zone),
        (messages::made_fact(), made),
    ];
    annals_report::Part {
        name: (parts > 1).then(|| messages::part(part, parts)),
        facts: facts.map(|(name, value)| (name.to_owned(), value)).to_vec(),
    }
}

/// What stands after its last row.
pub fn end(about: &About, of: PartOf) -> String {
    let PartOf { part, parts, first, last } = of;
    let count = last + 1 - first;
    in_language(about.language, || match parts {
        1 => messages::end(about.total),
        _ if part == parts => messages::end_of_last_part(count, about.total),
        _ => messages::end_of_part(part, parts, count, about.total),
    })
}

/// The row of an entry; `occurred_at` is in the zone of whoever reads.
pub fn row(
    about: &About,
    number: u64,
    event: &Event,
    occurred_at: &Zoned,
    catalogue: &Catalogue,
) -> Row {
    let mut row =
        in_language(about.language, || row_in_language(number, event, occurred_at, catalogue));
    if let Some(id) = row.first_mut().filter(|_| about.below) {
        // A number is one of one log.
        let log = event.organization.as_str().to_owned();
        id.push(Paragraph::styled(log, Style::Faint));
    }
    row
}

fn row_in_language(number: u64, event: &Event, occurred_at: &Zoned, catalogue: &Catalogue) -> Row {
    let [id, _, _, _, member, other, username, source, ip, action, .., description, _, _, _] =
        sheet::texts(number, event, occurred_at, catalogue);
    let one =
        |text: String| if text.is_empty() { Vec::new() } else { vec![Paragraph::plain(text)] };
    vec![
        one(id),
        when(event, occurred_at),
        member_name(event, member, &other),
        one(username),
        one(source),
        one(ip),
        action_with_marks(event, action),
        // Each on a line of its own, so that names of different directions don't mix.
        event.records.iter().map(|of| Paragraph::plain(sheet::record(of, catalogue))).collect(),
        one(description),
    ]
}

/// The time there, and the same in UTC.
fn when(event: &Event, at: &Zoned) -> Vec<Paragraph> {
    let utc = event.occurred_at.to_string().replace('T', " ").replace('Z', "");
    if at.time_zone().iana_name().unwrap_or("UTC") == "UTC" {
        return vec![Paragraph::plain(utc)];
    }
    let local = at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    vec![Paragraph::plain(local), Paragraph::styled(format!("{utc} UTC"), Style::Faint)]
}

fn member_name(event: &Event, name: String, other: &str) -> Vec<Paragraph> {
    let mut cell = Vec::new();
    if !name.is_empty() {
        cell.push(Paragraph::plain(name));
    }
    // Nobody of the organisation did it themselves.
    if let ActorKind::System | ActorKind::Support | ActorKind::Api = event.actor.kind {
        cell.push(Paragraph::styled(kind_word(event.actor.kind), Style::Faint));
    }
    if !other.is_empty() {
        cell.push(Paragraph::styled(messages::for_other(other), Style::Faint));
    }
    cell
}

fn action_with_marks(event: &Event, action: String) -> Vec<Paragraph> {
    let mut cell = vec![Paragraph::plain(action)];
    if event.outcome != Outcome::Success {
        cell.push(Paragraph::styled(entry_table::outcome_word(event.outcome), Style::Strong));
    }
    if event.critical {
        cell.push(Paragraph::styled(column::critical(), Style::Strong));
    }
    cell
}

/// Letter is used where dates begin with the month and the zone is one of America; A4 elsewhere.
fn paper(about: &About) -> Paper {
    let zone = about.made_at.time_zone().iana_name().unwrap_or_default().to_owned();
    match about.month_first && zone.starts_with("America/") {
        true => Paper::Letter,
        false => Paper::A4,
    }
}

fn minute(at: &Zoned) -> String {
    at.strftime("%Y-%m-%d %H:%M %:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(zone: &str, month_first: bool) -> About {
        About {
            organization: "Lincoln School".to_owned(),
            below: false,
            search: Some(crate::components::text::text("refund")),
            hides_access: true,
            total: 40_001,
            made_at: format!("2026-11-20T03:14:03[{zone}]").parse().unwrap(),
            made_by: ("Ada Lovelace".to_owned(), "ada".to_owned()),
            month_first,
            language: Language::English,
        }
    }

    #[test]
    fn all_words_are_of_one_language() {
        for language in Language::ALL {
            let about = About { language, ..about("UTC", false) };
            let page = (report(&about).page_words)(7);
            let expected = in_language(language, || messages::page(7));
            assert_eq!(page, expected);
            assert!(page.contains('7'), "{page}");
            let unshown = report(&about).unshown;
            assert!(unshown.contains(&apart(NUMBER)), "{unshown}");
        }
    }

    #[test]
    fn paper_is_what_printers_there_have() {
        assert_eq!(paper(&about("America/Chicago", true)), Paper::Letter);
        assert_eq!(paper(&about("America/Sao_Paulo", false)), Paper::A4);
        assert_eq!(paper(&about("Europe/Berlin", true)), Paper::A4);
        assert_eq!(paper(&about("UTC", true)), Paper::A4);
    }

    #[test]
    fn parts_say_what_they_are_of() {
        let about = about("America/Chicago", true);
        let of = |part, first, last| PartOf { part, parts: 3, first, last };
        let second = part(&about, of(2, 20_001, 40_000));
        assert_eq!(second.name.as_deref(), Some("Part 2 of 3"));
        let shown = |value: &str| value.replace(['\u{2068}', '\u{2069}'], "");
        let facts: Vec<(&str, String)> =
            second.facts.iter().map(|(name, value)| (&**name, shown(value))).collect();
        let facts: Vec<(&str, &str)> =
            facts.iter().map(|(name, value)| (*name, &**value)).collect();
        assert_eq!(
            facts,
            [
                ("Search", "refund; without views and exports"),
                (
                    "Entries",
                    "40,001 entries, newest first; this part has number 20,001 to 40,000 of them"
                ),
                ("Time zone", "America/Chicago; the same moment in UTC stands beneath each time"),
                ("Made", "2026-11-20 03:14 -06:00 by Ada Lovelace (ada)"),
            ]
        );
        assert_eq!(
            end(&about, of(2, 20_001, 40_000)),
            "End of part 2 of 3: 20,000 entries of 40,001."
        );
        assert_eq!(end(&about, of(3, 40_001, 40_001)), "End of the last part: 1 entry of 40,001.");
        let whole = PartOf { part: 1, parts: 1, first: 1, last: 40_001 };
        assert_eq!(part(&about, whole).name, None);
        assert_eq!(end(&about, whole), "End of the report: 40,001 entries.");
    }
}
