//! `annals user`: user accounts.

use std::path::Path;

use annals_model::{Clock, SystemClock};
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::operator::{Account, PeopleRequest, Request, ask};
use super::output::{Format, cell, print_json, print_line, print_list};
use super::{Outcome, context, output, password};
use crate::config::Settings;

/// Make, change and delete user accounts; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum User {
    List(List),
    Create(Create),
    Change(Change),
    Password(Password),
    Sessions(Sessions),
    ResetLink(ResetLink),
    SecondFactor(SecondFactor),
    Delete(Delete),
}

/// List the users of an organisation
#[derive(Args, Debug)]
pub(crate) struct List {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Make a user
#[derive(Args, Debug)]
pub(crate) struct Create {
    /// What they sign in with; unique in the installation
    username: String,
    /// The organisation to which they belong [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// A group to be in, such as ADMINISTRATORS; repeatable
    #[arg(long = "group", value_name = "NAME")]
    groups: Vec<String>,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    secret: Secret,
}

/// What an account says besides its username.
#[derive(Args, Debug)]
struct About {
    /// Name on screen [default: the username]
    #[arg(long)]
    name: Option<String>,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// What they are there, such as Registrar
    #[arg(long)]
    role: Option<String>,
    /// Days after which they can't sign in any longer
    #[arg(long, value_name = "DAYS")]
    expires_days: Option<u32>,
    /// They can sign in without end
    #[arg(long, conflicts_with = "expires_days")]
    never_expires: bool,
    /// Whether they have to choose another password when they sign in
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true")]
    must_change_password: Option<bool>,
    /// The page of Annals that they see first, such as /reports/user-security
    #[arg(long, value_name = "PATH")]
    homepage: Option<String>,
    /// Type and id of the record of the member of staff, such as staff:s-17
    #[arg(long, value_name = "TYPE:ID")]
    staff_record: Option<String>,
    /// Whether they, limited to school years, see entries without one, too
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true")]
    without_calendar: Option<bool>,
}

#[derive(Args, Debug)]
struct Secret {
    /// Read the password from the first line of stdin
    #[arg(long, conflicts_with = "generate_password")]
    password_stdin: bool,
    /// Make up a password and print it; so it is without a terminal, too
    #[arg(long)]
    generate_password: bool,
}

/// Change an account; what is not said stays
#[derive(Args, Debug)]
pub(crate) struct Change {
    /// Whose
    username: String,
    /// Another username
    #[arg(long, value_name = "USERNAME")]
    rename: Option<String>,
    /// active, disabled or locked; the last two end its sessions
    #[arg(long)]
    status: Option<String>,
    #[command(flatten)]
    about: About,
}

/// Give a user another password and end their sessions
#[derive(Args, Debug)]
pub(crate) struct Password {
    /// Whose
    username: String,
    /// They have to choose another one when they sign in
    #[arg(long)]
    must_change: bool,
    #[command(flatten)]
    secret: Secret,
}

/// List where a user is signed in, or sign them out
#[derive(Args, Debug)]
pub(crate) struct Sessions {
    /// Whose
    username: String,
    /// Sign out this one
    #[arg(long, value_name = "ID", conflicts_with = "end_all")]
    end: Option<String>,
    /// Sign out everywhere
    #[arg(long)]
    end_all: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Make a link with which a user chooses another password, once, within a day
#[derive(Args, Debug)]
pub(crate) struct ResetLink {
    /// Whose
    username: String,
    /// The address of the server, as the user knows it
    #[arg(long, value_name = "URL", default_value = "")]
    server: String,
}

/// Say what signing in takes besides the password, or take a lost second factor away
#[derive(Args, Debug)]
pub(crate) struct SecondFactor {
    /// Whose
    username: String,
    /// Take it away: the app, the passkeys and the recovery codes
    #[arg(long)]
    remove: bool,
}

/// Delete an account with its rights; what it did stays in the log
#[derive(Args, Debug)]
pub(crate) struct Delete {
    /// Whose
    username: String,
    /// Really
    #[arg(long)]
    yes: bool,
}

impl User {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let data = &settings.data;
        match self {
            Self::List(List { org: organization, output }) => {
                let users = PeopleRequest::Users { organization };
                list(output, &ask(data, Request::People(users)).await?)?;
            }
            Self::Create(command) => {
                let (password, shown) = command.secret.read(&command.username)?;
                let name = command.about.name.clone().unwrap_or_else(|| command.username.clone());
                let mut account = command.about.account();
                (account.username, account.name) = (Some(command.username.clone()), Some(name));
                let Create { org: organization, groups, .. } = command;
                let create = PeopleRequest::CreateUser { organization, account, groups, password };
                let user = ask(data, Request::People(create)).await?;
                print_line(&format!("created the user {}", cell(&user["username"])))?;
                show(shown)?;
            }
            Self::Change(Change { username, rename, status, about }) => {
                let account = Account { username: rename, status, ..about.account() };
                let change = PeopleRequest::ChangeUser { username, account };
                print_json(&ask(data, Request::People(change)).await?)?;
            }
            Self::Password(Password { username, must_change, secret }) => {
                let (password, shown) = secret.read(&username)?;
                let whose = username.clone();
                let set = PeopleRequest::SetPassword { username: whose, password, must_change };
                ask(data, Request::People(set)).await?;
                print_line(&format!("{username} has another password; their sessions ended"))?;
                show(shown)?;
            }
            Self::Sessions(command) => command.run(data).await?,
            Self::ResetLink(ResetLink { username, server }) => {
                let make = PeopleRequest::MakeResetLink { username };
                let link = ask(data, Request::People(make)).await?;
                let (path, until) = (cell(&link["path"]), cell(&link["expires_at"]));
                print_line(&format!("{}{path}", server.trim_end_matches('/')))?;
                let until = output::time(&until, &TimeZone::system());
                print_line(&format!("holds once, until {until}"))?;
            }
            Self::SecondFactor(SecondFactor { username, remove }) => {
                let whose = username.clone();
                let asked = PeopleRequest::SecondFactor { username: whose, remove };
                let found = ask(data, Request::People(asked)).await?;
                print_line(&match (found["removed"].as_bool(), found["enabled"].as_bool()) {
                    (Some(true), _) => format!("{username} has no second factor any more"),
                    (None, Some(true)) => format!(
                        "{username} has a second factor since {}: {}; recovery codes left: {}",
                        output::time(&cell(&found["since"]), &TimeZone::system()),
                        factors(&found),
                        cell(&found["recovery_codes"])
                    ),
                    _ => format!("{username} has no second factor"),
                })?;
            }
            Self::Delete(Delete { username, yes }) => {
                if !yes {
                    let what = format!("{username} and all their rights would be deleted");
                    return Err(context::Usage(format!("{what}; say --yes to do it")).into());
                }
                let delete = PeopleRequest::DeleteUser { username: username.clone() };
                ask(data, Request::People(delete)).await?;
                print_line(&format!("deleted the user {username}"))?;
            }
        }
        Ok(Outcome::Done)
    }
}

impl Sessions {
    async fn run(self, data: &Path) -> anyhow::Result<()> {
        let Self { username, end, end_all, output } = self;
        if end.is_some() || end_all {
            let ask_for = PeopleRequest::EndSessions { username, id: end };
            let answer = ask(data, Request::People(ask_for)).await?;
            return Ok(print_line(&format!("{} sessions ended", cell(&answer["ended"])))?);
        }
        let found = ask(data, Request::People(PeopleRequest::Sessions { username })).await?;
        let found = found.as_array().map_or(&[][..], Vec::as_slice);
        let (zone, time) =
            (TimeZone::system(), |value: &Value, zone: &TimeZone| output::time(&cell(value), zone));
        let heading = ["ID", "Signed in", "Last used", "Address", "Program"];
        print_list(output, &heading, found, |one| {
            vec![
                cell(&one["id"]),
                time(&one["began_at"], &zone),
                time(&one["last_used_at"], &zone),
                cell(&one["ip"]),
                cell(&one["user_agent"]),
            ]
        })?;
        Ok(())
    }
}

impl About {
    fn account(&self) -> Account {
        let days = self.expires_days.map(|days| i64::from(days) * 86_400_000);
        Account {
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role.clone(),
            expires_at_ms: days.map(|ms| SystemClock.now().0 + ms),
            never_expires: self.never_expires,
            must_change_password: self.must_change_password,
            homepage: self.homepage.clone(),
            staff_record: self.staff_record.clone(),
            without_calendar: self.without_calendar,
            ..Account::default()
        }
    }
}

impl Secret {
    /// The password, and again if nobody knows it yet.
    fn read(&self, username: &str) -> anyhow::Result<(String, Option<String>)> {
        let typed = match (self.password_stdin, self.generate_password) {
            (true, _) => Some(password::from_stdin()?),
            (false, true) => None,
            (false, false) => password::prompt()?,
        };
        match typed {
            Some(typed) => {
                annals_desk::check_password(&typed, username)?;
                Ok((typed, None))
            }
            None => password::generate().map(|made| (made.clone(), Some(made))),
        }
    }
}

fn show(made_up: Option<String>) -> std::io::Result<()> {
    made_up.map_or(Ok(()), |password| print_line(&format!("password: {password}")))
}

/// Users as they are listed.
pub(super) fn list(output: Format, users: &Value) -> std::io::Result<()> {
    let zone = TimeZone::system();
    let users = users.as_array().map_or(&[][..], Vec::as_slice);
    let heading = ["Username", "Name", "E-mail", "Role", "Status", "Expires", "Groups"];
    print_list(output, &heading, users, |user| {
        let groups = user["groups"].as_array().into_iter().flatten().filter_map(Value::as_str);
        vec![
            cell(&user["username"]),
            cell(&user["name"]),
            cell(&user["email"]),
            cell(&user["role"]),
            cell(&user["status"]),
            output::time(&cell(&user["expires_at"]), &zone),
            groups.collect::<Vec<_>>().join(", "),
        ]
    })
}

/// An app, and passkeys by their names.
fn factors(found: &Value) -> String {
    let passkeys = found["passkeys"].as_array().into_iter().flatten().map(cell);
    let app = found["app"].as_bool().unwrap_or_default().then(|| "an app".to_owned());
    let all: Vec<_> =
        app.into_iter().chain(passkeys.map(|name| format!("passkey {name}"))).collect();
    all.join(", ")
}
