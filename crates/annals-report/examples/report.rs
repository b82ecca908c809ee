//! Writes a report to look at: `cargo run -p annals-report --example report -- FILE [FONTS]`.

use std::fs::File;
use std::io::{self, BufWriter};
use std::sync::Arc;

use annals_report::{Column, Paper, Paragraph, Part, Report, Reporter, Row, Style, SystemFonts};

const COLUMNS: [(&str, f32); 9] = [
    ("ID", 41.0),
    ("Date and Time", 92.0),
    ("Member Name", 84.0),
    ("Username", 84.0),
    ("Source", 62.0),
    ("IP Address", 64.0),
    ("Action", 88.0),
    ("Affected Records", 122.0),
    ("Description", 145.0),
];

fn main() -> io::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let file = arguments.next().ok_or_else(|| io::Error::other("which file?"))?;
    let system = Arc::new(SystemFonts::new(arguments.next().map(Into::into)));
    let report = Report {
        language: "en".to_owned(),
        is_rtl: false,
        title: "Audit Log".to_owned(),
        organization: "Lincoln Elementary School – مدرسة لينكولن".to_owned(),
        columns: COLUMNS.map(|(name, share)| Column { name: name.to_owned(), share }).to_vec(),
        paper: Paper::A4,
        made: "Made on 2026-11-20 03:14 -06:00".to_owned(),
        page_words: |page| format!("Page {page} of"),
        continued: "continued".to_owned(),
        unshown: "U+… in a frame is the number of a character that does not show itself, or that \
                  no font of this report has. Exports as CSV, NDJSON and Excel have it."
            .to_owned(),
        is_hidden: |c| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c),
    };
    let facts = [
        ("Search", "refund, from 11/1/2026 on, Source is Office Portal, without views and exports"),
        ("Entries", "24,310 in all, newest first; 20,001 to 24,310 in this part"),
        ("Time zone", "America/Chicago; times in UTC stand beneath"),
    ];
    let facts = facts.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let mut out = BufWriter::new(File::create(file)?);
    let part = Part { name: Some("Part 2 of 2".to_owned()), facts };
    let mut document = Reporter::new(report, system).begin(part, &mut out)?;
    for number in (1..=120u32).rev() {
        document.row(&row(number), &mut out)?;
    }
    document.finish("End of part 2 of 2: 4,310 of 24,310 entries.", &mut out)?;
    Ok(())
}

fn row(number: u32) -> Row {
    const NAMES: [&str; 9] = [
        "Ana Muñoz",
        "Ольга Иванова",
        "Γιώργος Παπαδόπουλος",
        "مريم العبدالله",
        "שרה לוי",
        "山田 太郎",
        "김민준",
        "Nguyễn Thị Hồng Nhung",
        "Zoë O’Brien-Świątek",
    ];
    let name = NAMES[number as usize % NAMES.len()];
    let description = match number % 17 {
        3 => "x".repeat(300),
        5 => {
            "قامت مريم بتغيير دور سارة (Viewer) إلى مسؤول، ثم أرسلت رسالة إلى 25 ولي أمر".to_owned()
        }
        7 => "Changed role: viewer → admin ✓ 🎉 invoice\u{202E}fdp.exe\u{0}\tdone".to_owned(),
        9 => "Refunded $25.00 because the class was cancelled. ".repeat(14),
        11 if number < 20 => "A very long note that goes on and on. ".repeat(300),
        _ => "Refunded $25.00".to_owned(),
    };
    let critical = number.is_multiple_of(6);
    let mut action = vec![Paragraph::plain("Refunded Payment")];
    if critical {
        action.push(Paragraph::styled("Critical", Style::Strong));
    }
    vec![
        vec![Paragraph::plain((123_400 + number).to_string())],
        vec![
            Paragraph::plain("2026-11-20 03:14:03"),
            Paragraph::styled("2026-11-20 09:14:03.120 UTC", Style::Faint),
        ],
        vec![Paragraph::plain(name), Paragraph::styled("for Alex Smith", Style::Faint)],
        vec![Paragraph::plain("ana.munoz-long@lincolnelementary.example")],
        vec![Paragraph::plain("Office Portal")],
        vec![Paragraph::plain(if number.is_multiple_of(2) {
            "192.168.100.23"
        } else {
            "2001:db8:85a3:8d3:1319:8a2e:370:7348"
        })],
        action,
        vec![Paragraph::plain(format!("{name} (Student {number}); Fall Class 9 (Class 4411)"))],
        vec![Paragraph::plain(description)],
    ]
}
