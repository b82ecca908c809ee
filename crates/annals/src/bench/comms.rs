//! Messages: how fast their logs answer, and what providers tell is taken, beside the events of
//! applications.

mod calls;
mod load;
mod looks;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};

use super::http::Serving;
use super::{Directory, Plan};
use calls::Calls;
use looks::Looks;

/// How long each rate is measured.
const TIME: Duration = Duration::from_secs(10);
/// More events than are sent meanwhile.
const EVENTS: u64 = 5_000_000;
/// Calls a second while it is measured how much they slow events down: three times what the
/// busiest senders of a district bring about.
const CALLS_PER_SECOND: u32 = 3_000;

pub(super) async fn run(plan: &Plan) -> anyhow::Result<Value> {
    let mut directory = Directory::open(plan, "comms")?;
    let stream = directory.stream();
    let sample = stream.organizations().first().context("the stream has no organisation")?;
    let organization = sample.id.clone();
    let access = load::load(&mut directory, &stream, &organization, plan.messages).await?;
    let messages = directory.state.next;
    let (further, places) = directory.further(EVENTS);
    let server = Serving::start(directory.path())?;
    let looks = Looks::new(&server.address, &access)?;
    let times = looks.measure(plan.draws).await?;
    let calls = Calls::new(&server.address, access, messages, (further, places.start));
    let calls = Arc::new(calls);
    let alone = calls.events(TIME).await?;
    let (beside, kept) =
        tokio::try_join!(calls.events(TIME), calls.steady(CALLS_PER_SECOND, TIME))?;
    directory.state.more = calls.next_event();
    directory.save()?;
    let (per_second, p99) = calls.as_many_as_possible(plan.connections, TIME).await?;
    let batch = calls.batches_of_sendgrid().await?;
    Ok(json!({
        "messages": messages,
        "hook_calls_per_second": per_second,
        "hook_calls_p99_ms": p99,
        "events_per_second_alone": alone,
        "events_per_second_beside_calls": beside,
        "calls_per_second_beside_events": kept,
        "events_slowed_by_percent": (1.0 - beside / alone) * 100.0,
        "sendgrid_batch_of_10000_ms": batch,
        "warm": times,
    }))
}
