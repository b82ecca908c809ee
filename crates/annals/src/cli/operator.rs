//! What the operator of the host does to an installation, whether its server runs or not.
//!
//! A request runs on the data directory itself when nobody has it open. Otherwise it goes to the
//! server through a socket inside the data directory, which only the owner can reach: nobody has
//! to stop a server to make a key or a backup.

pub(super) mod holds;
pub(super) mod hooks;
pub(super) mod modules;
mod people;
pub(super) mod preferences;
pub(super) mod record_types;
pub(super) mod retention;
mod rights;
pub(super) mod suppressions;

use std::path::{Path, PathBuf};

use annals_desk::{Desk, KeyId, NewKey, NewOrganization, NewUser, OrganizationFields, Role};
use annals_model::{Millis, Organization, OrganizationId, Origin, Permission, Preference, Scopes};
use annals_store::Store;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

pub(crate) use self::people::{Account, GroupName, HolderName, PeopleRequest};
pub(crate) use self::rights::{CalendarBecomes, tools};
use super::context::{self, Usage};
use crate::config::Settings;

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Request {
    /// Answers with the organisation.
    CreateOrganization {
        id: String,
        name: String,
        parent: Option<String>,
        time_zone: Option<String>,
        /// The zone of the machine, for one right below an installation that says nothing.
        here: String,
    },
    /// Answers with a list.
    Organizations,
    /// Answers with the organisation.
    ChangeOrganization {
        id: String,
        name: Option<String>,
        time_zone: Option<String>,
        parent: Option<String>,
        closed: Option<bool>,
    },
    /// Answers with the user.
    CreateAdministrator {
        organization: String,
        username: String,
        name: String,
        password: String,
    },
    /// Answers with the key and its secret.
    CreateKey {
        organization: Option<String>,
        name: String,
        scopes: Vec<String>,
        below: bool,
        expires_at_ms: Option<i64>,
    },
    /// Answers with a list.
    Keys {
        organization: Option<String>,
    },
    /// Answers with nothing.
    RevokeKey {
        id: String,
    },
    /// Answers with the preference, or a list.
    Preferences(preferences::Asked),
    /// Of users, groups and rights.
    People(PeopleRequest),
    /// Answers with a list.
    Modules {
        organization: Option<String>,
        asked: modules::Asked,
    },
    /// Answers with a list.
    RecordTypes {
        organization: Option<String>,
        asked: record_types::Asked,
    },
    /// Of addresses that get nothing more.
    Suppressions {
        organization: Option<String>,
        asked: suppressions::Asked,
    },
    /// Answers with the webhook, or a list.
    Hooks(hooks::Asked),
    /// Answers with what is kept and due, or with what was purged.
    Retention {
        organization: Option<String>,
        asked: retention::Asked,
    },
    Holds(Option<String>, holds::Asked),
    /// Answers with counts.
    Backup {
        target: PathBuf,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Done(Value),
    Usage(String),
    Failed(String),
}

const SOCKET: &str = "annals.sock";
/// Bytes of a request; the longest names and paths need far less.
const REQUEST_BYTES_MAX: u64 = 64 * 1024;

/// Does `request` on the data directory, or asks the server that has it open.
pub(crate) async fn ask(directory: &Path, request: Request) -> anyhow::Result<Value> {
    ask_of(directory, request, context::desk).await
}

/// The same for what depends on the configuration.
pub(crate) async fn ask_with(settings: &Settings, request: Request) -> anyhow::Result<Value> {
    ask_of(&settings.data, request, |store| context::configured_desk(store, settings)).await
}

async fn ask_of(
    directory: &Path,
    request: Request,
    desk: impl FnOnce(&Store) -> Desk,
) -> anyhow::Result<Value> {
    let socket = directory.join(SOCKET);
    match context::open_quiet(directory).await {
        Ok(store) => {
            let done = run(&store, &desk(&store), request).await;
            store.close().await;
            done
        }
        Err(error) if socket.exists() && context::is_in_use(&error) => {
            send(&socket, &request).await
        }
        Err(error) => Err(error),
    }
}

/// Answers requests of [`ask`] until dropped, with the server's own `desk`.
///
/// A directory in which no socket can be made (its path is too long, say) still serves; the
/// operator then has to stop the server for such commands.
pub(crate) fn listen(store: &Store, desk: Desk, directory: &Path) -> Option<Listening> {
    let path = directory.join(SOCKET);
    // Whoever has the store open owns the directory: a socket from before is a leftover.
    let _ = std::fs::remove_file(&path);
    let listener = match UnixListener::bind(&path) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "no operator socket");
            return None;
        }
    };
    let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    if let Err(error) = std::fs::set_permissions(&path, owner_only) {
        tracing::warn!(path = %path.display(), %error, "no operator socket");
        let _ = std::fs::remove_file(&path);
        return None;
    }
    let store = store.clone();
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (store, desk) = (store.clone(), desk.clone());
            tokio::spawn(async move {
                if let Err(error) = answer(&store, &desk, stream).await {
                    tracing::warn!(%error, "operator socket");
                }
            });
        }
    });
    Some(Listening { path, task })
}

/// The socket; removed on drop.
pub(crate) struct Listening {
    path: PathBuf,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn answer(store: &Store, desk: &Desk, stream: UnixStream) -> anyhow::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    BufReader::new(reader.take(REQUEST_BYTES_MAX)).read_line(&mut line).await?;
    let answer = match serde_json::from_str(&line) {
        Ok(request) => match run(store, desk, request).await {
            Ok(value) => Answer::Done(value),
            Err(error) if error.is::<Usage>() => Answer::Usage(format!("{error:#}")),
            Err(error) => Answer::Failed(format!("{error:#}")),
        },
        Err(error) => Answer::Failed(format!("the request is not understood: {error}")),
    };
    let mut text = serde_json::to_vec(&answer)?;
    text.push(b'\n');
    writer.write_all(&text).await?;
    Ok(())
}

async fn send(socket: &Path, request: &Request) -> anyhow::Result<Value> {
    let what = || format!("can't ask the running server through {}", socket.display());
    let mut stream = UnixStream::connect(socket).await.with_context(what)?;
    let mut text = serde_json::to_vec(request)?;
    text.push(b'\n');
    stream.write_all(&text).await.with_context(what)?;
    let mut line = String::new();
    stream.read_to_string(&mut line).await.with_context(what)?;
    match serde_json::from_str(&line).with_context(what)? {
        Answer::Done(value) => Ok(value),
        Answer::Usage(reason) => Err(Usage(reason).into()),
        Answer::Failed(reason) => anyhow::bail!(reason),
    }
}

async fn run(store: &Store, desk: &Desk, request: Request) -> anyhow::Result<Value> {
    let operator = desk.operator();
    match request {
        Request::CreateOrganization { id, name, parent, time_zone, here } => {
            let id = OrganizationId::parse(&id).map_err(Usage)?;
            let root = OrganizationId::installation();
            let parent = parent.as_deref().unwrap_or(root.as_str());
            let parent = context::organization(store, Some(parent))?;
            let said = desk.preference(&operator, parent.ordinal, Preference::TimeZone).await?;
            let is_unsaid = parent.parent.is_none() && said.origin == Origin::Default;
            let time_zone = time_zone.or_else(|| (is_unsaid && !said.is_locked).then_some(here));
            let new = NewOrganization { id, name, parent: parent.ordinal, time_zone };
            let made = desk.create_organization(&operator, new).await?;
            let time_zone = desk.preferences_of(made.ordinal).time_zone_name();
            Ok(json!({ "id": made.id.as_str(), "name": made.name, "time_zone": time_zone }))
        }
        Request::Organizations => {
            desk.refresh_preferences().await?;
            Ok(organizations(store, desk))
        }
        Request::ChangeOrganization { id, name, time_zone, parent, closed } => {
            let organization = context::organization(store, Some(&id))?.ordinal;
            let parent = match &parent {
                Some(parent) => Some(context::organization(store, Some(parent))?.ordinal),
                None => None,
            };
            let new = OrganizationFields { name, time_zone, parent, is_closed: closed };
            let seen = OrganizationFields::default();
            let changed = desk.change_organization(&operator, organization, new, seen).await?;
            Ok(organization_json(store, desk, &changed))
        }
        Request::CreateAdministrator { organization, username, name, password } => {
            let organization = context::organization(store, Some(&organization))?.ordinal;
            let groups = vec![Role::Administrators.group()];
            let new = NewUser { groups, ..NewUser::new(organization, &username, &name, &password) };
            let user = desk.create_user(&operator, new).await?;
            Ok(json!({ "id": user.id.0, "username": user.username }))
        }
        Request::CreateKey { organization, name, scopes, below, expires_at_ms } => {
            let organization = context::organization(store, organization.as_deref())?.ordinal;
            let (scopes, expires_at) = (parse_scopes(&scopes)?, expires_at_ms.map(Millis));
            let new = NewKey { organization, name, scopes, reaches_below: below, expires_at };
            let (key, secret) = desk.create_key(&operator, new).await?;
            Ok(json!({ "id": key.id.0, "secret": secret.0, "name": key.name }))
        }
        Request::Keys { organization } => {
            let organization = context::organization(store, organization.as_deref())?.ordinal;
            let keys = desk.keys(&operator, organization).await?;
            Ok(keys.iter().map(key_json).collect())
        }
        Request::RevokeKey { id } => revoke_key(desk, &id).await,
        Request::Preferences(asked) => preferences::run(store, desk, &asked).await,
        Request::RecordTypes { organization, asked } => {
            record_types::run(store, desk, organization.as_deref(), asked).await
        }
        Request::Modules { organization, asked } => {
            modules::run(store, desk, organization.as_deref(), asked).await
        }
        Request::Suppressions { organization, asked } => {
            suppressions::run(store, desk, organization.as_deref(), asked).await
        }
        Request::Hooks(asked) => hooks::run(store, desk, asked).await,
        Request::Holds(organization, asked) => holds::run(store, desk, organization, asked).await,
        Request::Retention { organization, asked } => {
            retention::run(store, desk, organization.as_deref(), asked).await
        }
        Request::People(request) => people::run(store, desk, request).await,
        Request::Backup { target } => backup(store, &target).await,
    }
}

async fn backup(store: &Store, target: &Path) -> anyhow::Result<Value> {
    let report = store.backup(target).await?;
    Ok(json!({
        "files_copied": report.files_copied,
        "files_kept": report.files_kept,
        "bytes_copied": report.bytes_copied,
    }))
}

async fn revoke_key(desk: &Desk, id: &str) -> anyhow::Result<Value> {
    match desk.revoke_key(&desk.operator(), &KeyId(id.to_owned())).await {
        Err(annals_desk::Error::NotFound) => {
            anyhow::bail!("there is no key with the id {id}; `annals key list` shows the ids")
        }
        revoked => revoked?,
    }
    Ok(Value::Null)
}

/// The set that `words` name.
pub(crate) fn parse_scopes(words: &[String]) -> Result<Scopes, Usage> {
    let scope = |word: &String| {
        let known = || Permission::ALL.map(Permission::as_str).join(", ");
        Permission::parse(word)
            .ok_or_else(|| Usage(format!("{word:?} is no scope; known are {}", known())))
    };
    words.iter().map(scope).collect()
}

fn organizations(store: &Store, desk: &Desk) -> Value {
    store.organizations().iter().map(|one| organization_json(store, desk, one)).collect()
}

fn organization_json(store: &Store, desk: &Desk, organization: &Organization) -> Value {
    let tree = store.organizations();
    let above = organization.parent.and_then(|parent| tree.get(parent));
    json!({
        "id": organization.id.as_str(),
        "name": organization.name,
        "parent": above.map(|above| above.id.as_str()),
        "time_zone": desk.preferences_of(organization.ordinal).time_zone_name(),
        "log_id": organization.log_id.to_string(),
        "entries": store.snapshot().log_size(organization.ordinal),
        "closed_at": organization.closed_at.map(|at| at.to_string()),
        "closed": tree.closed_by(organization.ordinal).is_some(),
    })
}

fn key_json(key: &annals_desk::Key) -> Value {
    let time = |time: Option<Millis>| time.map(|time| time.to_string());
    json!({
        "id": key.id.0,
        "prefix": key.prefix,
        "name": key.name,
        "scopes": key.scopes.iter().map(Permission::as_str).collect::<Vec<_>>(),
        "below": key.reaches_below,
        "created_at": key.created_at.to_string(),
        "last_used_at": time(key.last_used_at),
        "expires_at": time(key.expires_at),
        "revoked_at": time(key.revoked_at),
    })
}
