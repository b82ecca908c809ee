//! How many live logs a user has open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Code, Failure};

/// Live logs that a user may have open at once. Without TLS a browser keeps six connections to a
/// server, and each live log takes one for good: the rest are for everything else.
pub(crate) const SEATS_OF_USER_MAX: usize = 4;

/// The live logs that are open, by user. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Seats(Arc<Mutex<HashMap<String, usize>>>);

/// One open live log; given back when dropped.
pub(crate) struct Seat {
    seats: Seats,
    user: String,
}

impl Seats {
    /// Room for one more live log of a user.
    pub(crate) fn take(&self, user: &str) -> Result<Seat, Failure> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user.to_owned()).or_default();
        if *count >= SEATS_OF_USER_MAX {
            let reason = format!("you have {SEATS_OF_USER_MAX} live logs open; close one of them");
            return Err(Failure::new(Code::TooMany, reason));
        }
        *count += 1;
        Ok(Seat { seats: self.clone(), user: user.to_owned() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_has_seats_of_their_own_and_leaves_nothing_behind() {
        let seats = Seats::default();
        let mut taken: Vec<_> = (0..SEATS_OF_USER_MAX).map(|_| seats.take("a").unwrap()).collect();
        assert!(seats.take("a").is_err());
        taken.push(seats.take("b").unwrap());
        taken.remove(0);
        taken.push(seats.take("a").unwrap());
        assert!(seats.take("a").is_err());
        drop(taken);
        assert!(seats.0.lock().unwrap().is_empty());
    }
}
