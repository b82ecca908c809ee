//! From a line of a log to drafts: Annals' own lines, and those of other products by mapping.

use annals_model::Draft;

/// How the lines of a file are read.
#[derive(Debug)]
pub struct Format(());

/// What one line gave: any number of drafts, and a reason for each part that gave none.
#[derive(Debug, Default)]
pub struct Converted {
    /// Events, in the order of the line.
    pub drafts: Vec<Draft>,
    /// Sentences for the reject file; empty when all of the line was understood.
    pub rejects: Vec<String>,
}

impl Format {
    /// The format called `name`: `native`, a product that is shipped, or a mapping file by path.
    /// The error is a sentence for people.
    pub fn find(name: &str) -> Result<Self, String> {
        match name {
            "native" => Ok(Self(())),
            _ => Err(format!(
                "no format is called {name:?}; known are: {}",
                Self::names().join(", ")
            )),
        }
    }

    /// What [`Self::find`] knows by name.
    pub fn names() -> Vec<&'static str> {
        vec!["native"]
    }

    /// Reads one line without its end.
    pub fn convert(&self, line: &[u8]) -> Converted {
        match annals_server::wire::parse_event(line) {
            Ok(draft) => Converted { drafts: vec![draft], rejects: Vec::new() },
            Err(problems) => {
                let reasons: Vec<_> = problems.iter().map(ToString::to_string).collect();
                Converted { drafts: Vec::new(), rejects: vec![reasons.join("; ")] }
            }
        }
    }
}
