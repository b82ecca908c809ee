//! Nobody gives what they don't have.

use annals_model::{OrganizationOrdinal, Principal, Rights, Scopes};

use crate::{Error, RightsRefusal};

/// Refuses to give `rights` in `organization` to someone when `by` does not have them there.
///
/// Nor may those give anything whom calendars limit: whoever gets something from them could see
/// more than they do.
pub(crate) fn check(
    by: &Principal,
    organization: OrganizationOrdinal,
    rights: Rights,
) -> Result<(), Error> {
    check_sees_all(by)?;
    let own = if organization == by.home { by.scopes } else { by.below };
    if let Some(missing) = missing(rights.scopes(), own) {
        return Err(RightsRefusal::Beyond { permission: missing }.into());
    }
    if let Some(missing) = missing(rights.below(), by.below) {
        return Err(RightsRefusal::BeyondBelow { permission: missing }.into());
    }
    Ok(())
}

/// Refuses those who see some school years only.
pub(crate) fn check_sees_all(by: &Principal) -> Result<(), Error> {
    if by.rows.is_everything() { Ok(()) } else { Err(RightsRefusal::LimitedByCalendars.into()) }
}

fn missing(wanted: Scopes, own: Scopes) -> Option<annals_model::Permission> {
    wanted.without(own).iter().next()
}
