//! What is answered to programs.

use annals_model::{Allow, Millis, OrganizationId, RecordKey};
use annals_store::{Error, Result, Snapshot};

use super::{HistoryCursor, HistoryPage, is_known, list, state, write_history, write_state};

/// What a program asks of a record's history.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The organisation in whose log it is.
    pub organization: OrganizationId,
    /// The record.
    pub key: RecordKey,
    /// What it was just before this moment, instead of its changes.
    pub at: Option<Millis>,
    /// Only this property.
    pub property: Option<String>,
    /// Behind the page that had this as its `next`.
    pub cursor: Option<String>,
    /// At most so many entries, up to [`super::ROWS_MAX`].
    pub rows_max: usize,
}

impl Wanted {
    /// Whether its cursor, if it has one, is of the same history.
    pub(crate) fn is_in_place(&self) -> bool {
        let place = self.place();
        let is_here = |token: &String| place.position(token, &self.organization).is_some();
        self.cursor.as_ref().is_none_or(is_here)
    }

    fn place(&self) -> HistoryCursor<'_> {
        HistoryCursor { key: &self.key, property: self.property.as_deref(), end: None }
    }
}

/// The changes or the state as JSON; nothing if there is no entry on the record among those that
/// `allow` allows.
pub fn answer(snapshot: &Snapshot, allow: &Allow, wanted: &Wanted) -> Result<Option<String>> {
    let Wanted { organization, key, at, property, cursor, rows_max } = wanted;
    if !is_known(snapshot, allow, key)? {
        return Ok(None);
    }
    let mut out = String::new();
    if let Some(end) = at {
        write_state(&mut out, key, &state(snapshot, allow, key, *end, property.as_deref())?);
        return Ok(Some(out));
    }
    let stale = || Error::Invalid("the cursor is of another history".to_owned());
    let after = cursor.as_ref().map(|token| wanted.place().position(token, organization));
    let page = HistoryPage {
        key: key.clone(),
        property: property.clone(),
        end: None,
        after: after.map(|found| found.ok_or_else(stale)).transpose()?,
        rows_max: *rows_max,
    };
    let listed = list(snapshot, allow, &page)?;
    let next = listed.next.clone().map(|next| wanted.place().token(organization, next));
    write_history(&mut out, key, &listed, next.as_deref());
    Ok(Some(out))
}
