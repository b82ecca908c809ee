//! `/records/{type}/{id}` and `/records/{type}/{id}/activity`: the logs of a record.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use annals_desk::{Child, Children, DescribedRecord};
use annals_model::{Allow, Organization, Permission, Principal, RecordKey, TimeRange};
use annals_query::{Expr, Field, Term};
use annals_store::{PageRequest, Search, Snapshot};
use annals_viewer::pages::history::history_of;
use annals_viewer::pages::people::USERS_PATH;
use annals_viewer::pages::record::{RecordHead, RecordTab, Relation};
use annals_viewer::{LogAddress, LogPage, Place, RecordLog, RecordPage};
use jiff::tz::TimeZone;

use super::filters::{Within, field};
use super::{holds, messages};
use crate::error::{Code, Failure};
use crate::session::Visitor;
use crate::state::AppState;

/// Where those whom records are about act themselves, in the words of the log's first users.
const PORTALS: [&str; 2] = ["Customer Portal", "Mobile App"];
/// Kinds of actors whom records are about.
const SELVES: [&str; 2] = ["guardian", "student"];
/// Kinds of actors who are nobody's family in a portal either. Staff is what senders who don't tell
/// kinds have for everyone.
const OTHERS: [&str; 3] = ["support", "system", "api"];
/// The actions of Annals' own entries about messages.
const OF_MESSAGES: &str = "annals.message.*";
/// And of those about legal holds.
const OF_HOLDS: &str = "annals.hold.*";

/// The entries that the page at `address` may have, and of a record's page what lies below it.
pub(super) async fn within(
    state: &AppState,
    principal: &Principal,
    organization: &Organization,
    address: &LogAddress,
) -> Result<(Within, Children), Failure> {
    let LogPage::Record(page) = &address.page else {
        return Ok((Within::of_log(address.page.clone()), Children::default()));
    };
    let children = state.desk.children(principal, organization.ordinal, &page.key).await?;
    Ok((Within::of_record(page.clone(), entries(page, &children)), children))
}

/// The entries of a log of a record: its own, and for the time they belonged to it those of the
/// records below.
fn entries(page: &RecordPage, children: &Children) -> Expr {
    let own = on(&page.key, TimeRange::default());
    let below = children.known.iter().map(|child| on(&child.key, child.time));
    let all = Expr::Or(std::iter::once(own).chain(below).collect());
    match page.log {
        RecordLog::Audit => all,
        RecordLog::Activity => Expr::And(vec![all, by_themselves()]),
    }
}

fn on(key: &RecordKey, time: TimeRange) -> Expr {
    let RecordKey { record_type, id } = key.clone();
    let record = Expr::Term(Term::Record { record_type, id });
    Expr::And(vec![record, Expr::Term(Term::Time(time))])
}

/// What guardians and students did: those whom the sender calls so, and who came by a portal or an
/// app.
fn by_themselves() -> Expr {
    let kinds = |kinds: &[&str]| kinds.iter().map(|kind| field(Field::Kind, kind)).collect();
    let portals = PORTALS.iter().map(|portal| field(Field::Source, portal)).collect();
    let by_portal =
        Expr::And(vec![Expr::Or(portals), Expr::Not(Box::new(Expr::Or(kinds(&OTHERS))))]);
    let mut all: Vec<Expr> = kinds(&SELVES);
    all.push(by_portal);
    Expr::Or(all)
}

/// The Audit Log of a record in the organisation of a page, and what its address keeps of it.
pub(super) fn kept(visitor: &Visitor, key: &RecordKey) -> (RecordPage, LogAddress) {
    let page = RecordPage { key: key.clone(), log: RecordLog::Audit };
    let place = Place { below: false, log: None, ..visitor.place.clone() };
    let kept = LogAddress { place, zone: visitor.zone.clone(), ..LogAddress::default() };
    let (address, _) = kept.for_record(page.clone());
    (page, address)
}

/// What stands above the logs of a record: 404 where the reader may see nothing of it.
pub(super) async fn head(
    state: &AppState,
    principal: &Principal,
    (organization, allow): (&Organization, Allow),
    page: &RecordPage,
    children: Children,
    zone: &TimeZone,
) -> Result<RecordHead, Failure> {
    let at = organization.ordinal;
    let details = Permission::ReadEventDetails;
    let reads_details = annals_model::decide(&state.store.organizations(), principal, at, details)
        .allowed()
        .is_some();
    let said = state.desk.described_record(principal, at, &page.key).await?;
    let above = said.iter().flat_map(|said| &said.parents).map(|parent| parent.key.clone());
    let names = state.desk.record_names(principal, at, &above.collect::<Vec<_>>()).await?;
    let account = match state.desk.user_of_record(principal, at, &page.key).await {
        Err(annals_desk::Error::NotAllowed) => None,
        found => found?,
    };
    let is_account = account.is_some();
    let held = state.desk.holds_on(principal, at, Some(&page.key), None).await?;
    let looked = Looked { allow, page: page.clone(), said, names, children, is_account };
    let found = state.search(principal, move |snapshot| looked.look(snapshot)).await?;
    let missing = || Failure::new(Code::NotFound, "nothing is known of such a record");
    let Seen { said, children, since, name } = found.ok_or_else(missing)?;
    let zoned = |at| super::zoned(at, zone);
    let related = |child: Child| Relation {
        key: child.key,
        name: child.name,
        from: child.time.from.map(zoned),
        to: child.time.to.map(zoned),
    };
    let DescribedRecord { name: current, emails, phones, .. } = said.record;
    let addresses = emails.into_iter().chain(phones).filter(|_| reads_details).collect();
    Ok(RecordHead {
        page: page.clone(),
        permissions: account.as_ref().map(|user| format!("{USERS_PATH}/{}/rights", user.id.0)),
        name: current.or(name).or(account.map(|user| user.name)),
        parents: said.parents.into_iter().map(related).collect(),
        has_more_children: children.more,
        children: children.known.into_iter().map(related).collect(),
        addresses,
        communication: messages::way_of(state, principal, at, &page.key).await,
        history: reads_details.then(|| history_of(&page.key)),
        holds: held.iter().map(|seen| holds::mark(seen, zone)).collect(),
        hold_here: holds::way_to_place(state, principal, organization, &page.key),
        tab: RecordTab::Log,
        since: since.map(zoned),
        reads_log: true,
    })
}

/// What the directory says of a record, before it is known what of it the reader may see.
struct Looked {
    allow: Allow,
    page: RecordPage,
    said: Option<DescribedRecord>,
    /// Names of what it belongs to.
    names: HashMap<RecordKey, String>,
    children: Children,
    /// Whether it is the staff record of a user whom the reader may read.
    is_account: bool,
}

/// What of a record the reader may see.
struct Seen {
    said: Said,
    children: Children,
    since: Option<annals_model::Millis>,
    /// As its newest entry has it.
    name: Option<String>,
}

struct Said {
    record: DescribedRecord,
    parents: Vec<Child>,
}

impl Looked {
    /// Whoever sees some entries only sees of records what has an entry among those.
    fn look(self, snapshot: &Snapshot) -> annals_store::Result<Option<Seen>> {
        let Self { allow, page, said, mut names, mut children, is_account } = self;
        let sees_all = allow.rows().is_everything();
        let newest = newest_name(snapshot, &allow, &page.key)?;
        let expr = entries(&RecordPage { log: RecordLog::Audit, ..page.clone() }, &children);
        let since = snapshot.time_bounds(&Search { allow: &allow, expr: &expr })?;
        let may_see = |key: &RecordKey| -> annals_store::Result<bool> {
            Ok(sees_all || newest_name(snapshot, &allow, key)?.is_some())
        };
        let said = said.filter(|_| sees_all || newest.is_some());
        if said.is_none() && since.is_none() && !is_account {
            return Ok(None);
        }
        let record = said.unwrap_or_else(|| DescribedRecord {
            key: page.key.clone(),
            name: None,
            parents: Vec::new(),
            emails: Vec::new(),
            phones: Vec::new(),
        });
        let mut parents = Vec::new();
        for parent in &record.parents {
            if may_see(&parent.key)? {
                let time = TimeRange { from: parent.from, to: parent.to };
                let name = match names.remove(&parent.key) {
                    None => newest_name(snapshot, &allow, &parent.key)?.flatten(),
                    said => said,
                };
                parents.push(Child { key: parent.key.clone(), name, time });
            }
        }
        let mut known = Vec::new();
        for child in children.known {
            if may_see(&child.key)? {
                known.push(child);
            }
        }
        children.known = known;
        let since = since.map(|(first, _)| first);
        Ok(Some(Seen { said: Said { record, parents }, children, since, name: newest.flatten() }))
    }
}

/// What the newest entry on a record calls it; absent where there is none among those that
/// `allow` allows.
pub(crate) fn newest_name(
    snapshot: &Snapshot,
    allow: &Allow,
    key: &RecordKey,
) -> annals_store::Result<Option<Option<String>>> {
    let all = on(key, TimeRange::default());
    // Entries about messages name nobody, and may be the newest hundreds.
    let named = Expr::Not(Box::new(field(Field::Action, OF_MESSAGES)));
    match called(snapshot, allow, key, Expr::And(vec![all.clone(), named]))? {
        None => called(snapshot, allow, key, all),
        found => Ok(found),
    }
}

/// Whether an entry tells of a record, besides those that it is to be held.
pub(super) fn is_told_of(
    snapshot: &Snapshot,
    allow: &Allow,
    key: &RecordKey,
) -> annals_store::Result<bool> {
    let others = Expr::Not(Box::new(field(Field::Action, OF_HOLDS)));
    let expr = Expr::And(vec![on(key, TimeRange::default()), others]);
    Ok(called(snapshot, allow, key, expr)?.is_some())
}

/// What the newest entry that matches calls the record; absent where none matches.
fn called(
    snapshot: &Snapshot,
    allow: &Allow,
    key: &RecordKey,
    expr: Expr,
) -> annals_store::Result<Option<Option<String>>> {
    let expr = expr.normal();
    let request = PageRequest::newest(NonZeroUsize::MIN);
    let page = snapshot.page(&Search { allow, expr: &expr }, &request)?;
    let Some(entry) = page.entries.into_iter().next() else { return Ok(None) };
    let record = entry.event.records.into_iter().find(|record| record.key() == *key);
    Ok(Some(record.and_then(|record| record.name)))
}
