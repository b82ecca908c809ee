//! `/go`: the search of pages, views, people and records, for whoever is signed in.
//!
//! People and records are looked for in the log, by the same right as on its page, so that nothing
//! is found here that isn't found there.

use std::num::NonZeroUsize;

use annals_model::{Allow, Number, OrganizationOrdinal, Permission, Record};
use annals_query::{Expr, Term, fold, parse};
use annals_store::{Entry, FacetField, PageRequest, Result, Search, Snapshot};
use annals_viewer::components::palette::{Group, TYPED_CHARS_MAX, Target, options};
use annals_viewer::components::record::entries_href;
use annals_viewer::components::shell::Frame;
use annals_viewer::components::views::{SavedView, href};
use annals_viewer::help;
use annals_viewer::messages::{go as messages, help as help_messages, views as views_messages};
use annals_viewer::pages::go::{GoView, go, pages as page_names};
use annals_viewer::ready::READY;
use annals_viewer::{Filter, LogAddress};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{begun, problem, views};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::readings::Reading;
use crate::session::Visitor;
use crate::state::AppState;

/// Things of one sort that are listed.
const TARGETS_MAX: usize = 6;
/// Characters from which on it is looked into the log.
const LOG_CHARS_MIN: usize = 2;
/// Entries whose records are looked through at once.
const ENTRIES_MAX: NonZeroUsize = NonZeroUsize::new(200).expect("200 is not zero");
/// How often, as long as each time another record is found.
const ROUNDS_MAX: usize = 4;

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
    let (organization, allow) =
        state.allow_named(principal, None, false, Permission::ReadEvents)?;
    let typed: String = typed.trim().chars().take(TYPED_CHARS_MAX).collect();
    let words = fold::word_list(&typed);
    let frame = super::frame(state, visitor);
    let answers = answers(&words, &frame);
    let log = LogAddress { zone: visitor.zone.clone(), ..LogAddress::default() };
    let saved = views::saved(state, principal).await?;
    let mut groups = vec![
        group(messages::pages(), pages(&words, &frame)),
        group(messages::views(), views_of(&saved, &words)),
    ];
    if words.iter().map(|word| word.chars().count()).sum::<usize>() >= LOG_CHARS_MIN
        || number(&typed).is_some()
    {
        let context = super::context(state, &organization, &log);
        let record = match parse(&typed, &context) {
            Ok(expr @ Expr::Term(Term::Record { .. })) => Some(expr),
            _ => None,
        };
        let number = number(&typed);
        let (organization, log) = (organization.ordinal, log.clone());
        let sought = Sought { allow, organization, log, words, record, number };
        groups.extend(state.search(principal, move |snapshot| sought.find(snapshot)).await?);
        let by = visitor.by(requester.client);
        state.readings.tell(&by, Reading::of_names(organization)).await?;
    }
    groups.push(group(help_messages::title(), answers));
    if !typed.is_empty() {
        let href = log.with_query(&*typed).href();
        let name = messages::search_for(&typed);
        groups.push(group(messages::search(), vec![target(name, "", href)]));
    }
    groups.retain(|group| !group.targets.is_empty());
    Ok(groups)
}

fn group(title: &'static str, targets: Vec<Target>) -> Group {
    Group { title, targets }
}

fn target(name: impl Into<String>, about: impl Into<String>, href: impl Into<String>) -> Target {
    Target { name: name.into(), about: about.into(), href: href.into() }
}

fn pages(words: &[String], frame: &Frame) -> Vec<Target> {
    let found = page_names().into_iter().filter(|page| {
        begun::all_begin(words, page.name)
            || begun::all_begin(words, &format!("{} {}", page.name, page.words))
    });
    found.map(|page| target(page.name, "", frame.way(page.href))).collect()
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

fn views_of(saved: &[SavedView], words: &[String]) -> Vec<Target> {
    let own = saved.iter().filter(|view| begun::all_begin(words, &view.name)).map(|view| {
        let about = match &view.owner {
            Some(owner) => views_messages::by(owner),
            None => views_messages::yours().to_owned(),
        };
        target(&*view.name, about, href(&view.id))
    });
    let ready = READY
        .iter()
        .filter(|view| begun::all_begin(words, &format!("{} {}", view.name(), view.about())));
    let ready = ready.map(|view| target(view.name(), view.about(), href(view.id)));
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
    fn find(&self, snapshot: &Snapshot) -> Result<[Group; 3]> {
        Ok([
            group(messages::entries(), self.entries(snapshot)?),
            group(messages::people(), self.people(snapshot)?),
            group(messages::records(), self.records(snapshot)?),
        ])
    }

    fn entries(&self, snapshot: &Snapshot) -> Result<Vec<Target>> {
        let Some(number) = self.number else { return Ok(Vec::new()) };
        let found = snapshot.by_number(&self.allow, self.organization, number)?;
        let found = found.into_iter().map(|Entry { event, .. }| {
            let href = self.log.entry_href(number.0);
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

    /// Records that the newest entries name, and then those of older entries that name none of
    /// them: one that much happens to doesn't hide the others.
    fn records(&self, snapshot: &Snapshot) -> Result<Vec<Target>> {
        let sought = match &self.record {
            Some(record) => record.clone(),
            None if self.words.is_empty() => return Ok(Vec::new()),
            None => begun::search(&self.words, Term::Object),
        };
        let request = PageRequest::newest(ENTRIES_MAX);
        let (mut found, mut expr) = (Vec::<Record>::new(), sought.clone());
        for _ in 0..ROUNDS_MAX {
            let page = snapshot.page(&Search { allow: &self.allow, expr: &expr }, &request)?;
            let known = found.len();
            for record in page.entries.into_iter().flat_map(|entry| entry.event.records) {
                let is_new = found.iter().all(|known| known.key() != record.key());
                if is_new && self.is_sought(&record) {
                    found.push(record);
                }
            }
            if found.len() >= TARGETS_MAX || found.len() == known || !page.more {
                break;
            }
            let named = found.iter().map(|record| {
                let Record { record_type, id, .. } = record.clone();
                Expr::Term(Term::Record { record_type, id })
            });
            let others = Expr::Not(Box::new(Expr::Or(named.collect())));
            expr = Expr::And(vec![sought.clone(), others]).normal();
        }
        let targets = found.iter().take(TARGETS_MAX).map(|record| {
            let key = record.key().to_string();
            let href = entries_href(record, &self.log);
            target(record.name.clone().unwrap_or_else(|| key.clone()), key, href)
        });
        Ok(targets.collect())
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
