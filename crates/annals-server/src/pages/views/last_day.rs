//! `/views/last-day?person=…`: the log on the day of a person's newest entry.

use std::num::NonZeroUsize;

use annals_desk::{LogReading, LogSearch};
use annals_model::{Allow, Millis, Organization};
use annals_query::{Context, Expr, parse};
use annals_store::{FacetField, FacetValue, PageRequest, Result, Search, Snapshot};
use annals_viewer::messages::views as messages;
use annals_viewer::pages::views::{PersonView, person};
use annals_viewer::{Filter, LogAddress, Place, Range};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::filters;
use crate::error::Failure;
use crate::middleware::Requester;
use crate::readings::{Part, Reading, Shows};
use crate::session::Visitor;
use crate::state::AppState;

/// People whom the page offers.
const PEOPLE_MAX: usize = 200;

/// What the log knows of the person.
enum Person {
    /// Nobody was named: these are there.
    Unnamed(Vec<FacetValue>),
    /// Several may be meant, or none.
    Unclear(Vec<FacetValue>),
    /// What filters compare, and when their newest entry is of.
    Found(String, Millis),
}

/// Asks for the person, or leads to the log on their last day.
pub(super) async fn answer(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    pairs: Vec<(String, String)>,
) -> std::result::Result<Response, Failure> {
    let asked = pairs.into_iter().find(|(name, _)| name == "person");
    let who = asked.map(|(_, person)| person.trim().to_owned()).unwrap_or_default();
    let principal = &visitor.signed_in.principal;
    let (organization, allow) = state.allow_place(principal, &visitor.place)?;
    let context = super::super::context(state, &organization, &LogAddress::default());
    let zone = context.zone.clone();
    let place = Place { log: None, ..visitor.place.clone() };
    let reading = reading(&organization, place.below, &who);
    let sought = who.clone();
    let found =
        state.search(principal, move |snapshot| find(snapshot, &allow, &context, &sought)).await?;
    let by = visitor.by(requester.client);
    state.readings.tell(&by, reading).await?;
    let (people, problem) = match found {
        Person::Found(user, at) => {
            let day = super::super::zoned(at, &zone).date().to_string();
            let range = Range::Typed { from: day.clone(), to: day };
            let log = LogAddress { place, range, shows_access: true, ..Default::default() };
            let address = log.toggle(Filter::User, &user);
            return Ok(Redirect::to(&address.of_view("last-day").href()).into_response());
        }
        Person::Unnamed(people) => (people, None),
        Person::Unclear(people) if people.is_empty() => (people, Some(messages::no_such_person())),
        Person::Unclear(people) => (people, Some(messages::several())),
    };
    let status = if problem.is_some() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let page = PersonView {
        frame: super::super::frame(state, visitor),
        person: who,
        problem,
        people: people.into_iter().map(|person| (person.value, person.label)).collect(),
    };
    Ok(super::super::html(status, person(&page)))
}

fn reading(organization: &Organization, below: bool, who: &str) -> Reading {
    if who.is_empty() {
        return Reading::of_names(organization.ordinal);
    }
    let everything = LogSearch::everything(organization.ordinal);
    let search = LogSearch { below, chosen: vec![("users", vec![who.to_owned()])], ..everything };
    Reading {
        what: LogReading::Search(search),
        asked: Reading::asked(below, &format!("last-day {who}")),
        shows: Shows::Anything,
        part: Part::First,
    }
}

fn find(snapshot: &Snapshot, allow: &Allow, context: &Context, who: &str) -> Result<Person> {
    let facet =
        |expr: &Expr| snapshot.facet(&Search { allow, expr }, FacetField::Actor, PEOPLE_MAX);
    if who.is_empty() {
        return Ok(Person::Unnamed(facet(&Expr::All)?));
    }
    if let Some(at) = newest(snapshot, allow, who)? {
        return Ok(Person::Found(who.to_owned(), at));
    }
    let quoted = who.replace('\\', "\\\\").replace('"', "\\\"");
    let Ok(named) = parse(&format!("actor:\"{quoted}\""), context) else {
        return Ok(Person::Unclear(Vec::new()));
    };
    let people = facet(&named)?;
    match &*people {
        [one] => match newest(snapshot, allow, &one.value)? {
            Some(at) => Ok(Person::Found(one.value.clone(), at)),
            None => Ok(Person::Unclear(Vec::new())),
        },
        _ => Ok(Person::Unclear(people)),
    }
}

/// When the newest entry by the user is of, whom facets call `who`.
fn newest(snapshot: &Snapshot, allow: &Allow, who: &str) -> Result<Option<Millis>> {
    let expr = filters::user(who);
    let request = PageRequest::newest(NonZeroUsize::MIN);
    let page = snapshot.page(&Search { allow, expr: &expr }, &request)?;
    Ok(page.entries.first().map(|entry| entry.event.occurred_at))
}
