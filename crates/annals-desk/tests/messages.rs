//! What is told of messages, in any order and as often as providers like.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod opened;

use annals_desk::{
    About, Desk, ListSaid, Message, MessageBody, MessageFields, MessageId, MessageReason,
    MessageSearch, Named, NewMessage, ReportOutcome, Reported, Teller,
};
use annals_model::{Channel, Kind, Millis, OrganizationId, OrganizationOrdinal, Status, TimeRange};
use opened::NOW;
use proptest::prelude::*;

const PROVIDER: &str = "provider";

struct Place {
    _folder: tempfile::TempDir,
    desk: Desk,
    at: OrganizationOrdinal,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (_, store, desk) = opened::open(folder.path()).await;
    let at = store.organizations().find(&OrganizationId::installation()).unwrap().ordinal;
    Place { _folder: folder, desk, at }
}

impl Place {
    async fn record(&self, channel: Channel, provider_id: &str) -> MessageId {
        let address = if channel == Channel::Sms { "+15550100199" } else { "lee@home.example" };
        let message = NewMessage {
            fields: MessageFields {
                channel,
                address: address.to_owned(),
                provider: Some(PROVIDER.to_owned()),
                ..MessageFields::default()
            },
            provider_ids: vec![provider_id.to_owned()],
            sent_at: Some(Millis(NOW.0 - 100_000)),
            ..NewMessage::default()
        };
        let by = self.desk.operator();
        let recorded = self.desk.record_messages(&by, self.at, vec![message]).await.unwrap();
        recorded.unwrap().remove(0).id
    }

    async fn tell(&self, reports: Vec<Reported>) -> Vec<ReportOutcome> {
        let by = self.desk.operator();
        self.desk.report_messages(&by, self.at, reports).await.unwrap().unwrap()
    }

    async fn message(&self, id: &MessageId) -> (Message, usize) {
        let (message, events) =
            self.desk.message(&self.desk.operator(), self.at, id).await.unwrap();
        (message, events.len())
    }
}

fn report(provider_id: &str, place: usize, kind: Kind, ago_ms: i64) -> Reported {
    let reason = MessageReason {
        code: Some(format!("{place}")),
        text: place.is_multiple_of(2).then(|| format!("reason {place}")),
    };
    Reported {
        teller: Teller::Provider,
        about: About::Provider { provider: PROVIDER.to_owned(), id: provider_id.to_owned() },
        dedupe: format!("e-{place}"),
        recipient: None,
        kind,
        at: Some(Millis(NOW.0 - ago_ms)),
        reason,
        url: None,
        list: ListSaid::default(),
    }
}

fn kinds(channel: Channel) -> Vec<Kind> {
    use Kind as K;
    let of_channel: &[Kind] = match channel {
        Channel::Email => &[
            K::Sent,
            K::Deferred,
            K::Delivered,
            K::BouncedSoft,
            K::BouncedHard,
            K::Dropped,
            K::Opened,
            K::MachineOpened,
            K::Clicked,
            K::Complained,
            K::Unsubscribed,
            K::Unknown,
        ],
        Channel::Sms => &[K::Queued, K::Sent, K::Delivered, K::Undelivered, K::Failed, K::Read],
        Channel::Push => &[K::Accepted, K::HandedOver, K::TokenInvalid, K::Received, K::Opened],
    };
    of_channel.to_vec()
}

/// Distinct events, the same ones shuffled with up to 46 copies of each, and after how many of
/// those the message is recorded.
#[derive(Clone, Debug)]
struct Telling {
    channel: Channel,
    events: Vec<(Kind, i64)>,
    told: Vec<usize>,
    recorded_after: usize,
    together: usize,
}

fn telling() -> impl Strategy<Value = Telling> {
    let channel = prop_oneof![Just(Channel::Email), Just(Channel::Sms), Just(Channel::Push)];
    let events = channel.prop_flat_map(|channel| {
        let kind = proptest::sample::select(kinds(channel));
        (Just(channel), prop::collection::vec((kind, 0_i64..90_000), 1..8))
    });
    events
        .prop_flat_map(|(channel, events)| {
            let copies = prop::collection::vec(1_usize..47, events.len());
            (Just(channel), Just(events), copies)
        })
        .prop_flat_map(|(channel, events, copies)| {
            let all: Vec<usize> = copies
                .iter()
                .enumerate()
                .flat_map(|(event, copies)| std::iter::repeat_n(event, *copies))
                .collect();
            let count = all.len();
            (Just(channel), Just(events), Just(all).prop_shuffle(), 0..=count, 1_usize..20)
        })
        .prop_map(|(channel, events, told, recorded_after, together)| Telling {
            channel,
            events,
            told,
            recorded_after,
            together,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_same_events_make_the_same_row(telling in telling()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let place = place().await;
            let event = |message: &str, at: usize| {
                report(message, at, telling.events[at].0, telling.events[at].1)
            };
            // Once each and in order, after the message: the row that has to come out.
            let naive = place.record(telling.channel, "naive").await;
            for at in 0..telling.events.len() {
                place.tell(vec![event("naive", at)]).await;
            }
            let (before, after) = telling.told.split_at(telling.recorded_after);
            let mut noted = 0;
            for some in before.chunks(telling.together) {
                place.tell(some.iter().map(|at| event("other", *at)).collect()).await;
            }
            let other = place.record(telling.channel, "other").await;
            // Two at a time, as providers send them.
            let mut rest = after.chunks(telling.together);
            while let Some(first) = rest.next() {
                let second = rest.next().unwrap_or_default();
                let reports = |some: &[usize]| some.iter().map(|at| event("other", *at)).collect();
                let (one, two) =
                    tokio::join!(place.tell(reports(first)), place.tell(reports(second)));
                let is_noted = |outcome: &&ReportOutcome| **outcome == ReportOutcome::Noted;
                noted += one.iter().chain(&two).filter(is_noted).count();
            }
            let (naive, naive_events) = place.message(&naive).await;
            let (other, events) = place.message(&other).await;
            assert_eq!((events, naive_events), (telling.events.len(), telling.events.len()));
            let early: std::collections::HashSet<_> = before.iter().collect();
            assert_eq!(noted, telling.events.len() - early.len());
            assert_eq!(Message { id: naive.id.clone(), ..other }, naive);
        });
    }
}

#[tokio::test]
async fn one_id_for_several_recipients_is_told_apart_by_them() {
    let place = place().await;
    let one = place.record(Channel::Email, "shared").await;
    let by = place.desk.operator();
    let second = NewMessage {
        fields: MessageFields {
            address: "kim@home.example".to_owned(),
            provider: Some(PROVIDER.to_owned()),
            ..MessageFields::default()
        },
        provider_ids: vec!["shared".to_owned()],
        ..NewMessage::default()
    };
    place.desk.record_messages(&by, place.at, vec![second]).await.unwrap().unwrap();
    let to = |recipient: Option<&str>, at| Reported {
        recipient: recipient.map(str::to_owned),
        ..report("shared", at, Kind::Complained, 10)
    };
    // Whom it is about can't be told: nobody is said to have complained.
    assert_eq!(place.tell(vec![to(None, 0)]).await, [ReportOutcome::Parked]);
    assert_eq!(place.message(&one).await.1, 0);
    let told = place.tell(vec![to(Some("LEE@home.example"), 1)]).await;
    assert_eq!(told, [ReportOutcome::Noted]);
    assert_eq!(place.message(&one).await.1, 1);
}

#[tokio::test]
async fn a_message_is_found_by_its_status_and_by_why_it_did_not_come() {
    let place = place().await;
    let mut ids = Vec::new();
    for provider_id in ["bounced", "delivered", "parked"] {
        if provider_id == "parked" {
            place.tell(vec![report(provider_id, 4, Kind::BouncedHard, 50)]).await;
        }
        ids.push(place.record(Channel::Email, provider_id).await.0);
    }
    let told = [("bounced", 2, Kind::BouncedHard), ("delivered", 7, Kind::Delivered)];
    let told = told.map(|(id, number, kind)| report(id, number, kind, 100 - number as i64));
    place.tell(told.to_vec()).await;
    let check = async |words: &str, named: Option<(Vec<Status>, &str)>, wanted: &[usize]| {
        let search = MessageSearch {
            words: words.to_owned(),
            named: named.map(|(statuses, others)| {
                let (activity, others) = (TimeRange::default(), others.to_owned());
                Named { statuses, activity, others }
            }),
            channel: Some(Channel::Email),
            rows_max: 10,
            ..MessageSearch::default()
        };
        let page = place.desk.messages(&place.desk.operator(), place.at, &search).await.unwrap();
        let mut found: Vec<_> = page.messages.into_iter().map(|message| message.id.0).collect();
        let mut wanted: Vec<_> = wanted.iter().map(|place| ids[*place].clone()).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{words}");
        assert_eq!(page.total, wanted.len() as u64);
    };
    // Not with the number last: ids are words, and one may begin with it.
    check("2 reason", None, &[0]).await;
    check("reas", None, &[0, 2]).await;
    check("4 reason", None, &[2]).await;
    check("delivered", None, &[1]).await;
    check("bounced", None, &[0]).await;
    let bounced = |others| Some((vec![Status::Bounced], others));
    check("bounced", bounced(""), &[0, 2]).await;
    check("bounced lee", bounced("lee"), &[0, 2]).await;
    check("bounced nobody", bounced("nobody"), &[]).await;
}

#[tokio::test]
async fn long_messages_are_found_by_their_reasons_too() {
    let place = place().await;
    let message = |number: usize| NewMessage {
        fields: MessageFields {
            address: "lee@home.example".to_owned(),
            provider: Some(PROVIDER.to_owned()),
            ..MessageFields::default()
        },
        body: MessageBody { text: Some("word ".repeat(10_000)), html: None },
        provider_ids: vec![format!("long-{number}")],
        ..NewMessage::default()
    };
    // More than are indexed in one turn.
    let (by, messages) = (place.desk.operator(), (0..4).map(message).collect());
    place.desk.record_messages(&by, place.at, messages).await.unwrap().unwrap();
    let report =
        |number: usize| report(&format!("long-{number}"), 2 * number, Kind::BouncedHard, 10);
    place.tell((0..4).map(report).collect()).await;
    let search = |words: &str| MessageSearch {
        words: words.to_owned(),
        rows_max: 10,
        ..MessageSearch::default()
    };
    for (words, wanted) in [("reason", 4), ("6 reason", 1), ("word reason", 4)] {
        let found = place.desk.messages(&by, place.at, &search(words)).await.unwrap();
        assert_eq!(found.total, wanted, "{words}");
    }
}
