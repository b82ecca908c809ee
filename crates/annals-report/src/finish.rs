//! What is written at the end of a file, when all of it is known.

use std::io::{self, Write};

use pdf_writer::types::Direction;
use pdf_writer::{Finish, Name, Rect, Ref, TextStr};

use crate::document::PAGES;
use crate::embed::embed;
use crate::file::File;
use crate::page::{Page, font_name};
use crate::paragraph::Setter;
use crate::{Paragraph, Part, Report, Style};

/// Numbers of objects that are named before they are written.
pub(crate) struct Ids {
    pub(crate) pages: Ref,
    pub(crate) resources: Ref,
}

/// What the end is made of.
pub(crate) struct Ends<'d> {
    pub(crate) ids: Ids,
    /// Of the tags.
    pub(crate) root: Ref,
    pub(crate) report: &'d Report,
    pub(crate) part: &'d Part,
    pub(crate) pages: &'d [Ref],
}

impl Ids {
    pub(crate) fn new(file: &mut File) -> Self {
        Self { pages: file.next(), resources: file.next() }
    }
}

/// Writes the number of pages, the fonts and the catalogue.
pub(crate) fn finish(
    mut file: File,
    setter: &mut Setter,
    ends: Ends<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Ends { ids, root, report, part, pages } = ends;
    let count = write_count(&mut file, setter, &ids, (pages.len(), report.is_rtl), out)?;
    let mut fonts = Vec::new();
    for (at, face) in setter.fonts.faces.iter().enumerate().filter(|(_, face)| face.is_used()) {
        fonts.push((at, embed(&mut file, out, face, at)?));
    }
    file.object(out, ids.resources, |chunk| {
        let mut resources = chunk.indirect(ids.resources).start::<pdf_writer::writers::Resources>();
        let mut names = resources.fonts();
        for (at, font) in fonts {
            names.pair(Name(&font_name(at)), font);
        }
        names.finish();
        resources.x_objects().pair(Name(PAGES), count);
    })?;
    file.object(out, ids.pages, |chunk| {
        chunk.pages(ids.pages).kids(pages.iter().copied()).count(pages.len() as i32);
    })?;
    let title = match &part.name {
        Some(name) => format!("{} · {} · {name}", report.title, report.organization),
        None => format!("{} · {}", report.title, report.organization),
    };
    let [metadata, info, catalogue] = [(); 3].map(|()| file.next());
    let xmp = xmp(&title, report);
    file.object(out, metadata, |chunk| {
        chunk.metadata(metadata, xmp.as_bytes());
    })?;
    file.object(out, info, |chunk| {
        let mut object = chunk.indirect(info).start::<pdf_writer::writers::DocumentInfo>();
        object.title(TextStr(&title)).creator(TextStr("Annals"));
    })?;
    file.object(out, catalogue, |chunk| {
        let mut object = chunk.indirect(catalogue).start::<pdf_writer::writers::Catalog>();
        object.pages(ids.pages).lang(TextStr(&report.language)).metadata(metadata);
        let direction = if report.is_rtl { Direction::R2L } else { Direction::L2R };
        object.viewer_preferences().display_doc_title(true).direction(direction);
        object.mark_info().marked(true);
        object.pair(Name(b"StructTreeRoot"), root);
    })?;
    file.finish(out, catalogue, info)
}

/// The number of pages, which every page shows and none knew.
fn write_count(
    file: &mut File,
    setter: &mut Setter,
    ids: &Ids,
    (count, is_rtl): (usize, bool),
    out: &mut dyn Write,
) -> io::Result<Ref> {
    let text = [Paragraph::styled(count.to_string(), Style::Faint)];
    let lines = setter.lines(&text, f32::MAX);
    let id = file.next();
    let mut page = Page::new(id);
    for line in &lines {
        let x = if is_rtl { -line.width } else { 0.0 };
        page.line(&mut setter.fonts, line, x, 0.0);
    }
    let drawing = page.finish();
    file.object(out, id, |chunk| {
        let mut form = chunk.form_xobject(id, &drawing);
        form.bbox(Rect::new(-100.0, -5.0, 100.0, 15.0));
        form.pair(Name(b"Resources"), ids.resources);
    })?;
    Ok(id)
}

/// Title and language once more, in the form that newer programs read.
fn xmp(title: &str, report: &Report) -> String {
    let text = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace(|c: char| (report.is_hidden)(c) || c == '\u{FFFE}' || c == '\u{FFFF}', " ")
    };
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        text(title),
        text(&report.language)
    )
}
