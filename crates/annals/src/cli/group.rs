//! `annals group`: user groups and who is in them.

use clap::{Args, Subcommand};
use serde_json::Value;

use super::operator::{GroupName, PeopleRequest, Request, ask};
use super::output::{Format, cell, print_line, print_list};
use super::{Outcome, context, user};
use crate::config::Settings;

/// Make, change and delete user groups, and say who is in them; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Group {
    List(List),
    Create(Create),
    Rename(Rename),
    Change(Change),
    Delete(Delete),
    Members(Members),
    /// Put a user into a group, which gives them its rights
    Add(Member),
    /// Take a user out of a group, and with it what they have from it alone
    Remove(Member),
}

/// List groups: those that are built in, then others by name
#[derive(Args, Debug)]
pub(crate) struct List {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Make a group
#[derive(Args, Debug)]
pub(crate) struct Create {
    /// What it is called
    name: String,
    /// What it is for
    #[arg(long, default_value = "")]
    description: String,
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
}

/// Give a group another name
#[derive(Args, Debug)]
pub(crate) struct Rename {
    #[command(flatten)]
    group: Named,
    /// The new name
    to: String,
}

/// Change a group; what is not said stays
#[derive(Args, Debug)]
pub(crate) struct Change {
    #[command(flatten)]
    group: Named,
    /// Another name
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    /// What it is for
    #[arg(long)]
    description: Option<String>,
    /// Whether its users, limited to school years, see entries without one, too
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true")]
    without_calendar: Option<bool>,
}

/// Delete a group with the rights that its users have from it
#[derive(Args, Debug)]
pub(crate) struct Delete {
    #[command(flatten)]
    group: Named,
    /// Really
    #[arg(long)]
    yes: bool,
}

/// List the users in a group
#[derive(Args, Debug)]
pub(crate) struct Members {
    #[command(flatten)]
    group: Named,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Who, and which group.
#[derive(Args, Debug)]
pub(crate) struct Member {
    #[command(flatten)]
    group: Named,
    /// The user
    username: String,
}

#[derive(Args, Debug)]
struct Named {
    /// The group
    group: String,
    /// Its organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
}

impl From<Named> for GroupName {
    fn from(named: Named) -> Self {
        Self { organization: named.org, name: named.group }
    }
}

impl From<Change> for PeopleRequest {
    fn from(change: Change) -> Self {
        let Change { group, rename: name, description, without_calendar } = change;
        Self::ChangeGroup { group: group.into(), name, description, without_calendar }
    }
}

impl Group {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let ask = async |request| ask(&settings.data, Request::People(request)).await;
        let done = match self {
            Self::List(List { org: organization, output }) => {
                list(output, &ask(PeopleRequest::Groups { organization }).await?)?;
                return Ok(Outcome::Done);
            }
            Self::Members(Members { group, output }) => {
                let members = PeopleRequest::Members { group: group.into() };
                user::list(output, &ask(members).await?)?;
                return Ok(Outcome::Done);
            }
            Self::Create(Create { name, description, org: organization }) => {
                let done = format!("created the group {name}");
                ask(PeopleRequest::CreateGroup { organization, name, description }).await?;
                done
            }
            Self::Rename(Rename { group, to }) => {
                let done = format!("the group {} is called {to} now", group.group);
                let rename = Some(to);
                let change = Change { group, rename, description: None, without_calendar: None };
                ask(change.into()).await?;
                done
            }
            Self::Change(change) => {
                let done = format!("changed the group {}", change.group.group);
                ask(change.into()).await?;
                done
            }
            Self::Delete(Delete { group, yes }) => {
                if !yes {
                    let what = format!("the group {} would be deleted", group.group);
                    return Err(context::Usage(format!("{what}; say --yes to do it")).into());
                }
                let done = format!("deleted the group {}", group.group);
                ask(PeopleRequest::DeleteGroup { group: group.into() }).await?;
                done
            }
            Self::Add(Member { group, username }) => {
                let done = format!("{username} is in the group {}", group.group);
                let group = group.into();
                ask(PeopleRequest::SetMember { group, username, is_member: true }).await?;
                done
            }
            Self::Remove(Member { group, username }) => {
                let done = format!("{username} is not in the group {}", group.group);
                let group = group.into();
                ask(PeopleRequest::SetMember { group, username, is_member: false }).await?;
                done
            }
        };
        print_line(&done)?;
        Ok(Outcome::Done)
    }
}

fn list(output: Format, groups: &Value) -> std::io::Result<()> {
    let groups = groups.as_array().map_or(&[][..], Vec::as_slice);
    let fields = ["name", "description", "members"];
    let row = |group: &Value| fields.iter().map(|field| cell(&group[field])).collect();
    print_list(output, &["Name", "Description", "Users"], groups, row)
}
