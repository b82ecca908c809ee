//! From a line of a log to drafts: Annals' own lines, and those of other products by mapping.
//!
//! What a product's records look like is data (`mappings/*.toml`, or a file of one's own); this
//! module does no I/O but reading that file.

mod address;
mod apply;
mod building;
mod changes;
mod details;
mod expression;
#[doc(hidden)]
pub mod fuzzing;
mod json;
mod keys;
mod mapping;
mod pointer;
mod time;

use std::fs::File;
use std::io::Read;

use annals_model::Draft;

pub use apply::Reject;
pub use mapping::Mapping;

/// The mappings that are shipped, by product.
const SHIPPED: &[(&str, &str)] = &[
    ("aws_cloudtrail", include_str!("../../../../mappings/aws_cloudtrail.toml")),
    ("bitwarden", include_str!("../../../../mappings/bitwarden.toml")),
    ("entra_id", include_str!("../../../../mappings/entra_id.toml")),
    ("github_audit", include_str!("../../../../mappings/github_audit.toml")),
    ("google_workspace", include_str!("../../../../mappings/google_workspace.toml")),
    ("kubernetes", include_str!("../../../../mappings/kubernetes.toml")),
    ("okta", include_str!("../../../../mappings/okta.toml")),
    ("slack", include_str!("../../../../mappings/slack.toml")),
    ("windows_security", include_str!("../../../../mappings/windows_security.toml")),
    ("zoom", include_str!("../../../../mappings/zoom.toml")),
];

/// Bytes of a mapping file.
const MAPPING_BYTES_MAX: u64 = 1024 * 1024;

fn read_mapping(path: &str) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(MAPPING_BYTES_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAPPING_BYTES_MAX {
        let reason = format!("it has more than {MAPPING_BYTES_MAX} bytes");
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, reason));
    }
    Ok(text)
}

/// How the lines of a file are read.
#[derive(Debug)]
pub enum Format {
    /// Annals' own wire form.
    Native,
    /// Another product's.
    Mapped(Box<Mapping>),
}

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
        if name == "native" {
            return Ok(Self::Native);
        }
        if let Some((_, text)) = SHIPPED.iter().find(|(product, _)| *product == name) {
            let mapping = Mapping::parse(text).map_err(|why| format!("mapping {name}: {why}"))?;
            return Ok(Self::Mapped(Box::new(mapping)));
        }
        if name.ends_with(".toml") || name.contains('/') {
            let text = read_mapping(name)
                .map_err(|error| format!("can't read the mapping file {name}: {error}"))?;
            let mapping = Mapping::parse(&text).map_err(|why| format!("{name}: {why}"))?;
            return Ok(Self::Mapped(Box::new(mapping)));
        }
        Err(format!(
            "no format is called {name:?}; known are {}, or the path of a mapping file",
            Self::names().join(", ")
        ))
    }

    /// What [`Self::find`] knows by name.
    pub fn names() -> Vec<&'static str> {
        std::iter::once("native").chain(SHIPPED.iter().map(|(product, _)| *product)).collect()
    }

    /// Reads one line without its end.
    pub fn convert(&self, line: &[u8]) -> Converted {
        match self {
            Self::Native => match annals_server::wire::parse_event(line) {
                Ok(draft) => Converted { drafts: vec![draft], rejects: Vec::new() },
                Err(problems) => {
                    let reasons: Vec<_> = problems.iter().map(ToString::to_string).collect();
                    Converted { drafts: Vec::new(), rejects: vec![reasons.join("; ")] }
                }
            },
            Self::Mapped(mapping) => {
                let Ok(text) = std::str::from_utf8(line) else {
                    let rejects = vec!["this is not UTF-8".to_owned()];
                    return Converted { drafts: Vec::new(), rejects };
                };
                let mut converted = Converted::default();
                for result in mapping.apply(text) {
                    match result {
                        Ok(draft) => converted.drafts.push(draft),
                        Err(Reject(why)) => converted.rejects.push(why),
                    }
                }
                converted
            }
        }
    }
}
