//! `annals org`: organisations and their first administrators.

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

/// Make and list organisations; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Org {
    Create(Create),
    Admin(Admin),
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
    /// The zone in which its people work [default: this machine's]
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

/// List organisations
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
            Self::List(command) => command.run(settings).await,
        }
    }
}

impl Create {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        OrganizationId::parse(&self.id).map_err(Usage)?;
        let request = Request::CreateOrganization {
            id: self.id.clone(),
            name: self.name.unwrap_or_else(|| self.id.clone()),
            parent: self.parent,
            time_zone: zone_name(self.zone.as_deref())?,
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
        let found = found.as_array().map_or(&[][..], Vec::as_slice);
        let heading = ["ID", "Name", "Above", "Zone", "Entries"];
        let fields = ["id", "name", "parent", "time_zone", "entries"];
        let row = |one: &Value| fields.iter().map(|field| cell(&one[field])).collect();
        print_list(self.output, &heading, found, row)?;
        Ok(Outcome::Done)
    }
}

fn zone_name(zone: Option<&str>) -> anyhow::Result<String> {
    let Some(zone) = zone else {
        let here = TimeZone::system();
        return Ok(here.iana_name().unwrap_or("UTC").to_owned());
    };
    TimeZone::get(zone)
        .map_err(|_| Usage(format!("{zone:?} is no zone; write one such as America/Chicago")))?;
    Ok(zone.to_owned())
}
