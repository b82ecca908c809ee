//! What the users of a group lose when it goes.

use annals_model::{Permission, Principal};

use crate::effective::{self, Source};
use crate::{Desk, Effective, Group, GroupId, Result};

/// What the users of a group lose when it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupLosses {
    /// Users in it.
    pub users: u64,
    /// Tool rights, in their listed order, each with how many have it from this group alone, or
    /// reach below by this group alone.
    pub tools: Vec<(Permission, u64)>,
    /// Users who see fewer entries then: years that they have from this group alone.
    pub see_less: u64,
    /// Users whom only this group limits to some school years: they see every entry then.
    pub see_everything: u64,
}

impl Desk {
    /// What users lose when `group` goes, where `by` may read groups and rights.
    pub async fn group_losses(&self, by: &Principal, group: &Group) -> Result<GroupLosses> {
        for permission in [Permission::ReadGroups, Permission::ReadRights] {
            self.require(by, group.organization, permission)?;
        }
        let mut connection = self.store.settings().acquire().await?;
        let users = effective::of_members(&mut connection, group).await?;
        let mut losses = GroupLosses { users: users.len() as u64, ..GroupLosses::default() };
        let mut counts = [0_u64; Permission::ALL.len()];
        for now in &users {
            let then = now.without(&group.id);
            for (count, right) in counts.iter_mut().zip(Permission::ALL) {
                let [had, has] = [now, &then].map(|one| {
                    let rights = one.rights();
                    (rights.scopes().holds(right), rights.below().holds(right))
                });
                *count += u64::from(had != has);
            }
            match (now.rows(), then.rows()) {
                (now, then) if now == then => {}
                (_, then) if then.is_everything() => losses.see_everything += 1,
                _ => losses.see_less += 1,
            }
        }
        let tools = Permission::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        losses.tools = tools.collect();
        Ok(losses)
    }
}

impl Effective {
    /// The same without what comes from `group`.
    fn without(&self, group: &GroupId) -> Self {
        let stays = |source: &Source| !matches!(source, Source::Group { id, .. } if id == group);
        let mut left = self.clone();
        left.tools.retain(|(_, _, source)| stays(source));
        left.calendars.retain(|(_, source)| stays(source));
        left.without_calendar.retain(stays);
        left
    }
}
