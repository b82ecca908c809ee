//! Records that entries name, those of the newest first.

use std::collections::HashSet;
use std::num::NonZeroUsize;

use annals_model::{Allow, Record, RecordKey};
use annals_query::{Expr, Term};
use annals_store::{PageRequest, Result, Search, Snapshot};

/// Entries whose records are looked through at once.
pub(super) const ENTRIES_MAX: NonZeroUsize = NonZeroUsize::new(200).expect("200 is not zero");
/// How often, as long as each time another record is found.
const ROUNDS_MAX: usize = 4;
/// So many records are looked for at most, and left out of a further round: one more than are ever
/// shown or searched for, which tells that there are more.
const FOUND_MAX: usize = 101;

/// Records that were found.
pub(super) struct Named {
    pub(super) records: Vec<Record>,
    /// Whether no further entry could name another.
    pub(super) is_all: bool,
}

/// Those among the records of the newest entries of `expr` that `is_sought`, and then, until they
/// are `enough`, those of older entries that name none of them: one that much happens to doesn't
/// hide the others.
pub(super) fn records(
    snapshot: &Snapshot,
    allow: &Allow,
    expr: &Expr,
    is_sought: impl Fn(&Record) -> bool,
    enough: impl Fn(&[Record]) -> bool,
) -> Result<Named> {
    let request = PageRequest::newest(ENTRIES_MAX);
    let (mut found, mut keys) = (Vec::<Record>::new(), HashSet::new());
    let (mut rest, mut is_all) = (expr.clone(), false);
    for _ in 0..ROUNDS_MAX {
        let page = snapshot.page(&Search { allow, expr: &rest }, &request)?;
        let known = found.len();
        let records = page.entries.into_iter().flat_map(|entry| entry.event.records);
        add_new(&mut found, &mut keys, records, &is_sought);
        is_all = !page.more && found.len() < FOUND_MAX;
        let is_over = found.len() == known || found.len() >= FOUND_MAX || !page.more;
        if is_over || enough(&found) {
            break;
        }
        let named = found.iter().map(|record| {
            let Record { record_type, id, .. } = record.clone();
            Expr::Term(Term::Record { record_type, id })
        });
        let others = Expr::Not(Box::new(Expr::Or(named.collect())));
        rest = Expr::And(vec![expr.clone(), others]).normal();
    }
    Ok(Named { records: found, is_all })
}

/// Adds those that are sought and new. An entry about many records at once has a thousand of them:
/// once there are [`FOUND_MAX`], no further one is looked at.
fn add_new(
    found: &mut Vec<Record>,
    keys: &mut HashSet<RecordKey>,
    mut records: impl Iterator<Item = Record>,
    is_sought: impl Fn(&Record) -> bool,
) {
    while found.len() < FOUND_MAX
        && let Some(record) = records.next()
    {
        if is_sought(&record) && keys.insert(record.key()) {
            found.push(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn records_are_looked_at_until_there_are_enough() {
        let record = |id: usize| Record {
            record_type: "student".to_owned(),
            id: id.to_string(),
            name: None,
            change: None,
        };
        let (mut found, mut keys, looks) = (Vec::new(), HashSet::new(), Cell::new(0));
        let mut add = |ids: &mut dyn Iterator<Item = usize>| {
            let is_sought = |record: &Record| {
                looks.set(looks.get() + 1);
                record.id != "0"
            };
            add_new(&mut found, &mut keys, ids.map(record), is_sought);
            found.len()
        };
        assert_eq!(add(&mut (0..FOUND_MAX).chain(0..FOUND_MAX)), FOUND_MAX - 1);
        assert_eq!(looks.get(), 2 * FOUND_MAX);
        assert_eq!(add(&mut (0..200_000)), FOUND_MAX);
        assert_eq!(looks.get(), 3 * FOUND_MAX + 1, "what comes after the last is left alone");
        assert_eq!(add(&mut (0..200_000)), FOUND_MAX);
        assert_eq!(looks.get(), 3 * FOUND_MAX + 1);
    }
}
