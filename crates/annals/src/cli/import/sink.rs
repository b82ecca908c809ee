//! Where an import's events go.

use std::time::Duration;

use annals_desk::Desk;
use annals_model::{
    Catalogue, Clock, Masker, OrganizationId, Permission, SystemClock, admit, decide,
};
use annals_store::{NewEvent, Options, RESERVED_ACTION_PREFIX, Store, is_reserved};
use anyhow::Context;
use reqwest::StatusCode;
use serde_json::Value;

use super::{Counts, Item, wire};
use crate::cli::client::{self, Client};
use crate::cli::context;
use crate::config::Settings;

/// Where an import's events go.
pub(crate) enum Sink {
    Server { client: Client, organization: Option<OrganizationId> },
    Directory(Box<Directory>),
}

/// An open data directory.
pub(crate) struct Directory {
    store: Store,
    desk: Desk,
    organization: Option<OrganizationId>,
    catalogue: Catalogue,
    masker: Masker,
}

/// Notes a rejected event.
pub(crate) type Reject<'a> = dyn FnMut(&Item, &str, &mut Counts) -> anyhow::Result<()> + Send + 'a;

/// How often a busy server is asked again.
const ATTEMPTS_MAX: u32 = 60;

impl Sink {
    pub(crate) fn server(
        server: &str,
        key: Option<String>,
        organization: Option<String>,
    ) -> anyhow::Result<Self> {
        let parse = |id: String| OrganizationId::parse(&id).map_err(context::Usage);
        let organization = organization.map(parse).transpose()?;
        Ok(Self::Server { client: Client::new(server, key)?, organization })
    }

    /// The data directory itself; `names_organizations` tells whether events may name theirs.
    pub(crate) async fn directory(
        settings: &Settings,
        org: Option<&str>,
        names_organizations: bool,
    ) -> anyhow::Result<Self> {
        context::require_data(&settings.data)?;
        let store = context::open(&settings.data, Options::default()).await?;
        let organization = match context::organization(&store, org) {
            Ok(found) => Some(found.id),
            Err(_) if org.is_none() && names_organizations => None,
            // Else every line would be rejected for the same reason.
            Err(error) => return Err(error),
        };
        let (catalogue, masker) = (settings.catalogue(), settings.masker());
        let desk = Desk::new(store.clone());
        desk.refresh_modules().await?;
        let directory = Directory { store, desk, organization, catalogue, masker };
        Ok(Self::Directory(Box::new(directory)))
    }

    /// Sends `batch`; an event that is refused is handed to `reject` and the others are sent.
    pub(crate) async fn send(
        &mut self,
        batch: Vec<Item>,
        counts: &mut Counts,
        reject: &mut Reject<'_>,
    ) -> anyhow::Result<()> {
        match self {
            Self::Directory(directory) => directory.send(batch, counts, reject).await,
            Self::Server { client, organization } => {
                send(client, organization.as_ref(), batch, counts, reject).await
            }
        }
    }

    pub(crate) async fn close(self) {
        if let Self::Directory(directory) = self {
            directory.store.close().await;
        }
    }
}

impl Directory {
    async fn send(
        &self,
        batch: Vec<Item>,
        counts: &mut Counts,
        reject: &mut Reject<'_>,
    ) -> anyhow::Result<()> {
        let mut items: Vec<(Item, Vec<NewEvent>)> = Vec::with_capacity(batch.len());
        for item in batch {
            match self.admit(&item) {
                Ok(events) => items.push((item, events)),
                Err(reason) => reject(&item, &reason, counts)?,
            }
        }
        while !items.is_empty() {
            let mut events: Vec<_> =
                items.iter().flat_map(|(_, events)| events.iter().cloned()).collect();
            self.desk.enrich(&mut events).await?;
            match self.store.append(events).await {
                Ok(receipts) => {
                    let repeated = receipts.iter().filter(|receipt| receipt.repeated).count();
                    counts.repeated += repeated as u64;
                    counts.added += (receipts.len() - repeated) as u64;
                    break;
                }
                Err(error @ annals_store::Error::Conflict { index, .. }) => {
                    let Some(place) = item_of(&items, index) else { return Err(error.into()) };
                    let (item, _) = items.remove(place);
                    reject(&item, &error.to_string(), counts)?;
                }
                Err(annals_store::Error::Busy) => tokio::task::yield_now().await,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// What comes of a line: one event, or one for each right of the module that it is about.
    fn admit(&self, item: &Item) -> Result<Vec<NewEvent>, String> {
        let named = item.draft.organization.as_ref().or(self.organization.as_ref());
        let id = named.ok_or("it names no organisation; say which with --org")?;
        let tree = self.store.organizations();
        let found = tree.find(id).ok_or_else(|| format!("there is no organisation called {id}"))?;
        if is_reserved(&item.draft.action) {
            return Err(format!(
                "action: {RESERVED_ACTION_PREFIX}* is kept for Annals' own entries"
            ));
        }
        let write = Permission::WriteEvents;
        let allow = decide(&tree, &self.desk.operator(), found.ordinal, write).allowed();
        let expanded = self.desk.expand(found, allow.as_ref(), item.draft.clone(), &mut 0);
        let drafts = expanded.map_err(|problem| problem.to_string())?;
        let now = SystemClock.now();
        let event = |draft| {
            let admitted = admit(draft, id.clone(), &self.catalogue, &self.masker, now);
            let (event, fingerprint) = admitted.map_err(|problems| {
                problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            })?;
            Ok(NewEvent { organization: found.ordinal, event, fingerprint })
        };
        drafts.into_iter().map(event).collect()
    }
}

/// The line of which the event at `index` came.
fn item_of(items: &[(Item, Vec<NewEvent>)], index: usize) -> Option<usize> {
    let mut end = 0;
    items.iter().position(|(_, events)| {
        end += events.len();
        index < end
    })
}

async fn send(
    client: &Client,
    organization: Option<&OrganizationId>,
    mut items: Vec<Item>,
    counts: &mut Counts,
    reject: &mut Reject<'_>,
) -> anyhow::Result<()> {
    let mut attempts = 0;
    while !items.is_empty() {
        let mut body = Vec::new();
        for item in &mut items {
            item.draft.organization = item.draft.organization.take().or(organization.cloned());
            wire::write(&item.draft, &mut body)?;
        }
        let response = client.post_events(body).await?;
        let status = response.status();
        if status.is_success() {
            let answer = client::json(response).await?;
            let receipts = answer["receipts"].as_array().context("no receipts in the answer")?;
            let repeated = receipts.iter().filter(|one| one["repeated"] == Value::Bool(true));
            let repeated = repeated.count() as u64;
            counts.repeated += repeated;
            counts.added += receipts.len() as u64 - repeated;
            return Ok(());
        }
        let busy = [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE];
        if busy.contains(&status) && attempts < ATTEMPTS_MAX {
            attempts += 1;
            let seconds = response.headers().get("retry-after").and_then(|s| s.to_str().ok());
            let seconds = seconds.and_then(|seconds| seconds.parse().ok()).unwrap_or(1);
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            continue;
        }
        if ![StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT].contains(&status) {
            return Err(client::problem(response).await);
        }
        remove_refused(&mut items, &response.json().await?, counts, reject)?;
    }
    Ok(())
}

/// Takes out the events that the problem document names, last first so that places stay right.
fn remove_refused(
    items: &mut Vec<Item>,
    problem: &Value,
    counts: &mut Counts,
    reject: &mut Reject<'_>,
) -> anyhow::Result<()> {
    let mut refused: Vec<(usize, String)> = Vec::new();
    for error in problem["errors"].as_array().into_iter().flatten() {
        let text = |field: &str| error[field].as_str().unwrap_or_default();
        let Some(index) = error["index"].as_u64() else { continue };
        refused.push((index as usize, format!("{}: {}", text("field"), text("reason"))));
    }
    refused.sort();
    anyhow::ensure!(
        refused.iter().any(|(index, _)| *index < items.len()),
        "the server refused the events: {}",
        problem["detail"].as_str().unwrap_or("it does not say why")
    );
    while let Some((index, mut reason)) = refused.pop() {
        while let Some((_, earlier)) = refused.pop_if(|(other, _)| *other == index) {
            reason = format!("{earlier}; {reason}");
        }
        if index < items.len() {
            let item = items.remove(index);
            reject(&item, &reason, counts)?;
        }
    }
    Ok(())
}
