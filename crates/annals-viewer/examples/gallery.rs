//! Renders every page with made-up data to static files, to be looked at in a browser:
//! `cargo run -p annals-viewer --example gallery -- target/gallery`, with the tag of a language
//! after the folder if not in English.

use std::path::PathBuf;

use annals_viewer::messages::{Language, in_language};

#[path = "../tests/fixture/mod.rs"]
mod fixture;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).map_or_else(|| "target/gallery".into(), PathBuf::from);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in annals_viewer::assets::all() {
        std::fs::write(folder.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    let language = std::env::args().nth(2).and_then(|tag| tag.parse().ok());
    for (name, page) in in_language(language.unwrap_or(Language::English), fixture::pages) {
        // Static files have no root: make the paths of assets relative.
        let html = page.into_string().replace("\"/assets/", "\"assets/");
        std::fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}
