//! Organisations moved, closed and reopened: by whom, what is told where, and what comes of races.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod opened;

use annals_desk::{
    Client, Desk, Error, NewKey, NewOrganization, NewUser, OrganizationFields, OrganizationRefusal,
    PreferenceChange, Refusal, Role, SignIn,
};
use annals_model::{
    Actor, Catalogue, Draft, EventId, Masker, OrganizationId, OrganizationOrdinal, Permission,
    Preference, Principal, Scopes, admit, decide, decide_with_below,
};
use annals_query::Expr;
use annals_store::{Entry, FacetField, NewEvent, PageRequest, Search, Store};
use opened::NOW;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

const PASSWORD: &str = "correct horse battery";

struct Place {
    _folder: tempfile::TempDir,
    store: Store,
    desk: Desk,
}

/// installation > state > (north > n1, south).
async fn place() -> Place {
    let place = empty().await;
    for (id, parent) in
        [("state", "installation"), ("north", "state"), ("south", "state"), ("n1", "north")]
    {
        place.create(id, parent).await;
    }
    place
}

async fn empty() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (_, store, desk) = opened::open(folder.path()).await;
    Place { _folder: folder, store, desk }
}

impl Place {
    fn at(&self, id: &str) -> OrganizationOrdinal {
        let id = OrganizationId::parse(id).unwrap();
        self.store.organizations().find(&id).unwrap().ordinal
    }

    async fn create(&self, id: &str, parent: &str) {
        let new = NewOrganization {
            id: OrganizationId::parse(id).unwrap(),
            name: id.to_uppercase(),
            parent: self.at(parent),
            time_zone: None,
        };
        self.desk.create_organization(&self.desk.operator(), new).await.unwrap();
    }

    /// Somebody of `home` who may do everything there and below.
    async fn user(&self, home: &str) -> Principal {
        let username = format!("{home}.admin");
        let new = NewUser {
            groups: vec![Role::Administrators.group()],
            ..NewUser::new(self.at(home), &username, home, PASSWORD)
        };
        let by = self.desk.operator();
        let user = self.desk.create_user(&by, new).await.unwrap();
        self.desk.effective_rights(&by, &user).await.unwrap().principal(&user)
    }

    async fn change(&self, by: &Principal, id: &str, new: OrganizationFields) -> Result<(), Error> {
        let seen = OrganizationFields::default();
        self.desk.change_organization(by, self.at(id), new, seen).await.map(|_| ())
    }

    fn to(&self, parent: &str) -> OrganizationFields {
        OrganizationFields { parent: Some(self.at(parent)), ..Default::default() }
    }

    /// The zone that holds there.
    fn zone(&self, id: &str) -> String {
        let preferences = self.desk.preferences_of(self.at(id));
        assert_eq!(preferences.time_zone().iana_name(), Some(&*preferences.time_zone_name()));
        preferences.time_zone_name()
    }

    fn parent(&self, id: &str) -> String {
        let tree = self.store.organizations();
        let parent = tree.get(self.at(id)).unwrap().parent.unwrap();
        tree.get(parent).unwrap().id.to_string()
    }

    fn event(&self, organization: &str, id: &str, action: &str) -> NewEvent {
        let draft = Draft {
            id: Some(EventId::parse(id).unwrap()),
            action: action.to_owned(),
            actor: Actor { name: Some("Ada".to_owned()), ..Actor::default() },
            ..Draft::default()
        };
        let organization_id = OrganizationId::parse(organization).unwrap();
        let (event, fingerprint) =
            admit(draft, organization_id, &Catalogue::default(), &Masker::default(), NOW).unwrap();
        NewEvent { organization: self.at(organization), event, fingerprint }
    }

    /// The log of one organisation, newest first.
    fn log(&self, id: &str) -> Vec<Entry> {
        let tree = self.store.organizations();
        let read = Permission::ReadEvents;
        let allow = decide(&tree, &self.desk.operator(), self.at(id), read).allowed().unwrap();
        let rows = NonZeroUsize::new(1_000).unwrap();
        let search = Search { allow: &allow, expr: &Expr::All };
        self.store.snapshot().page(&search, &PageRequest::newest(rows)).unwrap().entries
    }

    /// "Moved Organisation N1 parent: north > south; !" and so on, oldest first, since `from`.
    fn told(&self, id: &str, action: &str) -> Vec<String> {
        let entries = self.log(id).into_iter().rev();
        let entries = entries.filter(|entry| entry.event.action == format!("annals.{action}"));
        let told = entries.map(|Entry { event, .. }| {
            let name = event.records[0].name.clone().unwrap();
            let changes = event.changes.iter().map(|change| {
                let shown = |value: &Option<annals_model::Value>| {
                    value.as_ref().map(|value| value.display().to_string()).unwrap_or_default()
                };
                format!(" {}: {} > {}", change.property, shown(&change.old), shown(&change.new))
            });
            let changes: String = changes.collect();
            let mark = if event.critical { " !" } else { "" };
            format!("{} {name}{changes}{mark}", event.label)
        });
        told.collect()
    }
}

fn zone(name: &str) -> OrganizationFields {
    OrganizationFields { time_zone: Some(name.to_owned()), ..Default::default() }
}

fn closed(is_closed: bool) -> OrganizationFields {
    OrganizationFields { is_closed: Some(is_closed), ..Default::default() }
}

fn refusal(error: Error) -> OrganizationRefusal {
    match error {
        Error::Refused(Refusal::Organization(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// What came of it, in a word.
fn word(done: Result<(), Error>) -> &'static str {
    match done {
        Ok(()) => "done",
        Err(Error::NotAllowed) => "hidden",
        Err(error) => match refusal(error) {
            OrganizationRefusal::Own => "own",
            OrganizationRefusal::BelowItself => "circle",
            OrganizationRefusal::Held => "held",
            OrganizationRefusal::ClosedAbove { .. } => "closed above",
            OrganizationRefusal::TooDeep { .. } => "too deep",
            OrganizationRefusal::Meanwhile => "meanwhile",
            other => panic!("{other:?}"),
        },
    }
}

#[tokio::test]
async fn where_it_is_and_whether_it_is_open_is_decided_above() {
    for (home, moved, to, expected) in [
        ("state", "n1", "south", "done"),
        ("state", "north", "south", "done"),
        ("state", "north", "state", "done"),
        ("state", "north", "n1", "circle"),
        ("state", "north", "north", "circle"),
        ("state", "state", "north", "own"),
        ("state", "n1", "installation", "hidden"),
        // Both places must be theirs.
        ("north", "n1", "south", "hidden"),
        ("north", "n1", "state", "hidden"),
        ("north", "south", "north", "hidden"),
        ("north", "north", "n1", "own"),
        ("n1", "n1", "south", "own"),
        ("n1", "north", "south", "hidden"),
    ] {
        let place = place().await;
        let by = place.user(home).await;
        let before = place.parent(moved);
        let done = word(place.change(&by, moved, place.to(to)).await);
        assert_eq!(done, expected, "{home} moves {moved} to {to}");
        let after = if done == "done" { to.to_owned() } else { before };
        assert_eq!(place.parent(moved), after, "{home} moves {moved} to {to}");
    }
    for (home, id, expected) in [
        ("state", "north", "done"),
        ("north", "n1", "done"),
        ("north", "north", "own"),
        ("north", "south", "hidden"),
        ("north", "state", "hidden"),
        ("n1", "n1", "own"),
    ] {
        let place = place().await;
        let by = place.user(home).await;
        assert_eq!(word(place.change(&by, id, closed(true)).await), expected, "{home} {id}");
    }
    let place = place().await;
    let root = place.desk.operator();
    assert_eq!(word(place.change(&root, "installation", closed(true)).await), "own");
}

#[tokio::test]
async fn a_move_is_told_to_everyone_it_concerns_and_names_nobody_else() {
    let place = place().await;
    let by = place.user("state").await;
    let size = |id: &str| place.log(id).len();
    let before = ["installation", "state", "north", "south", "n1"].map(size);
    place.change(&by, "n1", place.to("south")).await.unwrap();
    let told = |id| place.told(id, "organization.moved");
    assert_eq!(told("state"), ["Moved Organisation N1 parent: north > south !"]);
    assert_eq!(told("north"), ["Moved Organisation N1 parent: north >  !"]);
    assert_eq!(told("south"), ["Moved Organisation N1 parent:  > south !"]);
    assert_eq!(told("n1"), ["Moved Organisation N1 !"]);
    let after = ["installation", "state", "north", "south", "n1"].map(size);
    let more: Vec<usize> = after.iter().zip(before).map(|(after, before)| after - before).collect();
    assert_eq!(more, [0, 1, 1, 1, 1]);
    let operation = |id: &str| place.log(id)[0].event.correlation_id.clone().unwrap();
    assert_eq!(operation("state"), operation("n1"));
    // Up to what both lie below: the old place tells all of it, once.
    place.change(&by, "n1", place.to("state")).await.unwrap();
    assert_eq!(told("state")[1..], ["Moved Organisation N1 parent: south > state !"]);
    assert_eq!(told("south")[1..], ["Moved Organisation N1 parent: south >  !"]);
}

#[tokio::test]
async fn moving_changes_no_log() {
    let place = place().await;
    let by = place.user("state").await;
    for number in 0..5 {
        let event = place.event("n1", &format!("e{number}"), "charge.created");
        place.store.append(vec![event]).await.unwrap();
    }
    place.store.seal().await.unwrap();
    let n1 = place.at("n1");
    let identity = |place: &Place| {
        let tree = place.store.organizations();
        let one = tree.get(n1).unwrap();
        (one.ordinal, one.id.clone(), one.log_id, one.created_at)
    };
    let (before, log) = (identity(&place), place.log("n1"));
    let allow = |place: &Place| {
        let tree = place.store.organizations();
        decide(&tree, &place.desk.operator(), n1, Permission::ReadEvents).allowed().unwrap()
    };
    let prove = async |place: &Place, number| {
        let number = annals_model::Number(number);
        place.store.prove(&allow(place), n1, number).await.unwrap().unwrap()
    };
    let commitment = prove(&place, 3).await.commitment;
    place.change(&by, "n1", place.to("south")).await.unwrap();
    assert_eq!(identity(&place), before);
    let after = place.log("n1");
    assert_eq!(after.len(), log.len() + 1);
    for (old, new) in log.iter().rev().zip(after.iter().rev()) {
        assert_eq!((old.number, &old.event.id), (new.number, &new.event.id));
    }
    let proof = prove(&place, 3).await;
    assert_eq!((proof.commitment, proof.tree_size), (commitment, after.len() as u64));
}

#[tokio::test]
async fn a_closed_organisation_and_those_below_take_nothing_and_let_nobody_in() {
    let place = place().await;
    let by = place.user("state").await;
    for home in ["north", "n1", "south"] {
        place.user(home).await;
    }
    let key = |home: &str| NewKey {
        organization: place.at(home),
        name: home.to_owned(),
        scopes: Scopes::all(),
        reaches_below: true,
        expires_at: None,
    };
    let mut keys = BTreeMap::new();
    for home in ["state", "north", "n1", "south"] {
        keys.insert(home, place.desk.create_key(&by, key(home)).await.unwrap().1.0);
    }
    let sign_in = async |home: &str| {
        let username = format!("{home}.admin");
        let client = Client::default();
        place
            .desk
            .sign_in(SignIn { username, password: PASSWORD.to_owned(), client })
            .await
            .map(|entered| entered.session().unwrap())
    };
    let (token, _) = sign_in("n1").await.unwrap();
    let (other, _) = sign_in("south").await.unwrap();
    let sent = place.event("n1", "first", "charge.created");
    place.store.append(vec![sent]).await.unwrap();

    place.change(&by, "north", closed(true)).await.unwrap();
    let told = |id: &str| place.told(id, "organization.closed");
    let line = ["Closed Organisation NORTH !"];
    assert_eq!(
        (told("north"), told("state"), told("n1")),
        (line.map(str::to_owned).to_vec(), line.map(str::to_owned).to_vec(), vec![])
    );
    for (home, is_open) in [("state", true), ("south", true), ("north", false), ("n1", false)] {
        let key = place.desk.authenticate(&keys[home]).await;
        match is_open {
            true => assert!(key.unwrap().is_some(), "{home}"),
            false => assert!(matches!(key, Err(Error::OrganizationClosed)), "{home}"),
        }
        let event = place.event(home, &format!("new in {home}"), "charge.created");
        let taken = place.store.append(vec![event]).await;
        match is_open {
            true => assert!(taken.is_ok(), "{home}"),
            false => assert!(
                matches!(taken, Err(annals_store::Error::OrganizationClosed { index: 0, .. })),
                "{home}"
            ),
        }
    }
    for home in ["north", "n1"] {
        let refused = sign_in(home).await.err().unwrap();
        assert!(matches!(refused, Error::OrganizationClosed), "{home}");
        let failed = &place.log(home)[0].event;
        assert_eq!(failed.reason.as_deref(), Some("the organisation is closed"));
    }
    let wrong = SignIn {
        username: "n1.admin".to_owned(),
        password: "something else".to_owned(),
        client: Client::default(),
    };
    let refused = place.desk.sign_in(wrong).await.err().unwrap();
    assert!(matches!(refused, Error::WrongCredentials), "who guesses learns nothing");
    assert!(place.desk.session(&token.0).await.unwrap().is_none());
    assert!(place.desk.session(&other.0).await.unwrap().is_some());
    // What was taken before is still known by its receipt; what Annals tells is written.
    let again = place.event("n1", "first", "charge.created");
    assert!(place.store.append(vec![again]).await.unwrap()[0].repeated);
    // Its log is read by those above.
    assert!(place.log("n1").iter().any(|entry| entry.event.action == "charge.created"));
    // Nothing is made there or moved there, and those below are not opened by themselves.
    let new = |parent: &str| NewOrganization {
        id: OrganizationId::parse("new").unwrap(),
        name: "New".to_owned(),
        parent: place.at(parent),
        time_zone: None,
    };
    let refused = place.desk.create_organization(&by, new("n1")).await.err().unwrap();
    assert_eq!(refusal(refused), OrganizationRefusal::ClosedAbove { name: "NORTH".to_owned() });
    assert_eq!(word(place.change(&by, "south", place.to("n1")).await), "closed above");
    place.change(&by, "n1", closed(true)).await.unwrap();
    assert_eq!(word(place.change(&by, "n1", closed(false)).await), "closed above");
    // Twice is once.
    place.change(&by, "north", closed(true)).await.unwrap();
    assert_eq!(told("north"), ["Closed Organisation NORTH !", "Closed Organisation N1 !"]);

    place.change(&by, "north", closed(false)).await.unwrap();
    assert!(sign_in("north").await.is_ok());
    assert!(sign_in("n1").await.is_err());
    place.change(&by, "n1", closed(false)).await.unwrap();
    assert!(place.desk.session(&token.0).await.unwrap().is_none(), "ended, not paused");
    assert!(sign_in("n1").await.is_ok());
    let event = place.event("n1", "new in n1", "charge.created");
    assert!(!place.store.append(vec![event]).await.unwrap()[0].repeated);
    let told = place.told("north", "organization.reopened");
    assert_eq!(told, ["Reopened Organisation NORTH !", "Reopened Organisation N1 !"]);
}

#[tokio::test]
async fn the_second_of_two_administrators_is_told() {
    let place = place().await;
    let by = place.user("state").await;
    let n1 = place.at("n1");
    let seen = OrganizationFields {
        name: Some("N1".to_owned()),
        parent: Some(place.at("north")),
        is_closed: Some(false),
        ..Default::default()
    };
    let rename =
        |name: &str| OrganizationFields { name: Some(name.to_owned()), ..Default::default() };
    let change = |new| place.desk.change_organization(&by, n1, new, seen.clone());
    change(rename("First")).await.unwrap();
    let refused = change(rename("Second")).await.err().unwrap();
    assert_eq!(refusal(refused), OrganizationRefusal::Meanwhile);
    // Who doesn't say what they saw changes what they name and nothing else.
    let zone =
        OrganizationFields { time_zone: Some("Asia/Tokyo".to_owned()), ..Default::default() };
    place.change(&by, "n1", zone).await.unwrap();
    let tree = place.store.organizations();
    assert_eq!((&*tree.get(n1).unwrap().name, &*place.zone("n1")), ("First", "Asia/Tokyo"));
}

#[tokio::test]
async fn a_zone_is_the_one_from_above_unless_another_is_set() {
    let place = place().await;
    let by = place.user("state").await;
    let zones = || ["state", "north", "n1", "south"].map(|id| place.zone(id));
    assert_eq!(zones(), ["UTC"; 4]);
    place.change(&by, "state", zone("America/Chicago")).await.unwrap();
    assert_eq!(zones(), ["America/Chicago"; 4]);
    // Written as the database has it.
    place.change(&by, "north", zone("america/denver")).await.unwrap();
    let (denver, chicago) = ("America/Denver", "America/Chicago");
    assert_eq!(zones(), [chicago, denver, denver, chicago]);
    let told = |id: &str| place.told(id, "preference.changed");
    assert_eq!(
        told("north"),
        ["Changed Preference Time Zone Value: America/Chicago > America/Denver"]
    );
    let entry = place.log("north").remove(0).event;
    assert_eq!(entry.area.as_deref(), Some("Preference"));
    assert!(place.told("north", "organization.updated").is_empty());

    // What holds there anyway is not made its own: it goes on with those above it.
    place.change(&by, "n1", zone(denver)).await.unwrap();
    assert!(told("n1").is_empty());
    place.change(&by, "n1", place.to("south")).await.unwrap();
    assert_eq!(place.zone("n1"), chicago);
    // Of a move and a zone at once, the zone holds where it lies then.
    let both = OrganizationFields { parent: Some(place.at("north")), ..zone(chicago) };
    place.change(&by, "n1", both).await.unwrap();
    assert_eq!(place.zone("n1"), chicago);
    assert_eq!(
        told("n1"),
        ["Changed Preference Time Zone Value: America/Denver > America/Chicago"]
    );

    let seen = OrganizationFields { time_zone: Some(denver.to_owned()), ..Default::default() };
    let late = place.desk.change_organization(&by, place.at("n1"), zone("UTC"), seen).await;
    assert_eq!(refusal(late.unwrap_err()), OrganizationRefusal::Meanwhile);
    let mars = place.change(&by, "n1", zone("Mars")).await.unwrap_err();
    assert_eq!(refusal(mars), OrganizationRefusal::NoZone { name: "Mars".to_owned() });
}

#[tokio::test]
async fn a_zone_that_is_locked_above_is_given_to_nobody_below() {
    let place = place().await;
    let by = place.user("state").await;
    place.change(&by, "state", zone("America/Chicago")).await.unwrap();
    let lock = PreferenceChange { is_locked: Some(true), ..Default::default() };
    let (at, preference) = (place.at("state"), Preference::TimeZone);
    place.desk.change_preference(&by, at, preference, lock).await.unwrap();
    let locked = |error: Error| refusal(error) == OrganizationRefusal::ZoneLocked;
    let north = place.user("north").await;
    let new = OrganizationFields { name: Some("New".to_owned()), ..zone("America/Denver") };
    assert!(locked(place.change(&north, "n1", new).await.unwrap_err()));
    // Nothing of it is done.
    assert_eq!(place.store.organizations().get(place.at("n1")).unwrap().name, "N1");
    let create = |time_zone: Option<&str>| {
        let id = OrganizationId::parse("n2").unwrap();
        let (parent, time_zone) = (place.at("north"), time_zone.map(str::to_owned));
        let new = NewOrganization { id, name: "N2".to_owned(), parent, time_zone };
        place.desk.create_organization(&north, new)
    };
    assert!(locked(create(Some("America/Denver")).await.unwrap_err()));
    // Saying what is locked is saying nothing.
    create(Some("America/Chicago")).await.unwrap();
    assert_eq!(place.zone("n2"), "America/Chicago");
    place.change(&north, "n1", zone("America/Chicago")).await.unwrap();
    assert_eq!(place.told("n1", "preference.changed"), [""; 0]);
}

#[tokio::test]
async fn a_zone_is_changed_by_who_may_change_preferences_and_given_by_who_creates() {
    let place = place().await;
    let by = place.user("north").await;
    let scopes = by.scopes.iter().filter(|right| *right != Permission::ManagePreferences);
    let scopes: Scopes = scopes.collect();
    let by = Principal { scopes, below: scopes, ..by };
    let change = place.change(&by, "n1", zone("America/Denver")).await;
    assert_eq!((word(change), &*place.zone("n1")), ("hidden", "UTC"));
    let new = NewOrganization {
        id: OrganizationId::parse("n2").unwrap(),
        name: "N2".to_owned(),
        parent: place.at("north"),
        time_zone: Some("America/Denver".to_owned()),
    };
    place.desk.create_organization(&by, new).await.unwrap();
    assert_eq!(place.zone("n2"), "America/Denver");
    let told = place.told("n2", "preference.changed");
    assert_eq!(told, ["Changed Preference Time Zone Value: UTC > America/Denver"]);
    let told = place.told("north", "organization.created").pop();
    assert_eq!(told.as_deref(), Some("Created Organisation N2 name:  > N2"));
}

/// What two moves make a circle of is right for each of them alone.
#[tokio::test]
async fn moves_at_the_same_time_make_no_circle() {
    let place = place().await;
    let by = place.desk.operator();
    let (one, other) = tokio::join!(
        place.change(&by, "north", place.to("south")),
        place.change(&by, "south", place.to("north")),
    );
    let mut words = [word(one), word(other)];
    words.sort_unstable();
    assert_eq!(words, ["circle", "done"]);
    let tree = place.store.organizations();
    assert_eq!(tree.within(OrganizationOrdinal(0)).len(), tree.len(), "all hang together");
    // Right when it was asked for, and by then moved out of sight.
    let place = self::place().await;
    let north = place.user("north").await;
    let by = place.desk.operator();
    let (_, late) = tokio::join!(
        place.change(&by, "n1", place.to("south")),
        place.change(&north, "n1", closed(true)),
    );
    assert_eq!(word(late), "meanwhile");
    let below = |parent: &str, id: &str| NewOrganization {
        id: OrganizationId::parse(id).unwrap(),
        name: id.to_owned(),
        parent: place.at(parent),
        time_zone: None,
    };
    let (_, late) = tokio::join!(
        place.change(&by, "south", closed(true)),
        place.desk.create_organization(&by, below("n1", "late")),
    );
    assert_eq!(
        refusal(late.err().unwrap()),
        OrganizationRefusal::ClosedAbove { name: "SOUTH".to_owned() }
    );
}

#[tokio::test]
async fn organisations_lie_so_deep_and_no_deeper() {
    let place = empty().await;
    let max = annals_model::limits::ORGANIZATION_LEVELS_MAX;
    let by = place.desk.operator();
    place.create("l1", "installation").await;
    for level in 2..=max {
        place.create(&format!("l{level}"), &format!("l{}", level - 1)).await;
    }
    let new = NewOrganization {
        id: OrganizationId::parse("deeper").unwrap(),
        name: "Deeper".to_owned(),
        parent: place.at(&format!("l{max}")),
        time_zone: None,
    };
    let refused = place.desk.create_organization(&by, new).await.err().unwrap();
    assert_eq!(refusal(refused), OrganizationRefusal::TooDeep { max });
    // Those below count as well.
    place.create("top", "installation").await;
    place.create("mid", "top").await;
    assert_eq!(
        word(place.change(&by, "top", place.to(&format!("l{}", max - 1))).await),
        "too deep"
    );
    place.change(&by, "top", place.to(&format!("l{}", max - 2))).await.unwrap();
}

#[derive(Clone, Debug)]
enum Step {
    /// One of the organisations, by its place in the list, below another one.
    Move(usize, usize),
    Close(usize, bool),
    Append(usize),
    Seal,
    Compact,
}

fn step() -> impl Strategy<Value = Step> {
    let one = 0..8_usize;
    prop_oneof![
        4 => (one.clone(), one.clone()).prop_map(|(which, to)| Step::Move(which, to)),
        1 => (one.clone(), any::<bool>()).prop_map(|(which, closes)| Step::Close(which, closes)),
        4 => one.prop_map(Step::Append),
        1 => Just(Step::Seal),
        1 => Just(Step::Compact),
    ]
}

/// The tree as a list of parents, with what applications sent to each.
#[derive(Default)]
struct Model {
    parents: Vec<Option<usize>>,
    closed: Vec<bool>,
    sent: Vec<u64>,
}

impl Model {
    fn path(&self, of: usize) -> Vec<usize> {
        std::iter::successors(Some(of), |&at| self.parents[at]).collect()
    }

    fn is_closed(&self, of: usize) -> bool {
        self.path(of).into_iter().any(|at| self.closed[at])
    }

    fn within(&self, above: usize) -> Vec<usize> {
        (0..self.parents.len()).filter(|&one| self.path(one).contains(&above)).collect()
    }
}

/// Rows, total and facets of "this and below" of each organisation, by the model and by the store.
fn compare(place: &Place, model: &Model, ids: &[String]) {
    let tree = place.store.organizations();
    let by = place.desk.operator();
    let sent = annals_query::parse("charge.created", &annals_query::Context::utc(NOW)).unwrap();
    for (index, id) in ids.iter().enumerate() {
        let within = model.within(index);
        let total: u64 = within.iter().map(|&one| model.sent[one]).sum();
        let read = Permission::ReadEvents;
        let allow = decide_with_below(&tree, &by, place.at(id), read).allowed().unwrap();
        let search = Search { allow: &allow, expr: &sent };
        let snapshot = place.store.snapshot();
        assert_eq!(snapshot.total(&search).unwrap(), total, "{id}");
        let rows = NonZeroUsize::new(1_000).unwrap();
        let page = snapshot.page(&search, &PageRequest::newest(rows)).unwrap();
        let mut found: BTreeMap<u32, u64> = BTreeMap::new();
        for entry in &page.entries {
            *found.entry(entry.organization.0).or_default() += 1;
        }
        let expected: BTreeMap<u32, u64> = within
            .iter()
            .filter(|&&one| model.sent[one] > 0)
            .map(|&one| (place.at(&ids[one]).0, model.sent[one]))
            .collect();
        assert_eq!(found, expected, "{id}");
        let facet = snapshot.facet(&search, FacetField::Actor, 10).unwrap();
        assert_eq!(facet.iter().map(|value| value.count).sum::<u64>(), total, "{id}");
        assert_eq!(tree.closed_by(place.at(id)).is_some(), model.is_closed(index), "{id}");
    }
}

async fn live(steps: Vec<Step>) {
    let place = empty().await;
    let ids: Vec<String> = (0..8).map(|index| format!("o{index}")).collect();
    let mut model = Model::default();
    for (index, id) in ids.iter().enumerate() {
        let parent = index.checked_sub(1).map(|above| above / 2);
        place.create(id, &parent.map_or("installation".to_owned(), |at| ids[at].clone())).await;
        model.parents.push(parent);
        model.closed.push(false);
        model.sent.push(0);
    }
    let by = place.desk.operator();
    for (number, step) in steps.into_iter().enumerate() {
        match step {
            Step::Move(which, to) => {
                let done = place.change(&by, &ids[which], place.to(&ids[to])).await;
                let expected = match model.parents[which] == Some(to) {
                    true => "done",
                    false if model.path(to).contains(&which) => "circle",
                    false if model.is_closed(to) => "closed above",
                    false => "done",
                };
                assert_eq!(word(done), expected, "{which} to {to}");
                if expected == "done" {
                    model.parents[which] = Some(to);
                }
            }
            Step::Close(which, is_closed) => {
                let above = model.parents[which].is_some_and(|above| model.is_closed(above));
                let done = place.change(&by, &ids[which], closed(is_closed)).await;
                let is_refused = !is_closed && model.closed[which] && above;
                assert_eq!(word(done), if is_refused { "closed above" } else { "done" });
                if !is_refused {
                    model.closed[which] = is_closed;
                }
            }
            Step::Append(which) => {
                let event = place.event(&ids[which], &number.to_string(), "charge.created");
                let is_taken = place.store.append(vec![event]).await.is_ok();
                assert_eq!(is_taken, !model.is_closed(which));
                model.sent[which] += u64::from(is_taken);
            }
            Step::Seal => place.store.seal().await.unwrap(),
            Step::Compact => place.store.compact().await.unwrap(),
        }
        compare(&place, &model, &ids);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn this_and_below_is_what_a_list_says(steps in prop::collection::vec(step(), 1..30)) {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(live(steps));
    }
}
