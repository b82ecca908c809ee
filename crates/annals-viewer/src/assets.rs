//! The files that pages load: part of the program, addressed by their content.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A file that pages load. Its path changes with its content, so it may be cached for ever.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served: `/assets/annals-1f2e3d4c5b6a7988.css`.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
}

/// The style sheet. Later files may overrule earlier ones: those for narrow windows and other media
/// stand last.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let text = concat!(
        include_str!("../assets/css/base.css"),
        include_str!("../assets/css/controls.css"),
        include_str!("../assets/css/components.css"),
        include_str!("../assets/css/frame.css"),
        include_str!("../assets/css/menus.css"),
        include_str!("../assets/css/organizations.css"),
        include_str!("../assets/css/records.css"),
        include_str!("../assets/css/deletion.css"),
        include_str!("../assets/css/log.css"),
        include_str!("../assets/css/views.css"),
        include_str!("../assets/css/preferences.css"),
        include_str!("../assets/css/people.css"),
        include_str!("../assets/css/messages.css"),
        include_str!("../assets/css/webhooks.css"),
        include_str!("../assets/css/account.css"),
        include_str!("../assets/css/access.css"),
        include_str!("../assets/css/search.css"),
        include_str!("../assets/css/filters.css"),
        include_str!("../assets/css/help.css"),
        include_str!("../assets/css/chips.css"),
        include_str!("../assets/css/chart.css"),
        include_str!("../assets/css/results.css"),
        include_str!("../assets/css/table.css"),
        include_str!("../assets/css/selection.css"),
        include_str!("../assets/css/cells.css"),
        include_str!("../assets/css/wide.css"),
        include_str!("../assets/css/compact.css"),
        include_str!("../assets/css/empty.css"),
        include_str!("../assets/css/security.css"),
        include_str!("../assets/css/entry.css"),
        include_str!("../assets/css/changes.css"),
        include_str!("../assets/css/values.css"),
        include_str!("../assets/css/proof.css"),
        include_str!("../assets/css/dialog.css"),
        include_str!("../assets/css/narrow.css"),
        include_str!("../assets/css/cards.css"),
        include_str!("../assets/css/media.css"),
    );
    Asset::new("annals", "css", "text/css; charset=utf-8", text.as_bytes())
});
/// The module that adds copy buttons, selection and the like.
pub static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("annals", include_str!("../assets/annals.js"), &[&WORDS]));
/// The module of the search of pages.
pub static PALETTE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::module("palette", include_str!("../assets/palette.js"), &[&LISTBOX, &WORDS])
});
/// The module that completes what is typed.
pub static COMPLETE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::module("complete", include_str!("../assets/complete.js"), &[&LISTBOX, &WORDS])
});
/// The module that offers what can be done with a value of the table.
pub static VALUES: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("values", include_str!("../assets/values.js"), &[]));
/// The module of keys.
pub static KEYS: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("keys", include_str!("../assets/keys.js"), &[]));
/// The module of the live log.
pub static LIVE: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("live", include_str!("../assets/live.js"), &[&WORDS]));
/// The module that follows ways within the log without leaving its page.
pub static RESULTS: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("results", include_str!("../assets/results.js"), &[&HTMX]));
/// The module that chooses a range in the chart.
pub static BRUSH: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("brush", include_str!("../assets/brush.js"), &[&WORDS]));
/// htmx 4.0.1, as its authors published it; of it the page uses links, forms and morphing, and
/// nothing that is evaluated as script, which the policy forbids.
static HTMX: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("../assets/htmx/htmx.esm.min.js");
    Asset::module("htmx", text, &[])
});
/// The module that asks the browser for passkeys.
pub static PASSKEYS: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("passkeys", include_str!("../assets/passkeys.js"), &[]));
/// The module that checks an entry's place in the log.
pub static VERIFY: LazyLock<Asset> = LazyLock::new(|| {
    Asset::module("verify", include_str!("../assets/verify.js"), &[&COMMITTED, &PROOF, &WORDS])
});
/// The module that reads what a commitment was made of.
static COMMITTED: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("committed", include_str!("../assets/committed.js"), &[&PROOF]));
/// The module that computes commitments and roots.
static PROOF: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("proof", include_str!("../assets/proof.js"), &[&SHA256]));
/// The module that hashes.
static SHA256: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("sha256", include_str!("../assets/sha256.js"), &[]));
/// The module that prints numbers and words that go by one.
static WORDS: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("words", include_str!("../assets/words.js"), &[]));
/// The module of options beneath a field.
static LISTBOX: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("listbox", include_str!("../assets/listbox.js"), &[]));
/// The icon of the browser's tab.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", &include_bytes!("../assets/icon.svg")[..])
});

/// All of them.
pub fn all() -> [&'static Asset; 18] {
    [
        &STYLE, &ICON, &SCRIPT, &PALETTE, &COMPLETE, &VALUES, &KEYS, &RESULTS, &BRUSH, &HTMX,
        &LIVE, &PASSKEYS, &VERIFY, &COMMITTED, &PROOF, &SHA256, &WORDS, &LISTBOX,
    ]
    .map(LazyLock::force)
}

/// The asset at `path`, as it stands in pages; none for the path of an older content.
pub fn find(path: &str) -> Option<&'static Asset> {
    all().into_iter().find(|asset| asset.path == path)
}

impl Asset {
    fn new(
        name: &str,
        extension: &str,
        media_type: &'static str,
        bytes: impl Into<Cow<'static, [u8]>>,
    ) -> Self {
        let bytes = bytes.into();
        let path = format!("/assets/{name}-{:016x}.{extension}", fnv(&bytes));
        Self { path, media_type, bytes }
    }

    /// A module that imports others, from beside it as they are called here: `./proof.js`.
    fn module(name: &str, text: &'static str, imports: &[&Self]) -> Self {
        let mut text = text.to_owned();
        for import in imports {
            let file = import.path.trim_start_matches("/assets/");
            let (stem, _) = file.rsplit_once('-').unwrap_or_default();
            text = text.replace(&format!("\"./{stem}.js\""), &format!("\"./{file}\""));
        }
        Self::new(name, "js", "text/javascript; charset=utf-8", text.into_bytes())
    }
}

/// FNV-1a: tells two versions of our own files apart, which needs no cryptography.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn assets_are_found_by_their_paths_only() {
        for asset in all() {
            assert_eq!(find(&asset.path).map(|found| &found.bytes), Some(&asset.bytes));
        }
        assert!(find("/assets/annals-0000000000000000.css").is_none());
        assert!(find("/assets/../Cargo.toml").is_none());
    }

    #[test]
    fn modules_import_what_is_there() {
        for asset in all().into_iter().filter(|asset| asset.path.ends_with(".js")) {
            let text = std::str::from_utf8(&asset.bytes).unwrap();
            for import in text.lines().filter(|line| line.starts_with("import ")) {
                let (_, from) = import.split_once(" from \"./").unwrap();
                let file = from.trim_end_matches("\";");
                assert!(find(&format!("/assets/{file}")).is_some(), "{import}");
            }
        }
    }

    /// What `npm pack htmx.org@4.0.1` gives, `dist/htmx.esm.min.js`; a change of it is a change of
    /// version, with its licence.
    #[test]
    fn htmx_is_what_its_authors_published() {
        let digest = Sha256::digest(&HTMX.bytes);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "df982506d1529a193f6073f568ec821d4ae8db761bdb0ef07bd6a3d5eace0b2e");
        let licence = include_str!("../assets/htmx/LICENSE");
        assert!(licence.starts_with("Zero-Clause BSD"));
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for asset in all() {
            let text = std::str::from_utf8(&asset.bytes).unwrap();
            let foreign = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!foreign.contains("http:") && !foreign.contains("https:"), "{}", asset.path);
        }
    }
}
