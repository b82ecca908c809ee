//! What the operator does to retention.

use annals_desk::{Desk, Periods, Retention, RetentionOutcome};
use annals_model::{Channel, Millis};
use annals_store::Store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context::{self, Usage};

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    Show,
    Confirm { periods: String },
    Run,
}

pub(super) async fn run(
    store: &Store,
    desk: &Desk,
    organization: Option<&str>,
    asked: Asked,
) -> anyhow::Result<Value> {
    let organization = context::organization(store, organization)?;
    let (operator, at) = (desk.operator(), organization.ordinal);
    match asked {
        Asked::Show => {}
        Asked::Confirm { periods } => {
            let unknown = || Usage(format!("{periods:?} are no periods such as 24-24-forever"));
            let periods = Periods::parse(&periods).ok_or_else(unknown)?;
            desk.confirm_retention(&operator, at, periods).await?;
        }
        Asked::Run => match desk.run_retention(&operator, at).await? {
            RetentionOutcome::Purged(purged) => return Ok(json!({ "purged": counts(purged) })),
            RetentionOutcome::NeedsConfirmation => anyhow::bail!(
                "what will be purged has to be confirmed first; see `annals retention preview`"
            ),
        },
    }
    let found = desk.retention(&operator, at).await?;
    Ok(to_json(organization.id.as_str(), &found))
}

fn to_json(organization: &str, found: &Retention) -> Value {
    let moment = |at: Option<Millis>| at.map(|at| at.to_string());
    let channels = found.channels.iter().map(|one| {
        json!({
            "channel": one.channel.as_str(),
            "months": found.periods.get(one.channel),
            "kept": one.kept,
            "oldest_sent_at": moment(one.oldest_sent_at),
            "due": one.due,
            "due_in_30_days": one.due_soon,
            "held": one.held,
        })
    });
    let runs = found.runs.iter().map(|run| {
        json!({
            "begun_at": run.begun_at.to_string(),
            "ended_at": moment(run.ended_at),
            "erased_at": moment(run.erased_at),
            "purged": counts(run.purged),
            "held": run.held,
        })
    });
    let holds = found.holds.iter().map(|(seen, count)| {
        let (id, name) = seen.hold.as_ref().map(|(id, name)| (&id.0, name)).unzip();
        json!({ "id": id, "name": name, "since": seen.since.to_string(), "texts": count })
    });
    json!({
        "organization": organization,
        "periods": found.periods.to_string(),
        "channels": channels.collect::<Vec<_>>(),
        "holds": holds.collect::<Vec<_>>(),
        "needs_confirmation": found.needs_confirmation,
        "confirmed_by": found.confirmed.as_ref().map(|confirmed| &confirmed.by),
        "confirmed_at": moment(found.confirmed.as_ref().map(|confirmed| confirmed.at)),
        "next_run_at": moment(found.next_run_at),
        "runs": runs.collect::<Vec<_>>(),
    })
}

fn counts(purged: [u64; Channel::ALL.len()]) -> Value {
    let each = Channel::ALL.into_iter().zip(purged);
    each.map(|(channel, count)| (channel.as_str().to_owned(), Value::from(count))).collect()
}
