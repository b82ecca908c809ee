//! Messages: how fast their logs answer, and what providers tell is taken, beside the events of
//! applications.

mod calls;
mod load;
mod looks;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::http::Serving;
use super::{Directory, Plan};
use crate::machine;
use calls::Calls;
use looks::Looks;

/// How long each rate is measured.
const TIME: Duration = Duration::from_secs(10);
/// So long that what reading calls takes is in it, which gives way to events at first.
const LONG: Duration = Duration::from_secs(60);
/// More events than are sent meanwhile.
const EVENTS: u64 = 10_000_000;
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
    let mut figures = beside_events(&calls, plan).await?;
    directory.state.more = calls.next_event();
    directory.save()?;
    figures.extend(alone(&calls, plan, &server).await?);
    figures.insert("messages".to_owned(), messages.into());
    let batch = calls.batches_of_sendgrid().await?;
    figures.insert("sendgrid_batch_of_10000_ms".to_owned(), batch.into());
    figures.insert("warm".to_owned(), times.into());
    Ok(figures.into())
}

/// Names and values, as they are printed.
type Figures = Map<String, Value>;

/// Events in batches as fast as they are taken: alone, beside calls at a rate for a while and for
/// longer, and beside calls as fast as they are answered. All calls are read before others come.
async fn beside_events(calls: &Arc<Calls>, plan: &Plan) -> anyhow::Result<Figures> {
    // Before and after, because files that are merged meanwhile take their share.
    let before = calls.events(TIME).await?;
    let mut rows = Vec::new();
    for (name, time) in [("offered", TIME), ("offered_for_a_minute", LONG)] {
        let steady = calls.steady(CALLS_PER_SECOND, time);
        let (events, kept) = tokio::try_join!(calls.events(time), steady)?;
        rows.push((name, events, kept, calls.unread().await?));
        calls.until_read().await?;
    }
    let fastest = calls.as_many_as_possible(plan.connections, TIME);
    let (events, kept) = tokio::try_join!(calls.events(TIME), fastest)?;
    rows.push(("fastest", events, kept, calls.unread().await?));
    calls.until_read().await?;
    let alone = f64::midpoint(before, calls.events(TIME).await?);
    let mut figures = Figures::new();
    figures.insert("events_per_second_alone".to_owned(), alone.into());
    figures.insert("calls_a_second_offered".to_owned(), CALLS_PER_SECOND.into());
    for (name, events, kept, unread) in rows {
        let slowed = (1.0 - events / alone) * 100.0;
        for (figure, value) in [
            ("events_per_second", json!(events)),
            ("events_slowed_by_percent", json!(slowed)),
            ("kept_per_second", json!(kept.per_second)),
            ("p99_ms", json!(kept.p99_ms)),
            ("refused", json!(kept.refused)),
            ("unread_at_the_end", json!(unread)),
        ] {
            figures.insert(format!("beside_calls_{name}_{figure}"), value);
        }
    }
    Ok(figures)
}

/// Calls and nothing else, as fast as they are answered, and what one takes of the processors.
async fn alone(calls: &Arc<Calls>, plan: &Plan, server: &Serving) -> anyhow::Result<Figures> {
    let (served, called) = (server.processor_time(), machine::processor_time());
    let kept = calls.as_many_as_possible(plan.connections, TIME).await?;
    let client = called.zip(machine::processor_time());
    calls.until_read().await?;
    let server = served.zip(server.processor_time());
    let us = |time: Option<(Duration, Duration)>| {
        time.map(|(from, until)| (until - from).as_secs_f64() * 1e6 / kept.count as f64)
    };
    let mut figures = Figures::new();
    for (figure, value) in [
        ("per_second", json!(kept.per_second)),
        ("p99_ms", json!(kept.p99_ms)),
        ("server_us_each_until_read", json!(us(server))),
        ("client_us_each", json!(us(client))),
    ] {
        figures.insert(format!("calls_alone_{figure}"), value);
    }
    Ok(figures)
}
