//! How much of what came is read at once.

use annals_delivery::{Envelope, HashMethod};
use annals_model::{Channel, OrganizationId};
use annals_store::{Options, Store};
use serde_json::json;
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::*;
use crate::hook::{Arrived, NewHook};
use crate::{MessageFields, MessageId, NewMessage, NewOrganization};

struct Place {
    _folder: TempDir,
    desk: Desk,
    /// One webhook of each of two organisations, and the message that both call alike.
    hooks: Vec<(KeptHook, MessageId)>,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options =
            Options { background: false, migrations: crate::MIGRATIONS, ..Options::default() };
        let desk = Desk::new(Store::open(folder.path(), options).await.unwrap());
        let by = desk.operator();
        let new = NewOrganization {
            id: OrganizationId::parse("north").unwrap(),
            name: "North".to_owned(),
            parent: by.home,
            time_zone: None,
        };
        let north = desk.create_organization(&by, new).await.unwrap();
        let mut hooks = Vec::new();
        for (organization, provider) in
            [(by.home, Provider::SendGrid), (north.ordinal, Provider::SendGrid)]
        {
            let new = NewHook {
                organization,
                name: "Mail".to_owned(),
                provider,
                hash: HashMethod::default(),
                secret: Some("a-key-that-both-sides-know".to_owned()),
            };
            let (hook, _) = desk.create_hook(&by, new).await.unwrap();
            let fields = MessageFields {
                channel: Channel::Email,
                address: "lee@home.example".to_owned(),
                provider: Some(provider.as_str().to_owned()),
                ..MessageFields::default()
            };
            let provider_ids = vec!["m".to_owned()];
            let new = NewMessage { fields, provider_ids, ..NewMessage::default() };
            let recorded = desk.record_messages(&by, organization, vec![new]).await.unwrap();
            let message = recorded.unwrap().remove(0).id;
            hooks.push((desk.hook_called(&hook.id).await.unwrap().unwrap(), message));
        }
        Self { _folder: folder, desk, hooks }
    }

    /// Keeps a call that tells so often that the message was opened, and is so long if that is
    /// shorter.
    fn keep(
        &self,
        hook: usize,
        name: &str,
        opens: usize,
        length: usize,
    ) -> impl Future<Output = ()> + use<> {
        let event = |i: usize| {
            json!({ "event": "open", "sg_event_id": format!("{name}-{i}"), "timestamp": 1,
                    "sg_message_id": "m.x", "email": "lee@home.example" })
        };
        let events = serde_json::Value::from((0..opens).map(event).collect::<Vec<_>>());
        let mut payload = events.to_string();
        payload.push_str(&" ".repeat(length.saturating_sub(payload.len())));
        let (desk, hook) = (self.desk.clone(), self.hooks[hook].0.clone());
        async move {
            let envelope = Envelope::default();
            let kept = desk.keep_envelope(&hook, envelope, payload.into_bytes()).await;
            assert_eq!(kept.unwrap(), Arrived::New);
        }
    }

    /// How many calls are read in each step, until nothing is left.
    async fn steps(&self) -> Vec<usize> {
        let (mut steps, mut after) = (Vec::new(), 0);
        loop {
            let ReadStep { read, more } = self.desk.read_envelopes(after).await.unwrap();
            after = read.last().map_or(after, |last| last.seq);
            assert!(read.iter().all(|one| one.read.is_ok()), "{read:?}");
            steps.push(read.len());
            if !more {
                assert_eq!(self.desk.envelopes_waiting().await.unwrap(), 0);
                return steps;
            }
        }
    }

    /// How often the message of each organisation was opened.
    async fn opens(&self) -> Vec<u32> {
        let mut opens = Vec::new();
        for (hook, message) in &self.hooks {
            let by = self.desk.operator();
            let (message, _) = self.desk.message(&by, hook.organization, message).await.unwrap();
            opens.push(message.opens);
        }
        opens
    }
}

#[tokio::test]
async fn so_many_calls_of_all_webhooks_are_read_at_once() {
    let place = Place::new().await;
    assert_eq!(place.steps().await, [0]);
    let calls: JoinSet<_> =
        (0..=READ_AT_ONCE_MAX).map(|i| place.keep(i % 2, &format!("{i}"), 1, 0)).collect();
    calls.join_all().await;
    assert_eq!(place.steps().await, [READ_AT_ONCE_MAX, 1]);
    // Each told of the message of its own organisation.
    let half = u32::try_from(READ_AT_ONCE_MAX / 2).unwrap();
    assert_eq!(place.opens().await, [half + 1, half]);
}

#[tokio::test]
async fn so_many_bytes_and_reports_are_read_at_once() {
    let place = Place::new().await;
    let half = usize::try_from(READ_BYTES_MAX).unwrap() / 2;
    for (i, length) in [half, half, 3 * half, 0].into_iter().enumerate() {
        place.keep(0, &format!("bytes {i}"), 1, length).await;
    }
    assert_eq!(place.steps().await, [2, 1, 1]);

    let reports = [STEP_REPORTS - 1, 1, 1, STEP_REPORTS, 2 * STEP_REPORTS + 1, 1, 1];
    for (i, count) in reports.into_iter().enumerate() {
        place.keep(i % 2, &format!("reports {i}"), count, 0).await;
    }
    assert_eq!(place.steps().await, [2, 1, 1, 1, 2]);
    let expected = reports.iter().enumerate().fold([4, 0], |mut sums, (i, count)| {
        sums[i % 2] += u32::try_from(*count).unwrap();
        sums
    });
    assert_eq!(place.opens().await, expected);
}
