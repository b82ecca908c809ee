//! `annals org`: organisations and their first administrators.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;

use annals_model::OrganizationId;
use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::context::{self, Usage};
use super::operator::{Request, ask};
use super::output::{Format, cell, print_line, print_list};
use super::{Outcome, password};
use crate::config::Settings;

/// Make, change and list organisations; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Org {
    Create(Create),
    Admin(Admin),
    Rename(Rename),
    Move(Move),
    Close(Close),
    Reopen(Reopen),
    List(List),
}

/// Make an organisation and its first administrator
#[derive(Args, Debug)]
pub(crate) struct Create {
    /// Its name on the wire: a-z, 0-9, '-', '_', '.'
    id: String,
    /// Its name on screen [default: the id]
    #[arg(long)]
    name: Option<String>,
    /// The organisation above [default: the installation]
    #[arg(long, value_name = "ID")]
    parent: Option<String>,
    /// The zone in which its people work [default: that of the organisation above; right below an
    /// installation that says nothing, this machine's]
    #[arg(long, value_name = "IANA NAME")]
    zone: Option<String>,
    /// Make no administrator
    #[arg(long, conflicts_with_all = ["admin", "password_stdin", "generate_password"])]
    no_admin: bool,
    /// What the administrator signs in with; unique in the installation
    #[arg(long, value_name = "USERNAME", required_unless_present = "no_admin")]
    admin: Option<String>,
    #[command(flatten)]
    options: Administrator,
}

/// Add an administrator to an organisation
#[derive(Args, Debug)]
pub(crate) struct Admin {
    /// The organisation
    id: String,
    /// What the administrator signs in with; unique in the installation
    username: String,
    #[command(flatten)]
    options: Administrator,
}

#[derive(Args, Debug)]
struct Administrator {
    /// The administrator's name on screen [default: the username]
    #[arg(long, value_name = "NAME")]
    admin_name: Option<String>,
    /// Read the password from the first line of stdin
    #[arg(long, conflicts_with = "generate_password")]
    password_stdin: bool,
    /// Make up a password and print it; so it is without a terminal, too
    #[arg(long)]
    generate_password: bool,
}

/// Give an organisation another name, or another time zone
#[derive(Args, Debug)]
pub(crate) struct Rename {
    /// The organisation
    id: String,
    /// Its new name on screen
    #[arg(required_unless_present = "zone")]
    name: Option<String>,
    /// The zone in which its people work
    #[arg(long, value_name = "IANA NAME")]
    zone: Option<String>,
}

/// Move an organisation, with all below it, below another one
#[derive(Args, Debug)]
pub(crate) struct Move {
    /// The organisation
    id: String,
    /// The organisation below which it is to be
    parent: String,
}

/// Close an organisation and those below it: they take no events, their people and keys are
/// refused; what is in their logs stays
#[derive(Args, Debug)]
pub(crate) struct Close {
    /// The organisation
    id: String,
    /// Don't ask
    #[arg(long)]
    yes: bool,
}

/// Open an organisation that is closed
#[derive(Args, Debug)]
pub(crate) struct Reopen {
    /// The organisation
    id: String,
}

/// List organisations, each below the one above it
#[derive(Args, Debug)]
pub(crate) struct List {
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Org {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        match self {
            Self::Create(command) => command.run(settings).await,
            Self::Admin(command) => command.run(settings).await,
            Self::Rename(command) => command.run(settings).await,
            Self::Move(command) => command.run(settings).await,
            Self::Close(command) => command.run(settings).await,
            Self::Reopen(command) => {
                change(settings, &command.id, |change| change.closed = Some(false)).await?;
                print_line(&format!("reopened {}", command.id))?;
                Ok(Outcome::Done)
            }
            Self::List(command) => command.run(settings).await,
        }
    }
}

/// What is to be changed of an organisation.
#[derive(Default)]
struct Change {
    name: Option<String>,
    time_zone: Option<String>,
    parent: Option<String>,
    closed: Option<bool>,
}

async fn change(
    settings: &Settings,
    id: &str,
    set: impl FnOnce(&mut Change),
) -> anyhow::Result<Value> {
    context::require_data(&settings.data)?;
    let mut change = Change::default();
    set(&mut change);
    let Change { name, time_zone, parent, closed } = change;
    let id = id.to_owned();
    let request = Request::ChangeOrganization { id, name, time_zone, parent, closed };
    ask(&settings.data, request).await
}

impl Rename {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let time_zone = self.zone.as_deref().map(zone_name).transpose()?;
        let changed = change(settings, &self.id, |change| {
            change.name = self.name;
            change.time_zone = time_zone;
        });
        let changed = changed.await?;
        let (name, zone) = (cell(&changed["name"]), cell(&changed["time_zone"]));
        print_line(&format!("{} is now {name}, in {zone}", self.id))?;
        Ok(Outcome::Done)
    }
}

impl Move {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let Self { id, parent } = self;
        change(settings, &id, |change| change.parent = Some(parent.clone())).await?;
        print_line(&format!("{id} lies below {parent} now"))?;
        Ok(Outcome::Done)
    }
}

impl Close {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let Self { id, yes } = self;
        let question = format!(
            "{id} and all below it would take no events, and nobody of theirs could sign in. \
             Close it?"
        );
        if !yes && !confirm(&question)? {
            return Err(Usage("nothing was closed; --yes closes without asking".to_owned()).into());
        }
        change(settings, &id, |change| change.closed = Some(true)).await?;
        print_line(&format!("closed {id}; `annals org reopen {id}` opens it again"))?;
        Ok(Outcome::Done)
    }
}

/// Asks on a terminal; without one the answer is no.
fn confirm(question: &str) -> anyhow::Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    eprint!("{question} [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

impl Create {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        OrganizationId::parse(&self.id).map_err(Usage)?;
        let request = Request::CreateOrganization {
            id: self.id.clone(),
            name: self.name.unwrap_or_else(|| self.id.clone()),
            parent: self.parent,
            time_zone: self.zone.as_deref().map(zone_name).transpose()?,
            here: TimeZone::system().iana_name().unwrap_or("UTC").to_owned(),
        };
        // Asked before anything is made, so that a password that is refused leaves nothing behind.
        let administrator = self.admin.map(|name| self.options.named(name)).transpose()?;
        ask(&settings.data, request).await?;
        print_line(&format!("created the organisation {}", self.id))?;
        if let Some(administrator) = administrator {
            administrator.create(&settings.data, &self.id).await.with_context(|| {
                format!(
                    "the organisation {0} was created, but no administrator; \
                     try `annals org admin {0} USERNAME`",
                    self.id
                )
            })?;
        }
        Ok(Outcome::Done)
    }
}

impl Admin {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        self.options.named(self.username)?.create(&settings.data, &self.id).await?;
        Ok(Outcome::Done)
    }
}

/// An administrator who is about to be made.
struct Newcomer {
    username: String,
    name: String,
    password: String,
    /// Nobody knows the password yet.
    show_password: bool,
}

impl Administrator {
    fn named(self, username: String) -> anyhow::Result<Newcomer> {
        let typed = match (self.password_stdin, self.generate_password) {
            (true, _) => Some(password::from_stdin()?),
            (false, true) => None,
            (false, false) => password::prompt()?,
        };
        if let Some(typed) = &typed {
            annals_desk::check_password(typed, &username)?;
        }
        let show_password = typed.is_none();
        let password = typed.map_or_else(password::generate, Ok)?;
        let name = self.admin_name.unwrap_or_else(|| username.clone());
        Ok(Newcomer { username, name, password, show_password })
    }
}

impl Newcomer {
    async fn create(self, directory: &Path, organization: &str) -> anyhow::Result<()> {
        let request = Request::CreateAdministrator {
            organization: organization.to_owned(),
            username: self.username.clone(),
            name: self.name,
            password: self.password.clone(),
        };
        ask(directory, request).await?;
        print_line(&format!("created its administrator {}", self.username))?;
        if self.show_password {
            print_line(&format!("password: {}", self.password))?;
        }
        Ok(())
    }
}

impl List {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let found = ask(&settings.data, Request::Organizations).await?;
        let found = as_tree(found.as_array().map_or(&[][..], Vec::as_slice));
        let heading = ["ID", "Name", "Above", "Zone", "Entries", "State"];
        let depths: BTreeMap<String, usize> =
            found.iter().map(|(depth, one)| (cell(&one["id"]), *depth)).collect();
        let row = |one: &Value| {
            let id = cell(&one["id"]);
            let depth = depths.get(&id).copied().unwrap_or_default();
            let state = match (one["closed_at"].is_null(), one["closed"].as_bool()) {
                (false, _) => "closed",
                (true, Some(true)) => "closed above",
                _ => "",
            };
            let fields = ["name", "parent", "time_zone", "entries"];
            let mut row = vec![format!("{}{id}", "  ".repeat(depth))];
            row.extend(fields.iter().map(|field| cell(&one[field])));
            row.push(state.to_owned());
            row
        };
        let found: Vec<Value> = found.into_iter().map(|(_, one)| one).collect();
        print_list(self.output, &heading, &found, row)?;
        Ok(Outcome::Done)
    }
}

/// Each organisation after the one above it, in the order of ids, with how many lie above it.
fn as_tree(list: &[Value]) -> Vec<(usize, Value)> {
    let mut below: BTreeMap<Option<&str>, Vec<&Value>> = BTreeMap::new();
    for one in list {
        below.entry(one["parent"].as_str()).or_default().push(one);
    }
    for several in below.values_mut() {
        // The last one is taken first.
        several.sort_by(|a, b| b["id"].as_str().cmp(&a["id"].as_str()));
    }
    let mut next: Vec<(usize, &Value)> = Vec::new();
    next.extend(below.remove(&None).unwrap_or_default().into_iter().map(|one| (0, one)));
    let mut found = Vec::with_capacity(list.len());
    while let Some((depth, one)) = next.pop() {
        found.push((depth, one.clone()));
        let inner = below.remove(&one["id"].as_str()).unwrap_or_default();
        next.extend(inner.into_iter().map(|inner| (depth + 1, inner)));
    }
    found
}

fn zone_name(zone: &str) -> anyhow::Result<String> {
    TimeZone::get(zone)
        .map_err(|_| Usage(format!("{zone:?} is no zone; write one such as America/Chicago")))?;
    Ok(zone.to_owned())
}
