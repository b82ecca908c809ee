//! Wire forms: events from JSON and to JSON.

use annals_model::{Draft, Problem};

/// Parses one event; every field that is wrong is named.
pub fn parse_event(_json: &[u8]) -> Result<Draft, Vec<Problem>> {
    Err(vec![Problem { field: String::new(), reason: "not yet".to_owned() }])
}
