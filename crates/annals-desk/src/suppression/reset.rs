//! Letting messages be sent to an address again.

use annals_model::{Millis, Organization, Step, SuppressionState};
use annals_store::{Command, CommandError, Transaction};

use super::rows::{self, Key};
use super::step::{self, NewStep};
use super::{BY_HAND, Suppression, SuppressionId, list};
use crate::error::in_command;
use crate::reason::{self, REASON_CHARS_MAX, Unsaid};
use crate::{By, Logs, Refusal, SuppressionRefusal, secret};

/// Resets one.
pub(super) struct Reset {
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) logs: Logs,
    pub(super) id: SuppressionId,
    pub(super) why: String,
    pub(super) is_confirmed: bool,
}

/// Refuses what says nothing, and what is too long.
pub(super) fn reason(text: &str) -> Result<String, Refusal> {
    reason::parse(text).map_err(|unsaid| {
        let refusal = match unsaid {
            Unsaid::Missing => SuppressionRefusal::ReasonMissing,
            Unsaid::TooLong(count) => {
                SuppressionRefusal::ReasonTooLong { count, max: REASON_CHARS_MAX }
            }
            Unsaid::Unprintable => SuppressionRefusal::ReasonUnprintable,
        };
        refusal.into()
    })
}

impl Command for Reset {
    /// None if there is no such suppression in these logs.
    type Output = Option<Suppression>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let Self { by, organization, logs, id, why, is_confirmed } = self;
        let at = organization.ordinal;
        let Some(found) = list::find(transaction.sql(), at, logs, id).await? else {
            return Ok(None);
        };
        if let Some(limit) = found.reset_limit() {
            return Err(refused(SuppressionRefusal::Limit(limit)));
        }
        if found.reason.needs_confirmation() && !*is_confirmed {
            return Err(refused(SuppressionRefusal::Unconfirmed));
        }
        let now = transaction.now();
        let key = Key::of(at, &found);
        let dedupe = secret::new_id().map_err(in_command)?;
        let new = NewStep {
            dedupe: &format!("reset {dedupe}"),
            step: Step::Reset,
            address: &found.address,
            // What was told by a clock that is ahead is reset with the rest.
            at: Millis(now.0.max(found.last_at.0)),
            source: BY_HAND,
            message: None,
            code: None,
            text: Some(why.clone()),
            can_reset: None,
            who: Some(&by.principal.name),
        };
        step::put(transaction.sql(), &key, &new, now).await?;
        let rows = rows::settle(transaction, None, organization, &key).await?;
        let row = rows.into_iter().find(|row| row.id == *id).unwrap_or(found);
        rows::tell(by, "suppression.reset", &row)
            .change("State", Some(SuppressionState::Active.as_str()), Some(row.state.as_str()))
            .because(&without_address(why, &row))
            .tell(transaction, organization)?;
        Ok(Some(row))
    }
}

fn refused(refusal: SuppressionRefusal) -> CommandError {
    Refusal::from(refusal).into()
}

/// Digits of a text that may be a number of someone's.
const NUMBER_DIGITS_MIN: usize = 7;

/// A reason as entries may have it, which stay when addresses are forgotten: without this address
/// in any form, and without others.
fn without_address(why: &str, row: &Suppression) -> String {
    let why = why.replace(&row.address, "…").replace(&row.address_key, "…");
    let has_number = why.chars().filter(char::is_ascii_digit).count() >= NUMBER_DIGITS_MIN;
    let shown = |word: &str| match word {
        word if word.contains('@') => "…".to_owned(),
        word if has_number => word.replace(|c: char| c.is_ascii_digit(), "•"),
        word => word.to_owned(),
    };
    why.split_whitespace().map(shown).collect::<Vec<_>>().join(" ")
}
