//! Records as they are typed for a hold, `type:id`, and whether anything is known of them.

use std::collections::HashSet;

use annals_desk::{HOLD_RECORDS_MAX, HoldRefusal};
use annals_model::{Catalogue, OrganizationOrdinal, Permission, Principal, RecordKey};

use super::record::is_told_of;
use crate::error::Failure;
use crate::state::AppState;

/// Places at which a line may be parted: types with more colons have no meaning here.
const PARTED_MAX: usize = 4;

/// Records of which something is known, among those that were asked about; all, where the asker may
/// not know.
pub(super) enum Known {
    All,
    These(HashSet<RecordKey>),
}

impl Known {
    /// Which of `keys` an entry names, or the directory. What is known of records to those who see
    /// some entries only says nothing of others.
    pub(super) async fn of(
        state: &AppState,
        principal: &Principal,
        at: OrganizationOrdinal,
        keys: Vec<RecordKey>,
    ) -> Result<Self, Failure> {
        let Ok(allow) = state.allow(principal, at, false, Permission::ReadEvents) else {
            return Ok(Self::All);
        };
        if !allow.rows().is_everything() || keys.is_empty() {
            return Ok(Self::All);
        }
        let sought = keys.clone();
        let named = move |snapshot: &annals_store::Snapshot| {
            let mut named = HashSet::new();
            for key in sought {
                if is_told_of(snapshot, &allow, &key)? {
                    named.insert(key);
                }
            }
            Ok(named)
        };
        let mut known = state.search(principal, named).await?;
        for key in keys {
            if known.contains(&key) {
                continue;
            }
            let is_described = state.desk.described_record(principal, at, &key).await?.is_some();
            if is_described || !state.desk.children(principal, at, &key).await?.known.is_empty() {
                known.insert(key);
            }
        }
        Ok(Self::These(known))
    }

    pub(super) fn has(&self, key: &RecordKey) -> bool {
        match self {
            Self::All => true,
            Self::These(known) => known.contains(key),
        }
    }
}

/// The records that lines name, and those of them of which nothing is known. Both types and ids may
/// have colons: a line is parted where a record is known, else behind a type that is declared.
pub(super) async fn read(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    text: &str,
) -> Result<Result<(Vec<RecordKey>, Vec<RecordKey>), HoldRefusal>, Failure> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut parted = Vec::new();
    for line in lines {
        let ways: Vec<_> = ways(line).collect();
        if ways.is_empty() {
            return Ok(Err(HoldRefusal::NoRecord { text: line.to_owned() }));
        }
        parted.push(ways);
    }
    // So many are refused anyway, whatever they are.
    let asked = parted.iter().filter(|_| parted.len() <= HOLD_RECORDS_MAX).flatten().cloned();
    let known = Known::of(state, principal, at, asked.collect()).await?;
    let catalogue = state.catalogue(at);
    let keys: Vec<_> = parted.iter().filter_map(|ways| best(ways, &known, &catalogue)).collect();
    let unknown = keys.iter().filter(|key| !known.has(key)).cloned().collect();
    Ok(Ok((keys, unknown)))
}

/// Each way to part a line, the longest type last.
fn ways(line: &str) -> impl Iterator<Item = RecordKey> {
    let colons = line.match_indices(':').map(|(place, _)| place);
    let parts = colons.map(|place| (line[..place].trim(), line[place + 1..].trim()));
    let key = |(record_type, id): (&str, &str)| RecordKey {
        record_type: record_type.to_owned(),
        id: id.to_owned(),
    };
    parts.filter(|(kind, id)| !kind.is_empty() && !id.is_empty()).map(key).take(PARTED_MAX)
}

fn best(ways: &[RecordKey], known: &Known, catalogue: &Catalogue) -> Option<RecordKey> {
    let is_known = |key: &&RecordKey| matches!(known, Known::These(keys) if keys.contains(key));
    let is_declared = |key: &&RecordKey| catalogue.record_type(&key.record_type).is_some();
    let found = ways.iter().find(is_known).or_else(|| ways.iter().rfind(is_declared));
    found.or(ways.first()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_where_a_record_is() {
        let mut catalogue = Catalogue::default();
        catalogue.set_record_type("club:member", annals_model::RecordType::default());
        let key = |record_type: &str, id: &str| RecordKey {
            record_type: record_type.to_owned(),
            id: id.to_owned(),
        };
        let known = Known::These([key("family", "a:1"), key("odd:kind", "7")].into());
        let check = |line: &str, expected: Option<(&str, &str)>| {
            let found = best(&ways(line).collect::<Vec<_>>(), &known, &catalogue);
            assert_eq!(found, expected.map(|(kind, id)| key(kind, id)), "{line:?}");
        };
        check("family:a:1", Some(("family", "a:1")));
        check(" family : f-12 ", Some(("family", "f-12")));
        check("club:member:7", Some(("club:member", "7")));
        check("odd:kind:7", Some(("odd:kind", "7")));
        check("thing:a:b", Some(("thing", "a:b")));
        check("thing", None);
        check(":1", None);
        check("family:", None);
        let whoever = best(&ways("odd:kind:7").collect::<Vec<_>>(), &Known::All, &catalogue);
        assert_eq!(whoever, Some(key("odd", "kind:7")));
    }
}
