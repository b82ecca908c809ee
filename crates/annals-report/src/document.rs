//! A report, part after part: what stands where.

use std::io::{self, Write};
use std::sync::Arc;

use pdf_writer::Ref;

use crate::file::File;
use crate::finish::{Ends, Ids, finish};
use crate::layout::{columns, draw, fitting, row_height};
use crate::line::Line;
use crate::page::{Artifact, Page};
use crate::paragraph::Setter;
use crate::structure::{Kind, Marked, Structure};
use crate::{Paragraph, Part, Report, Row, Style, SystemFonts, apart};

/// Around what is printed, in points.
pub(crate) const MARGIN: f32 = 34.0;
/// Base line of the foot, and of what explains marks above it.
const FOOT: f32 = 24.0;
const NOTE: f32 = 35.0;
/// Nothing of the table stands below.
const BOTTOM: f32 = 46.0;
/// Between cells.
pub(crate) const GAP: f32 = 7.0;
/// Above and below the text of a row.
pub(crate) const PAD: f32 = 2.6;
/// Where values of facts begin.
const FACT: f32 = 118.0;
/// A row that is parted begins on a page only with so much room.
const BEGIN_MIN: f32 = 60.0;
/// Rows up to this share of a page are not parted.
const KEPT_MAX: f32 = 0.35;
/// Room for the number of pages, which is known at the end.
const PAGES_WIDTH: f32 = 19.0;
/// What that number is called in drawings.
pub(crate) const PAGES: &[u8] = b"N";

/// Makes the parts of one report, one after the other.
pub struct Reporter {
    report: Report,
    setter: Setter,
}

/// A part that is being made. What is written of it is not remembered.
pub struct Document {
    report: Report,
    part: Part,
    setter: Setter,
    file: File,
    structure: Structure,
    ids: Ids,
    /// Pages that are written.
    pages: Vec<Ref>,
    page: Page,
    /// How far down the page is used.
    y: f32,
    /// Left end and width of each column.
    columns: Vec<(f32, f32)>,
    head: Vec<Vec<Line>>,
    has_table: bool,
}

impl Reporter {
    /// Characters that the program's fonts lack are looked for in `system`.
    pub fn new(report: Report, system: Arc<SystemFonts>) -> Self {
        let setter = Setter::new(system, &report);
        Self { report, setter }
    }

    /// Begins a file; all further bytes of it have to go to `out`, too.
    pub fn begin(self, part: Part, out: &mut dyn Write) -> io::Result<Document> {
        let Self { report, mut setter } = self;
        setter.fonts.forget();
        let mut file = File::new(out)?;
        let ids = Ids::new(&mut file);
        let structure = Structure::new(&mut file);
        let (width, height) = report.paper.size();
        let columns = columns(&report, width - 2.0 * MARGIN);
        let names = report.columns.iter().zip(&columns);
        let head = names.map(|(column, (_, width))| {
            setter.lines(&[Paragraph::own(&column.name, Style::Strong)], *width)
        });
        let head = head.collect();
        let page = Page::new(file.next());
        let y = height - MARGIN;
        let mut document = Document {
            report,
            part,
            setter,
            file,
            structure,
            ids,
            pages: Vec::new(),
            page,
            y,
            columns,
            head,
            has_table: false,
        };
        document.introduce(out)?;
        Ok(document)
    }
}

impl Document {
    /// Adds a row: a cell for each column.
    pub fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let cells = row.iter().zip(&self.columns);
        let cells: Vec<_> =
            cells.map(|(cell, (_, width))| self.setter.lines(cell, *width)).collect();
        self.place_row(&cells, Kind::Cell, out)
    }

    /// Says at the end what was in it, and writes what is left.
    pub fn finish(mut self, closing: &str, out: &mut dyn Write) -> io::Result<Reporter> {
        self.y -= 2.0 * PAD;
        self.text(Kind::Text, "", &[Paragraph::own(closing, Style::Fact)], out)?;
        self.end_page(out)?;
        let Self { report, mut setter, mut file, structure, ids, pages, part, .. } = self;
        let root = structure.root();
        structure.finish(&mut file, out, report.is_rtl)?;
        let ends = Ends { ids, root, report: &report, part: &part, pages: &pages };
        finish(file, &mut setter, ends, out)?;
        Ok(Reporter { report, setter })
    }

    /// What stands before the table, and the table's head.
    fn introduce(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let over = Paragraph::styled(&self.report.organization, Style::Over);
        self.text(Kind::Text, "", &[over], out)?;
        self.y -= 4.0;
        let title = Paragraph::own(&self.report.title, Style::Title);
        self.text(Kind::Title, "", &[title], out)?;
        if let Some(name) = &self.part.name {
            let name = Paragraph::own(name, Style::Over);
            self.text(Kind::Text, "", &[name], out)?;
        }
        self.y -= 6.0;
        for (name, value) in self.part.facts.clone() {
            self.text(Kind::Text, &name, &[Paragraph::own(value, Style::Fact)], out)?;
        }
        self.y -= 10.0;
        let head = std::mem::take(&mut self.head);
        self.place_row(&head, Kind::Head, out)?;
        self.head = head;
        self.has_table = true;
        Ok(())
    }

    /// Paragraphs across the page, with a name in front.
    fn text(
        &mut self,
        kind: Kind,
        name: &str,
        paragraphs: &[Paragraph],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let left = if name.is_empty() { 0.0 } else { FACT };
        let width = self.width() - left;
        let lines = self.setter.lines(paragraphs, width);
        let names = if name.is_empty() { String::new() } else { format!("{name}:") };
        let names = self.setter.lines(&[Paragraph::own(names, Style::FactName)], FACT - GAP);
        // Seen by nobody, but heard and copied between a name and its value.
        let blank = self.setter.lines(&[Paragraph::styled(" ", Style::FactName)], GAP);
        let places = [self.place(MARGIN, FACT), self.place(MARGIN + left, width)];
        let (element, mut content, mut start) = (self.file.next(), Vec::new(), 0);
        while start < lines.len().max(names.len()) {
            let end = start + fitting(&lines[start.min(lines.len())..], self.y - BOTTOM);
            let end = if start >= lines.len() { names.len() } else { end };
            if end == start {
                self.next_page(out)?;
                continue;
            }
            let is_rtl = self.report.is_rtl;
            let (y, fonts) = (self.y, &mut self.setter.fonts);
            content.push(self.page.marked(kind, element, |page| {
                let of = names.get(start..end.min(names.len()));
                draw(page, fonts, of, places[0], y, is_rtl);
                if !name.is_empty() && start == 0 {
                    let at = if is_rtl { places[1].0 + width } else { places[1].0 - GAP };
                    draw(page, fonts, Some(&blank), (at, GAP), y, is_rtl);
                }
                let of = lines.get(start..end.min(lines.len()));
                draw(page, fonts, of, places[1], y, is_rtl);
            }));
            let height = |lines: &[Line]| lines.iter().map(|line| line.style.leading()).sum();
            let used: [f32; 2] = [&lines, &names]
                .map(|all| height(all.get(start..end.min(all.len())).unwrap_or_default()));
            self.y -= used[0].max(used[1]);
            start = end;
        }
        self.structure.text(&mut self.file, out, (element, kind), &content)
    }

    /// Left end and width of what begins `from` points after the page's beginning.
    fn place(&self, from: f32, width: f32) -> (f32, f32) {
        let page = self.report.paper.size().0;
        (if self.report.is_rtl { page - from - width } else { from }, width)
    }

    /// A row, over as many pages as it takes.
    fn place_row(
        &mut self,
        cells: &[Vec<Line>],
        kind: Kind,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (_, top) = self.report.paper.size();
        let body = top - MARGIN - BOTTOM - row_height(&self.head);
        let (height, room) = (row_height(cells), self.y - BOTTOM);
        if height > room && (height <= body * KEPT_MAX || room < BEGIN_MIN) {
            self.next_page(out)?;
        }
        let mut elements: Vec<(Ref, Vec<Marked>)> =
            cells.iter().map(|_| (self.file.next(), Vec::new())).collect();
        let mut starts = vec![0; cells.len()];
        loop {
            let room = self.y - BOTTOM - 2.0 * PAD;
            let (y, mut used) = (self.y - PAD, 0.0f32);
            for (at, lines) in cells.iter().enumerate() {
                let rest = &lines[starts[at]..];
                let now = &rest[..fitting(rest, room)];
                if now.is_empty() {
                    continue;
                }
                let (column, fonts) = (self.columns[at], &mut self.setter.fonts);
                let is_rtl = self.report.is_rtl;
                let (element, content) = &mut elements[at];
                content.push(self.page.marked(kind, *element, |page| {
                    draw(page, fonts, Some(now), column, y, is_rtl);
                }));
                used = used.max(now.iter().map(|line| line.style.leading()).sum());
                starts[at] += now.len();
            }
            self.y -= used + 2.0 * PAD;
            self.page.rule(MARGIN, self.y, self.width());
            if starts.iter().zip(cells).all(|(start, lines)| *start == lines.len()) {
                break;
            }
            self.next_page(out)?;
            let words = [Paragraph::own(&self.report.continued, Style::Faint)];
            let (column, y) = (self.columns[0], self.y - PAD);
            let lines = self.setter.lines(&words, column.1);
            let (fonts, is_rtl) = (&mut self.setter.fonts, self.report.is_rtl);
            self.page.artifact(Artifact::Head, |page| {
                draw(page, fonts, Some(&lines), column, y, is_rtl);
            });
        }
        self.structure.row(&mut self.file, out, kind, &elements)
    }

    /// Ends the page and begins another, which begins with the table's head.
    fn next_page(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.end_page(out)?;
        self.y = self.report.paper.size().1 - MARGIN;
        if !self.has_table {
            return Ok(());
        }
        let (y, columns, fonts) = (self.y - PAD, &self.columns, &mut self.setter.fonts);
        let is_rtl = self.report.is_rtl;
        self.page.artifact(Artifact::Head, |page| {
            for (lines, column) in self.head.iter().zip(columns) {
                draw(page, fonts, Some(lines), *column, y, is_rtl);
            }
        });
        self.y -= row_height(&self.head);
        self.page.rule(MARGIN, self.y, self.width());
        Ok(())
    }

    fn end_page(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.foot();
        let next = Page::new(self.file.next());
        let page = std::mem::replace(&mut self.page, next);
        let (id, number) = (page.id, self.pages.len());
        self.pages.push(id);
        self.structure.page(&mut self.file, out, &page.elements)?;
        let content = self.file.next();
        self.file.stream(out, content, &page.finish())?;
        let (width, height) = self.report.paper.size();
        let object = format!(
            "<</Type/Page/Parent {} 0 R/MediaBox[0 0 {width} {height}]/Resources {} 0 R\
             /Contents {} 0 R/StructParents {number}/Tabs/S>>",
            self.ids.pages.get(),
            self.ids.resources.get(),
            content.get()
        );
        self.file.pack(out, id, object.as_bytes())
    }

    /// Whose and what it is, when it was made, and which page this is.
    fn foot(&mut self) {
        let Report { organization, title, made, page_words, unshown, is_rtl, .. } = &self.report;
        let (is_rtl, width, number) = (*is_rtl, self.width(), self.pages.len() + 1);
        let words = format!("{} ", page_words(number as u64));
        let part = self.part.name.iter().map(|name| format!("{name} · ")).collect::<String>();
        let one = |setter: &mut Setter, text: String, width: f32| {
            let mut lines = setter.lines(&[Paragraph::own(text, Style::Faint)], width);
            lines.truncate(1);
            lines
        };
        let name = format!("{title} · {}", apart(organization));
        let name = one(&mut self.setter, name, width * 0.4);
        let made = one(&mut self.setter, made.clone(), width * 0.3);
        let count = one(&mut self.setter, format!("{part}{words}"), width);
        let note = if self.page.has_marks { unshown.clone() } else { String::new() };
        let note = one(&mut self.setter, note, width);
        // As wide as it is, with its blank.
        let end = count.iter().flat_map(|line| &line.pieces).map(|piece| piece.x + piece.width);
        let end = end.fold(0.0, f32::max) + if is_rtl { 2.0 } else { 0.0 };
        let all = [
            (note, self.place(MARGIN, width), NOTE),
            (name, self.place(MARGIN, width * 0.4), FOOT),
            (made, self.place(MARGIN + width * 0.42, width * 0.3), FOOT),
            (count, self.place(MARGIN + width - PAGES_WIDTH - end, end), FOOT),
        ];
        let (pages, _) = self.place(MARGIN + width - PAGES_WIDTH, 0.0);
        let fonts = &mut self.setter.fonts;
        self.page.artifact(Artifact::Foot, |page| {
            for (lines, (left, width), y) in &all {
                for line in lines {
                    let x = if is_rtl { left + width - line.width } else { *left };
                    page.line(fonts, line, x, *y);
                }
            }
            page.form(PAGES, pages, FOOT);
        });
    }

    fn width(&self) -> f32 {
        self.report.paper.size().0 - 2.0 * MARGIN
    }
}
