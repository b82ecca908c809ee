//! What may be deleted.

use annals_model::Event;

/// Actions with this beginning are Annals' own entries about its logs; applications can't send
/// them.
pub const RESERVED_ACTION_PREFIX: &str = "annals.";

const SESSIONS: &str = "annals.session.";

/// Whether an action is kept for Annals, as a search and a reader take it: neither knows capitals,
/// wide letters or spaces from their plain forms.
pub fn is_reserved(action: &str) -> bool {
    if !action.is_ascii() {
        return annals_query::fold::fold(action).starts_with(RESERVED_ACTION_PREFIX);
    }
    let begin = action.trim_start().get(..RESERVED_ACTION_PREFIX.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(RESERVED_ACTION_PREFIX))
}

/// Whether an entry may be deleted, whoever asks and by whatever policy.
///
/// Entries that authorise deletion, retention, redaction, hold, key or epoch stay for ever: the
/// verifier would otherwise find entries missing without a reason. Sign-ins authorise nothing, and
/// tell where people were: retention may take them.
pub fn may_delete(event: &Event) -> bool {
    !event.action.starts_with(RESERVED_ACTION_PREFIX) || event.action.starts_with(SESSIONS)
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[test]
    fn no_form_of_the_prefix_passes() {
        for action in
            ["annals.x", "Annals.key.created", " annals.x", "\u{ff41}nnals.x", "\u{e0}nnals.x"]
        {
            assert!(is_reserved(action), "{action}");
        }
        for action in ["annals", "annalsx.y", "x.annals.y", "\u{e4}", ""] {
            assert!(!is_reserved(action), "{action}");
        }
    }
}
