//! `/go`: the search of pages, views, people and records, for whoever is signed in.
//!
//! People and records are looked for in the log, by the same right as on its page, so that nothing
//! is found here that isn't found there. Who may not read it finds the pages that are theirs.

use annals_model::{
    Allow, Catalogue, Number, Organization, OrganizationOrdinal, Permission, Principal, Record,
    SecurityArea,
};
use annals_query::{Expr, Term, fold, parse};
use annals_store::{Entry, FacetField, Result, Search, Snapshot};
use annals_viewer::components::area::area_label;
use annals_viewer::components::palette::{Group, TYPED_CHARS_MAX, Target, options};
use annals_viewer::components::record::{self, entries_href};
use annals_viewer::components::shell::Frame;
use annals_viewer::components::views::{SavedView, href};
use annals_viewer::help;
use annals_viewer::messages::{
    go as messages, help as help_messages, organizations as organization_messages,
    security as security_messages, views as views_messages,
};
use annals_viewer::pages::go::{GoView, go, pages as page_names};
use annals_viewer::ready::READY;
use annals_viewer::{Filter, LogAddress, LogPage, Place};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{around, begun, named, problem, views};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::readings::Reading;
use crate::session::Visitor;
use crate::state::AppState;

/// Things of one sort that are listed.
const TARGETS_MAX: usize = 6;
/// Characters from which on it is looked into the log.
const LOG_CHARS_MIN: usize = 2;

#[derive(serde::Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
}

/// The page.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(Typed { q }): Query<Typed>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    match look_up(&state, &visitor, requester, &q).await {
        Ok(groups) => super::html(StatusCode::OK, go(&GoView { frame, typed: q, groups })),
        Err(failure) => problem::page(&frame, &failure),
    }
}

/// The options of the dialog.
pub(super) async fn results(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(Typed { q }): Query<Typed>,
) -> std::result::Result<Response, Failure> {
    let groups = look_up(&state, &visitor, requester, &q).await?;
    Ok(super::html(StatusCode::OK, options(&groups)))
}

async fn look_up(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    typed: &str,
) -> std::result::Result<Vec<Group>, Failure> {
    let principal = &visitor.signed_in.principal;
    let reads_log = principal.scopes.contains(Permission::ReadEvents);
    // Where something else than the log of the page's organisation is for them, there are pages
    // and help.
    let has_some = || {
        let mut rights = principal.scopes.iter();
        rights.any(|right| state.allow_in(principal, &visitor.place, right).is_ok())
    };
    let place = match reads_log.then(|| state.allow_place(principal, &visitor.place)) {
        Some(Err(_)) if has_some() => None,
        place => place.transpose()?,
    };
    let typed: String = typed.trim().chars().take(TYPED_CHARS_MAX).collect();
    let searches = place.is_some() && !typed.is_empty();
    let words = fold::word_list(&typed);
    let frame = super::frame(state, visitor);
    let answers = answers(&words, &frame);
    let log = frame.kept();
    let mut groups = vec![group(messages::pages(), pages(&words, &frame, &log))];
    if let Some(place) = place {
        let saved = views::saved(state, principal).await?;
        groups.push(group(messages::views(), views_of(&saved, &words, &log)));
        let organizations = organizations(state, principal, &words, &log);
        groups.push(group(organization_messages::title(), organizations));
        groups.extend(in_log(state, visitor, requester, place, &typed, words, &log).await?);
    }
    groups.push(group(help_messages::title(), answers));
    if searches {
        let href = log.with_query(&*typed).href();
        let name = messages::search_for(&typed);
        groups.push(group(messages::search(), vec![target(name, "", href)]));
    }
    groups.retain(|group| !group.targets.is_empty());
    Ok(groups)
}

/// People, records and entries, once enough is typed to look for them.
async fn in_log(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    (organization, allow): (Organization, Allow),
    typed: &str,
    words: Vec<String>,
    log: &LogAddress,
) -> std::result::Result<Vec<Group>, Failure> {
    let number = number(typed);
    let chars: usize = words.iter().map(|word| word.chars().count()).sum();
    if chars < LOG_CHARS_MIN && number.is_none() {
        return Ok(Vec::new());
    }
    let context = super::context(state, &organization, log);
    let record = match parse(typed, &context) {
        Ok(expr @ Expr::Term(Term::Record { .. })) => Some(expr),
        _ => None,
    };
    let organization = organization.ordinal;
    let sought = Sought { allow, organization, log: log.clone(), words, record, number };
    let principal = &visitor.signed_in.principal;
    let found = state.search(principal, move |snapshot| sought.find(snapshot)).await?;
    let by = visitor.by(requester.client);
    state.readings.tell(&by, Reading::of_names(organization)).await?;
    Ok(found.groups(log, &state.catalogue(organization)).into())
}

fn group(title: &'static str, targets: Vec<Target>) -> Group {
    Group { title, targets }
}

fn target(name: impl Into<String>, about: impl Into<String>, href: impl Into<String>) -> Target {
    Target { name: name.into(), about: about.into(), href: href.into() }
}

/// Pages, and the tables of user security once something is typed: too many to list otherwise.
fn pages(words: &[String], frame: &Frame, log: &LogAddress) -> Vec<Target> {
    let all = frame.user.as_ref().map(page_names).unwrap_or_default();
    let found = all.into_iter().filter(|page| {
        begun::all_begin(words, page.name)
            || begun::all_begin(words, &format!("{} {}", page.name, page.words))
    });
    let found = found.map(|page| target(page.name, "", frame.way(page.href)));
    let reads_log = frame.user.as_ref().is_some_and(|user| user.reads_log);
    let is_offered = reads_log && !words.is_empty();
    let areas = SecurityArea::ALL.into_iter().filter(|_| is_offered).filter_map(|area| {
        let (label, name) = (area_label(area.as_str())?, area.as_str());
        let is_found = begun::all_begin(words, &format!("{label} {name}"));
        let security = LogAddress { page: LogPage::UserSecurity, ..log.clone() };
        is_found.then(|| {
            let about = format!("{} · {name}", security_messages::title());
            target(label, about, security.toggle(Filter::Area, name).href())
        })
    });
    found.chain(areas.take(TARGETS_MAX)).collect()
}

/// Answers of help to what was typed: those that say it in their question before others.
fn answers(words: &[String], frame: &Frame) -> Vec<Target> {
    if words.is_empty() {
        return Vec::new();
    }
    let all = |in_question: bool| {
        let found = help::answers().filter(move |(_, answer)| {
            let is_asked = begun::all_begin(words, answer.question);
            let whole = format!("{} {}", answer.question, answer.words);
            is_asked == in_question && begun::all_begin(words, &whole)
        });
        found.map(|(place, answer)| target(answer.question, "", frame.way(&help::href(&place))))
    };
    all(true).chain(all(false)).take(TARGETS_MAX).collect()
}

/// Organisations to choose, by name or by their name on the wire.
fn organizations(
    state: &AppState,
    principal: &Principal,
    words: &[String],
    log: &LogAddress,
) -> Vec<Target> {
    let readable = around::readable(state, principal).filter(|_| !words.is_empty());
    let tree = state.store.organizations();
    let ordinals = readable.as_ref().map(Allow::organizations).unwrap_or_default();
    let found = ordinals
        .iter()
        .filter_map(|one| tree.get(*one))
        .filter(|one| begun::all_begin(words, &format!("{} {}", one.name, one.id)));
    let found = found.take(TARGETS_MAX).map(|one| {
        let is_home = one.ordinal == principal.home;
        let place = if is_home { Place::default() } else { Place::of(&one.id) };
        target(&*one.name, one.id.as_str(), log.at(place).href())
    });
    found.collect()
}

fn views_of(saved: &[SavedView], words: &[String], log: &LogAddress) -> Vec<Target> {
    let own = saved.iter().filter(|view| begun::all_begin(words, &view.name)).map(|view| {
        let about = match &view.owner {
            Some(owner) => views_messages::by(owner),
            None => views_messages::yours().to_owned(),
        };
        target(&*view.name, about, href(&view.id, log))
    });
    let ready = READY
        .iter()
        .filter(|view| begun::all_begin(words, &format!("{} {}", view.name(), view.about())));
    let ready = ready.map(|view| target(view.name(), view.about(), href(view.id, log)));
    // All of them when nothing was typed.
    let targets_max = if words.is_empty() { READY.len() + TARGETS_MAX } else { TARGETS_MAX };
    own.take(TARGETS_MAX).chain(ready).take(targets_max).collect()
}

/// The number of an entry: `17` or `#17`.
fn number(typed: &str) -> Option<Number> {
    typed.strip_prefix('#').unwrap_or(typed).parse().ok().map(Number)
}

/// What is looked for in the log.
struct Sought {
    allow: Allow,
    organization: OrganizationOrdinal,
    /// The log's page in the zone of whoever asks.
    log: LogAddress,
    words: Vec<String>,
    /// A record that was named by type and id.
    record: Option<Expr>,
    number: Option<Number>,
}

impl Sought {
    fn find(&self, snapshot: &Snapshot) -> Result<Found> {
        Ok(Found {
            entries: self.entries(snapshot)?,
            people: self.people(snapshot)?,
            records: self.records(snapshot)?,
        })
    }

    fn entries(&self, snapshot: &Snapshot) -> Result<Vec<Target>> {
        let Some(number) = self.number else { return Ok(Vec::new()) };
        let found = snapshot.by_number(&self.allow, self.organization, number)?;
        let found = found.into_iter().map(|Entry { event, .. }| {
            let href = self.log.in_log(&event.organization).entry_href(number.0);
            target(annals_viewer::messages::entry::title(number.0), event.label, href)
        });
        Ok(found.collect())
    }

    fn people(&self, snapshot: &Snapshot) -> Result<Vec<Target>> {
        if self.words.is_empty() {
            return Ok(Vec::new());
        }
        let expr = begun::search(&self.words, Term::Actor);
        let search = Search { allow: &self.allow, expr: &expr };
        let found = snapshot.facet(&search, FacetField::Actor, TARGETS_MAX)?;
        let people = found.into_iter().map(|person| {
            let href = self.log.toggle(Filter::User, &person.value).href();
            let about = if person.label == person.value { String::new() } else { person.value };
            target(person.label, about, href)
        });
        Ok(people.collect())
    }

    fn records(&self, snapshot: &Snapshot) -> Result<Vec<Record>> {
        let sought = match &self.record {
            Some(record) => record.clone(),
            None if self.words.is_empty() => return Ok(Vec::new()),
            None => begun::search(&self.words, Term::Object),
        };
        let enough = |found: &[Record]| found.len() >= TARGETS_MAX;
        let is_sought = |record: &Record| self.is_sought(record);
        let found = named::records(snapshot, &self.allow, &sought, is_sought, enough)?;
        Ok(found.records)
    }

    fn is_sought(&self, record: &Record) -> bool {
        match &self.record {
            Some(Expr::Term(Term::Record { record_type, id })) => {
                record.record_type == *record_type && record.id == *id
            }
            _ => record.name.as_ref().is_some_and(|name| begun::all_begin(&self.words, name)),
        }
    }
}

/// What the log has of it.
struct Found {
    entries: Vec<Target>,
    people: Vec<Target>,
    records: Vec<Record>,
}

impl Found {
    fn groups(self, log: &LogAddress, catalogue: &Catalogue) -> [Group; 3] {
        let records = self.records.iter().take(TARGETS_MAX).map(|found| {
            let about = found.name.as_ref().map(|_| record::kind_and_id(found, catalogue));
            let href = entries_href(found, log);
            target(record::name(found, catalogue), about.unwrap_or_default(), href)
        });
        let records = records.collect();
        [
            group(messages::entries(), self.entries),
            group(messages::people(), self.people),
            group(messages::records(), records),
        ]
    }
}
