//! `/entries/{number}`: one entry of the signed-in organisation; `/entries/{number}/records`, the
//! records that it updated, `/reports/user-security/{number}`, what its area shows of it, and
//! `/entries/{number}/proof`, what the page's script checks.

use annals_desk::Client;
use annals_model::{Allow, Number, Organization, Permission, limits};
use annals_store::{Entry, EntryProof};
use annals_viewer::pages::entry::{EntryView, ProofView, entry, updated_records};
use annals_viewer::pages::user_security::detail;
use annals_viewer::{LogAddress, LogPage, Markup};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::record_names::name_records;
use super::{gone, problem, zone};
use crate::api::reply::Json;
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::proof;
use crate::readings::{Part, Reading};
use crate::session::Visitor;
use crate::site::BaseUrl;
use crate::state::AppState;
use crate::wire::{Hex, write_entry};

/// What a request about an entry says.
type Asked =
    (State<AppState>, Visitor, Requester, Path<String>, Query<Vec<(String, String)>>, BaseUrl);

/// The entry.
pub(super) async fn show(asked: Asked) -> Response {
    answer(asked, entry).await
}

/// The records that it updated.
pub(super) async fn records(asked: Asked) -> Response {
    answer(asked, updated_records).await
}

/// The same with the fields of its area, from the page of user security.
pub(super) async fn security(asked: Asked) -> Response {
    let (state, visitor, requester, path, Query(mut pairs), base_url) = asked;
    pairs.push(("page".to_owned(), LogPage::UserSecurity.word().into_owned()));
    answer((state, visitor, requester, path, Query(pairs), base_url), detail).await
}

/// What proves that it is in the log. The page that asks for it was told as a reading.
pub(super) async fn proof(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path(number): Path<String>,
) -> Result<Json, Failure> {
    let found = find(&state, &visitor, &number, Permission::ReadProof).await?;
    let by = visitor.by(requester.client);
    let reading = Reading { part: Part::Rest, ..Reading::of(&found.entry) };
    state.readings.tell(&by, reading).await?;
    let Entry { organization, number, .. } = found.entry;
    Ok(Json::ok(
        proof::proof(&state, &visitor.signed_in.principal, found.allow, organization, number)
            .await?,
    ))
}

async fn answer(asked: Asked, page: fn(&EntryView) -> Markup) -> Response {
    let (State(state), visitor, requester, Path(number), Query(pairs), BaseUrl(base_url)) = asked;
    // Other unknown parts of the query string than a zone are harmless here: it only leads back.
    let (address, unknown) = LogAddress::read(pairs);
    let read = (address.clone(), unknown);
    let client = requester.client;
    let failure = match view(&state, &visitor, &number, read, base_url, client.clone()).await {
        Ok(view) => return super::html(StatusCode::OK, page(&view)),
        Err(failure) if failure.code == Code::NotFound => {
            match gone::page(&state, &visitor, client, &number, &address).await {
                Ok(Some(page)) => return page,
                Ok(None) => failure,
                Err(failure) => failure,
            }
        }
        Err(failure) => failure,
    };
    problem::page(&super::frame(&state, &visitor), &failure)
}

struct Found {
    organization: Organization,
    allow: Allow,
    entry: Entry,
}

async fn find(
    state: &AppState,
    visitor: &Visitor,
    number: &str,
    permission: Permission,
) -> Result<Found, Failure> {
    let absent = || Failure::new(Code::NotFound, "there is no such entry");
    let number = number.parse().map(Number).map_err(|_| absent())?;
    let principal = &visitor.signed_in.principal;
    let place = visitor.place.of_entry();
    let (organization, allow) = state.allow_in(principal, &place, permission)?;
    let ordinal = organization.ordinal;
    let sought = allow.clone();
    let found = state
        .search(principal, move |snapshot| snapshot.by_number(&sought, ordinal, number))
        .await?;
    Ok(Found { organization, allow, entry: found.ok_or_else(absent)? })
}

async fn view(
    state: &AppState,
    visitor: &Visitor,
    number: &str,
    (address, mut unknown): (LogAddress, Vec<String>),
    base_url: String,
    client: Client,
) -> Result<EntryView, Failure> {
    let permission = Permission::ReadEventDetails;
    let Found { organization, allow, entry: mut found } =
        find(state, visitor, number, permission).await?;
    let Entry { organization: ordinal, number, .. } = found;
    let by = visitor.by(client);
    state.readings.tell(&by, Reading::of(&found)).await?;
    let place = visitor.place.of_entry();
    let proof = match state.allow_in(&by.principal, &place, Permission::ReadProof) {
        Ok(_) => state.store.prove(&allow, ordinal, number).await?,
        Err(_) => None,
    };
    let mut raw_json = String::new();
    write_entry(&mut raw_json, &organization, number, &found.event, None);
    let all = (&mut [&mut found.event][..], limits::EVENT_RECORDS_MAX);
    name_records(state, &by.principal, ordinal, all).await?;
    // Times are those of the log from which one came.
    let (around, _) = state.allow_place(&by.principal, &address.place)?;
    let zone = zone::of(state, &address, &around);
    Ok(EntryView {
        frame: super::frame(state, visitor),
        zone: zone::view(state, &address, &around),
        notices: zone::take_unknown(state, &mut unknown, &around),
        address,
        number: number.0,
        organization: (around.ordinal != ordinal).then(|| organization.name.clone()),
        occurred_at: super::zoned(found.event.occurred_at, &zone),
        recorded_at: super::zoned(found.event.recorded_at, &zone),
        event: found.event,
        base_url,
        raw_json,
        proof: proof.map(|proof| proof_view(organization.log_id.to_string(), &proof)),
        catalogue: state.catalogue(ordinal),
    })
}

fn proof_view(log_id: String, proof: &EntryProof) -> ProofView {
    let hex = |bytes: &[u8]| Hex(bytes).to_string();
    ProofView {
        log_id,
        commitment: hex(&proof.commitment.0),
        tree_size: proof.tree_size,
        root: hex(&proof.root.0),
        path: proof.path.iter().map(|hash| hex(&hash.0)).collect(),
    }
}
