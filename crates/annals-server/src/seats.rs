//! How many things that stay open each user has: live logs, exports.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use annals_viewer::Fault;

use crate::error::{Code, Failure};

/// What is open, by user. Clones share it.
#[derive(Clone)]
pub(crate) struct Seats {
    of_user_max: usize,
    /// What a user is told who has so many: `live logs open; close one of them`.
    taken: &'static str,
    /// The same on a page, where these are open on one.
    fault: Option<Fault>,
    open: Arc<Mutex<HashMap<String, usize>>>,
}

/// One open thing; given back when dropped.
pub(crate) struct Seat {
    seats: Seats,
    user: String,
}

impl Seats {
    pub(crate) fn new(of_user_max: usize, taken: &'static str) -> Self {
        Self { of_user_max, taken, fault: None, open: Arc::default() }
    }

    /// With what pages say of it.
    pub(crate) fn saying(self, fault: impl Into<Fault>) -> Self {
        Self { fault: Some(fault.into()), ..self }
    }

    /// Room for one more of a user.
    pub(crate) fn take(&self, user: &str) -> Result<Seat, Failure> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user.to_owned()).or_default();
        if *count >= self.of_user_max {
            let reason = format!("you have {} {}", self.of_user_max, self.taken);
            return Err(Failure {
                fault: self.fault.clone(),
                ..Failure::new(Code::TooMany, reason)
            });
        }
        *count += 1;
        Ok(Seat { seats: self.clone(), user: user.to_owned() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.seats.open.lock().unwrap_or_else(PoisonError::into_inner);
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
        let seats = Seats::new(4, "open");
        let mut taken: Vec<_> = (0..4).map(|_| seats.take("a").unwrap()).collect();
        assert!(seats.take("a").is_err());
        taken.push(seats.take("b").unwrap());
        taken.remove(0);
        taken.push(seats.take("a").unwrap());
        assert!(seats.take("a").is_err());
        drop(taken);
        assert!(seats.open.lock().unwrap().is_empty());
    }
}
