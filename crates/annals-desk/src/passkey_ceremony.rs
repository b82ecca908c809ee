//! What browsers were asked to do with passkeys and have not answered yet: in memory, for a few
//! minutes. Each question is answered once; a restart forgets all, and people begin again.

use std::collections::HashMap;
use std::net::IpAddr;

use annals_model::Millis;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};

use crate::throttle::network;
use crate::{Desk, secret};

/// How long an answer is awaited.
pub const CEREMONY_MINUTES: u32 = 5;
const CEREMONY_MS: i64 = CEREMONY_MINUTES as i64 * 60 * 1000;
/// Questions that are open at once; the oldest goes when one more comes.
const OPEN_MAX: usize = 10_000;
/// The same of those that anybody may ask for, by address: nobody pushes out those of others.
const OPEN_OF_ADDRESS_MAX: usize = 200;

/// Which browser was asked, and what for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Asked([u8; 32]);

impl Asked {
    /// A browser in which nobody is signed in, by its cookie.
    pub(crate) fn to_sign_in(token: &str) -> Self {
        Self(secret::hash(&format!("sign-in {token}")))
    }

    /// One in which somebody typed their password, by its cookie.
    pub(crate) fn as_second_step(token: &str) -> Self {
        Self(secret::hash(&format!("step {token}")))
    }

    /// Whoever is signed in with the session: to show that it is still they.
    pub(crate) fn to_confirm(session: &str) -> Self {
        Self(secret::hash(&format!("confirm {session}")))
    }

    /// The same: to make a passkey.
    pub(crate) fn to_add(session: &str) -> Self {
        Self(secret::hash(&format!("add {session}")))
    }
}

/// What was asked.
pub(crate) enum Question {
    /// To make a passkey, which will have this name.
    Add { name: String, options: String, state: PasskeyRegistration },
    /// To show one.
    Show { state: DiscoverableAuthentication },
}

struct Open {
    question: Question,
    at: Millis,
    /// From where, if nobody has shown yet who they are.
    stranger: Option<IpAddr>,
}

#[derive(Default)]
pub(crate) struct Ceremonies(HashMap<Asked, Open>);

impl Ceremonies {
    /// Asks; an older question to the same browser for the same is forgotten.
    pub(crate) fn ask(&mut self, now: Millis, asked: Asked, question: Question) {
        self.insert(now, asked, question, None);
    }

    /// The same of someone who may be anybody.
    pub(crate) fn ask_stranger(
        &mut self,
        now: Millis,
        asked: Asked,
        question: Question,
        ip: Option<IpAddr>,
    ) {
        let stranger = network(ip.unwrap_or(IpAddr::from([0; 16])));
        let of_address = |open: &Open| open.stranger == Some(stranger);
        if self.0.values().filter(|open| of_address(open)).count() >= OPEN_OF_ADDRESS_MAX {
            self.forget_oldest(of_address);
        }
        self.insert(now, asked, question, Some(stranger));
    }

    fn insert(&mut self, at: Millis, asked: Asked, question: Question, stranger: Option<IpAddr>) {
        self.0.retain(|_, open| open.holds(at));
        if self.0.len() >= OPEN_MAX {
            self.forget_oldest(|_| true);
        }
        self.0.insert(asked, Open { question, at, stranger });
    }

    fn forget_oldest(&mut self, which: impl Fn(&Open) -> bool) {
        let found = self.0.iter().filter(|(_, open)| which(open)).min_by_key(|(_, open)| open.at);
        let oldest = found.map(|(asked, _)| asked.clone());
        oldest.and_then(|asked| self.0.remove(&asked));
    }

    /// What is asked of a browser that makes a passkey: its name, and the options.
    pub(crate) fn adding(&self, now: Millis, asked: &Asked) -> Option<(String, String)> {
        match &self.0.get(asked).filter(|open| open.holds(now))?.question {
            Question::Add { name, options, .. } => Some((name.clone(), options.clone())),
            Question::Show { .. } => None,
        }
    }

    /// The question to which an answer came: there is no second answer.
    pub(crate) fn take(&mut self, now: Millis, asked: &Asked) -> Option<Question> {
        self.0.remove(asked).filter(|open| open.holds(now)).map(|open| open.question)
    }
}

impl Open {
    fn holds(&self, now: Millis) -> bool {
        now.0.saturating_sub(self.at.0) < CEREMONY_MS
    }
}

impl Desk {
    pub(crate) fn ceremonies<T>(&self, act: impl FnOnce(&mut Ceremonies) -> T) -> T {
        act(&mut self.ceremonies.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Site;

    fn question() -> Question {
        let site = Site::parse("http://localhost").unwrap();
        let (_, state) = site.webauthn.start_discoverable_authentication().unwrap();
        Question::Show { state }
    }

    fn stranger(all: &mut Ceremonies, at: i64, token: &str, ip: [u8; 4]) {
        let asked = Asked::to_sign_in(token);
        all.ask_stranger(Millis(at), asked, question(), Some(IpAddr::from(ip)));
    }

    #[test]
    fn a_question_is_answered_once_and_for_a_while() {
        let mut all = Ceremonies::default();
        let asked = Asked::to_confirm("session");
        all.ask(Millis(0), asked.clone(), question());
        assert!(all.take(Millis(0), &Asked::to_add("session")).is_none(), "asked for another end");
        assert!(all.take(Millis(CEREMONY_MS - 1), &asked).is_some());
        assert!(all.take(Millis(CEREMONY_MS - 1), &asked).is_none(), "once");
        all.ask(Millis(0), asked.clone(), question());
        assert!(all.take(Millis(CEREMONY_MS), &asked).is_none(), "too late");
    }

    #[test]
    fn memory_is_bounded() {
        let mut all = Ceremonies::default();
        all.ask(Millis(0), Asked::to_confirm("known"), question());
        stranger(&mut all, 1, "other", [192, 0, 2, 2]);
        for at in 0..=OPEN_OF_ADDRESS_MAX as i64 {
            stranger(&mut all, 2 + at, &at.to_string(), [192, 0, 2, 1]);
        }
        assert_eq!(all.0.len(), OPEN_OF_ADDRESS_MAX + 2);
        let now = Millis(OPEN_OF_ADDRESS_MAX as i64 + 2);
        assert!(all.take(now, &Asked::to_sign_in("0")).is_none(), "the oldest of the address");
        for still in [Asked::to_sign_in("1"), Asked::to_sign_in("other")] {
            assert!(all.take(now, &still).is_some());
        }
        assert!(all.take(now, &Asked::to_confirm("known")).is_some());
        for at in 0..OPEN_MAX as i64 + 5 {
            all.ask(Millis(at), Asked::to_add(&at.to_string()), question());
        }
        assert_eq!(all.0.len(), OPEN_MAX);
        all.ask(Millis(CEREMONY_MS * 3), Asked::to_add("last"), question());
        assert_eq!(all.0.len(), 1, "what is over is forgotten");
    }
}
