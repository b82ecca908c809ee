//! Delay after failed sign-ins: slows guessing down, never locks anyone out.

use std::collections::HashMap;
use std::net::IpAddr;

use annals_model::Millis;

/// Failures that cost nothing: typing errors.
const FREE: u32 = 3;
/// The longest delay for one address.
const ADDRESS_MS_MAX: u64 = 8_000;
/// The longest delay for one name from any address: short, or anybody could shut anybody out.
const NAME_MS_MAX: u64 = 2_000;
/// The longest delay for codes of one account: whoever tries them knows its password already.
const CODE_MS_MAX: u64 = 8_000;
/// After so long without a failure all is forgotten.
const FORGET_MS: i64 = 15 * 60 * 1000;
/// Attempts of one address that may wait at once.
const WAITING_MAX: u32 = 5;
/// Codes of one account that may be tried at once, from wherever: a million of them at 8 s each
/// are tried in three months, by many addresses no sooner.
const CODES_WAITING_MAX: u32 = 1;
/// Names and addresses remembered.
const REMEMBERED_MAX: usize = 10_000;

/// What is known of recent failures.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    recent: HashMap<Whose, Recent>,
}

/// What is guessed, by whose it is.
#[derive(Clone, Copy)]
pub(crate) enum Guessed<'g> {
    /// The password of the account with this name.
    Password(&'g str),
    /// A code of the second factor of the user with this id.
    Code(&'g str),
    /// A passkey: of the user with this id, or one that nobody has. Nobody guesses any; each that
    /// is checked costs time.
    Passkey(&'g str),
}

/// How an attempt ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The secret was right.
    Success,
    /// It was wrong, or nobody waited for the end.
    Failure,
    /// It was right, and another one is asked for: no failure, and no reason to forget any.
    Half,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Whose {
    /// By hash: what was typed may be a password, and as long as a form may be.
    Name([u8; 32]),
    Code([u8; 32]),
    Passkey([u8; 32]),
    Address(Option<IpAddr>),
}

impl From<Guessed<'_>> for Whose {
    fn from(guessed: Guessed<'_>) -> Self {
        match guessed {
            Guessed::Password(name) => Self::Name(crate::secret::hash(name)),
            Guessed::Code(user) => Self::Code(crate::secret::hash(user)),
            Guessed::Passkey(whose) => Self::Passkey(crate::secret::hash(whose)),
        }
    }
}

#[derive(Debug, Default)]
struct Recent {
    failures: u32,
    last: Option<Millis>,
    waiting: u32,
}

impl Throttle {
    /// Begins an attempt: how long it has to wait, or that too many wait already. Every `Ok` is
    /// followed by [`Throttle::end`].
    pub(crate) fn begin(
        &mut self,
        now: Millis,
        guessed: Guessed<'_>,
        ip: Option<IpAddr>,
    ) -> Result<u64, u64> {
        self.forget(now);
        let name: Whose = guessed.into();
        let is_code = matches!(guessed, Guessed::Code(_));
        let by_name = self.delay(&name, if is_code { CODE_MS_MAX } else { NAME_MS_MAX });
        let address = Whose::Address(ip.map(network));
        let by_address = self.delay(&address, ADDRESS_MS_MAX);
        let waiting = |whose| self.recent.get(whose).map_or(0, |recent: &Recent| recent.waiting);
        if waiting(&address) >= WAITING_MAX {
            return Err(by_address.max(1_000));
        }
        if is_code && waiting(&name) >= CODES_WAITING_MAX {
            return Err(by_name.max(1_000));
        }
        for whose in [Some(address), is_code.then_some(name)].into_iter().flatten() {
            self.recent.entry(whose).or_default().waiting += 1;
        }
        Ok(by_name.max(by_address))
    }

    /// Ends an attempt.
    pub(crate) fn end(
        &mut self,
        now: Millis,
        guessed: Guessed<'_>,
        ip: Option<IpAddr>,
        outcome: Outcome,
    ) {
        let address = Whose::Address(ip.map(network));
        let name: Whose = guessed.into();
        for whose in [&address, &name] {
            if let Some(recent) = self.recent.get_mut(whose) {
                recent.waiting = recent.waiting.saturating_sub(1);
            }
        }
        match outcome {
            // The address keeps its failures: else one own account would make guessing free.
            Outcome::Success => drop(self.recent.remove(&name)),
            Outcome::Half => {}
            Outcome::Failure => {
                for whose in [name, address] {
                    let recent = self.recent.entry(whose).or_default();
                    recent.failures = recent.failures.saturating_add(1);
                    recent.last = Some(now);
                }
            }
        }
    }

    fn delay(&self, whose: &Whose, ms_max: u64) -> u64 {
        let failures = self.recent.get(whose).map_or(0, |recent| recent.failures);
        match failures.checked_sub(FREE) {
            None => 0,
            Some(over) => (250_u64 << over.min(10)).min(ms_max),
        }
    }

    fn forget(&mut self, now: Millis) {
        if self.recent.len() < REMEMBERED_MAX / 2 {
            let old = |recent: &Recent| {
                recent.last.is_some_and(|last| now.0.saturating_sub(last.0) >= FORGET_MS)
            };
            for recent in self.recent.values_mut().filter(|recent| old(recent)) {
                recent.failures = 0;
                recent.last = None;
            }
            return;
        }
        self.recent.retain(|_, recent| {
            recent.waiting > 0
                || recent.last.is_some_and(|last| now.0.saturating_sub(last.0) < FORGET_MS)
        });
        if self.recent.len() >= REMEMBERED_MAX {
            self.recent.retain(|_, recent| recent.waiting > 0);
        }
    }
}

/// IPv6 addresses of one site count as one.
pub(crate) fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => {
            let bits = u128::from(v6) & !u128::from(u64::MAX);
            IpAddr::V6(bits.into())
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_763_600_000_000);

    fn ip(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    fn fail(throttle: &mut Throttle, name: &str, ip: Option<IpAddr>) -> u64 {
        let delay = throttle.begin(NOW, Guessed::Password(name), ip).unwrap();
        throttle.end(NOW, Guessed::Password(name), ip, Outcome::Failure);
        delay
    }

    #[test]
    fn what_was_typed_is_not_remembered() {
        let mut throttle = Throttle::default();
        fail(&mut throttle, "typed-password", ip(1));
        assert!(!format!("{throttle:?}").contains("typed-password"));
    }

    #[test]
    fn delays_grow_to_their_limits() {
        let mut throttle = Throttle::default();
        let delays: Vec<_> = (0..10).map(|_| fail(&mut throttle, "ada", ip(1))).collect();
        assert_eq!(delays, [0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
        // From elsewhere the name waits a little, never long.
        assert_eq!(fail(&mut throttle, "ada", ip(2)), NAME_MS_MAX);
        assert_eq!(fail(&mut throttle, "bo", ip(3)), 0);
        let later = Millis(NOW.0 + FORGET_MS);
        assert_eq!(throttle.begin(later, Guessed::Password("ada"), ip(1)), Ok(0));
    }

    #[test]
    fn a_success_frees_the_name_and_not_the_address() {
        let mut throttle = Throttle::default();
        for _ in 0..6 {
            fail(&mut throttle, "ada", ip(1));
        }
        throttle.begin(NOW, Guessed::Password("ada"), ip(1)).unwrap();
        throttle.end(NOW, Guessed::Password("ada"), ip(1), Outcome::Success);
        assert_eq!(throttle.begin(NOW, Guessed::Password("ada"), ip(2)), Ok(0));
        assert_eq!(throttle.begin(NOW, Guessed::Password("bo"), ip(1)), Ok(2_000));
    }

    #[test]
    fn few_attempts_of_one_address_wait_at_once() {
        let mut throttle = Throttle::default();
        for _ in 0..WAITING_MAX {
            assert!(throttle.begin(NOW, Guessed::Password("ada"), ip(1)).is_ok());
        }
        assert!(throttle.begin(NOW, Guessed::Password("bo"), ip(1)).is_err());
        assert!(throttle.begin(NOW, Guessed::Password("bo"), ip(2)).is_ok());
        throttle.end(NOW, Guessed::Password("ada"), ip(1), Outcome::Success);
        assert!(throttle.begin(NOW, Guessed::Password("bo"), ip(1)).is_ok());
    }

    #[test]
    fn codes_of_an_account_are_tried_one_after_the_other_from_everywhere() {
        let mut throttle = Throttle::default();
        let code = Guessed::Code("u-1");
        let mut delays = Vec::new();
        for i in 0..10 {
            delays.push(throttle.begin(NOW, code, ip(i)).unwrap());
            assert_eq!(throttle.begin(NOW, code, ip(100)), Err(delays[i as usize].max(1_000)));
            throttle.end(NOW, code, ip(i), Outcome::Failure);
        }
        assert_eq!(delays, [0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
        assert_eq!(throttle.begin(NOW, Guessed::Code("u-2"), ip(50)), Ok(0));
        // Signing in by name goes on as before.
        assert_eq!(throttle.begin(NOW, Guessed::Password("u-1"), ip(51)), Ok(0));
        throttle.begin(NOW, code, ip(52)).unwrap();
        throttle.end(NOW, code, ip(52), Outcome::Success);
        assert_eq!(throttle.begin(NOW, code, ip(53)), Ok(0));
    }

    #[test]
    fn a_right_password_forgives_nothing_before_the_code_is_right() {
        let mut throttle = Throttle::default();
        for _ in 0..6 {
            fail(&mut throttle, "ada", ip(1));
        }
        throttle.begin(NOW, Guessed::Password("ada"), ip(1)).unwrap();
        throttle.end(NOW, Guessed::Password("ada"), ip(1), Outcome::Half);
        assert_eq!(throttle.begin(NOW, Guessed::Password("ada"), ip(2)), Ok(2_000));
    }

    #[test]
    fn passkeys_wait_like_passwords_and_apart_from_them() {
        let mut throttle = Throttle::default();
        let fail = |throttle: &mut Throttle, last| {
            let passkey = Guessed::Passkey("user");
            let delay = throttle.begin(NOW, passkey, ip(last)).unwrap();
            throttle.end(NOW, passkey, ip(last), Outcome::Failure);
            delay
        };
        let delays: Vec<_> = (0..9).map(|last| fail(&mut throttle, last)).collect();
        assert_eq!(delays, [0, 0, 0, 250, 500, 1_000, 2_000, 2_000, 2_000]);
        assert_eq!(throttle.begin(NOW, Guessed::Password("user"), ip(50)), Ok(0));
    }

    #[test]
    fn memory_is_bounded() {
        let mut throttle = Throttle::default();
        for i in 0..REMEMBERED_MAX * 2 {
            fail(&mut throttle, &i.to_string(), ip(1));
        }
        assert!(throttle.recent.len() <= REMEMBERED_MAX + 1);
    }
}
