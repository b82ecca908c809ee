//! Times through which an address was suppressed for one reason.

use super::SuppressionState as State;
use crate::Millis;

/// Something in the history of an address and a reason. Of those at one moment the earlier in this
/// list come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// It was told that nothing is to be sent there.
    Listed,
    /// Its provider had it on its list, and sent nothing.
    Dropped,
    /// Its owner or its provider said that messages may come again.
    Lifted,
    /// Someone reset it here.
    Reset,
    /// A message came there after a reset.
    Delivered,
}

/// A time through which an address was suppressed: from when it was told until it ended. After an
/// end it begins anew, so that nothing of what was before is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// When it was first told.
    pub first: Millis,
    /// When it was last told.
    pub last: Millis,
    /// How often.
    pub count: u32,
    /// How it stands.
    pub state: State,
    /// When it ended, if it did.
    pub ended: Option<Millis>,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 5] =
        [Self::Listed, Self::Dropped, Self::Lifted, Self::Reset, Self::Delivered];

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Dropped => "dropped",
            Self::Lifted => "lifted",
            Self::Reset => "reset",
            Self::Delivered => "delivered",
        }
    }

    /// The step that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }
}

impl Listing {
    /// The times that `steps` make, the earliest first, whatever their order. Where a provider has
    /// a list of its own (`is_held_elsewhere`), a reset is done only when something came there.
    pub fn all(mut steps: Vec<(Millis, Step)>, is_held_elsewhere: bool) -> Vec<Self> {
        steps.sort_unstable();
        let mut all: Vec<Self> = Vec::new();
        for (at, step) in steps {
            match (step, all.last_mut()) {
                (Step::Listed | Step::Dropped, Some(last)) if last.ended.is_none() => {
                    last.last = at;
                    last.count = last.count.saturating_add(1);
                }
                (Step::Listed | Step::Dropped, before) => {
                    if let Some(before) = before.filter(|one| one.state == State::ResetRequested) {
                        // That it bounced again shows that it was tried.
                        let is_refused = step == Step::Dropped;
                        before.state =
                            if is_refused { State::ResetRefused } else { State::Cleared };
                    }
                    let state = State::Active;
                    all.push(Self { first: at, last: at, count: 1, state, ended: None });
                }
                (Step::Lifted | Step::Reset, Some(last)) if last.ended.is_none() => {
                    let is_asked = step == Step::Reset && is_held_elsewhere;
                    last.state = if is_asked { State::ResetRequested } else { State::Cleared };
                    last.ended = Some(at);
                }
                (Step::Lifted | Step::Delivered, Some(last))
                    if last.state == State::ResetRequested =>
                {
                    last.state = State::Cleared;
                }
                _ => {}
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps in the order of their times, and the states that they make.
    fn check(steps: &str, held: bool, expected: &str) {
        let steps: Vec<_> = steps
            .split_whitespace()
            .enumerate()
            .map(|(at, word)| (Millis(at as i64), Step::parse(word).expect(word)))
            .collect();
        let state = |one: &Listing| format!("{}x{}", one.state.as_str(), one.count);
        for turned in 0..steps.len().max(1) {
            let mut steps = steps.clone();
            steps.rotate_left(turned);
            let all: Vec<_> = Listing::all(steps, held).iter().map(state).collect();
            assert_eq!(all.join(" "), expected);
        }
    }

    #[test]
    fn an_address_is_suppressed_from_each_time_it_was_told_until_it_ended() {
        check("", true, "");
        check("listed dropped dropped", true, "activex3");
        check("lifted listed", true, "activex1");
        check("listed lifted", true, "clearedx1");
        check("listed reset", false, "clearedx1");
        check("listed reset", true, "reset_requestedx1");
        check("listed reset delivered", true, "clearedx1");
        check("listed reset lifted", true, "clearedx1");
        check("listed reset dropped", true, "reset_refusedx1 activex1");
        check("listed reset listed", true, "clearedx1 activex1");
        check("listed reset delivered dropped", true, "clearedx1 activex1");
        check("listed delivered", true, "activex1");
        check("listed reset reset", true, "reset_requestedx1");
        check("listed listed lifted listed reset listed", false, "clearedx2 clearedx1 activex1");
    }

    #[test]
    fn what_happens_at_one_moment_is_told_before_it_ends() {
        let steps = vec![(Millis(5), Step::Lifted), (Millis(5), Step::Listed)];
        let [only] = Listing::all(steps, true)[..] else { panic!("there is one") };
        assert_eq!((only.state, only.ended), (State::Cleared, Some(Millis(5))));
    }
}
