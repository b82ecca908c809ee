//! The peer finds what Annals finds: otherwise its figures would say nothing.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use annals_samples::{Bench, BenchOptions};
use annals_store::{Options, Store};
use zstd::dict::DecoderDictionary;

use super::load;
use super::query::{Peer, open};
use crate::bench::ingest::{self, Feed};
use crate::bench::parameters::{Class, Pool};
use crate::bench::queries::{About, Query, days};
use crate::bench::query::Prepared;
use crate::bench::report::Draws;
use crate::bench::{Plan, directory};

const DRAWS: usize = 40;

fn plan(directory: &Path) -> Plan {
    Plan {
        directory: directory.to_owned(),
        events: 20_000,
        seed: 1,
        repeats: true,
        callers: 3,
        connections: 1,
        draws: 1,
        messages: 1,
        peer_cache_mib: 16,
    }
}

/// Loads Annals; returns how many events were repeated, too.
async fn annals(plan: &Plan, stream: &Arc<Bench>) -> (Store, u64) {
    let options = Options { migrations: annals_desk::MIGRATIONS, ..Options::default() };
    let store = Store::open(&plan.directory.join("store"), options).await.unwrap();
    directory::create_organizations(&store, stream).await.unwrap();
    let feed = Arc::new(Feed {
        next: AtomicU64::new(0),
        until: plan.events,
        current: Vec::new(),
        repeated: AtomicU64::new(0),
        ordinals: directory::ordinals(&store),
        stream: Arc::clone(stream),
        store: store.clone(),
        bar: indicatif::ProgressBar::hidden(),
    });
    for caller in ingest::start(&feed, plan.callers) {
        tokio::task::block_in_place(|| caller.join()).unwrap().unwrap();
    }
    (store, feed.repeated.load(Ordering::Relaxed))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_peer_answers_as_annals_does() {
    let place = tempfile::tempdir().unwrap();
    let plan = plan(place.path());
    let options = BenchOptions { repeats_per_mille: 100, ..BenchOptions::new(plan.events) };
    let stream = Arc::new(Bench::new(options));
    let (store, repeated) = annals(&plan, &stream).await;
    let dictionary = load::train(&stream).unwrap();
    load::load(&plan, place.path(), &stream, &dictionary).unwrap();
    let connection = open(&plan, place.path()).unwrap();
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let rows = one("SELECT count(*) FROM entry") as u64;
    assert_eq!(rows, plan.events - repeated);
    assert!(rows < plan.events, "some events come twice");
    assert_eq!(one("SELECT number FROM indexed"), one("SELECT max(number) FROM entry"));

    let snapshot = store.snapshot();
    let dictionary = DecoderDictionary::copy(&dictionary);
    let mut peer = Peer::new(connection, &dictionary).unwrap();
    let mut draws = Draws::new(1);
    for class in [Class::Largest, Class::Median, Class::Tiny] {
        let pool = Pool::collect(&store, &stream, class, &mut draws).unwrap().unwrap();
        for query in Query::ALL {
            for _ in 0..DRAWS {
                let about = About::of(pool.pick(&mut draws), &mut draws);
                let prepared = Prepared::new(query, &about).unwrap();
                let expected = prepared.run(&snapshot, &pool, &days()).unwrap();
                let found = peer.run(query, class.organization() as i64, &about).unwrap();
                // The peer has the stem of every word, Annals only of those of actions.
                let more = matches!(query, Query::TwoWords | Query::FrequentWord);
                let agrees = found == expected || (more && found > expected);
                assert!(agrees, "{found}, {expected}: {query:?}, {class:?}: {about:?}");
            }
        }
    }
    drop(snapshot);
    store.close().await;
}
