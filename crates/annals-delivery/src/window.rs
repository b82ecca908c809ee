//! How old a call may be.

use annals_model::Millis;

use crate::Refusal;

/// How old calls may be whose senders sign each try anew: Standard Webhooks, Resend, Vonage's
/// Messages API.
pub const FRESH_MS: i64 = 5 * 60 * 1000;

/// How old calls may be whose senders repeat what they signed for up to a day: Amazon SNS,
/// SendGrid, Mailgun, Vonage's SMS API. That nothing counts twice is then up to what is kept.
pub const LATE_MS: i64 = 25 * 60 * 60 * 1000;

/// How far the clock of a sender may be ahead.
pub const AHEAD_MS: i64 = 5 * 60 * 1000;

/// Refuses what is older than `window` or comes from the future.
pub(crate) fn check(sent: Millis, now: Millis, window: i64) -> Result<(), Refusal> {
    if now.0.saturating_sub(sent.0) > window {
        return Err(Refusal::Stale);
    }
    if sent.0.saturating_sub(now.0) > AHEAD_MS {
        return Err(Refusal::Early);
    }
    Ok(())
}

/// A time in whole seconds, digits only: what is signed as text must not be read in two ways.
pub(crate) fn seconds(text: &str) -> Option<Millis> {
    let is_plain = (1..=11).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    let seconds = is_plain.then(|| text.parse::<i64>().ok())??;
    Some(Millis(seconds * 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges() {
        let now = Millis(1_795_000_000_000);
        let sent = |ago: i64| check(Millis(now.0 - ago), now, FRESH_MS);
        assert_eq!(sent(FRESH_MS), Ok(()));
        assert_eq!(sent(FRESH_MS + 1), Err(Refusal::Stale));
        assert_eq!(sent(-AHEAD_MS), Ok(()));
        assert_eq!(sent(-AHEAD_MS - 1), Err(Refusal::Early));
        assert_eq!(check(Millis(i64::MIN), Millis(i64::MAX), LATE_MS), Err(Refusal::Stale));
        assert_eq!(check(Millis(i64::MAX), Millis(i64::MIN), LATE_MS), Err(Refusal::Early));
    }

    #[test]
    fn seconds_are_digits() {
        assert_eq!(seconds("1795000000"), Some(Millis(1_795_000_000_000)));
        for wrong in ["", "+1795000000", "-1", " 1", "1.0", "179500000000", "१"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
