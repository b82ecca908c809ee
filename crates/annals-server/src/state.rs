//! What every handler can reach.

use std::sync::Arc;
use std::time::Duration;

use annals_desk::Desk;
use annals_model::{
    Allow, Decision, Organization, OrganizationId, OrganizationOrdinal, Permission, Principal,
    limits,
};
use annals_store::{Snapshot, Store};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::Config;
use crate::error::{Code, Failure};

/// How long a search waits for its turn before it is refused.
const SEARCH_WAIT_MAX: Duration = Duration::from_secs(5);

/// Said of foreign organisations and of those that are not there.
const NO_SUCH_ORGANIZATION: &str = "there is no such organisation among those you may see";
/// Bytes of event bodies in memory at once.
const INTAKE_BYTES_MAX: usize = 256 * 1024 * 1024;
/// The grain in which they are counted.
const INTAKE_UNIT_BYTES: usize = 4 * 1024;

/// What every handler can reach; cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) store: Store,
    pub(crate) desk: Desk,
    pub(crate) config: Arc<Config>,
    searches: Arc<Semaphore>,
    intake: Arc<Semaphore>,
    streams: Arc<Semaphore>,
    closing: watch::Receiver<bool>,
}

impl AppState {
    pub(crate) fn new(store: Store, config: Config) -> Self {
        // A sender that was dropped never changes: such a state is closing when its server drops.
        let (_, closing) = watch::channel(false);
        Self::with_closing(store, config, closing)
    }

    /// A state whose streams end when `closing` becomes true.
    pub(crate) fn with_closing(
        store: Store,
        config: Config,
        closing: watch::Receiver<bool>,
    ) -> Self {
        Self {
            desk: Desk::with_clock(store.clone(), config.clock.clone()),
            store,
            searches: Arc::new(Semaphore::new(config.searches_max)),
            intake: Arc::new(Semaphore::new(INTAKE_BYTES_MAX / INTAKE_UNIT_BYTES)),
            streams: Arc::new(Semaphore::new(config.streams_max)),
            config: Arc::new(config),
            closing,
        }
    }

    /// Becomes true when the server closes.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.clone()
    }

    /// Room for a body in memory, held until its events are in the log; refused when there is
    /// none, so that a crowd of large requests can't fill the memory.
    pub(crate) fn intake_permit(
        &self,
        bytes: Option<usize>,
        packed: bool,
    ) -> Result<OwnedSemaphorePermit, Failure> {
        let bytes = match bytes {
            Some(bytes) if !packed => bytes.min(limits::REQUEST_BYTES_MAX),
            // A packed body may grow; its size is taken to be eight times what is sent.
            Some(bytes) => bytes.saturating_mul(8).min(limits::REQUEST_BYTES_MAX),
            None => limits::REQUEST_BYTES_MAX,
        };
        let units = bytes.div_ceil(INTAKE_UNIT_BYTES).max(1) as u32;
        self.intake.clone().try_acquire_many_owned(units).map_err(|_| {
            Failure::new(Code::TooMany, "too many bytes are on their way in; try again in a moment")
        })
    }

    /// Room for one more live tail.
    pub(crate) fn stream_permit(&self) -> Result<OwnedSemaphorePermit, Failure> {
        self.streams
            .clone()
            .try_acquire_owned()
            .map_err(|_| Failure::new(Code::Busy, "too many live tails are open"))
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

    /// The organisation that is named, or the principal's own, and the right to do something there.
    ///
    /// A name that leads nowhere takes the same way through [`AppState::allow`] as a foreign one,
    /// so that the answers can't differ.
    pub(crate) fn allow_named(
        &self,
        principal: &Principal,
        id: Option<&OrganizationId>,
        below: bool,
        permission: Permission,
    ) -> Result<(Organization, Allow), Failure> {
        let tree = self.store.organizations();
        let found = match id {
            Some(id) => tree.find(id),
            None => tree.get(principal.home),
        };
        let nowhere = OrganizationOrdinal(u32::MAX);
        let ordinal = found.map_or(nowhere, |organization| organization.ordinal);
        let allow = self.allow(principal, ordinal, below, permission)?;
        let missing = || Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION);
        Ok((found.cloned().ok_or_else(missing)?, allow))
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
            Decision::Deny if below && !principal.reaches_below => Err(Failure::new(
                Code::PermissionMissing,
                "this key or user does not reach the organisations below",
            )),
            Decision::Deny => Err(Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION)),
        }
    }
}
