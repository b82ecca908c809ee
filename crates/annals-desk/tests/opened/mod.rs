//! A desk on a new store, at a time that stands still.

use std::path::Path;
use std::sync::Arc;

use annals_desk::Desk;
use annals_model::{FixedClock, Millis};
use annals_store::{Options, Store};

pub(crate) const NOW: Millis = Millis(1_763_640_000_000);

/// Opens one in a folder, with the clock that both go by.
pub(crate) async fn open(folder: &Path) -> (Arc<FixedClock>, Store, Desk) {
    let clock = Arc::new(FixedClock::new(NOW));
    let options = Options {
        background: false,
        migrations: annals_desk::MIGRATIONS,
        clock: clock.clone(),
        ..Options::default()
    };
    let store = Store::open(folder, options).await.unwrap();
    let desk = Desk::with_clock(store.clone(), clock.clone());
    (clock, store, desk)
}
