//! What is drawn on a page.

use pdf_writer::types::{ArtifactSubtype, ArtifactType};
use pdf_writer::{Buf, Content, Finish, Name, Ref, Settings, Str, TextStr};

use crate::fonts::Fonts;
use crate::line::{FRAME, Line, Piece};
use crate::paragraph::Mark;
use crate::shape::Cluster;
use crate::structure::{Kind, Marked};

/// How light rules are.
const RULE_GRAY: f32 = 0.78;
const FRAME_GRAY: f32 = 0.45;
const RULE_WIDTH: f32 = 0.4;

/// A page that is being drawn. Its origin is at the bottom left.
pub(crate) struct Page {
    pub(crate) id: Ref,
    content: Content,
    /// The element of each numbered content.
    pub(crate) elements: Vec<Ref>,
    /// Whether a character is shown by its number.
    pub(crate) has_marks: bool,
    font: Option<(usize, f32)>,
    gray: Option<f32>,
}

/// What shows a run of text: glyphs, and moves between them in thousandths of an em.
enum Item {
    Glyph(u16),
    Move(f32),
}

/// Where text goes within a piece, in ems: where it should be, and where the file's reader is.
#[derive(Default)]
struct Pen {
    wanted: f32,
    actual: f32,
}

impl Page {
    pub(crate) fn new(id: Ref) -> Self {
        let mut content = Content::with_settings(Settings { pretty: false });
        content.set_line_width(RULE_WIDTH).set_stroke_gray(RULE_GRAY);
        Self { id, content, elements: Vec::new(), has_marks: false, font: None, gray: None }
    }

    /// The drawing.
    pub(crate) fn finish(self) -> Buf {
        self.content.finish()
    }

    /// What `draw` draws belongs to `element`.
    pub(crate) fn marked(
        &mut self,
        kind: Kind,
        element: Ref,
        draw: impl FnOnce(&mut Self),
    ) -> Marked {
        let number = self.elements.len() as u32;
        self.elements.push(element);
        let tag = Name(kind.name().as_bytes());
        let mut mark = self.content.begin_marked_content_with_properties(tag);
        mark.properties().identify(number as i32);
        mark.finish();
        draw(self);
        self.content.end_marked_content();
        Marked { page: self.id, number }
    }

    /// What `draw` draws is said elsewhere, or is decoration.
    pub(crate) fn artifact(&mut self, at: Artifact, draw: impl FnOnce(&mut Self)) {
        let mut mark = self.content.begin_marked_content_with_properties(Name(b"Artifact"));
        let mut artifact = mark.properties().artifact();
        match at {
            Artifact::Rule => artifact.kind(ArtifactType::Layout),
            Artifact::Head => {
                artifact.kind(ArtifactType::Pagination).subtype(ArtifactSubtype::Header)
            }
            Artifact::Foot => {
                artifact.kind(ArtifactType::Pagination).subtype(ArtifactSubtype::Footer)
            }
        };
        artifact.finish();
        mark.finish();
        draw(self);
        self.content.end_marked_content();
    }

    /// A rule from `x` on.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32) {
        self.artifact(Artifact::Rule, |page| {
            page.content.move_to(round(x), round(y)).line_to(round(x + width), round(y)).stroke();
        });
    }

    /// The form `name`, with its origin at a place.
    pub(crate) fn form(&mut self, name: &[u8], x: f32, y: f32) {
        self.content.save_state().transform([1.0, 0.0, 0.0, 1.0, round(x), round(y)]);
        self.content.x_object(Name(name)).restore_state();
    }

    /// A line whose left end and base line are at a place.
    pub(crate) fn line(&mut self, fonts: &mut Fonts, line: &Line, x: f32, y: f32) {
        if line.pieces.is_empty() {
            return;
        }
        let size = line.style.size();
        if self.gray != Some(line.style.gray()) {
            self.gray = Some(line.style.gray());
            self.content.set_fill_gray(line.style.gray());
        }
        self.content.begin_text();
        for piece in &line.pieces {
            let font = (piece.word.face, size);
            if self.font != Some(font) {
                self.font = Some(font);
                self.content.set_font(Name(&font_name(font.0)), size);
            }
            let frame = if piece.mark.is_some() { FRAME * size } else { 0.0 };
            let place = [1.0, 0.0, 0.0, 1.0, round(x + piece.x + frame), round(y)];
            self.content.set_text_matrix(place);
            self.piece(fonts, piece, size);
        }
        self.content.end_text();
        for piece in line.pieces.iter().filter(|piece| piece.mark.is_some()) {
            self.has_marks = true;
            self.content.set_stroke_gray(FRAME_GRAY);
            let (left, width) = (x + piece.x + 0.05 * size, piece.width - 0.1 * size);
            let (bottom, height) = (y - 0.2 * size, size);
            self.content.rect(round(left), round(bottom), round(width), round(height)).stroke();
            self.content.set_stroke_gray(RULE_GRAY);
        }
    }

    fn piece(&mut self, fonts: &mut Fonts, piece: &Piece, size: f32) {
        if let Some(Mark::Missing(c)) = piece.mark {
            self.begin_text_in_place(&c.to_string());
        }
        let (mut pen, mut items) = (Pen::default(), Vec::new());
        let count = piece.clusters.len();
        for at in 0..count {
            let at = if piece.word.is_rtl { count - 1 - at } else { at };
            let cluster = &piece.word.clusters[piece.clusters.start + at];
            self.cluster(fonts, piece, cluster, size, &mut pen, &mut items);
        }
        self.show(&mut items);
        if let Some(Mark::Missing(_)) = piece.mark {
            self.content.end_marked_content();
        }
    }

    fn cluster(
        &mut self,
        fonts: &mut Fonts,
        piece: &Piece,
        cluster: &Cluster,
        size: f32,
        pen: &mut Pen,
        items: &mut Vec<Item>,
    ) {
        let (face, text) =
            (&mut fonts.faces[piece.word.face], &piece.word.text[cluster.text.clone()]);
        let glyphs = piece.word.glyphs(cluster);
        // A shape that stands for this text wherever it is used needs no further word.
        let is_plain = glyphs.len() == 1 && {
            let number = face.take(glyphs[0].id);
            face.stands_for(number, text)
        };
        if !is_plain {
            self.show(items);
            self.begin_text_in_place(text);
        }
        for glyph in glyphs {
            let number = face.take(glyph.id);
            let off = pen.wanted + glyph.x - pen.actual;
            if off.abs() > 0.000_5 {
                items.push(Item::Move(-off * 1000.0));
                pen.actual += off;
            }
            if glyph.y != 0.0 {
                self.show(items);
                self.content.set_rise(round(glyph.y * size));
            }
            items.push(Item::Glyph(number));
            pen.actual += face.widths[usize::from(number)] / 1000.0;
            pen.wanted += glyph.advance;
            if glyph.y != 0.0 {
                self.show(items);
                self.content.set_rise(0.0);
            }
        }
        if !is_plain {
            self.show(items);
            self.content.end_marked_content();
        }
    }

    fn begin_text_in_place(&mut self, text: &str) {
        let mut mark = self.content.begin_marked_content_with_properties(Name(b"Span"));
        mark.properties().actual_text(TextStr(text));
    }

    fn show(&mut self, items: &mut Vec<Item>) {
        if items.is_empty() {
            return;
        }
        let mut glyphs = Vec::with_capacity(items.len() * 2);
        if items.iter().all(|item| matches!(item, Item::Glyph(_))) {
            for item in items.drain(..) {
                glyphs.extend(item.bytes());
            }
            self.content.show(Str(&glyphs));
            return;
        }
        let mut shown = self.content.show_positioned();
        let mut out = shown.items();
        for item in items.drain(..) {
            if let Item::Move(by) = item {
                if !glyphs.is_empty() {
                    out.show(Str(&glyphs));
                    glyphs.clear();
                }
                out.adjust(by.round());
            }
            glyphs.extend(item.bytes());
        }
        if !glyphs.is_empty() {
            out.show(Str(&glyphs));
        }
    }
}

/// What an artifact is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Artifact {
    Rule,
    Head,
    Foot,
}

impl Item {
    fn bytes(&self) -> impl Iterator<Item = u8> {
        let number = if let Self::Glyph(number) = self { Some(number.to_be_bytes()) } else { None };
        number.into_iter().flatten()
    }
}

/// The name of a font in drawings.
pub(crate) fn font_name(face: usize) -> Vec<u8> {
    format!("F{face}").into_bytes()
}

/// A hundredth of a point is finer than any printer.
fn round(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
