//! What the operator does to users, groups and rights. Users are named by their username, which is
//! unique in an installation, groups by their name in an organisation.

use annals_desk::{
    AccountFields, Desk, Group, GroupFields, Holder, NewUser, OpenSession, SessionId, User,
    UserStatus, WhichSessions,
};
use annals_model::{Calendar, Millis, OrganizationOrdinal};
use annals_store::Store;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rights::CalendarBecomes;
use crate::cli::context::{self, Usage};

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PeopleRequest {
    /// Answers with a list.
    Users { organization: Option<String> },
    /// Answers with the user.
    CreateUser {
        organization: Option<String>,
        account: Account,
        groups: Vec<String>,
        password: String,
    },
    /// Answers with the user.
    ChangeUser { username: String, account: Account },
    /// Answers with nothing.
    DeleteUser { username: String },
    /// Answers with nothing.
    SetPassword { username: String, password: String, must_change: bool },
    /// Answers with a list.
    Sessions { username: String },
    /// Ends one, or all; answers with how many ended.
    EndSessions { username: String, id: Option<String> },
    /// Answers with what there is of a second factor, after taking it away if that is asked.
    SecondFactor { username: String, remove: bool },
    /// Answers with the path of the link, and until when it holds.
    MakeResetLink { username: String },
    /// Answers with a list.
    Groups { organization: Option<String> },
    /// Answers with the group.
    CreateGroup { organization: Option<String>, name: String, description: String },
    /// Answers with the group.
    ChangeGroup {
        group: GroupName,
        name: Option<String>,
        description: Option<String>,
        without_calendar: Option<bool>,
    },
    /// Answers with nothing.
    DeleteGroup { group: GroupName },
    /// Answers with a list.
    Members { group: GroupName },
    /// Answers with nothing.
    SetMember { group: GroupName, username: String, is_member: bool },
    /// Answers with lists of tool rights and calendar rights.
    Rights { holder: HolderName },
    /// Answers with the same.
    ChangeRights { holder: HolderName, grant: Vec<String>, remove: Vec<String>, below: bool },
    /// Answers with the same.
    ChangeCalendar { holder: HolderName, school: String, end_year: u16, becomes: CalendarBecomes },
}

/// What of an account is said; the rest stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) username: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) expires_at_ms: Option<i64>,
    #[serde(default)]
    pub(crate) never_expires: bool,
    pub(crate) must_change_password: Option<bool>,
    pub(crate) homepage: Option<String>,
    pub(crate) staff_record: Option<String>,
    pub(crate) without_calendar: Option<bool>,
}

/// A group by its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupName {
    pub(crate) organization: Option<String>,
    pub(crate) name: String,
}

/// Who has rights.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HolderName {
    User(String),
    Group(GroupName),
}

impl Account {
    fn over(self, old: AccountFields) -> anyhow::Result<AccountFields> {
        let status = match &self.status {
            None => old.status,
            Some(word) => UserStatus::parse(word).ok_or_else(|| {
                let known = UserStatus::ALL.map(UserStatus::as_str).join(", ");
                Usage(format!("{word:?} is no status; known are {known}"))
            })?,
        };
        Ok(AccountFields {
            username: self.username.unwrap_or(old.username),
            name: self.name.unwrap_or(old.name),
            email: self.email.or(old.email),
            role: self.role.or(old.role),
            expires_at: match self.never_expires {
                true => None,
                false => self.expires_at_ms.map(Millis).or(old.expires_at),
            },
            must_change_password: self.must_change_password.unwrap_or(old.must_change_password),
            homepage: self.homepage.or(old.homepage),
            staff_record: self.staff_record.or(old.staff_record),
            without_calendar: self.without_calendar.unwrap_or(old.without_calendar),
            status,
        })
    }
}

/// Does what is asked.
pub(super) async fn run(
    store: &Store,
    desk: &Desk,
    request: PeopleRequest,
) -> anyhow::Result<Value> {
    use PeopleRequest as Ask;
    let by = Operator { store, desk };
    match request {
        Ask::Users { organization } => by.users(organization).await,
        Ask::CreateUser { organization, account, groups, password } => {
            by.create_user(organization, account, groups, password).await
        }
        Ask::ChangeUser { username, account } => by.change_user(&username, account).await,
        Ask::DeleteUser { username } => by.delete_user(&username).await,
        Ask::SetPassword { username, password, must_change } => {
            by.set_password(&username, password, must_change).await
        }
        Ask::Sessions { username } => by.sessions(&username).await,
        Ask::EndSessions { username, id } => by.end_sessions(&username, id).await,
        Ask::SecondFactor { username, remove } => by.second_factor(&username, remove).await,
        Ask::MakeResetLink { username } => by.make_reset_link(&username).await,
        Ask::Groups { organization } => by.groups(organization).await,
        Ask::CreateGroup { organization, name, description } => {
            let at = context::organization(store, organization.as_deref())?.ordinal;
            let fields = GroupFields { name, description, ..GroupFields::default() };
            Ok(group_json(&desk.create_group(&desk.operator(), at, fields).await?))
        }
        Ask::ChangeGroup { group, name, description, without_calendar } => {
            let old = by.group(&group).await?;
            let fields = GroupFields {
                name: name.unwrap_or_else(|| old.name.clone()),
                description: description.unwrap_or_else(|| old.description.clone()),
                without_calendar: without_calendar.unwrap_or(old.without_calendar),
            };
            by.change_group(&old, fields).await
        }
        Ask::DeleteGroup { group } => {
            let group = by.group(&group).await?;
            let (at, version) = (group.organization, group.version);
            desk.delete_group(&desk.operator(), at, &group.id, version).await?;
            Ok(Value::Null)
        }
        Ask::Members { group } => {
            let group = by.group(&group).await?;
            let users = desk.members(&desk.operator(), &group).await?;
            Ok(users.iter().map(user_json).collect())
        }
        Ask::SetMember { group, username, is_member } => {
            let (user, group) = (by.user(&username).await?, by.group(&group).await?);
            let at = group.organization;
            anyhow::ensure!(
                user.organization == at,
                "{username} belongs to another organisation than the group {}",
                group.name
            );
            desk.set_member(&desk.operator(), at, &user.id, &group.id, is_member).await?;
            Ok(Value::Null)
        }
        Ask::Rights { holder } => by.rights(&by.holder(&holder).await?).await,
        Ask::ChangeRights { holder, grant, remove, below } => {
            by.change_rights(&by.holder(&holder).await?, &grant, &remove, below).await
        }
        Ask::ChangeCalendar { holder, school, end_year, becomes } => {
            let calendar = Calendar { school, end_year };
            by.change_calendar(&by.holder(&holder).await?, calendar, becomes).await
        }
    }
}

pub(super) struct Operator<'d> {
    store: &'d Store,
    pub(super) desk: &'d Desk,
}

impl Operator<'_> {
    fn at(&self, organization: Option<&str>) -> anyhow::Result<OrganizationOrdinal> {
        Ok(context::organization(self.store, organization)?.ordinal)
    }

    async fn user(&self, username: &str) -> anyhow::Result<User> {
        match self.desk.user_named(&self.desk.operator(), username).await {
            Err(annals_desk::Error::NotFound) => anyhow::bail!(
                "there is no user called {username}; `annals user list` shows the usernames"
            ),
            user => Ok(user?),
        }
    }

    async fn group(&self, group: &GroupName) -> anyhow::Result<Group> {
        let at = self.at(group.organization.as_deref())?;
        let groups = self.desk.groups(&self.desk.operator(), at).await?;
        let wanted = group.name.to_lowercase();
        let found = groups.into_iter().find(|one| one.name.to_lowercase() == wanted);
        found.with_context(|| {
            format!("there is no group called {}; `annals group list` shows them", group.name)
        })
    }

    async fn holder(&self, holder: &HolderName) -> anyhow::Result<Holder> {
        Ok(match holder {
            HolderName::User(username) => Holder::User(self.user(username).await?),
            HolderName::Group(group) => Holder::Group(self.group(group).await?),
        })
    }

    async fn users(&self, organization: Option<String>) -> anyhow::Result<Value> {
        let (by, at) = (self.desk.operator(), self.at(organization.as_deref())?);
        let mut list = Vec::new();
        for user in self.desk.users(&by, at).await? {
            let groups = self.desk.groups_of(&by, &user).await?;
            let mut json = user_json(&user);
            json["groups"] = groups.iter().map(|group| group.name.clone()).collect();
            list.push(json);
        }
        Ok(list.into())
    }

    async fn create_user(
        &self,
        organization: Option<String>,
        account: Account,
        groups: Vec<String>,
        password: String,
    ) -> anyhow::Result<Value> {
        let at = self.at(organization.as_deref())?;
        let mut ids = Vec::new();
        for name in groups {
            let organization = organization.clone();
            ids.push(self.group(&GroupName { organization, name }).await?.id);
        }
        let fields = account.over(AccountFields::default())?;
        let new = NewUser { fields, groups: ids, ..NewUser::new(at, "", "", &password) };
        Ok(user_json(&self.desk.create_user(&self.desk.operator(), new).await?))
    }

    async fn change_user(&self, username: &str, account: Account) -> anyhow::Result<Value> {
        let user = self.user(username).await?;
        let (by, fields) = (self.desk.operator(), account.over(user.fields())?);
        let (at, version) = (user.organization, user.version);
        Ok(user_json(&self.desk.change_user(&by, at, &user.id, version, fields).await?))
    }

    async fn delete_user(&self, username: &str) -> anyhow::Result<Value> {
        let (by, user) = (self.desk.operator(), self.user(username).await?);
        self.desk.delete_user(&by, user.organization, &user.id, user.version).await?;
        Ok(Value::Null)
    }

    async fn set_password(
        &self,
        username: &str,
        password: String,
        must_change: bool,
    ) -> anyhow::Result<Value> {
        let user = self.user(username).await?;
        let (at, by) = (user.organization, self.desk.operator());
        self.desk.set_password(&by, at, &user.id, password, must_change).await?;
        Ok(Value::Null)
    }

    async fn second_factor(&self, username: &str, remove: bool) -> anyhow::Result<Value> {
        let (user, by) = (self.user(username).await?, self.desk.operator());
        if remove {
            let removed = self.desk.remove_second_factor(&by, &user).await?;
            return Ok(json!({ "removed": removed }));
        }
        let found = self.desk.second_factor(&by, &user).await?;
        let passkeys = found.iter().flat_map(|on| &on.passkeys);
        let names: Vec<_> = passkeys.map(|one| &*one.name).collect();
        Ok(json!({
            "enabled": found.is_some(),
            "since": found.as_ref().map(|on| on.since.to_string()),
            "app": found.as_ref().is_some_and(|on| on.app.is_some()),
            "passkeys": names,
            "recovery_codes": found.as_ref().map_or(0, |on| on.recovery_codes),
        }))
    }

    async fn make_reset_link(&self, username: &str) -> anyhow::Result<Value> {
        let user = self.user(username).await?;
        let (at, by) = (user.organization, self.desk.operator());
        let link = self.desk.make_reset_link(&by, at, &user.id).await?;
        let path = format!("/reset/{}", link.token.0);
        Ok(json!({ "path": path, "expires_at": link.expires_at.to_string() }))
    }

    async fn sessions(&self, username: &str) -> anyhow::Result<Value> {
        let user = self.user(username).await?;
        let sessions = self.desk.sessions_of(&self.desk.operator(), &user).await?;
        Ok(sessions.iter().map(session_json).collect())
    }

    async fn end_sessions(&self, username: &str, id: Option<String>) -> anyhow::Result<Value> {
        let user = self.user(username).await?;
        let which = match id {
            Some(id) => WhichSessions::One(SessionId(id)),
            None => WhichSessions::All,
        };
        let ended = self.desk.end_sessions(&self.desk.operator(), &user, which).await?;
        Ok(json!({ "ended": ended }))
    }

    async fn groups(&self, organization: Option<String>) -> anyhow::Result<Value> {
        let at = self.at(organization.as_deref())?;
        let groups = self.desk.groups(&self.desk.operator(), at).await?;
        Ok(groups.iter().map(group_json).collect())
    }

    async fn change_group(&self, old: &Group, fields: GroupFields) -> anyhow::Result<Value> {
        let (by, at) = (self.desk.operator(), old.organization);
        let changed = self.desk.change_group(&by, at, &old.id, old.version, fields).await?;
        Ok(group_json(&changed))
    }
}

fn session_json(session: &OpenSession) -> Value {
    json!({
        "id": session.id.0,
        "began_at": session.began_at.to_string(),
        "last_used_at": session.last_used_at.to_string(),
        "ip": session.ip,
        "user_agent": session.user_agent,
    })
}

fn user_json(user: &User) -> Value {
    json!({
        "id": user.id.0,
        "username": user.username,
        "name": user.name,
        "email": user.email,
        "role": user.role,
        "homepage": user.homepage,
        "staff_record": user.staff_record,
        "without_calendar": user.without_calendar,
        "status": user.status.as_str(),
        "expires_at": user.expires_at.map(|expiry| expiry.to_string()),
    })
}

fn group_json(group: &Group) -> Value {
    json!({
        "id": group.id.0,
        "name": group.name,
        "description": group.description,
        "without_calendar": group.without_calendar,
        "built_in": group.role.is_some(),
        "members": group.members,
    })
}
