//! What the operator does to users, groups and rights. Users are named by their username, which is
//! unique in an installation, groups by their name in an organisation.

use annals_desk::{
    AccountFields, CalendarChange, Desk, Group, GroupFields, Holder, NewUser, OpenSession, Reach,
    SessionId, Source, User, UserStatus, WhichSessions,
};
use annals_model::{
    Calendar, Millis, OrganizationOrdinal, Permission, Rights, Scopes, rights_named,
};
use annals_store::Store;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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
    RenameGroup { group: GroupName, name: String },
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
    ChangeCalendar { holder: HolderName, school: String, end_year: u16, is_held: bool },
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
    pub(crate) must_change_password: Option<bool>,
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
            expires_at: self.expires_at_ms.map(Millis).or(old.expires_at),
            must_change_password: self.must_change_password.unwrap_or(old.must_change_password),
            status,
            ..old
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
        Ask::DeleteUser { username } => {
            let user = by.user(&username).await?;
            desk.delete_user(&desk.operator(), user.organization, &user.id, user.version).await?;
            Ok(Value::Null)
        }
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
        Ask::RenameGroup { group, name } => by.rename_group(&group, name).await,
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
        Ask::ChangeCalendar { holder, school, end_year, is_held } => {
            let calendar = Calendar { school, end_year };
            by.change_calendar(&by.holder(&holder).await?, calendar, is_held).await
        }
    }
}

struct Operator<'d> {
    store: &'d Store,
    desk: &'d Desk,
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

    async fn rename_group(&self, group: &GroupName, name: String) -> anyhow::Result<Value> {
        let old = self.group(group).await?;
        let (by, at, version) = (self.desk.operator(), old.organization, old.version);
        let Group { description, without_calendar, id, .. } = old;
        let fields = GroupFields { name, description, without_calendar };
        Ok(group_json(&self.desk.change_group(&by, at, &id, version, fields).await?))
    }

    async fn rights(&self, holder: &Holder) -> anyhow::Result<Value> {
        let by = self.desk.operator();
        let own = "own".to_owned();
        let from = |source: &Source| match source {
            Source::Own => own.clone(),
            Source::Group { name, .. } => format!("group {name}"),
        };
        let tool = |right: Permission, below: bool, from: String| {
            let module = right.module().as_str();
            json!({ "tool": right.as_str(), "module": module, "below": below, "from": from })
        };
        let year = |calendar: &Calendar, from: String| {
            let Calendar { school, end_year } = calendar;
            json!({ "school": school, "end_year": end_year, "from": from })
        };
        let (tools, calendars): (Vec<_>, Vec<_>) = match holder {
            Holder::User(user) => {
                let all = self.desk.effective_rights(&by, user).await?;
                let tools = all.tools.iter().map(|(right, reach, source)| {
                    tool(*right, *reach == Reach::Below, from(source))
                });
                let years = all.calendars.iter().map(|(one, source)| year(one, from(source)));
                (tools.collect(), years.collect())
            }
            Holder::Group(_) => {
                let rights = self.desk.tool_rights(&by, holder).await?;
                let years = self.desk.calendar_rights(&by, holder).await?;
                let tools = rights
                    .scopes()
                    .iter()
                    .map(|right| tool(right, rights.below().holds(right), own.clone()));
                let years = years.iter().map(|right| year(&right.calendar, own.clone()));
                (tools.collect(), years.collect())
            }
        };
        Ok(json!({ "tools": tools, "calendars": calendars }))
    }

    async fn change_rights(
        &self,
        holder: &Holder,
        grant: &[String],
        remove: &[String],
        below: bool,
    ) -> anyhow::Result<Value> {
        let (grant, remove) = (tools(grant)?, tools(remove)?);
        let by = self.desk.operator();
        let granted = if below { Rights::reaching_below(grant) } else { Rights::here(grant) };
        self.desk.change_tool_rights(&by, holder, granted, remove).await?;
        self.rights(holder).await
    }

    async fn change_calendar(
        &self,
        holder: &Holder,
        calendar: Calendar,
        is_held: bool,
    ) -> anyhow::Result<Value> {
        let by = self.desk.operator();
        let change = if is_held {
            CalendarChange::Add(calendar)
        } else {
            let held = self.desk.calendar_rights(&by, holder).await?;
            let found = held.into_iter().find(|right| right.calendar == calendar);
            let Calendar { school, end_year } = calendar;
            let absent = || format!("{} has no right to {school} {end_year}", holder.name());
            CalendarChange::Delete(found.with_context(absent)?)
        };
        self.desk.change_calendar_rights(&by, holder, change).await?;
        self.rights(holder).await
    }
}

/// The rights that `words`, names of tools and modules, stand for.
pub(crate) fn tools(words: &[String]) -> Result<Scopes, Usage> {
    let mut scopes = Scopes::default();
    for word in words {
        let unknown = || {
            let reason = format!("{word:?} is no tool and no module");
            Usage(format!("{reason}; `annals right tools` lists them"))
        };
        scopes = scopes.union(rights_named(word).ok_or_else(unknown)?);
    }
    Ok(scopes)
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
        "status": user.status.as_str(),
        "expires_at": user.expires_at.map(|expiry| expiry.to_string()),
    })
}

fn group_json(group: &Group) -> Value {
    json!({
        "id": group.id.0,
        "name": group.name,
        "description": group.description,
        "built_in": group.role.is_some(),
        "members": group.members,
    })
}
