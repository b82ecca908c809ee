//! What every handler can reach.

use std::sync::Arc;

use annals_desk::Desk;
use annals_model::{
    Allow, AllowDeletion, Catalogue, DAY_FIRST, Decision, MONTH_FIRST, Organization,
    OrganizationId, OrganizationOrdinal, Permission, Preference, PreferenceValue, Principal,
};
use annals_store::{Snapshot, Store};
use annals_viewer::Place as LogPlace;
use annals_viewer::fault::ExportFault;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::Config;
use crate::error::{Code, Failure};
use crate::export::prepared::PreparedFiles;
use crate::hooks::Hooks;
use crate::mail::Looks;
use crate::readings::Readings;
use crate::retention::RetentionRuns;
use crate::searches::Searches;
use crate::seats::{Seat, Seats};

/// Of those that are not there, and of those that are nobody else's business.
pub(crate) const NO_SUCH_ORGANIZATION: &str =
    "there is no such organisation among those you may see";
/// No organisation has it.
const NOWHERE: OrganizationOrdinal = OrganizationOrdinal(u32::MAX);
/// The grain in which bytes of event bodies are counted.
const INTAKE_UNIT_BYTES: usize = 4 * 1024;

/// Live logs that a user may have open at once. Without TLS a browser keeps six connections to a
/// server, and each live log takes one for good: the rest are for everything else.
const LIVE_LOGS_OF_USER_MAX: usize = 4;
/// Exports that a user may have under way at once: one that reads slowly keeps its place for an
/// hour, and others want theirs.
const EXPORTS_OF_USER_MAX: usize = 3;

/// Live tails that a user or key may have open at once: a service needs one.
const STREAMS_OF_ONE_MAX: usize = 20;

/// Room for what stays open, among the asker's own and among all; given back when dropped.
pub(crate) struct Place {
    _own: Seat,
    _all: OwnedSemaphorePermit,
}

/// What every handler can reach; cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) store: Store,
    pub(crate) desk: Desk,
    pub(crate) config: Arc<Config>,
    pub(crate) readings: Readings,
    pub(crate) prepared: PreparedFiles,
    pub(crate) hooks: Hooks,
    pub(crate) retention: RetentionRuns,
    /// At what messages say.
    pub(crate) looks: Looks,
    /// Of live logs.
    pub(crate) seats: Seats,
    /// Live tails by user or key, exports by user.
    own_streams: Seats,
    own_exports: Seats,
    searches: Arc<Searches>,
    intake: Arc<Semaphore>,
    streams: Arc<Semaphore>,
    exports: Arc<Semaphore>,
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
        let order = if config.month_first { MONTH_FIRST } else { DAY_FIRST };
        let desk = Desk::with_clock(store.clone(), config.clock.clone())
            .defaulting(Preference::DateOrder, PreferenceValue::Choice(order));
        Self {
            readings: Readings::new(desk.clone(), &config),
            prepared: PreparedFiles::default(),
            hooks: Hooks::new(desk.clone(), config.clock.clone(), config.outgoing.clone()),
            retention: RetentionRuns::new(desk.clone()),
            looks: Looks::new(),
            seats: Seats::new(LIVE_LOGS_OF_USER_MAX, "live logs open; close one of them"),
            own_streams: Seats::new(STREAMS_OF_ONE_MAX, "live tails open; close one"),
            own_exports: Seats::new(EXPORTS_OF_USER_MAX, "exports under way; let one of them end")
                .saying(ExportFault::Taken(EXPORTS_OF_USER_MAX as u64)),
            desk,
            store,
            searches: Arc::new(Searches::new(config.searches_max)),
            intake: Arc::new(Semaphore::new(config.intake_bytes_max / INTAKE_UNIT_BYTES)),
            streams: Arc::new(Semaphore::new(config.streams_max)),
            exports: Arc::new(Semaphore::new(config.exports_max)),
            config: Arc::new(config),
            closing,
        }
    }

    /// What records and actions are called in an organisation.
    pub(crate) fn catalogue(&self, organization: OrganizationOrdinal) -> Catalogue {
        self.desk.catalogue_of(organization, &self.config.catalogue)
    }

    /// Becomes true when the server closes.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.clone()
    }

    /// Room in memory for a body, which grows with it.
    pub(crate) fn room(&self) -> Room {
        Room { intake: Arc::clone(&self.intake), permit: None }
    }

    /// Room for one more live tail of the user or key.
    pub(crate) fn stream_place(&self, asker: &Principal) -> Result<Place, Failure> {
        let own = self.own_streams.take(&asker.id)?;
        let all = self.streams.clone().try_acquire_owned();
        let all = all.map_err(|_| Failure::new(Code::Busy, "too many live tails are open"))?;
        Ok(Place { _own: own, _all: all })
    }

    /// Room for one more export of the user.
    pub(crate) fn export_place(&self, user: &Principal) -> Result<Place, Failure> {
        let own = self.own_exports.take(&user.id)?;
        let all = self.exports.clone().try_acquire_owned();
        let all = all.map_err(|_| Failure::told(Code::Busy, ExportFault::Busy))?;
        Ok(Place { _own: own, _all: all })
    }

    /// Runs `search` of `asker` on one snapshot, off the reactor, at most
    /// [`Config::searches_max`] at once.
    pub(crate) async fn search<T: Send + 'static>(
        &self,
        asker: &Principal,
        search: impl FnOnce(&Snapshot) -> annals_store::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        self.search_of(asker, &self.store.snapshot(), search).await
    }

    /// The same on a snapshot that the caller keeps for what it finds next.
    pub(crate) async fn search_of<T: Send + 'static>(
        &self,
        asker: &Principal,
        snapshot: &Snapshot,
        search: impl FnOnce(&Snapshot) -> annals_store::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        self.searches.turn_soon(asker).await?.run(snapshot, search).await
    }

    /// The same as soon as its turn comes: who is in the middle of something waits rather than give
    /// up.
    pub(crate) async fn search_in<T: Send + 'static>(
        &self,
        asker: &Principal,
        snapshot: &Snapshot,
        search: impl FnOnce(&Snapshot) -> annals_store::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        self.searches.turn(asker).await?.run(snapshot, search).await
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
        let ordinal = found.map_or(NOWHERE, |organization| organization.ordinal);
        let allow = self.allow(principal, ordinal, below, permission)?;
        let missing = || Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION);
        Ok((found.cloned().ok_or_else(missing)?, allow))
    }

    /// The organisation whose log a page shows, and the right to read that, or those below as well:
    /// all that pages show of logs comes this way.
    pub(crate) fn allow_place(
        &self,
        principal: &Principal,
        place: &LogPlace,
    ) -> Result<(Organization, Allow), Failure> {
        self.allow_in(principal, place, Permission::ReadEvents)
    }

    /// The same with the right to do something else there.
    pub(crate) fn allow_in(
        &self,
        principal: &Principal,
        place: &LogPlace,
        permission: Permission,
    ) -> Result<(Organization, Allow), Failure> {
        let id = match place.organization.as_deref().map(OrganizationId::parse) {
            None => None,
            Some(Ok(id)) => Some(id),
            // What can't be a name leads nowhere, as a name that nobody has.
            Some(Err(_)) => {
                self.allow(principal, NOWHERE, place.below, permission)?;
                return Err(Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION));
            }
        };
        self.allow_named(principal, id.as_ref(), place.below, permission)
    }

    /// The same with the right to delete entries there, which takes two permissions.
    pub(crate) fn allow_deletion(
        &self,
        principal: &Principal,
        id: Option<&OrganizationId>,
    ) -> Result<(Organization, AllowDeletion), Failure> {
        // Who lacks one of them learns nothing of organisations.
        for permission in [Permission::DeleteEvents, Permission::ReadEvents] {
            self.allow(principal, principal.home, false, permission)?;
        }
        let (organization, _) = self.allow_named(principal, id, false, Permission::ReadEvents)?;
        let tree = self.store.organizations();
        let allow = annals_model::decide_deletion(&tree, principal, organization.ordinal);
        let missing = || Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION);
        Ok((organization, allow.ok_or_else(missing)?))
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
            Decision::Deny if below && !principal.reaches_below(permission) => Err(Failure::new(
                Code::PermissionMissing,
                "this key or user does not reach the organisations below",
            )),
            Decision::Deny => Err(Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION)),
        }
    }
}

/// Room in memory for one body, given back when its events are in the log: a crowd of large
/// requests is told to wait instead of filling the memory.
pub(crate) struct Room {
    intake: Arc<Semaphore>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Makes room for `bytes` in all.
    pub(crate) fn grow_to(&mut self, bytes: usize) -> Result<(), Failure> {
        let has = self.permit.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = bytes.div_ceil(INTAKE_UNIT_BYTES).saturating_sub(has);
        if more == 0 {
            return Ok(());
        }
        let more = Arc::clone(&self.intake).try_acquire_many_owned(more as u32).map_err(|_| {
            Failure::new(Code::TooMany, "too many bytes are on their way in; try again in a moment")
        })?;
        match &mut self.permit {
            Some(permit) => permit.merge(more),
            None => self.permit = Some(more),
        }
        Ok(())
    }
}
