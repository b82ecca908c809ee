//! `/reports/access`: who may do what in an organisation, and why; `/reports/access.csv`: the same
//! as a file.

use annals_desk::{Access, Key, Reach, Source};
use annals_model::{
    Millis, Organization, OrganizationOrdinal, Permission, Principal, Rights, Scopes,
};
use annals_viewer::fault::AccessFault;
use annals_viewer::pages::access::{
    AccessRow, AccessView, FILE_PATH, PATH, ROWS_MAX, Who, Why, access as render, file,
};
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{page, zone, zoned};
use crate::access::{above_before, access};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::AppState;

pub(super) fn routes() -> Routes {
    Routes::new().route(PATH, get(show)).route(FILE_PATH, get(download))
}

/// What an address asks for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    right: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    time: String,
}

impl Asked {
    /// The moment; absent for now.
    fn at(&self, now: Millis, zone: &TimeZone) -> Result<Option<Millis>, AccessFault> {
        if self.on.is_empty() {
            return if self.time.is_empty() { Ok(None) } else { Err(AccessFault::NoDay) };
        }
        let day: Date = self.on.parse().map_err(|_| AccessFault::NoDay)?;
        let no_day = |_| AccessFault::NoDay;
        let at = match &*self.time {
            "" => {
                let next = day.tomorrow().map_err(no_day)?;
                let end = next.to_zoned(zone.clone()).map_err(no_day)?;
                let end = Millis(end.timestamp().as_millisecond() - 1);
                // A day that is not over is shown as far as it is.
                let begin = day.to_zoned(zone.clone()).map_err(no_day)?;
                let has_begun = begin.timestamp().as_millisecond() <= now.0;
                if has_begun { end.min(now) } else { end }
            }
            time => {
                let time: Time = time.parse().map_err(|_| AccessFault::NoDay)?;
                let at = day.to_datetime(time).to_zoned(zone.clone()).map_err(no_day)?;
                Millis(at.timestamp().as_millisecond())
            }
        };
        if at > now { Err(AccessFault::Future) } else { Ok(Some(at)) }
    }

    /// Whose holders are asked for.
    fn permissions(&self) -> Result<Scopes, AccessFault> {
        match Permission::parse(&self.right) {
            Some(right) => Ok([right].into_iter().collect()),
            None if self.right.is_empty() => Ok(Scopes::all()),
            None => Err(AccessFault::NoRight),
        }
    }

    /// Both.
    fn read(
        &self,
        now: Millis,
        zone: &TimeZone,
        organization: &Organization,
    ) -> Result<(Option<Millis>, Scopes), AccessFault> {
        let (at, created) = (self.at(now, zone)?, organization.created_at);
        if at.is_some_and(|at| at < created) {
            return Err(AccessFault::NotYet(Box::new(zoned(created, zone))));
        }
        Ok((at, self.permissions()?))
    }
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let frame = super::frame(&state, &visitor);
        let principal = &visitor.signed_in.principal;
        let organization = find(&state, &visitor)?;
        let zone = zone::of(&state, &frame.kept(), &organization);
        let now = state.config.clock.now();
        let view = AccessView {
            frame,
            organization: organization.name.clone(),
            right: Permission::parse(&asked.right),
            day: asked.on.clone(),
            time: asked.time.clone(),
            at: zoned(now, &zone),
            rows: Vec::new(),
            total: 0,
            untold: None,
            outside: None,
            problem: None,
        };
        let (at, permissions) = match asked.read(now, &zone, &organization) {
            Ok(read) => read,
            Err(fault) => {
                let view = AccessView { problem: Some(fault.into()), ..view };
                return Ok(super::html(StatusCode::UNPROCESSABLE_ENTITY, render(&view)));
            }
        };
        let mut found = rows(&state, principal, &organization, at, permissions).await?;
        let total = found.rows.len() as u64;
        found.rows.truncate(ROWS_MAX);
        let view = AccessView {
            organization: found.name,
            at: zoned(at.unwrap_or(now), &zone),
            rows: found.rows,
            total,
            untold: found.untold.map(|(count, latest)| (count, zoned(latest, &zone))),
            outside: found.outside.map(|(name, until)| (name, zoned(until, &zone))),
            ..view
        };
        Ok(super::html(StatusCode::OK, render(&view)))
    };
    page(&state, &visitor, made).await
}

async fn download(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let principal = &visitor.signed_in.principal;
        let organization = find(&state, &visitor)?;
        let frame = super::frame(&state, &visitor);
        let zone = zone::of(&state, &frame.kept(), &organization);
        let now = state.config.clock.now();
        let read = asked.read(now, &zone, &organization);
        let (at, permissions) =
            read.map_err(|fault| Failure::told(Code::InvalidParameter, fault))?;
        let found = rows(&state, principal, &organization, at, permissions).await?;
        let moment = zoned(at.unwrap_or(now), &zone);
        let bytes = file(organization.id.as_str(), &moment, &found.rows, &found.missing())
            .map_err(|error| Failure::internal(&error))?;
        // Told before it is given: nobody has a list of which the log doesn't know.
        let by = visitor.by(requester.client);
        let ordinal = organization.ordinal;
        state.desk.tell_of_access_export(by, ordinal, at.unwrap_or(now)).await?;
        let name = format!("access-{}-{}.csv", organization.id, moment.strftime("%Y-%m-%d"));
        let disposition = format!("attachment; filename=\"{name}\"");
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        Ok((headers, bytes).into_response())
    };
    page(&state, &visitor, made).await
}

fn find(state: &AppState, visitor: &Visitor) -> Result<Organization, Failure> {
    let principal = &visitor.signed_in.principal;
    Ok(state.allow_in(principal, &visitor.place, Permission::ReadRights)?.0)
}

/// Who has what.
struct Found {
    /// What the organisation was called.
    name: String,
    rows: Vec<AccessRow>,
    /// Changes that could not be taken back whole, and the last of them.
    untold: Option<(u64, Millis)>,
    /// The one above which something lay then that the reader doesn't see, and until when it did.
    outside: Option<(String, Millis)>,
}

impl Found {
    /// What is missing, in the words of the file, which has English ones alone.
    fn missing(&self) -> Vec<String> {
        let untold = self.untold.map(|(count, latest)| {
            format!("what {count} changes until {latest} were is not told whole")
        });
        let outside = self.outside.as_ref().map(|(name, until)| {
            format!("rights from above {name}, which lay elsewhere until {until}")
        });
        untold.into_iter().chain(outside).collect()
    }

    fn add_untold(&mut self, access: &Access) {
        let untold = access.untold();
        if let Some(latest) = untold.latest {
            let (count, last) = self.untold.unwrap_or((0, latest));
            self.untold = Some((count + untold.count, last.max(latest)));
        }
    }
}

/// Those of the organisation itself, and of those above it as far as the reader sees them.
async fn rows(
    state: &AppState,
    principal: &Principal,
    organization: &Organization,
    at: Option<Millis>,
    permissions: Scopes,
) -> Result<Found, Failure> {
    let tree = state.store.organizations();
    let now = state.config.clock.now();
    let name = organization.name.clone();
    let mut found = Found { name, rows: Vec::new(), untold: None, outside: None };
    let mut places: Vec<OrganizationOrdinal> = Vec::new();
    let mut next = Some(organization.clone());
    // In a log with wrong times organisations may have lain above each other.
    while let Some(place) = next.filter(|next| !places.contains(&next.ordinal)) {
        places.push(place.ordinal);
        let access = access(state, principal, place.ordinal, at).await?;
        let name = access.name().unwrap_or(&place.name).to_owned();
        let is_above = place.ordinal != organization.ordinal;
        let above = is_above.then(|| name.clone());
        if !is_above {
            found.name = name;
        }
        found.add_untold(&access);
        for holding in access.holdings(permissions) {
            let why = holding.sources.iter().map(|(source, reach)| Why {
                group: match source {
                    Source::Own => None,
                    Source::Group { name, .. } => Some(name.clone()),
                },
                below: *reach == Reach::Below,
                above: above.clone(),
            });
            found.rows.push(AccessRow {
                who: Who::User {
                    username: holding.account.username.clone(),
                    name: holding.account.name.clone(),
                    may_sign_in: holding.account.may_sign_in(at.unwrap_or(now)),
                },
                right: holding.permission,
                why: why.filter(|why| above.is_none() || why.below).collect(),
                calendars: holding.calendars,
                without_calendar: holding.without_calendar,
            });
        }
        let keys = keys(state, principal, place.ordinal, at.unwrap_or(now)).await?;
        for key in keys {
            found.rows.extend(of_key(&key, permissions, above.as_deref()));
        }
        next = match access.first_move() {
            _ if place.ordinal == principal.home => None,
            None => place.parent.and_then(|parent| tree.get(parent)).cloned(),
            Some(moved) => {
                let above = above_before(state, principal, moved).await?;
                if above.is_none() {
                    let name = access.name().unwrap_or(&place.name).to_owned();
                    found.outside = Some((name, moved.at));
                }
                above
            }
        };
    }
    found.rows.retain(|row| !row.why.is_empty());
    found.rows.sort_by_key(|row| row.right);
    Ok(found)
}

/// Keys that held at `at`, for those who may read keys.
async fn keys(
    state: &AppState,
    principal: &Principal,
    organization: OrganizationOrdinal,
    at: Millis,
) -> Result<Vec<Key>, Failure> {
    if state.allow(principal, organization, false, Permission::ReadKeys).is_err() {
        return Ok(Vec::new());
    }
    let mut keys = state.desk.keys(principal, organization).await?;
    keys.retain(|key| {
        let until = [key.expires_at, key.revoked_at].into_iter().flatten().min();
        key.created_at <= at && until.is_none_or(|until| at < until)
    });
    Ok(keys)
}

fn of_key(key: &Key, permissions: Scopes, above: Option<&str>) -> Vec<AccessRow> {
    let rights = match key.reaches_below {
        true => Rights::reaching_below(key.scopes),
        false => Rights::here(key.scopes),
    };
    let held = rights.scopes().iter().filter(|right| permissions.holds(*right));
    let held = held.filter(|right| above.is_none() || rights.below().holds(*right));
    held.map(|right| AccessRow {
        who: Who::Key { prefix: key.prefix.clone(), name: key.name.clone() },
        right,
        why: vec![Why { group: None, below: key.reaches_below, above: above.map(str::to_owned) }],
        calendars: Vec::new(),
        without_calendar: false,
    })
    .collect()
}
