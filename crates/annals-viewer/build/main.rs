//! Turns `messages/<language>/<area>.ftl` into functions, one per message, so that a message or a
//! variable that is missing is an error of the compiler and never a gap on someone's page.

#![allow(clippy::print_stdout, reason = "cargo reads what is printed")]

mod catalogue;
mod code;
mod text;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use catalogue::{Catalogue, Source};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=messages");
    println!("cargo:rerun-if-changed=build");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    match Catalogue::read(&sources(&root.join("messages"))?) {
        Ok(catalogue) => fs::write(out.join("messages.rs"), code::code(&catalogue)),
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            Ok(())
        }
    }
}

/// Every file, in the order of languages and of names.
fn sources(messages: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for (language, _) in catalogue::LANGUAGES {
        let mut paths = Vec::new();
        for entry in fs::read_dir(messages.join(language))? {
            paths.push(entry?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "ftl"));
        paths.sort();
        for path in paths {
            let area = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sources.push(Source { language, area, text: fs::read_to_string(&path)? });
        }
    }
    Ok(sources)
}
