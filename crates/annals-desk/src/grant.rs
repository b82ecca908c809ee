//! Nobody gives what they don't have.

use annals_model::{OrganizationOrdinal, Permission, Principal, Rights, Scopes};

use crate::{Desk, Error, Refusal, Result, RightsRefusal, User};

impl Desk {
    /// Something that `user` may do and `by` may not, where `by` may read users: who has it keeps
    /// their account from them.
    pub async fn outranks(&self, by: &Principal, user: &User) -> Result<Option<Permission>> {
        self.require(by, user.organization, Permission::ReadUsers)?;
        let rights = self.effective(user).await?.rights();
        match check_over(by, user.organization, rights) {
            Err(Error::Refused(Refusal::Rights(RightsRefusal::Outranked { permission }))) => {
                Ok(Some(permission))
            }
            _ => Ok(None),
        }
    }
}

/// Refuses to give `rights` in `organization` to someone when `by` does not have them there.
///
/// Nor may those give anything whom calendars limit: whoever gets something from them could see
/// more than they do.
pub(crate) fn check(
    by: &Principal,
    organization: OrganizationOrdinal,
    rights: Rights,
) -> Result<()> {
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

/// Refuses `by` to manage someone who has `rights` in `organization`, unless `by` has them, too:
/// rights could else be had by taking an account over.
pub(crate) fn check_over(
    by: &Principal,
    organization: OrganizationOrdinal,
    rights: Rights,
) -> Result<()> {
    check(by, organization, rights).map_err(|error| match error {
        Error::Refused(Refusal::Rights(
            RightsRefusal::Beyond { permission } | RightsRefusal::BeyondBelow { permission },
        )) => RightsRefusal::Outranked { permission }.into(),
        other => other,
    })
}

/// Refuses those who see some school years only.
pub(crate) fn check_sees_all(by: &Principal) -> Result<()> {
    if by.rows.is_everything() { Ok(()) } else { Err(RightsRefusal::LimitedByCalendars.into()) }
}

fn missing(wanted: Scopes, own: Scopes) -> Option<Permission> {
    wanted.without(own).iter().next()
}
