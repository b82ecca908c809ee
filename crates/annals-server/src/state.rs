//! What every handler can reach.

use std::sync::Arc;
use std::time::Duration;

use annals_desk::Desk;
use annals_model::{Allow, Decision, OrganizationOrdinal, Permission, Principal};
use annals_store::{Snapshot, Store};
use tokio::sync::Semaphore;

use crate::Config;
use crate::error::{Code, Failure};

/// How long a search waits for its turn before it is refused.
const SEARCH_WAIT_MAX: Duration = Duration::from_secs(5);

/// What every handler can reach; cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) store: Store,
    pub(crate) desk: Desk,
    pub(crate) config: Arc<Config>,
    searches: Arc<Semaphore>,
}

impl AppState {
    pub(crate) fn new(store: Store, config: Config) -> Self {
        let searches = Arc::new(Semaphore::new(config.searches_max));
        Self { desk: Desk::new(store.clone()), store, config: Arc::new(config), searches }
    }

    /// Runs `search` on one snapshot, off the reactor, at most [`Config::searches_max`] at once.
    pub(crate) async fn search<T: Send + 'static>(
        &self,
        search: impl FnOnce(&Snapshot) -> annals_store::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let waiting = self.searches.clone().acquire_owned();
        let permit = tokio::time::timeout(SEARCH_WAIT_MAX, waiting)
            .await
            .map_err(|_| Failure::new(Code::Busy, "too many searches are running"))?
            .map_err(|_| Failure::new(Code::Internal, "searches have ended"))?;
        let snapshot = self.store.snapshot();
        let searched = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            search(&snapshot)
        });
        match searched.await {
            Ok(result) => result.map_err(Failure::from),
            Err(panic) => Err(Failure::internal(&panic)),
        }
    }

    /// Asks [`annals_model::decide`]. Without the permission anywhere: 403. For organisations that
    /// are not the principal's: 404, the same as for those that do not exist.
    pub(crate) fn allow(
        &self,
        principal: &Principal,
        organization: OrganizationOrdinal,
        below: bool,
        permission: Permission,
    ) -> Result<Allow, Failure> {
        let tree = self.store.organizations();
        let decision = if below {
            annals_model::decide_with_below(&tree, principal, organization, permission)
        } else {
            annals_model::decide(&tree, principal, organization, permission)
        };
        match decision {
            Decision::Allow(allow) => Ok(allow),
            Decision::Deny if !principal.scopes.contains(permission) => Err(Failure::new(
                Code::PermissionMissing,
                format!("this needs the permission {}", permission.as_str()),
            )),
            Decision::Deny => Err(Failure::new(
                Code::NotFound,
                "there is no such organisation among those you may see",
            )),
        }
    }
}
