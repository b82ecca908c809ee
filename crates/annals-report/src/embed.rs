//! Puts into the file what it uses of its fonts.

use std::io::{self, Write};

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};

use crate::face::{Face, table};
use crate::file::{File, compress};

const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Writes a font; `at` distinguishes it from others.
pub(crate) fn embed(
    file: &mut File,
    out: &mut dyn Write,
    face: &Face,
    at: usize,
) -> io::Result<Ref> {
    let [font, descendant, descriptor, data, texts] = [(); 5].map(|()| file.next());
    let subset = subsetter::subset(face.bytes.get(), face.index, &face.used)
        .map_err(|error| io::Error::other(format!("a font can't be embedded: {error}")))?;
    let outlines = table(&subset, 0, b"CFF ");
    let name = format!("ANNAL{}+Font{at}", char::from(b'A' + at as u8 % 26));
    let name = Name(name.as_bytes());

    file.object(out, font, |chunk| {
        let mut object = chunk.type0_font(font);
        object.base_font(name).encoding_predefined(Name(b"Identity-H"));
        object.descendant_font(descendant).to_unicode(texts);
    })?;
    file.object(out, descendant, |chunk| {
        let mut object = chunk.cid_font(descendant);
        let kind = if outlines.is_some() { CidFontType::Type0 } else { CidFontType::Type2 };
        object.subtype(kind).base_font(name).system_info(SYSTEM).font_descriptor(descriptor);
        object.default_width(0.0);
        object.widths().consecutive(0, face.widths.iter().copied());
        if outlines.is_none() {
            object.cid_to_gid_map_predefined(Name(b"Identity"));
        }
    })?;
    describe(file, out, face, (descriptor, name), (data, outlines.is_some()))?;
    let bytes = compress(outlines.unwrap_or(&subset))?;
    file.object(out, data, |chunk| {
        let mut stream = chunk.stream(data, &bytes);
        stream.filter(Filter::FlateDecode);
        if outlines.is_some() {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), subset.len() as i32);
        }
    })?;
    let mut map = UnicodeCmap::new(Name(b"Annals"), SYSTEM);
    for (number, text) in (0u16..).zip(&face.texts) {
        if let Some(text) = text {
            map.pair_with_multiple(number, text.chars());
        }
    }
    file.stream(out, texts, &map.finish())?;
    Ok(font)
}

/// Writes what a reader has to know that lacks the font.
fn describe(
    file: &mut File,
    out: &mut dyn Write,
    face: &Face,
    (id, name): (Ref, Name<'_>),
    (data, is_cff): (Ref, bool),
) -> io::Result<()> {
    let metrics = face.font.metrics();
    let scale = 1000.0 / f32::from(face.font.units_per_em());
    let line = metrics.hhea_line.unwrap_or_default();
    let (up, down) = (line.ascender.to_f32() * scale, line.descender.to_f32() * scale);
    let bounds = metrics.bounds;
    let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
    let [left, bottom, right, top] = bounds.map(|bound| bound.to_f32() * scale);
    file.object(out, id, |chunk| {
        let mut object = chunk.font_descriptor(id);
        object.name(name).flags(FontFlags::SYMBOLIC).bbox(Rect::new(left, bottom, right, top));
        object.italic_angle(0.0).ascent(up).descent(down).cap_height(up).stem_v(80.0);
        if is_cff {
            object.font_file3(data);
        } else {
            object.font_file2(data);
        }
        object.finish();
    })
}
