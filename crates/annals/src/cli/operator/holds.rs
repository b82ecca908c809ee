//! What the operator does to legal holds.

use annals_desk::{Desk, Hold, HoldId, HoldScope, NewHold};
use annals_model::RecordKey;
use annals_store::Store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context::{self, Usage};

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    /// Answers with a list: the organisation's own, and those above that hold everything there.
    List,
    /// Answers with the hold.
    Show { id: String },
    /// Answers with the hold.
    Place(New),
    /// Answers with the hold.
    Release { id: String, reason: String, confirmed: bool },
}

/// One that is placed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct New {
    pub(crate) name: String,
    pub(crate) reason: String,
    pub(crate) records: Vec<String>,
    pub(crate) whole: bool,
    pub(crate) below: bool,
}

pub(super) async fn run(
    store: &Store,
    desk: &Desk,
    organization: Option<String>,
    asked: Asked,
) -> anyhow::Result<Value> {
    let at = context::organization(store, organization.as_deref())?.ordinal;
    let by = desk.operator();
    let hold = match asked {
        Asked::List => {
            let found = desk.holds(&by, at).await?;
            let above = found.above.iter().map(|seen| {
                let (id, name) = seen.hold.as_ref().map(|(id, name)| (&id.0, name)).unzip();
                json!({ "id": id, "name": name, "held": "everything, from above",
                        "state": "in force", "placed_at": seen.since.to_string() })
            });
            return Ok(above.chain(found.own.iter().map(to_json)).collect());
        }
        Asked::Show { id } => desk.hold(&by, at, &HoldId(id)).await?,
        Asked::Place(New { name, reason, records, whole, below }) => {
            let scope = match whole {
                true => HoldScope::Organization { below },
                false => HoldScope::Records(keys(&records)?),
            };
            desk.place_hold(&by, at, NewHold { name, reason, scope }).await?
        }
        Asked::Release { id, reason, confirmed } => {
            desk.release_hold(&by, at, &HoldId(id), &reason, confirmed).await?
        }
    };
    Ok(to_json(&hold))
}

fn keys(records: &[String]) -> Result<Vec<RecordKey>, Usage> {
    let key = |text: &String| {
        let no_record = || Usage(format!("{text:?} is no record such as family:f-12"));
        let (record_type, id) = text.split_once(':').ok_or_else(no_record)?;
        Ok(RecordKey { record_type: record_type.to_owned(), id: id.to_owned() })
    };
    records.iter().map(key).collect()
}

fn to_json(hold: &Hold) -> Value {
    let (held, records) = match &hold.scope {
        HoldScope::Organization { below: false } => ("the organisation".to_owned(), Vec::new()),
        HoldScope::Organization { below: true } => {
            ("the organisation and all below".to_owned(), Vec::new())
        }
        HoldScope::Records(keys) => {
            let held = format!("{} records", hold.reach.unwrap_or_default());
            (held, keys.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
    };
    let ended = hold.released.as_ref();
    json!({
        "id": hold.id.0,
        "name": hold.name,
        "held": held,
        "records": records,
        "state": if ended.is_some() { "released" } else { "in force" },
        "reason": hold.reason,
        "placed_by": hold.placed_by,
        "placed_at": hold.placed_at.to_string(),
        "released_by": ended.map(|ended| &ended.by),
        "released_at": ended.map(|ended| ended.at.to_string()),
        "release_reason": ended.map(|ended| &ended.reason),
    })
}
