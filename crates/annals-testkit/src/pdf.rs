//! Reads a PDF report back, by its tags: what a screen reader would read.

#![allow(clippy::unwrap_used, reason = "a report that is not as it should be fails its test")]

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A report as it was read.
pub struct Pdf {
    /// The text of each page, marked or not, in the order in which it is drawn.
    pub pages: Vec<String>,
    /// Headings and paragraphs: the tag and the text.
    pub texts: Vec<(String, String)>,
    /// The table's rows, cell after cell.
    pub rows: Vec<Vec<String>>,
    /// The names of the columns.
    pub head: Vec<String>,
    /// How far from the left edge each of them begins, in points.
    pub head_places: Vec<f32>,
    /// Of the document.
    pub title: String,
    /// Of the document.
    pub language: String,
}

/// Text by page and number, and how far from the left edge it begins.
type Marked = HashMap<(ObjectId, i64), (String, f32)>;

impl Pdf {
    /// Reads a file; panics where it isn't as reports are.
    pub fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let mut marked = Marked::new();
        let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
        let pages = ids.iter().map(|id| page(&document, *id, &mut marked)).collect();
        let catalogue = document.catalog().unwrap();
        assert!(
            follow(&document, catalogue, b"MarkInfo").get(b"Marked").unwrap().as_bool().unwrap()
        );
        let root = follow(&document, catalogue, b"StructTreeRoot");
        let top = follow(&document, root, b"K");
        assert_eq!(top.get(b"S").unwrap().as_name().unwrap(), b"Document");
        let mut read = Self {
            pages,
            texts: Vec::new(),
            rows: Vec::new(),
            head: Vec::new(),
            head_places: Vec::new(),
            title: string(follow(&document, &document.trailer, b"Info").get(b"Title").unwrap()),
            language: string(catalogue.get(b"Lang").unwrap()),
        };
        for part in kids(&document, top) {
            match tag(part) {
                "Table" => read.table(&document, part, &marked),
                tag => read.texts.push((tag.to_owned(), text(part, &marked))),
            }
        }
        read
    }

    fn table(&mut self, document: &Document, table: &Dictionary, marked: &Marked) {
        for row in kids(document, table) {
            let cells = kids(document, row);
            let texts = cells.iter().map(|cell| text(cell, marked)).collect();
            if tag(cells[0]) == "TH" {
                assert!(self.head.is_empty(), "one row of names");
                self.head = texts;
                self.head_places = cells.iter().map(|cell| place(cell, marked)).collect();
            } else {
                self.rows.push(texts);
            }
        }
    }
}

fn tag(element: &Dictionary) -> &str {
    std::str::from_utf8(element.get(b"S").unwrap().as_name().unwrap()).unwrap()
}

fn kids<'d>(document: &'d Document, element: &Dictionary) -> Vec<&'d Dictionary> {
    let kids = element.get(b"K").unwrap().as_array().unwrap().iter();
    kids.map(|kid| document.get_dictionary(kid.as_reference().unwrap()).unwrap()).collect()
}

/// The text of an element over all pages that it stands on.
fn text(element: &Dictionary, marked: &Marked) -> String {
    let texts = content(element).into_iter().map(|of| &*marked[&of].0);
    texts.collect::<Vec<_>>().join("\n")
}

fn place(element: &Dictionary, marked: &Marked) -> f32 {
    marked[&content(element)[0]].1
}

/// Where an element's content is: pages, and numbers there.
fn content(element: &Dictionary) -> Vec<(ObjectId, i64)> {
    let content: Vec<(ObjectId, Object)> = match element.get(b"K") {
        Err(_) => Vec::new(),
        Ok(Object::Array(several)) => {
            let place = |of: &Object| {
                let of = of.as_dict().unwrap();
                (of.get(b"Pg").unwrap().as_reference().unwrap(), of.get(b"MCID").unwrap().clone())
            };
            several.iter().map(place).collect()
        }
        Ok(one) => vec![(element.get(b"Pg").unwrap().as_reference().unwrap(), one.clone())],
    };
    content.into_iter().map(|(page, id)| (page, id.as_i64().unwrap())).collect()
}

/// What is drawn on a page, and into `marked` what of it has a number.
fn page(document: &Document, id: ObjectId, marked: &mut Marked) -> String {
    let page = document.get_dictionary(id).unwrap();
    let fonts = follow(document, follow(document, page, b"Resources"), b"Font");
    let fonts = fonts.iter().map(|(name, font)| {
        let font = document.get_dictionary(font.as_reference().unwrap()).unwrap();
        let map = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
        let map = document.get_object(map).unwrap().as_stream().unwrap();
        (name.clone(), unicode(&map.decompressed_content().unwrap()))
    });
    let mut reader = Reader { fonts: fonts.collect(), ..Reader::default() };
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    for operation in content.operations {
        reader.operation(document, page, &operation);
    }
    assert!(reader.open.is_empty(), "all marks are closed");
    marked.extend(reader.marked.into_iter().map(|(number, text)| ((id, number), text)));
    reader.all
}

#[derive(Default)]
struct Reader {
    fonts: HashMap<Vec<u8>, HashMap<u16, String>>,
    font: Vec<u8>,
    x: f32,
    y: f32,
    all: String,
    marked: HashMap<i64, (String, f32)>,
    /// Marks that content stands in: their number, or the text that stands for their content.
    open: Vec<(Option<i64>, Option<String>)>,
}

impl Reader {
    fn operation(&mut self, document: &Document, page: &Dictionary, of: &Operation) {
        let number = |at: usize| of.operands[at].as_float().unwrap();
        match &*of.operator {
            "BDC" => {
                let of = of.operands[1].as_dict().unwrap();
                let id = of.get(b"MCID").ok().map(|id| id.as_i64().unwrap());
                let instead = of.get(b"ActualText").ok().map(string);
                if let Some(instead) = &instead {
                    self.say(instead);
                }
                self.open.push((id, instead));
            }
            "EMC" => drop(self.open.pop().unwrap()),
            "Tf" => self.font = of.operands[0].as_name().unwrap().to_vec(),
            "Tm" => {
                let y = number(5);
                self.x = number(4);
                if (y - self.y).abs() > 4.0 {
                    self.say("\n");
                }
                self.y = y;
            }
            "Tj" => self.show(&of.operands[0]),
            "TJ" => {
                for item in of.operands[0].as_array().unwrap() {
                    if matches!(item, Object::String(..)) {
                        self.show(item);
                    }
                }
            }
            "Do" => self.form(document, page, of.operands[0].as_name().unwrap()),
            _ => {}
        }
    }

    fn form(&mut self, document: &Document, page: &Dictionary, name: &[u8]) {
        let forms = follow(document, follow(document, page, b"Resources"), b"XObject");
        let form = forms.get(name).unwrap().as_reference().unwrap();
        let form = document.get_object(form).unwrap().as_stream().unwrap();
        let bytes = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
        for operation in Content::decode(&bytes).unwrap().operations {
            if operation.operator != "Tm" {
                self.operation(document, page, &operation);
            }
        }
    }

    fn show(&mut self, glyphs: &Object) {
        if self.open.iter().any(|(_, instead)| instead.is_some()) {
            return;
        }
        let map = &self.fonts[&self.font];
        let glyphs = glyphs.as_str().unwrap().chunks_exact(2);
        let text: String =
            glyphs.map(|pair| &*map[&u16::from_be_bytes([pair[0], pair[1]])]).collect();
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        self.all.push_str(text);
        if let Some(id) = self.open.iter().find_map(|(id, _)| *id) {
            let x = self.x;
            let (said, _) = self.marked.entry(id).or_insert_with(|| (String::new(), x));
            if !(said.is_empty() && text == "\n") {
                said.push_str(text);
            }
        }
    }
}

/// What the glyphs of a font stand for.
fn unicode(map: &[u8]) -> HashMap<u16, String> {
    let text = std::str::from_utf8(map).unwrap();
    let pairs = text.lines().filter_map(|line| {
        let (glyph, text) = line.trim().strip_prefix('<')?.split_once("> <")?;
        let text = text.strip_suffix('>')?;
        let unit = |at| u16::from_str_radix(&text[at..at + 4], 16).ok();
        let units: Option<Vec<u16>> = (0..text.len()).step_by(4).map(unit).collect();
        Some((u16::from_str_radix(glyph, 16).ok()?, String::from_utf16(&units?).ok()?))
    });
    pairs.collect()
}

fn follow<'d>(document: &'d Document, from: &'d Dictionary, name: &[u8]) -> &'d Dictionary {
    match from.get(name).unwrap() {
        Object::Reference(id) => document.get_dictionary(*id).unwrap(),
        object => object.as_dict().unwrap(),
    }
}

/// A text of the file, which is UTF-16 if a mark says so.
fn string(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        None => String::from_utf8(bytes.to_vec()).unwrap(),
        Some(bytes) => {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            String::from_utf16(&units.collect::<Vec<_>>()).unwrap()
        }
    }
}
