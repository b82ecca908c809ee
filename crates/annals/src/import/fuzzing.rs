//! What the fuzzer of `fuzz/` and the short run in the tests hold mappings to.

use std::sync::OnceLock;

use super::{Format, Mapping};

/// Applies every shipped mapping to `bytes` as a record, and reads them as a mapping file.
///
/// # Panics
///
/// If the same record gives other events the second time.
pub fn mapping(bytes: &[u8]) {
    static SHIPPED: OnceLock<Vec<Format>> = OnceLock::new();
    let shipped = SHIPPED.get_or_init(|| {
        Format::names().into_iter().filter_map(|name| Format::find(name).ok()).collect()
    });
    let text = String::from_utf8_lossy(bytes);
    for format in shipped {
        if let Format::Mapped(mapping) = format {
            assert_eq!(mapping.apply(&text), mapping.apply(&text));
        }
    }
    if let Ok(own) = Mapping::parse(&text) {
        let _ = own.apply(r#"{"a":{"b":[{"name":"x","value":1}]},"t":1795166043}"#);
    }
}
