//! Reports, written and read back.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use annals_report::{
    Column, Paper, Paragraph, Part, Report, Reporter, Row, Style, SystemFonts, apart,
};
use annals_testkit::mutation;
use annals_testkit::pdf::Pdf;

fn report() -> Report {
    let column = |(name, share): (&str, f32)| Column { name: name.to_owned(), share };
    Report {
        language: "en".to_owned(),
        is_rtl: false,
        title: "Audit Log".to_owned(),
        organization: "Lincoln School".to_owned(),
        columns: [("ID", 5.0), ("Name", 15.0), ("Text", 30.0)].map(column).to_vec(),
        paper: Paper::A4,
        made: "Made on 2026-11-20".to_owned(),
        page_words: |page| format!("Page {page} of"),
        continued: "continued".to_owned(),
        unshown: "A number in a frame stands for a character.".to_owned(),
        is_hidden: |c| {
            let turns = ('\u{202A}'..='\u{202E}').contains(&c);
            c.is_control() || turns || ('\u{2066}'..='\u{2069}').contains(&c)
        },
    }
}

/// A font with the characters 京 and 東 alone.
const FONT: &str = "NotoSansCJK-two.otf";

fn fonts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fonts")
}

/// A folder of a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn part() -> Part {
    let fact = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    Part { name: None, facts: vec![fact(("Search", "everything")), fact(("Entries", "3"))] }
}

fn row(cells: [&str; 3]) -> Row {
    cells.map(|cell| vec![Paragraph::plain(cell)]).to_vec()
}

fn write_with(report: Report, part: Part, system: SystemFonts, rows: &[Row]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut document = Reporter::new(report, Arc::new(system)).begin(part, &mut out).unwrap();
    for row in rows {
        document.row(row, &mut out).unwrap();
    }
    document.finish("That is all.", &mut out).unwrap();
    out
}

fn write(rows: &[Row]) -> Pdf {
    Pdf::read(&write_with(report(), part(), SystemFonts::default(), rows))
}

/// Without what breaking into lines changes.
fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_report_says_what_it_is() {
    let pdf = write(&[row(["7", "Ada", "Deleted Charge"])]);
    assert_eq!((&*pdf.title, &*pdf.language), ("Audit Log · Lincoln School", "en"));
    let texts: Vec<(&str, &str)> =
        pdf.texts.iter().map(|(tag, text)| (&**tag, text.trim())).collect();
    assert_eq!(
        texts,
        [
            ("P", "Lincoln School"),
            ("H1", "Audit Log"),
            ("P", "Search: everything"),
            ("P", "Entries: 3"),
            ("P", "That is all."),
        ]
    );
    assert_eq!(pdf.head, ["ID", "Name", "Text"]);
    assert_eq!(pdf.rows, [["7", "Ada", "Deleted Charge"]]);
    let page = &pdf.pages[0];
    assert!(page.contains("Page 1 of 1"), "{page}");
    assert!(page.contains("Audit Log · Lincoln School") && page.contains("Made on 2026-11-20"));
    assert!(!page.contains("in a frame"));
}

#[test]
fn every_row_stands_there_once_and_in_order() {
    let names = ["Zoë Müller", "Łukasz Żak", "Ольга Иванова", "Γιώργος", "Nguyễn Thị Hồng"];
    let rows: Vec<Row> = (0..2_000)
        .map(|i| {
            let text = "Charged the fee. ".repeat(i % 23);
            row([&i.to_string(), names[i % names.len()], &format!("{text}{i}")])
        })
        .collect();
    let pdf = write(&rows);
    assert_eq!(pdf.rows.len(), rows.len());
    for (found, wanted) in pdf.rows.iter().zip(&rows) {
        let wanted: Vec<String> = wanted.iter().map(|cell| tight(&cell[0].text)).collect();
        assert_eq!(found.iter().map(|cell| tight(cell)).collect::<Vec<_>>(), wanted);
    }
    let count = pdf.pages.len();
    assert!(count > 50, "{count} pages");
    for (at, page) in pdf.pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {count}", at + 1)), "{page}");
        // The names of the columns stand on every page.
        assert!(page.contains("ID") && page.contains("Name") && page.contains("Text"), "{page}");
    }
}

#[test]
fn a_long_text_goes_on_over_pages_whole() {
    let words: String = (0..4_000).map(|i| format!("word{i} ")).collect();
    let unbroken = "x".repeat(20_000);
    let lines = "a\n".repeat(500);
    let pdf = write(&[
        row(["1", &unbroken, &words]),
        row(["2", "Ada", &lines]),
        row(["3", "Ada", "short"]),
    ]);
    assert_eq!(tight(&pdf.rows[0][2]), tight(&words));
    assert_eq!(tight(&pdf.rows[0][1]), unbroken);
    assert_eq!(tight(&pdf.rows[1][2]), tight(&lines));
    assert_eq!(pdf.rows[2], ["3", "Ada", "short"]);
    let going_on = pdf.pages.iter().filter(|page| page.contains("continued")).count();
    assert!(going_on > 10, "{going_on}");
    assert!(!pdf.pages[0].contains("continued"));
}

#[test]
fn text_of_all_scripts_can_be_read_back() {
    for (text, is_rtl) in [
        "Ångström naïve Ærøskøbing ĳ ﬁ office",
        "e\u{301}a\u{308}",
        "Щукин Ёж",
        "Ὀδυσσεύς",
        "😀👩‍👧🇩🇪",
        "a → b ≤ c ✓ ★",
        "(x) [y] {z}",
    ]
    .map(|text| (text, false))
    .into_iter()
    .chain([("שרה לוי", true)])
    {
        let pdf = write(&[row(["1", text, "x"])]);
        let found: String = pdf.rows[0][1].chars().filter(|c| *c != '\u{200D}').collect();
        let wanted: String = text.chars().filter(|c| *c != '\u{200D}').collect();
        // What is read from right to left is drawn the other way round.
        let read = if is_rtl { tight(&found).chars().rev().collect() } else { tight(&found) };
        assert_eq!(read, tight(&wanted));
        assert!(!pdf.pages[0].contains("U+"), "{text}");
    }
}

#[test]
fn arabic_is_joined_and_runs_from_right_to_left() {
    let pdf = write(&[row(["1", "مريم العبدالله", "x"])]);
    let name = &pdf.rows[0][1];
    let drawn: String = name.chars().rev().collect();
    // Words, and letters within them, stand from right to left; joined pairs stay together.
    assert!(tight(&drawn).starts_with("مريم"), "{name}");
    assert_eq!(tight(name).chars().count(), tight("مريم العبدالله").chars().count(), "{name}");
}

#[test]
fn what_hides_is_shown_by_its_number() {
    let pdf = write(&[row(["1", "a\u{202E}gpj.exe\u{0}", "tab\there"])]);
    assert_eq!(tight(&pdf.rows[0][1]), "aU+202Egpj.exeU+0000");
    assert_eq!(pdf.rows[0][2], "tab    here");
    assert!(pdf.pages[0].contains("A number in a frame"));
}

#[test]
fn what_no_font_has_is_shown_by_its_number_and_read_as_it_is() {
    let bytes =
        write_with(report(), part(), SystemFonts::default(), &[row(["1", "東京 Tokyo", "x"])]);
    let pdf = Pdf::read(&bytes);
    // Whoever copies it gets it; the page shows a number, and says so.
    assert_eq!(pdf.rows[0][1], "東京 Tokyo");
    assert!(pdf.pages[0].contains("A number in a frame"));
}

#[test]
fn fonts_of_the_system_are_used() {
    // Has two characters, as a stand-in for a font of the operator.
    let system = SystemFonts::new(Some(fonts()));
    let pdf = Pdf::read(&write_with(report(), part(), system, &[row(["1", "東", "x"])]));
    assert_eq!(pdf.rows[0][1], "東");
    assert!(!pdf.pages[0].contains("A number in a frame"));
}

#[test]
fn a_damaged_font_of_the_system_is_passed_over_and_told() {
    let folder = folder("damaged");
    let (whole, damaged) = (fonts().join(FONT), folder.join("damaged.otf"));
    let mut bytes = std::fs::read(whole).unwrap();
    // Its outlines, which end before its size.
    bytes[300..871].fill(0xFF);
    std::fs::write(&damaged, bytes).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&told);
    let system = SystemFonts::new(Some(folder.clone())).telling(move |path, why| {
        into.lock().unwrap().push((path.to_owned(), why.to_owned()));
    });
    let rows = [row(["1", "東", "x"]), row(["2", "京東", "x"])];
    let pdf = Pdf::read(&write_with(report(), part(), system, &rows));
    assert_eq!((&*pdf.rows[0][1], &*pdf.rows[1][1]), ("東", "京東"));
    assert!(pdf.pages[0].contains("A number in a frame"));
    // Once, though it was needed twice.
    let told = told.lock().unwrap();
    let [(path, why)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(*path, damaged);
    assert!(why.starts_with("can't be embedded: "), "{why}");
}

#[test]
fn no_damage_to_a_font_of_the_system_ends_a_report() {
    let folder = folder("mutated");
    let path = folder.join("font.otf");
    let seed = std::fs::read(fonts().join(FONT)).unwrap();
    mutation::run(&[&seed], 300, |bytes| {
        std::fs::write(&path, bytes).unwrap();
        let system = SystemFonts::new(Some(folder.clone()));
        let pdf = Pdf::read(&write_with(report(), part(), system, &[row(["1", "東京", "x"])]));
        // Shown, or shown by number: whoever copies it gets it.
        assert_eq!(pdf.rows[0][1], "東京");
    });
}

#[test]
fn words_of_two_directions_keep_their_order() {
    let moment = "2026-11-20 03:14 -06:00";
    let facts = vec![
        ("أُعدّ".to_owned(), format!("{}، أعدّه {}", apart(moment), apart("Ada (ada) 7"))),
        ("البحث".to_owned(), apart("a\u{2069}b")),
    ];
    let report = Report {
        language: "ar".to_owned(),
        is_rtl: true,
        made: format!("أُعدّ في {}", apart(moment)),
        ..report()
    };
    let rows = [row(["1", "a\u{2068}b", "x"])];
    let bytes = write_with(report, Part { name: None, facts }, SystemFonts::default(), &rows);
    let pdf = Pdf::read(&bytes);
    // The columns stand from right to left.
    assert!(pdf.head_places.is_sorted_by(|one, next| one > next), "{:?}", pdf.head_places);
    let facts: Vec<&str> = pdf.texts[2..4].iter().map(|(_, text)| &**text).collect();
    assert!(facts[0].contains(moment) && facts[0].contains("Ada (ada) 7"), "{facts:?}");
    assert!(facts[0].find("Ada") < facts[0].find("2026"), "the left end is drawn first");
    // A value can't end what keeps it apart.
    assert!(facts[1].ends_with("aU+2069b"), "{facts:?}");
    assert!(pdf.pages[0].contains(moment));
    let marks = ['\u{2068}', '\u{2069}'];
    assert!(!pdf.pages[0].contains(marks), "{}", pdf.pages[0]);
    // In rows, which strangers write, they are shown.
    assert_eq!(pdf.rows[0][1], "aU+2068b");
}

#[test]
fn columns_stand_from_left_to_right() {
    let pdf = write(&[]);
    assert!(pdf.head_places.is_sorted_by(|one, next| one < next), "{:?}", pdf.head_places);
}

#[test]
fn parts_are_named_and_begin_anew() {
    let mut reporter = Reporter::new(report(), Arc::default());
    for number in 1..=2 {
        let mut out = Vec::new();
        let part = Part { name: Some(format!("Part {number} of 2")), ..part() };
        let mut document = reporter.begin(part, &mut out).unwrap();
        for i in 0..100 {
            document.row(&row([&i.to_string(), "Ada", "x"]), &mut out).unwrap();
        }
        reporter = document.finish("That is all.", &mut out).unwrap();
        let pdf = Pdf::read(&out);
        assert_eq!(pdf.rows.len(), 100);
        assert_eq!(pdf.title, format!("Audit Log · Lincoln School · Part {number} of 2"));
        let words = format!("Part {number} of 2 · Page 1 of {}", pdf.pages.len());
        assert!(pdf.pages[0].contains(&words), "{}", pdf.pages[0]);
        assert!(pdf.texts.contains(&("P".to_owned(), format!("Part {number} of 2"))));
    }
}

#[test]
fn a_report_without_rows_is_whole() {
    let pdf = write(&[]);
    assert_eq!((pdf.pages.len(), pdf.rows.len()), (1, 0));
    assert_eq!(pdf.head, ["ID", "Name", "Text"]);
}

#[test]
fn looks_and_empty_cells() {
    let cells = vec![
        Vec::new(),
        vec![Paragraph::plain("Ada"), Paragraph::styled("for Bob", Style::Faint)],
        vec![Paragraph::styled("Critical", Style::Strong), Paragraph::plain("")],
    ];
    let pdf = write(&[cells]);
    assert_eq!(pdf.rows, [["", "Ada\nfor Bob", "Critical"]]);
}
