//! The tags: which content is a heading, a row, a cell. With them the report can be read aloud.

use std::fmt::Write as _;
use std::io::{self, Write};

use pdf_writer::Ref;

use crate::file::File;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Title,
    Text,
    Row,
    Head,
    Cell,
}

impl Kind {
    /// Its name in the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Title => "H1",
            Self::Text => "P",
            Self::Row => "TR",
            Self::Head => "TH",
            Self::Cell => "TD",
        }
    }
}

/// Where content of an element stands: the page, and its number there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marked {
    pub(crate) page: Ref,
    pub(crate) number: u32,
}

/// The elements so far. Those of cells are written at once; the numbers of rows are kept.
pub(crate) struct Structure {
    root: Ref,
    document: Ref,
    table: Ref,
    /// What the document consists of; the table stands where its first row came.
    parts: Vec<Ref>,
    rows: Vec<Ref>,
    /// The elements of each page's content.
    pages: Vec<Ref>,
}

impl Structure {
    pub(crate) fn new(file: &mut File) -> Self {
        let [root, document, table] = [(); 3].map(|()| file.next());
        Self { root, document, table, parts: Vec::new(), rows: Vec::new(), pages: Vec::new() }
    }

    /// The root, for the catalogue.
    pub(crate) fn root(&self) -> Ref {
        self.root
    }

    /// A heading or paragraph of the document.
    pub(crate) fn text(
        &mut self,
        file: &mut File,
        out: &mut dyn Write,
        (id, kind): (Ref, Kind),
        content: &[Marked],
    ) -> io::Result<()> {
        self.parts.push(id);
        let object = leaf(kind, self.document, content);
        file.pack(out, id, object.as_bytes())
    }

    /// A row of the table with its cells, each with the places of its content.
    pub(crate) fn row(
        &mut self,
        file: &mut File,
        out: &mut dyn Write,
        kind: Kind,
        cells: &[(Ref, Vec<Marked>)],
    ) -> io::Result<()> {
        if self.rows.is_empty() {
            self.parts.push(self.table);
        }
        let row = file.next();
        self.rows.push(row);
        for (id, content) in cells {
            let object = leaf(kind, row, content);
            file.pack(out, *id, object.as_bytes())?;
        }
        let kids = cells.iter().map(|(id, _)| *id);
        let object = branch(Kind::Row.name(), self.table, kids);
        file.pack(out, row, object.as_bytes())
    }

    /// A page on which content has numbers from 0 on, of these elements.
    pub(crate) fn page(
        &mut self,
        file: &mut File,
        out: &mut dyn Write,
        elements: &[Ref],
    ) -> io::Result<()> {
        let id = file.next();
        self.pages.push(id);
        file.pack(out, id, references(elements.iter().copied()).as_bytes())
    }

    /// Writes what holds all together.
    pub(crate) fn finish(
        self,
        file: &mut File,
        out: &mut dyn Write,
        is_rtl: bool,
    ) -> io::Result<()> {
        let table = branch("Table", self.document, self.rows.iter().copied());
        file.pack(out, self.table, table.as_bytes())?;
        let mut document = branch("Document", self.root, self.parts.iter().copied());
        if is_rtl {
            document.truncate(document.len() - ">>".len());
            document.push_str("/A<</O/Layout/WritingMode/RlTb>>>>");
        }
        file.pack(out, self.document, document.as_bytes())?;
        let mut parents = String::new();
        for (page, id) in self.pages.iter().enumerate() {
            let _ = write!(parents, "{page} {} 0 R ", id.get());
        }
        let root = format!(
            "<</Type/StructTreeRoot/K {} 0 R/ParentTreeNextKey {}/ParentTree<</Nums[{parents}]>>>>",
            self.document.get(),
            self.pages.len()
        );
        file.pack(out, self.root, root.as_bytes())
    }
}

/// An element with content.
fn leaf(kind: Kind, parent: Ref, content: &[Marked]) -> String {
    let mut object = format!("<</S/{}/P {} 0 R", kind.name(), parent.get());
    if kind == Kind::Head {
        object.push_str("/A<</O/Table/Scope/Column>>");
    }
    match content {
        [] => {}
        [Marked { page, number }] => {
            let _ = write!(object, "/Pg {} 0 R/K {number}", page.get());
        }
        several => {
            object.push_str("/K[");
            for Marked { page, number } in several {
                let _ = write!(object, "<</Type/MCR/Pg {} 0 R/MCID {number}>>", page.get());
            }
            object.push(']');
        }
    }
    object.push_str(">>");
    object
}

/// An element with elements.
fn branch(name: &str, parent: Ref, kids: impl Iterator<Item = Ref>) -> String {
    format!("<</S/{name}/P {} 0 R/K{}>>", parent.get(), references(kids))
}

fn references(ids: impl Iterator<Item = Ref>) -> String {
    let mut list = "[".to_owned();
    for id in ids {
        let _ = write!(list, "{} 0 R ", id.get());
    }
    list.push(']');
    list
}
