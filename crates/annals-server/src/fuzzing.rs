//! What the fuzzer of `fuzz/` and the short run in the tests hold the event parser to.

use annals_model::{Catalogue, Masker, Millis, OrganizationId, admit};

use crate::wire::{Batch, BatchKind, parse_batch};

/// Parses `bytes` as a body of events and admits what it holds.
///
/// # Panics
///
/// If the same bytes give something else the second time, or an event that was admitted has no
/// action or nobody who acted.
pub fn events(bytes: &[u8]) {
    for kind in [BatchKind::Json, BatchKind::Ndjson] {
        let batch = parse_batch(bytes, kind);
        assert_eq!(batch, parse_batch(bytes, kind));
        let Ok(Batch { events, .. }) = batch else { continue };
        for draft in events.into_iter().flatten() {
            let organization = OrganizationId::installation();
            let now = Millis(1_795_166_043_000);
            let admitted =
                admit(draft, organization, &Catalogue::default(), &Masker::default(), now);
            if let Ok((event, _)) = admitted {
                let actor = &event.actor;
                assert!(!event.action.is_empty());
                assert!(actor.id.is_some() || actor.name.is_some() || actor.username.is_some());
            }
        }
    }
}
