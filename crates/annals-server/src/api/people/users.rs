//! `/v1/users`

use annals_desk::{AccountFields, GroupId, NewUser, User, UserId, UserStatus};
use annals_model::{Millis, OrganizationId, Permission};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use super::only_organization;
use crate::api::caller::Caller;
use crate::api::params::take_organization;
use crate::api::params::{Named, NoParams, Params, invalid, invalid_value};
use crate::api::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The users of an organisation, by username.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    params: Params,
) -> Result<Json, Failure> {
    let organization = only_organization(&state, &caller, params, Permission::ReadUsers)?;
    let users = state.desk.users(&caller.by.principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("users"), &users, |out, user| write(out, &organization.id, user));
    object.end();
    Ok(Json::ok(out))
}

/// One of them.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let organization = only_organization(&state, &caller, params, Permission::ReadUsers)?;
    let principal = &caller.by.principal;
    let user = state.desk.user(principal, organization.ordinal, &UserId(id)).await?;
    Ok(one(StatusCode::OK, &organization.id, &user))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    organization: Option<String>,
    username: String,
    name: String,
    password: String,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(flatten)]
    account: Account,
}

/// What an account may have; what is left out stays as it is.
#[derive(Default, serde::Deserialize)]
struct Account {
    #[serde(default, deserialize_with = "given")]
    email: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    role: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    homepage: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    staff_record: Option<Option<String>>,
    status: Option<String>,
    #[serde(default, deserialize_with = "given")]
    expires_at: Option<Option<String>>,
    must_change_password: Option<bool>,
    without_calendar: Option<bool>,
}

/// Tells `null`, which empties a field, from a field that is left out.
fn given<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}

impl Account {
    fn over(self, old: AccountFields) -> Result<AccountFields, Failure> {
        let status = match self.status.as_deref() {
            None => old.status,
            Some(word) => UserStatus::parse(word).ok_or_else(|| {
                let known = UserStatus::ALL.map(UserStatus::as_str).join(", ");
                invalid_value("status", &format!("{word:?} is not one of {known}"))
            })?,
        };
        let expires_at = match self.expires_at {
            None => old.expires_at,
            Some(None) => None,
            Some(Some(text)) => {
                let moment = Millis::parse(&text);
                Some(moment.map_err(|reason| invalid_value("expires_at", &reason))?)
            }
        };
        Ok(AccountFields {
            email: self.email.unwrap_or(old.email),
            role: self.role.unwrap_or(old.role),
            homepage: self.homepage.unwrap_or(old.homepage),
            staff_record: self.staff_record.unwrap_or(old.staff_record),
            status,
            expires_at,
            must_change_password: self.must_change_password.unwrap_or(old.must_change_password),
            without_calendar: self.without_calendar.unwrap_or(old.without_calendar),
            ..old
        })
    }
}

/// Creates a user.
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    _: NoParams,
    body: Bytes,
) -> Result<Json, Failure> {
    let new: New = read_json(&body)?;
    let named = new.organization.as_deref().map(OrganizationId::parse).transpose();
    let named = named.map_err(|reason| invalid_value("organization", &reason))?;
    let principal = &caller.by.principal;
    let (organization, _) =
        state.allow_named(principal, named.as_ref(), false, Permission::ManageUsers)?;
    let fields = new.account.over(AccountFields::new(&new.username, &new.name))?;
    let new = NewUser {
        groups: new.groups.into_iter().map(GroupId).collect(),
        fields,
        ..NewUser::new(organization.ordinal, "", "", &new.password)
    };
    let user = state.desk.create_user(&caller.by, new).await?;
    Ok(one(StatusCode::CREATED, &organization.id, &user))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Update {
    version: i64,
    username: Option<String>,
    name: Option<String>,
    #[serde(flatten)]
    account: Account,
}

/// Changes an account that is at `version`.
pub(super) async fn update(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let update: Update = read_json(&body)?;
    let organization = only_organization(&state, &caller, params, Permission::ManageUsers)?;
    let (ordinal, id) = (organization.ordinal, UserId(id));
    let old = state.desk.user(&caller.by.principal, ordinal, &id).await?.fields();
    let username = update.username.unwrap_or(old.username.clone());
    let name = update.name.unwrap_or(old.name.clone());
    let fields = update.account.over(AccountFields { username, name, ..old })?;
    let user = state.desk.change_user(&caller.by, ordinal, &id, update.version, fields).await?;
    Ok(one(StatusCode::OK, &organization.id, &user))
}

/// Deletes an account that is at `version`.
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
) -> Result<StatusCode, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ManageUsers)?;
    let version = take_version(&mut params)?;
    params.finish()?;
    state.desk.delete_user(&caller.by, organization.ordinal, &UserId(id), version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes `version`: what is to be deleted is what was looked at.
pub(super) fn take_version(params: &mut Params) -> Result<i64, Failure> {
    let parse = |text: &str| text.parse().map_err(|_| "must be a whole number".to_owned());
    let missing = || invalid("version", "is missing; it is that of what is to be deleted");
    params.take_parsed("version", parse)?.ok_or_else(missing)
}

fn one(status: StatusCode, organization: &OrganizationId, user: &User) -> Json {
    let mut out = String::new();
    write(&mut out, organization, user);
    Json(status, out)
}

pub(super) fn write(out: &mut String, organization: &OrganizationId, user: &User) {
    let mut object = Object::new(out);
    object.text("id", Some(&user.id.0));
    object.display("organization", organization);
    object.text("username", Some(&user.username));
    object.text("name", Some(&user.name));
    object.text("email", user.email.as_deref());
    object.text("role", user.role.as_deref());
    object.text("homepage", user.homepage.as_deref());
    object.text("staff_record", user.staff_record.as_deref());
    object.text("status", Some(user.status.as_str()));
    let expires_at = user.expires_at.map(|expiry| expiry.to_string());
    object.text("expires_at", expires_at.as_deref());
    object.raw("must_change_password", user.must_change_password);
    object.raw("without_calendar", user.without_calendar);
    object.raw("version", user.version);
    object.end();
}
