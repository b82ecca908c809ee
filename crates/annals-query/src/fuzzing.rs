//! What the fuzzer of `fuzz/` and the short run in the tests hold the language to.

use annals_model::Millis;

use crate::{Context, describe, parse, print};

/// Parses `bytes`, with and without an unfinished last word.
///
/// # Panics
///
/// If what was understood does not print to a text that is understood alike, or an error points
/// between the bytes of a character.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for prefix_last_word in [false, true] {
        let context = Context { prefix_last_word, ..Context::utc(Millis(1_795_166_043_000)) };
        match parse(&text, &context) {
            Ok(expr) => {
                assert!(!describe(&expr, &context).is_empty());
                let printed = print(&expr, &context);
                // Printing quotes and spells out, so it may pass the limit of a search's length.
                if printed.len() <= annals_model::limits::QUERY_BYTES_MAX {
                    assert_eq!(parse(&printed, &context), Ok(expr), "{printed}");
                }
            }
            Err(errors) => {
                assert!(!errors.0.is_empty());
                for error in errors.0 {
                    assert!(text.get(error.span.clone()).is_some(), "{error:?}");
                }
            }
        }
    }
}
