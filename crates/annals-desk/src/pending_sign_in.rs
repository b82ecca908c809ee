//! Sign-ins of which the password was right and the code of the second factor is awaited: in
//! memory, for a few minutes. A restart forgets them, and whoever signs in begins again.

use std::collections::HashMap;

use annals_model::Millis;

use crate::user::UserId;
use crate::{Result, secret};

/// How long the code is awaited.
pub const PENDING_MINUTES: u32 = 5;
const PENDING_MS: i64 = PENDING_MINUTES as i64 * 60 * 1000;
/// Wrong codes after which the password is asked for again.
pub const WRONG_CODES_MAX: u32 = 5;
/// Sign-ins that are awaited at once; the oldest goes when one more comes.
const PENDING_MAX: usize = 10_000;

/// What a browser shows while its code is awaited; not a session.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingToken(pub String);

/// A sign-in that awaits its code.
#[derive(Clone)]
pub(crate) struct Pending {
    pub(crate) user: UserId,
    /// The hash of the password that was right: with another one it begins again.
    pub(crate) password_hash: String,
    began_at: Millis,
    wrong: u32,
}

#[derive(Default)]
pub(crate) struct PendingSignIns(HashMap<[u8; 32], Pending>);

impl PendingSignIns {
    pub(crate) fn begin(
        &mut self,
        now: Millis,
        user: UserId,
        password_hash: String,
    ) -> Result<PendingToken> {
        self.0.retain(|_, pending| pending.holds(now));
        if self.0.len() >= PENDING_MAX {
            let oldest = self.0.iter().min_by_key(|(_, pending)| pending.began_at);
            let oldest = oldest.map(|(hash, _)| *hash);
            oldest.and_then(|hash| self.0.remove(&hash));
        }
        let token = secret::new_secret()?;
        let pending = Pending { user, password_hash, began_at: now, wrong: 0 };
        self.0.insert(secret::hash(&token), pending);
        Ok(PendingToken(token))
    }

    pub(crate) fn find(&self, now: Millis, token: &str) -> Option<Pending> {
        self.0.get(&secret::hash(token)).filter(|pending| pending.holds(now)).cloned()
    }

    /// Counts a wrong code.
    pub(crate) fn count_wrong(&mut self, token: &str) {
        let hash = secret::hash(token);
        let Some(pending) = self.0.get_mut(&hash) else { return };
        pending.wrong += 1;
        if pending.wrong >= WRONG_CODES_MAX {
            self.0.remove(&hash);
        }
    }

    pub(crate) fn end(&mut self, token: &str) {
        self.0.remove(&secret::hash(token));
    }
}

impl Pending {
    fn holds(&self, now: Millis) -> bool {
        now.0.saturating_sub(self.began_at.0) < PENDING_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded() {
        let mut pending = PendingSignIns::default();
        let begin = |pending: &mut PendingSignIns, at| {
            pending.begin(Millis(at), UserId("u".to_owned()), String::new()).unwrap().0
        };
        let first = begin(&mut pending, 0);
        for at in 1..=PENDING_MAX as i64 {
            begin(&mut pending, at);
        }
        assert_eq!(pending.0.len(), PENDING_MAX);
        assert!(pending.find(Millis(PENDING_MAX as i64), &first).is_none());
        begin(&mut pending, PENDING_MAX as i64 + PENDING_MS);
        assert_eq!(pending.0.len(), 1, "what is over is forgotten");
    }
}
