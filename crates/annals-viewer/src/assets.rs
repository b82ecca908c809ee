//! The files that pages load: part of the program, addressed by their content.

use std::sync::LazyLock;

/// A file that pages load. Its path changes with its content, so it may be cached for ever.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served: `/assets/annals-1f2e3d4c5b6a7988.css`.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

/// The style sheet.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("annals", "css", "text/css; charset=utf-8", include_bytes!("../assets/annals.css"))
});
/// The module that adds copy buttons, selection and the like.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("../assets/annals.js");
    Asset::new("annals", "js", "text/javascript; charset=utf-8", bytes)
});
/// The module of the search of pages.
pub static PALETTE: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("../assets/palette.js");
    Asset::new("palette", "js", "text/javascript; charset=utf-8", bytes)
});
/// The module of keys.
pub static KEYS: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("../assets/keys.js");
    Asset::new("keys", "js", "text/javascript; charset=utf-8", bytes)
});
/// The icon of the browser's tab.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", include_bytes!("../assets/icon.svg"))
});

/// All of them.
pub fn all() -> [&'static Asset; 5] {
    [&*STYLE, &*SCRIPT, &*PALETTE, &*KEYS, &*ICON]
}

/// The asset at `path`, as it stands in pages; none for the path of an older content.
pub fn find(path: &str) -> Option<&'static Asset> {
    all().into_iter().find(|asset| asset.path == path)
}

impl Asset {
    fn new(name: &str, extension: &str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        let path = format!("/assets/{name}-{:016x}.{extension}", fnv(bytes));
        Self { path, media_type, bytes }
    }
}

/// FNV-1a: tells two versions of our own files apart, which needs no cryptography.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_found_by_their_paths_only() {
        for asset in all() {
            assert_eq!(find(&asset.path).map(|found| found.bytes), Some(asset.bytes));
        }
        assert!(find("/assets/annals-0000000000000000.css").is_none());
        assert!(find("/assets/../Cargo.toml").is_none());
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for asset in all() {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            let foreign = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!foreign.contains("http:") && !foreign.contains("https:"), "{}", asset.path);
        }
    }
}
