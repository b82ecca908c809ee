//! Where a page of messages begins, on the wire: what it is listed by, and a number.

use annals_desk::{CursorValue, MessageCursor};
use annals_model::Millis;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The token of a cursor.
pub(crate) fn token(cursor: &MessageCursor) -> String {
    let text = match &cursor.value {
        CursorValue::At(at) => format!("{} @{}", cursor.seq, at.0),
        CursorValue::Text(text) => format!("{} ={text}", cursor.seq),
    };
    URL_SAFE_NO_PAD.encode(text)
}

/// The cursor of a token; none, if it is not one of ours.
pub(crate) fn parse(token: &str) -> Option<MessageCursor> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (seq, value) = text.split_once(' ')?;
    let value = match value.split_at_checked(1)? {
        ("@", millis) => CursorValue::At(Millis(millis.parse().ok()?)),
        ("=", text) => CursorValue::Text(text.to_owned()),
        _ => return None,
    };
    Some(MessageCursor { value, seq: seq.parse().ok()? })
}
