//! `/v1/records`: the record directory.

use annals_desk::{
    DescribedRecord, RECORDS_LISTED_MAX, REQUEST_RECORDS_MAX, RecordParent, RecordProblem,
};
use annals_model::{Millis, OrganizationId, Permission, RecordKey};
use annals_store::Snapshot;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer};

use super::caller::Caller;
use super::params::{Params, invalid, take_organization};
use super::reply::{Json, read_json};
use crate::error::{Code, Failure, Refused};
use crate::pages::newest_name;
use crate::state::AppState;
use crate::wire::{Object, write_list, write_text};

/// Bytes of a request's descriptions.
pub(super) const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Descriptions of one page, if nothing else is asked for.
const LISTED: usize = 100;

/// What is said of a record. Its key may stand in the path instead.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    #[serde(default, rename = "type")]
    record_type: Option<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    parents: Vec<Parent>,
    #[serde(default)]
    emails: Vec<String>,
    #[serde(default)]
    phones: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    records: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parent {
    #[serde(rename = "type")]
    record_type: String,
    id: String,
    #[serde(default, deserialize_with = "moment")]
    from: Option<Millis>,
    #[serde(default, deserialize_with = "moment")]
    to: Option<Millis>,
}

pub(super) fn moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Millis>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| Millis::parse(&text).map_err(serde::de::Error::custom)).transpose()
}

impl Said {
    /// Of the record in the path, which it may name again: what was read can be put back.
    fn of(self, key: RecordKey) -> Result<DescribedRecord, Failure> {
        let named = [("type", &self.record_type, &key.record_type), ("id", &self.id, &key.id)];
        for (field, said, there) in named {
            if said.as_ref().is_some_and(|said| said != there) {
                let (field, reason) = (field.to_owned(), format!("the address says {there:?}"));
                return Err(refuse(vec![RecordProblem { index: 0, field, reason }], |_| None));
            }
        }
        Ok(DescribedRecord { key, ..self.described() })
    }

    /// By its own key, of which what is missing is empty, and refused for that.
    fn described(self) -> DescribedRecord {
        let Self { record_type, id, name, parents, emails, phones } = self;
        let key = key_of((record_type.unwrap_or_default(), id.unwrap_or_default()));
        let parents = parents.into_iter().map(Parent::held).collect();
        DescribedRecord { key, name, parents, emails, phones }
    }
}

impl Parent {
    fn held(self) -> RecordParent {
        let Self { record_type, id, from, to } = self;
        RecordParent { key: RecordKey { record_type, id }, from, to }
    }
}

/// Type and id of a record in a path.
pub(super) type Key = Path<(String, String)>;

pub(super) fn key_of((record_type, id): (String, String)) -> RecordKey {
    RecordKey { record_type, id }
}

/// Descriptions by type and id, for those who send them.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    let rows_max = params.take_count("limit", LISTED, RECORDS_LISTED_MAX)?;
    let after = params.take("after")?;
    let after = after.map(|text| {
        let parted = text.split_once(':');
        let parted = parted.map(|(record_type, id)| (record_type.to_owned(), id.to_owned()));
        parted.map(key_of).ok_or_else(|| invalid("after", "is a type and an id: student:17"))
    });
    let after = after.transpose()?;
    params.finish()?;
    let by = &caller.by.principal;
    let found =
        state.desk.described_records(by, organization.ordinal, after.as_ref(), rows_max).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("records"), &found, write);
    let next = found.last().filter(|_| found.len() == rows_max);
    object.text("next", next.map(|last| last.key.to_string()).as_deref());
    object.end();
    Ok(Json::ok(out))
}

/// Says of many records what is true from now on.
pub(super) async fn describe_many(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    let Many { records } = read_json(&body)?;
    if records.len() > REQUEST_RECORDS_MAX {
        let detail = format!("at most {REQUEST_RECORDS_MAX} records are taken at once");
        return Err(Failure::new(Code::TooLarge, detail));
    }
    let records: Vec<_> = records.into_iter().map(Said::described).collect();
    let taken = records.len();
    let done = state.desk.describe_records(&caller.by, organization.ordinal, records).await?;
    let changed = done.map_err(|problems| refuse(problems, Some))?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.raw("taken", taken);
    object.raw("changed", changed);
    object.end();
    Ok(Json::ok(out))
}

/// Says of a record what is true from now on.
pub(super) async fn describe_one(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Key,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    let record = read_json::<Said>(&body)?.of(key_of(key))?;
    let one = vec![record.clone()];
    let done = state.desk.describe_records(&caller.by, organization.ordinal, one).await?;
    done.map_err(|problems| refuse(problems, |_| None))?;
    let mut out = String::new();
    write(&mut out, &record);
    Ok(Json::ok(out))
}

/// Names what is refused; `place` says where it stands among several.
fn refuse(problems: Vec<RecordProblem>, place: impl Fn(usize) -> Option<usize>) -> Failure {
    let count = problems.len();
    let detail = format!("{count} fields are refused; nothing of the request was kept");
    let mut failure = Failure::new(Code::InvalidRecords, detail);
    let refused =
        |RecordProblem { index, field, reason }| Refused { index: place(index), field, reason };
    failure.refused = problems.into_iter().map(refused).collect();
    failure
}

/// What was said of a record, for those who may see one of its entries, or any entry there.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Key,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let (organization, allow) =
        state.allow_named(principal, named.as_ref(), false, Permission::ReadEventDetails)?;
    let key = key_of(key);
    if !allow.rows().is_everything() {
        let seen = key.clone();
        let search = move |snapshot: &Snapshot| newest_name(snapshot, &allow, &seen);
        if state.search(principal, search).await?.is_none() {
            return Err(not_found());
        }
    }
    let found = state.desk.described_record(principal, organization.ordinal, &key).await?;
    let mut out = String::new();
    write(&mut out, &found.ok_or_else(not_found)?);
    Ok(Json::ok(out))
}

/// Takes back what was said of a record; one of which nothing was said stays so.
pub(super) async fn forget(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Key,
    mut params: Params,
) -> Result<StatusCode, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    state.desk.forget_record(&caller.by, organization.ordinal, &key_of(key)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn not_found() -> Failure {
    Failure::new(Code::NotFound, "nothing is said of such a record among those you may see")
}

fn write(out: &mut String, record: &DescribedRecord) {
    let mut object = Object::new(out);
    object.text("type", Some(&record.key.record_type));
    object.text("id", Some(&record.key.id));
    object.text("name", record.name.as_deref());
    write_list(object.value("parents"), &record.parents, |out, parent| {
        let mut object = Object::new(out);
        object.text("type", Some(&parent.key.record_type));
        object.text("id", Some(&parent.key.id));
        let moment = |at: Option<Millis>| at.map(|at| at.to_string());
        object.text("from", moment(parent.from).as_deref());
        object.text("to", moment(parent.to).as_deref());
        object.end();
    });
    for (name, values) in [("emails", &record.emails), ("phones", &record.phones)] {
        write_list(object.value(name), values, |out, value| write_text(out, value));
    }
    object.end();
}
