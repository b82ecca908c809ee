//! Records that entries name, those of the newest first.

use std::collections::HashSet;
use std::num::NonZeroUsize;

use annals_model::{Allow, Record};
use annals_query::{Expr, Term};
use annals_store::{PageRequest, Result, Search, Snapshot};

/// Entries whose records are looked through at once.
pub(super) const ENTRIES_MAX: NonZeroUsize = NonZeroUsize::new(200).expect("200 is not zero");
/// How often, as long as each time another record is found.
const ROUNDS_MAX: usize = 4;
/// Records that are left out of a further round.
const FOUND_MAX: usize = 100;

/// Those among the records of the newest entries of `expr` that `is_sought`, and then, until they
/// are `enough`, those of older entries that name none of them: one that much happens to doesn't
/// hide the others.
pub(super) fn records(
    snapshot: &Snapshot,
    allow: &Allow,
    expr: &Expr,
    is_sought: impl Fn(&Record) -> bool,
    enough: impl Fn(&[Record]) -> bool,
) -> Result<Vec<Record>> {
    let request = PageRequest::newest(ENTRIES_MAX);
    let (mut found, mut keys) = (Vec::<Record>::new(), HashSet::new());
    let mut rest = expr.clone();
    for _ in 0..ROUNDS_MAX {
        let page = snapshot.page(&Search { allow, expr: &rest }, &request)?;
        let known = found.len();
        for record in page.entries.into_iter().flat_map(|entry| entry.event.records) {
            if is_sought(&record) && keys.insert(record.key()) {
                found.push(record);
            }
        }
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
    Ok(found)
}
