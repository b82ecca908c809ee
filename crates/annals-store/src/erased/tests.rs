//! The filter in memory, and the rows behind it.

use std::collections::HashSet;

use super::*;

/// Hashes as they are made of ids.
fn hash(id: u64) -> u128 {
    erased_hash(OrganizationOrdinal(1), &EventId::parse(&id.to_string()).unwrap())
}

#[test]
fn the_filter_lets_all_of_its_ids_through_and_few_others() {
    let mut filter = Erased::default();
    for id in 0..FILTER_IDS_MAX as u64 {
        filter.insert(hash(id));
        assert!(filter.may_have(hash(id)));
    }
    assert!((0..FILTER_IDS_MAX as u64).all(|id| filter.may_have(hash(id))));
    let others = (0..10_000).filter(|id| filter.may_have(hash(1_000_000 + id))).count();
    assert!(others < 300, "{others} of 10,000");
}

#[test]
fn the_filter_stops_growing_and_forgets_nothing() {
    let bytes = |filter: &Erased| -> usize {
        filter.layers.iter().map(|layer| layer.words.len() * 8).sum()
    };
    let mut filter = Erased::default();
    (0..FILTER_IDS_MAX as u64).for_each(|id| filter.insert(hash(id)));
    let most = bytes(&filter);
    assert_eq!(most, FILTER_IDS_MAX * BITS_PER_ID / 8);
    (0..2 * FILTER_IDS_MAX as u64).for_each(|id| filter.insert(hash(id)));
    assert_eq!(bytes(&filter), most);
    assert!((0..2 * FILTER_IDS_MAX as u64).all(|id| filter.may_have(hash(id))));
}

#[test]
fn a_clone_keeps_what_it_had() {
    let mut filter = Erased::default();
    filter.insert(hash(1));
    let before = filter.clone();
    filter.insert(hash(2));
    assert!(filter.may_have(hash(2)) && before.may_have(hash(1)) && !before.may_have(hash(2)));
}

#[test]
fn an_id_sets_different_bits() {
    let distinct: HashSet<_> = bits(hash(1), 1_000).collect();
    assert!(distinct.len() > 4, "{distinct:?}");
}

/// Opens a store, erases `ids` for good, and closes it.
async fn erase(folder: &std::path::Path, ids: &[ErasedId]) {
    let options = || crate::Options { background: false, ..Default::default() };
    let store = crate::Store::open(folder, options()).await.unwrap();
    store.close().await;
    drop(store);
    let mut connection = crate::journal::schema::open_writer(folder, &[], false).await.unwrap();
    write(&mut connection, ids).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
}

#[tokio::test]
async fn a_filter_that_was_loaded_finds_what_it_found_before() {
    let folder = tempfile::tempdir().unwrap();
    let ids: Vec<_> = (0..3)
        .map(|number| ErasedId {
            organization: OrganizationOrdinal(1),
            id_hash: hash(number),
            number: Number(number),
            commitment: Commitment([7; 32]),
        })
        .collect();
    erase(folder.path(), &ids).await;
    let readers = crate::journal::schema::open_readers(folder.path()).await.unwrap();
    let opened = Erased::open(&readers).await.unwrap();
    let loaded = Erased { is_loading: false, layers: read_all(&readers).await.unwrap() };
    for filter in [opened, loaded] {
        let mut known = [None; 4];
        let ids: Vec<_> = (0..4).map(|id| EventId::parse(&id.to_string()).unwrap()).collect();
        let organization = OrganizationOrdinal(1);
        let events = ids.iter().zip(&mut known).map(|(id, known)| (organization, id, known));
        filter.look_up(&readers, events).await.unwrap();
        let numbers = known.map(|known| known.map(|known| known.number.0));
        assert_eq!(numbers, [Some(0), Some(1), Some(2), None]);
    }
}
