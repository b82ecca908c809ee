//! Searches, off the reactor and so many at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use annals_model::{Principal, PrincipalKind};
use annals_store::{Interrupt, Snapshot};
use annals_viewer::fault::ServerFault;
use annals_viewer::messages;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Code, Failure};

/// How long a search waits for others to end.
const WAIT_MAX: Duration = Duration::from_secs(5);
/// Askers that are known before those who ask no more are forgotten.
const ASKERS_MAX: usize = 1_024;

/// Turn for searches. Of one asker only half of them run at once: whoever asks for what takes long
/// keeps nobody else from searching.
pub(crate) struct Searches {
    all: Arc<Semaphore>,
    of_one_max: usize,
    of_one: Mutex<HashMap<Asker, Weak<Semaphore>>>,
}

/// A user or a key.
type Asker = (PrincipalKind, String);

/// Turn for one search: the asker's and everyone's.
pub(crate) struct Turn {
    _own: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Searches {
    /// Turn for `max` at once.
    pub(crate) fn new(max: usize) -> Self {
        let of_one_max = (max / 2).max(1);
        Self { all: Arc::new(Semaphore::new(max)), of_one_max, of_one: Mutex::default() }
    }

    /// Turn for a search of `asker`, as soon as there is some.
    pub(crate) async fn turn(&self, asker: &Principal) -> Result<Turn, Failure> {
        let ended = |_| Failure::new(Code::Internal, "no search runs any more");
        let own = self.of_one(asker).acquire_owned().await.map_err(ended)?;
        let all = Arc::clone(&self.all).acquire_owned().await.map_err(ended)?;
        Ok(Turn { _own: own, _all: all })
    }

    /// The same, unless it takes longer than someone waits.
    pub(crate) async fn turn_soon(&self, asker: &Principal) -> Result<Turn, Failure> {
        let busy = || Failure::new(Code::Busy, "too many searches are running");
        let busy = |_| busy().saying(ServerFault::SearchesBusy);
        tokio::time::timeout(WAIT_MAX, self.turn(asker)).await.map_err(busy)?
    }

    fn of_one(&self, asker: &Principal) -> Arc<Semaphore> {
        let mut known = self.of_one.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (asker.kind, asker.id.clone());
        if let Some(own) = known.get(&key).and_then(Weak::upgrade) {
            return own;
        }
        if known.len() >= ASKERS_MAX {
            known.retain(|_, own| own.strong_count() > 0);
        }
        let own = Arc::new(Semaphore::new(self.of_one_max));
        known.insert(key, Arc::downgrade(&own));
        own
    }
}

impl Turn {
    /// Runs `search` there; it ends when nobody waits for its answer any more.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        snapshot: &Snapshot,
        search: impl FnOnce(&Snapshot) -> annals_store::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let ends = Ends::default();
        let snapshot = snapshot.until(&ends.0);
        let language = messages::language();
        let searched = tokio::task::spawn_blocking(move || {
            let _turn = self;
            messages::in_language(language, || search(&snapshot))
        });
        match searched.await {
            Ok(result) => result.map_err(Failure::from),
            Err(panic) => Err(Failure::internal(&panic)),
        }
    }
}

/// Ends a search when it is dropped: the client is gone, or its time is over.
#[derive(Default)]
struct Ends(Interrupt);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.raise();
    }
}

#[cfg(test)]
mod tests {
    use annals_model::{OrganizationOrdinal, Permission, RowFilter, Scopes, decide};
    use annals_query::Expr;
    use annals_store::{Error, Options, Search, Store};
    use tokio::sync::oneshot;

    use super::*;

    fn asker(id: &str) -> Principal {
        Principal {
            kind: PrincipalKind::Key,
            id: id.to_owned(),
            name: id.to_owned(),
            home: OrganizationOrdinal(0),
            scopes: Scopes::all(),
            below: Scopes::all(),
            rows: RowFilter::default(),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn one_asker_has_half_of_the_turns() {
        let searches = Searches::new(4);
        let (ada, bob) = (asker("ada"), asker("bob"));
        let mut turns = Vec::new();
        for who in [&ada, &ada, &bob] {
            turns.push(searches.turn_soon(who).await.unwrap());
        }
        assert_eq!(searches.turn_soon(&ada).await.err().map(|why| why.code), Some(Code::Busy));
        turns.push(searches.turn_soon(&bob).await.unwrap());
        turns.remove(0);
        turns.push(searches.turn_soon(&ada).await.unwrap());
        assert_eq!(
            searches.turn_soon(&asker("eve")).await.err().map(|why| why.code),
            Some(Code::Busy)
        );
    }

    #[tokio::test]
    async fn who_asks_no_more_is_forgotten() {
        let searches = Searches::new(2);
        let stays = searches.turn(&asker("ada")).await.unwrap();
        for one in 0..ASKERS_MAX {
            searches.turn(&asker(&one.to_string())).await.unwrap();
        }
        let known = || searches.of_one.lock().unwrap().len();
        assert_eq!(known(), 2);
        drop(stays);
    }

    #[tokio::test]
    async fn a_search_that_nobody_waits_for_ends() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(directory.path(), Options::default()).await.unwrap();
        let searches = Searches::new(2);
        let turn = searches.turn(&asker("ada")).await.unwrap();
        let (started, has_started) = oneshot::channel();
        let (ended, has_ended) = oneshot::channel();
        let snapshot = store.snapshot();
        let (tree, ada) = (store.organizations(), asker("ada"));
        let allow = decide(&tree, &ada, ada.home, Permission::ReadEvents).allowed().unwrap();
        let running = turn.run(&snapshot, move |snapshot| {
            started.send(()).unwrap();
            loop {
                if let Err(error) = snapshot.total(&Search { allow: &allow, expr: &Expr::All }) {
                    ended.send(matches!(error, Error::Interrupted)).unwrap();
                    return Err::<(), _>(error);
                }
            }
        });
        tokio::select! {
            _ = running => panic!("nothing ended it"),
            started = has_started => started.unwrap(),
        }
        assert!(has_ended.await.unwrap());
        // Its turn is free again, as soon as it has ended.
        for _ in 0..2 {
            searches.turn(&asker("ada")).await.unwrap();
        }
    }
}
