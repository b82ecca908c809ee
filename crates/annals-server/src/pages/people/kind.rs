//! Whose rights a page is about: users and groups have them alike.

use annals_desk::Holder;
use annals_viewer::pages::people::Head;

use super::{Visit, account, group, head};
use crate::error::Failure;

/// Users or groups.
pub(super) trait Kind {
    /// The one with `id`.
    fn find(visit: &Visit<'_>, id: &str) -> impl Future<Output = Result<Holder, Failure>> + Send;
}

/// Under `/users`.
pub(super) struct OfUser;
/// Under `/groups`.
pub(super) struct OfGroup;

impl Kind for OfUser {
    async fn find(visit: &Visit<'_>, id: &str) -> Result<Holder, Failure> {
        Ok(Holder::User(account::find(visit, id).await?))
    }
}

impl Kind for OfGroup {
    async fn find(visit: &Visit<'_>, id: &str) -> Result<Holder, Failure> {
        Ok(Holder::Group(group::find(visit, id).await?))
    }
}

/// What stands above the pages of `holder`.
pub(super) async fn head_of(visit: &Visit<'_>, holder: &Holder) -> Result<Head, Failure> {
    match holder {
        Holder::User(user) => head::of_user(visit, user).await,
        Holder::Group(group) => head::of_group(visit, group).await,
    }
}

/// Where it is.
pub(super) fn path_of(holder: &Holder) -> String {
    match holder {
        Holder::User(user) => account::user_path(user),
        Holder::Group(group) => group::group_path(group),
    }
}
