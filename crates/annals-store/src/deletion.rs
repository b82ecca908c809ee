//! What may be deleted.

use annals_model::Event;

/// Actions with this beginning are Annals' own entries about its logs; applications can't send
/// them.
pub const RESERVED_ACTION_PREFIX: &str = "annals.";

/// Whether an entry may be deleted, whoever asks and by whatever policy.
///
/// Entries that authorise deletion, retention, redaction, hold, key or epoch stay for ever: the
/// verifier would otherwise find entries missing without a reason.
pub fn may_delete(event: &Event) -> bool {
    !event.action.starts_with(RESERVED_ACTION_PREFIX)
}
