//! Which addresses get nothing more, by what was told of them in any order, and what people do.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod opened;

use std::num::NonZeroUsize;
use std::sync::Arc;

use annals_desk::{
    About, Desk, Error, ImportedRow, ListSaid, MessageFields, MessageId, MessageReason, NewMessage,
    NewSuppression, Refusal, ReportOutcome, Reported, Suppression, SuppressionId,
    SuppressionRefusal, SuppressionSearch, Teller,
};
use annals_model::{
    Channel, FixedClock, Kind, Millis, OrganizationId, OrganizationOrdinal, ResetLimit,
    SuppressionReason as Why, SuppressionState as State,
};
use annals_query::Expr;
use annals_store::{PageRequest, Search, Store};
use opened::NOW;
use proptest::prelude::*;

const EMAIL: &str = "lee@home.example";
const PHONE: &str = "+15550100199";

struct Place {
    _folder: tempfile::TempDir,
    clock: Arc<FixedClock>,
    store: Store,
    desk: Desk,
    at: OrganizationOrdinal,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (clock, store, desk) = opened::open(folder.path()).await;
    let at = store.organizations().find(&OrganizationId::installation()).unwrap().ordinal;
    Place { _folder: folder, clock, store, desk, at }
}

impl Place {
    async fn send(&self, channel: Channel, provider: &str, id: &str) {
        let address = if channel == Channel::Sms { PHONE } else { EMAIL };
        let message = NewMessage {
            fields: MessageFields {
                channel,
                address: address.to_owned(),
                provider: Some(provider.to_owned()),
                ..MessageFields::default()
            },
            provider_ids: vec![id.to_owned()],
            sent_at: Some(Millis(NOW.0 - 1_000_000)),
            ..NewMessage::default()
        };
        let by = self.desk.operator();
        self.desk.record_messages(&by, self.at, vec![message]).await.unwrap().unwrap();
    }

    async fn tell(&self, report: Reported) {
        let by = self.desk.operator();
        self.desk.report_messages(&by, self.at, vec![report]).await.unwrap().unwrap();
    }

    async fn rows(&self) -> Vec<Suppression> {
        let search = SuppressionSearch { rows_max: 1_000, ..SuppressionSearch::default() };
        let page = self.desk.suppressions(&self.desk.operator(), self.at, &search).await.unwrap();
        assert_eq!(page.total, page.suppressions.len() as u64);
        page.suppressions
    }

    async fn states(&self) -> Vec<(Why, State, u32)> {
        let rows = self.rows().await;
        rows.iter().rev().map(|row| (row.reason, row.state, row.count)).collect()
    }

    async fn only(&self) -> Suppression {
        let mut rows = self.rows().await;
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    async fn reset(&self, id: &SuppressionId, why: &str, sure: bool) -> Result<State, Error> {
        let by = self.desk.operator();
        let row = self.desk.reset_suppression(&by, self.at, id, why, sure).await?;
        Ok(row.state)
    }

    async fn add(&self, new: NewSuppression) -> (Suppression, bool) {
        let by = self.desk.operator();
        self.desk.add_suppression(&by, self.at, new).await.unwrap().unwrap()
    }

    async fn is_suppressed(&self, channel: Channel, address: &str, scope: Option<&str>) -> bool {
        let by = self.desk.operator();
        let addresses = [address.to_owned()];
        let checked =
            self.desk.check_addresses(&by, self.at, channel, &addresses, scope).await.unwrap();
        checked[0].is_suppressed
    }

    fn later(&self, millis: i64) {
        self.clock.advance(millis);
    }
}

fn report(provider: &str, id: &str, dedupe: &str, kind: Kind, at: i64) -> Reported {
    Reported {
        teller: Teller::Provider,
        about: About::Provider { provider: provider.to_owned(), id: id.to_owned() },
        dedupe: dedupe.to_owned(),
        recipient: None,
        kind,
        at: Some(Millis(at)),
        reason: MessageReason { code: Some(format!("5.1.{dedupe}")), text: None },
        url: None,
        list: ListSaid::default(),
    }
}

fn answer(dedupe: &str, kind: Kind, at: i64, scope: &str) -> Reported {
    Reported {
        about: About::Address { provider: "twilio".to_owned() },
        recipient: Some("+1 555 010 0199".to_owned()),
        list: ListSaid { scope: Some(scope.to_owned()), ..ListSaid::default() },
        ..report("twilio", "", dedupe, kind, at)
    }
}

fn by_hand(channel: Channel, address: &str, reason: Why) -> NewSuppression {
    NewSuppression {
        channel,
        address: address.to_owned(),
        reason,
        provider: None,
        scope: None,
        since: None,
        note: None,
    }
}

fn limit_of(result: Result<State, Error>) -> ResetLimit {
    match result {
        Err(Error::Refused(Refusal::Suppression(SuppressionRefusal::Limit(limit)))) => limit,
        other => panic!("refused with a limit, not {other:?}"),
    }
}

/// Distinct events, the same ones shuffled with copies, and after how many the message comes.
#[derive(Clone, Debug)]
struct Telling {
    events: Vec<(Kind, i64)>,
    told: Vec<usize>,
    recorded_after: usize,
}

fn telling() -> impl Strategy<Value = Telling> {
    use Kind as K;
    let kinds =
        vec![K::BouncedHard, K::Dropped, K::Complained, K::Unsubscribed, K::Resubscribed, K::Sent];
    prop::collection::vec((proptest::sample::select(kinds), 0_i64..20), 1..10)
        .prop_flat_map(|events| {
            let copies = prop::collection::vec(1_usize..5, events.len());
            (Just(events), copies)
        })
        .prop_flat_map(|(events, copies)| {
            let copies = copies.into_iter().enumerate();
            let all: Vec<usize> =
                copies.flat_map(|(event, count)| std::iter::repeat_n(event, count)).collect();
            let count = all.len();
            (Just(events), Just(all).prop_shuffle(), 0..=count)
        })
        .prop_map(|(events, told, recorded_after)| Telling { events, told, recorded_after })
}

/// What rows are, whatever they are called here.
fn without_ids(rows: Vec<Suppression>) -> Vec<Suppression> {
    let mut rows: Vec<_> = rows
        .into_iter()
        .map(|row| Suppression { id: SuppressionId(String::new()), message: None, ..row })
        .collect();
    rows.sort_by_key(|row| (row.reason, row.scope.clone(), row.first_at));
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_same_events_make_the_same_rows(telling in telling()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let event = |at: usize| {
                let (kind, ago) = telling.events[at];
                let recipient = Some("LEE@Home.example".to_owned());
                let told = report("sendgrid", "m", &at.to_string(), kind, NOW.0 - ago);
                Reported { recipient, ..told }
            };
            let naive = place().await;
            naive.send(Channel::Email, "sendgrid", "m").await;
            for at in 0..telling.events.len() {
                naive.tell(event(at)).await;
            }
            let other = place().await;
            let (before, after) = telling.told.split_at(telling.recorded_after);
            for at in before {
                other.tell(event(*at)).await;
            }
            other.send(Channel::Email, "sendgrid", "m").await;
            for at in after {
                other.tell(event(*at)).await;
            }
            let (naive, other) = (naive.rows().await, other.rows().await);
            assert!(other.iter().all(|row| row.message.is_some() && row.address == EMAIL));
            assert_eq!(without_ids(other), without_ids(naive));
        });
    }
}

/// Which message, by its place among the names below, what, as which of several, and how long after
/// the reset.
type Report = (usize, Kind, usize, i64);

/// Ids of a provider and, where one stands for several messages, to whom; the last is of none.
const NAMED: [(&str, Option<&str>); 6] = [
    ("m-0", None),
    ("m-1", None),
    ("m-2", None),
    ("shared", Some("kim@home.example")),
    ("shared", None),
    ("unknown", Some("kim@home.example")),
];

fn reports_of_several() -> impl Strategy<Value = Vec<Report>> {
    use Kind as K;
    let kinds = vec![K::Sent, K::Delivered, K::Delivered, K::BouncedHard, K::Complained, K::Opened];
    let report =
        (0..NAMED.len(), proptest::sample::select(kinds), 0_usize..12, -40_000_i64..40_000);
    prop::collection::vec(report, 1..40)
}

/// What comes of it when so many are told at once: what each came to, how messages stand, which
/// addresses are suppressed, and what the log tells, all without ids that are drawn by lot.
async fn told_at_once(reports: &[Report], count: usize) -> (Vec<ReportOutcome>, Vec<String>) {
    let place = place().await;
    let by = place.desk.operator();
    let mut ids = Vec::new();
    let sent = [("m-0", EMAIL), ("m-1", "kim@home.example"), ("m-2", EMAIL)];
    let shared = [("shared", EMAIL), ("shared", "kim@home.example")];
    for (id, address) in sent.into_iter().chain(shared) {
        let fields = MessageFields {
            channel: Channel::Email,
            address: address.to_owned(),
            provider: Some("mailgun".to_owned()),
            ..MessageFields::default()
        };
        let sent_at = Some(Millis(NOW.0 - 1_000_000));
        let new = NewMessage {
            fields,
            provider_ids: vec![id.to_owned()],
            sent_at,
            ..NewMessage::default()
        };
        let recorded = place.desk.record_messages(&by, place.at, vec![new]).await.unwrap();
        ids.push(recorded.unwrap().remove(0).id);
    }
    place.tell(report("mailgun", "m-0", "before", Kind::BouncedHard, NOW.0 - 100_000)).await;
    let bounced = place.only().await;
    place.reset(&bounced.id, "it works again", false).await.unwrap();
    place.later(60_000);

    let reported = |(named, kind, dedupe, after): &Report| {
        let (id, to) = NAMED[*named];
        let recipient = to.map(str::to_owned);
        let dedupe = dedupe.to_string();
        Reported { recipient, ..report("mailgun", id, &dedupe, *kind, NOW.0 + after) }
    };
    let mut outcomes = Vec::new();
    for some in reports.chunks(count) {
        let some = some.iter().map(reported).collect();
        outcomes.extend(place.desk.report_messages(&by, place.at, some).await.unwrap().unwrap());
    }
    let mut stands = entries(&place, "").await;
    for row in place.rows().await {
        let (key, state) = (row.address_key, row.state);
        let (first, last) = (row.first_at, row.last_at);
        stands.push(format!("{key} {:?} {state:?} {first} {last} {}", row.reason, row.count));
    }
    for id in &ids {
        let (message, events) = place.desk.message(&by, place.at, id).await.unwrap();
        stands.push(format!("{message:?} {events:?}"));
    }
    (outcomes, stands.into_iter().map(|text| without_lots(text, &ids)).collect())
}

/// Without what is drawn by lot: ids of messages become their places, all others a dash.
fn without_lots(mut text: String, ids: &[MessageId]) -> String {
    for (place, id) in ids.iter().enumerate() {
        text = text.replace(&id.0, &format!("message {place}"));
    }
    let is_hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    let words = text.split_inclusive(|c: char| !is_hex(c));
    let drawn = |word: &str| word.trim_end_matches(|c: char| !is_hex(c)).len() >= 16;
    words.map(|word| if drawn(word) { "-" } else { word }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn told_together_they_come_to_what_they_do_one_by_one(reports in reports_of_several()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let (one_by_one, expected) = told_at_once(&reports, 1).await;
            let (together, stands) = told_at_once(&reports, reports.len()).await;
            assert_eq!(together, one_by_one);
            assert_eq!(stands, expected);
        });
    }
}

#[tokio::test]
async fn a_bounce_after_a_reset_is_a_row_of_its_own() {
    let place = place().await;
    place.send(Channel::Email, "mailgun", "m").await;
    let tell =
        |dedupe: &'static str, kind, at| place.tell(report("mailgun", "m", dedupe, kind, at));
    tell("1", Kind::BouncedHard, NOW.0 - 10).await;
    tell("1", Kind::BouncedHard, NOW.0 - 10).await;
    let first = place.only().await;
    assert_eq!((first.reason, first.state, first.count), (Why::Bounce, State::Active, 1));
    assert_eq!(first.said.code.as_deref(), Some("5.1.1"));
    assert!(place.is_suppressed(Channel::Email, " LEE@home.example", None).await);

    let why = |refusal| Error::Refused(Refusal::Suppression(refusal)).to_string();
    let refused = place.reset(&first.id, " - ", false).await.unwrap_err();
    assert_eq!(refused.to_string(), why(SuppressionRefusal::ReasonMissing));
    let done = place.reset(&first.id, "lee@home.example works again", false).await.unwrap();
    assert_eq!(done, State::ResetRequested);
    assert!(!place.is_suppressed(Channel::Email, EMAIL, None).await);
    assert_eq!(limit_of(place.reset(&first.id, "twice", false).await), ResetLimit::NotActive);
    // What happened before the reset, and is told after it, ends nothing anew.
    tell("2", Kind::BouncedHard, NOW.0 - 5).await;
    assert_eq!(place.states().await, [(Why::Bounce, State::ResetRequested, 2)]);

    place.later(60_000);
    tell("3", Kind::Delivered, NOW.0 + 30_000).await;
    assert_eq!(place.states().await, [(Why::Bounce, State::Cleared, 2)]);
    tell("4", Kind::BouncedHard, NOW.0 + 40_000).await;
    let expected = [(Why::Bounce, State::Cleared, 2), (Why::Bounce, State::Active, 1)];
    assert_eq!(place.states().await, expected);

    let rows = place.rows().await;
    assert_eq!(place.reset(&rows[0].id, "once more", false).await.unwrap(), State::ResetRequested);
    place.later(60_000);
    tell("5", Kind::Dropped, NOW.0 + 90_000).await;
    let expected = [expected[0], (Why::Bounce, State::ResetRefused, 1)];
    let states = place.states().await;
    assert_eq!(states[..2], expected);
    assert_eq!(states[2], (Why::Bounce, State::Active, 1));

    let by = place.desk.operator();
    let detail = place.desk.suppression(&by, place.at, &first.id).await.unwrap();
    assert_eq!((detail.others.len(), detail.steps.len()), (2, 7));
    assert_eq!(detail.suppression.id, first.id);
    let told = entries(&place, "suppression.").await;
    assert_eq!(told.iter().filter(|entry| entry.contains("Reset Blacklisted")).count(), 2);
    assert!(told.iter().all(|entry| !entry.contains(EMAIL)), "{told:?}");
}

/// Entries about suppressions, as text with all that they hold.
async fn entries(place: &Place, word: &str) -> Vec<String> {
    let allow = annals_model::decide(
        &place.store.organizations(),
        &place.desk.operator(),
        place.at,
        annals_model::Permission::ReadEvents,
    )
    .allowed()
    .unwrap();
    let search = Search { allow: &allow, expr: &Expr::All };
    let newest = PageRequest::newest(NonZeroUsize::new(1_000).unwrap());
    let found = place.store.snapshot().page(&search, &newest).unwrap().entries;
    let texts = found.iter().map(|entry| format!("{:?}", entry.event));
    texts.filter(|text| text.contains(&format!("annals.{word}"))).collect()
}

#[tokio::test]
async fn stop_is_ended_by_start_alone() {
    let place = place().await;
    place.tell(answer("1", Kind::Unsubscribed, NOW.0 - 50, "MG1")).await;
    let row = place.only().await;
    assert_eq!((row.reason, row.scope.as_deref()), (Why::OptedOut, Some("MG1")));
    assert!(place.is_suppressed(Channel::Sms, "1-555-010-0199", None).await);
    assert!(place.is_suppressed(Channel::Sms, PHONE, Some("MG1")).await);
    assert!(!place.is_suppressed(Channel::Sms, PHONE, Some("MG2")).await);
    assert_eq!(limit_of(place.reset(&row.id, "please", true).await), ResetLimit::OnlyTheOwner);
    place.tell(answer("2", Kind::Resubscribed, NOW.0 - 40, "MG2")).await;
    assert!(place.is_suppressed(Channel::Sms, PHONE, None).await);
    place.tell(answer("3", Kind::Resubscribed, NOW.0 - 30, "MG1")).await;
    assert_eq!(place.states().await, [(Why::OptedOut, State::Cleared, 1)]);
    assert_eq!(entries(&place, "suppression.").await.len(), 2);
    // A number without its plus sign is Vonage's way to write the same.
    let vonage = Reported {
        about: About::Address { provider: "vonage_sms".to_owned() },
        recipient: Some("15550100199".to_owned()),
        ..answer("4", Kind::Unsubscribed, NOW.0 - 20, "15550100100")
    };
    place.tell(vonage).await;
    assert!(place.is_suppressed(Channel::Sms, PHONE, None).await);
}

#[tokio::test]
async fn complaints_are_taken_back_by_few() {
    let place = place().await;
    place.send(Channel::Email, "postmark", "m").await;
    place.send(Channel::Email, "sendgrid", "n").await;
    let complaint =
        |provider, id, dedupe| report(provider, id, dedupe, Kind::Complained, NOW.0 - 10);
    let one_of_two = Reported {
        list: ListSaid { ambiguous: true, ..ListSaid::default() },
        ..complaint("sendgrid", "n", "1")
    };
    place.tell(one_of_two).await;
    assert!(place.rows().await.is_empty());
    place.tell(complaint("postmark", "m", "2")).await;
    let postmark = place.only().await;
    assert_eq!(limit_of(place.reset(&postmark.id, "please", true).await), ResetLimit::OnlySupport);
    place.tell(complaint("sendgrid", "n", "3")).await;
    let rows = place.rows().await;
    let other = rows.iter().find(|row| row.id != postmark.id).unwrap();
    let unconfirmed = place.reset(&other.id, "please", false).await.unwrap_err();
    let expected = Error::Refused(SuppressionRefusal::Unconfirmed.into());
    assert_eq!(unconfirmed.to_string(), expected.to_string());
    assert_eq!(place.reset(&other.id, "please", true).await.unwrap(), State::ResetRequested);
    // Of a bounce Postmark says whether it can be.
    let bounce = Reported {
        kind: Kind::BouncedHard,
        list: ListSaid { can_reset: Some(false), ..ListSaid::default() },
        ..complaint("postmark", "m", "4")
    };
    place.tell(bounce).await;
    let rows = place.rows().await;
    let bounce = rows.iter().find(|row| row.reason == Why::Bounce).unwrap();
    assert_eq!(limit_of(place.reset(&bounce.id, "so", false).await), ResetLimit::ProviderRefuses);
}

#[tokio::test]
async fn what_people_enter_they_take_back() {
    let place = place().await;
    let checked = by_hand(Channel::Email, EMAIL, Why::Validate);
    let (row, was_known) = place.add(checked.clone()).await;
    assert!(!was_known);
    assert!(!row.is_overdue(Millis(NOW.0 + 3_600_000)));
    assert!(row.is_overdue(Millis(NOW.0 + 3_600_001)));
    assert_eq!(place.add(checked).await, (row, true));
    // Whoever checked it found nothing there.
    place.later(1);
    let (found, _) = place.add(by_hand(Channel::Email, EMAIL, Why::Invalid)).await;
    let expected = [(Why::Validate, State::Cleared, 1), (Why::Invalid, State::Active, 1)];
    assert_eq!(place.states().await, expected);
    assert_eq!(place.reset(&found.id, "a mistake", false).await.unwrap(), State::Cleared);

    let rows = vec![
        by_hand(Channel::Sms, PHONE, Why::OptedOut),
        by_hand(Channel::Sms, "call me", Why::Manual),
        by_hand(Channel::Email, "kim@home.example", Why::Unsubscribed),
    ];
    let by = place.desk.operator();
    let import = || place.desk.import_suppressions(&by, place.at, rows.clone(), 0);
    let became = import().await.unwrap();
    assert_eq!((&became[0], &became[2]), (&ImportedRow::Added, &ImportedRow::Added));
    assert!(matches!(&became[1], ImportedRow::Refused("address", _)));
    let again = import().await.unwrap();
    assert_eq!((&again[0], &again[2]), (&ImportedRow::Known, &ImportedRow::Known));
    assert!(place.is_suppressed(Channel::Sms, PHONE, None).await);
    assert_eq!(entries(&place, "suppression.").await.len(), 5);
}

#[tokio::test]
async fn they_are_found_by_what_they_are() {
    let place = place().await;
    place.add(by_hand(Channel::Email, "a_b@home.example", Why::Validate)).await;
    place.later(1);
    place.add(by_hand(Channel::Email, "axb@home.example", Why::Manual)).await;
    place.later(1);
    place.add(by_hand(Channel::Sms, PHONE, Why::OptedOut)).await;
    let found = async |search: SuppressionSearch| -> Vec<String> {
        let search = SuppressionSearch { rows_max: 10, ..search };
        let by = place.desk.operator();
        let page = place.desk.suppressions(&by, place.at, &search).await.unwrap();
        page.suppressions.into_iter().map(|row| row.address).collect()
    };
    let words = |words: &str| SuppressionSearch { words: words.to_owned(), ..Default::default() };
    assert_eq!(found(words("")).await, [PHONE, "axb@home.example", "a_b@home.example"]);
    assert_eq!(found(words("a_b")).await, ["a_b@home.example"]);
    assert_eq!(found(words("%")).await, Vec::<String>::new());
    assert_eq!(found(words("Verify")).await, ["a_b@home.example"]);
    assert_eq!(found(words("home manual")).await, ["axb@home.example"]);
    assert_eq!(found(words("(555) 010-0199")).await, [PHONE]);
    let address = Some("AXB@home.example".to_owned());
    let of_address = SuppressionSearch { address, ..Default::default() };
    assert_eq!(found(of_address).await, ["axb@home.example"]);
    let reasons = vec![Why::OptedOut, Why::Validate];
    let of_reasons = SuppressionSearch { reasons, reversed: true, ..Default::default() };
    assert_eq!(found(of_reasons).await, ["a_b@home.example", PHONE]);
    let by = place.desk.operator();
    let search = SuppressionSearch { rows_max: 2, ..Default::default() };
    let page = place.desk.suppressions(&by, place.at, &search).await.unwrap();
    assert_eq!((page.suppressions.len(), page.total), (2, 3));
    let rest = SuppressionSearch { after: page.next, ..search };
    let page = place.desk.suppressions(&by, place.at, &rest).await.unwrap();
    assert_eq!((page.suppressions.len(), page.next), (1, None));
}
