//! Who may do what in the past: after any changes, undoing the entries of the later ones gives what
//! was seen then.

use annals_desk::{
    Access, CalendarChange, GroupFields, Holder, NewValue, PreferenceChange, Role, UserStatus,
};
use annals_model::{
    Calendar, Millis, Permission, Preference, PreferenceValue, Rights, Scopes, decide,
};
use annals_query::Expr;
use annals_store::{Entry, PageRequest, Search};
use proptest::prelude::*;

use crate::{NOW, Office};

#[derive(Clone, Debug)]
enum Step {
    AddUser { groups: bool },
    ChangeUser { user: usize, what: u8 },
    DeleteUser { user: usize },
    AddGroup,
    ChangeGroup { group: usize },
    DeleteGroup { group: usize },
    Member { user: usize, group: usize, is_member: bool },
    Tools { holder: usize, here: u64, below: u64 },
    AddCalendar { holder: usize, school: u8, end_year: u16 },
    ChangeCalendar { holder: usize, school: u8, end_year: u16 },
    DeleteCalendar { holder: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let one = 0..20usize;
    prop_oneof![
        any::<bool>().prop_map(|groups| Step::AddUser { groups }),
        (one.clone(), 0..6u8).prop_map(|(user, what)| Step::ChangeUser { user, what }),
        one.clone().prop_map(|user| Step::DeleteUser { user }),
        Just(Step::AddGroup),
        one.clone().prop_map(|group| Step::ChangeGroup { group }),
        one.clone().prop_map(|group| Step::DeleteGroup { group }),
        (one.clone(), one.clone(), any::<bool>())
            .prop_map(|(user, group, is_member)| Step::Member { user, group, is_member }),
        (one.clone(), any::<u64>(), any::<u64>()).prop_map(|(holder, here, below)| Step::Tools {
            holder,
            here,
            below
        }),
        (one.clone(), 0..3u8, 2026..2028u16)
            .prop_map(|(holder, school, end_year)| Step::AddCalendar { holder, school, end_year }),
        (one.clone(), 0..3u8, 2026..2028u16).prop_map(|(holder, school, end_year)| {
            Step::ChangeCalendar { holder, school, end_year }
        }),
        one.prop_map(|holder| Step::DeleteCalendar { holder }),
    ]
}

const PLACE: &str = "north";

/// Every entry of the place, the newest first.
fn entries(office: &Office) -> Vec<Entry> {
    let operator = office.operator();
    let tree = office.store.organizations();
    let allow = decide(&tree, &operator, office.at(PLACE), Permission::ReadEvents).allowed();
    let search = Search { allow: &allow.unwrap(), expr: &Expr::All };
    let request = PageRequest::newest(std::num::NonZeroUsize::new(1_000).unwrap());
    let page = office.store.snapshot().page(&search, &request).unwrap();
    assert!(!page.more);
    page.entries
}

async fn now(office: &Office) -> Access {
    office.desk.access(&office.operator(), office.at(PLACE)).await.unwrap()
}

/// Takes a step as far as it can be taken: what is refused tells nothing and changes nothing.
async fn take(office: &Office, step: &Step, number: usize) {
    let (desk, operator, at) = (&office.desk, office.operator(), office.at(PLACE));
    let users = desk.users(&operator, at).await.unwrap();
    let groups = desk.groups(&operator, at).await.unwrap();
    let user = |number: usize| users.get(number % users.len().max(1)).cloned();
    let group = |number: usize| groups[number % groups.len()].clone();
    let holder = |number: usize| match user(number / 2).filter(|_| number.is_multiple_of(2)) {
        Some(user) => Holder::User(user),
        None => Holder::Group(group(number / 2)),
    };
    match *step {
        Step::AddUser { groups } => {
            let role = if groups { Role::Auditors } else { Role::Staff };
            let new = |new: &mut annals_desk::NewUser| new.groups = vec![role.group()];
            office.user_with(PLACE, &format!("user{number}"), new).await;
        }
        Step::ChangeUser { user: place, what } => {
            let Some(user) = user(place) else { return };
            let mut fields = user.fields();
            match what {
                0 => fields.username = format!("renamed{number}"),
                1 => fields.name = format!("Renamed {number}"),
                2 => fields.status = UserStatus::ALL[number % 3],
                3 => fields.expires_at = Some(Millis(NOW.0 + number as i64 + 1)),
                4 => fields.expires_at = None,
                _ => fields.without_calendar = !fields.without_calendar,
            }
            let _ = desk.change_user(&operator, at, &user.id, user.version, fields).await;
        }
        Step::DeleteUser { user: place } => {
            let Some(user) = user(place) else { return };
            let _ = desk.delete_user(&operator, at, &user.id, user.version).await;
        }
        Step::AddGroup => drop(office.group(PLACE, &format!("group {number}")).await),
        Step::ChangeGroup { group: place } => {
            let group = group(place);
            let fields = GroupFields {
                name: format!("group, renamed {number}"),
                description: String::new(),
                without_calendar: !group.without_calendar,
            };
            let _ = desk.change_group(&operator, at, &group.id, group.version, fields).await;
        }
        Step::DeleteGroup { group: place } => {
            let group = group(place);
            let _ = desk.delete_group(&operator, at, &group.id, group.version).await;
        }
        Step::Member { user: place, group: of, is_member } => {
            let Some(user) = user(place) else { return };
            let _ = desk.set_member(&operator, at, &user.id, &group(of).id, is_member).await;
        }
        Step::Tools { holder: of, here, below } => {
            let some = |bits: u64| -> Scopes {
                let all = Permission::ALL.into_iter().enumerate();
                all.filter(|(i, _)| bits >> i & 1 == 1).map(|(_, right)| right).collect()
            };
            let rights = Rights::here(some(here)).union(Rights::reaching_below(some(below & here)));
            let holder = holder(of);
            let old = desk.tool_rights(&operator, &holder).await.unwrap();
            let _ = desk.set_tool_rights(&operator, &holder, old, rights).await;
        }
        Step::AddCalendar { holder: of, school, end_year } => {
            let add = CalendarChange::Add(calendar(school, end_year));
            let _ = desk.change_calendar_rights(&operator, &holder(of), add).await;
        }
        Step::ChangeCalendar { holder: of, school, end_year } => {
            let holder = holder(of);
            let held = desk.calendar_rights(&operator, &holder).await.unwrap();
            let Some(old) = held.into_iter().next() else { return };
            let change = CalendarChange::Change { old, new: calendar(school, end_year) };
            let _ = desk.change_calendar_rights(&operator, &holder, change).await;
        }
        Step::DeleteCalendar { holder: of } => {
            let holder = holder(of);
            let held = desk.calendar_rights(&operator, &holder).await.unwrap();
            let Some(old) = held.into_iter().next() else { return };
            let delete = CalendarChange::Delete(old);
            let _ = desk.change_calendar_rights(&operator, &holder, delete).await;
        }
    }
}

fn calendar(school: u8, end_year: u16) -> Calendar {
    Calendar { school: format!("school {school}"), end_year }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn undoing_entries_gives_what_was_seen_then(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let office = Office::open().await;
            for number in 0..3 {
                take(&office, &Step::AddUser { groups: false }, 1_000 + number).await;
                take(&office, &Step::AddGroup, 1_000 + number).await;
            }
            let mut seen = Vec::new();
            for (number, step) in steps.iter().enumerate() {
                seen.push((entries(&office).len(), now(&office).await));
                take(&office, step, number).await;
            }
            let (all, mut access) = (entries(&office), now(&office).await);
            let mut newest = all.iter();
            for (len, expected) in seen.into_iter().rev() {
                while newest.len() > len {
                    access.undo(&newest.next().unwrap().event);
                }
                assert_eq!(access, expected);
            }
        });
    }
}

#[tokio::test]
async fn changes_that_were_not_audited_are_counted() {
    let office = Office::open().await;
    let (desk, operator) = (&office.desk, office.operator());
    let user = office.user(PLACE, "ada").await;
    let holder = Holder::User(user.clone());
    office
        .give(&holder, Rights::reaching_below([Permission::ReadEvents].into_iter().collect()))
        .await;
    let before = (entries(&office).len(), now(&office).await);
    let off = PreferenceChange {
        value: Some(NewValue::Own(PreferenceValue::YesNo(false))),
        ..PreferenceChange::default()
    };
    let at = office.at(PLACE);
    desk.change_preference(&operator, at, Preference::AuditUsers, off).await.unwrap();
    office.give(&holder, Rights::default()).await;
    let mut access = now(&office).await;
    let all = entries(&office);
    for entry in &all[..all.len() - before.0] {
        access.undo(&entry.event);
    }
    assert_eq!((access.untold().count, access.untold().latest), (1, Some(NOW)));
    // That it was taken is known, how far it reached is not.
    let held = access.holdings(Scopes::all());
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].permission, Permission::ReadEvents);
    assert_eq!(held[0].sources[0].1, annals_desk::Reach::Here);
    let was = before.1.holdings(Scopes::all());
    assert_eq!(was[0].sources[0].1, annals_desk::Reach::Below);
}
