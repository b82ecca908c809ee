//! `annals right`: tool rights and calendar rights of users and groups.

use annals_model::{Module, Permission};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::operator::{CalendarBecomes, GroupName, HolderName, PeopleRequest, Request, ask, tools};
use super::output::{Format, cell, print_json, print_list};
use super::{Outcome, context};
use crate::config::Settings;

/// See, give and take rights; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Right {
    Tools(Tools),
    Show(Show),
    Grant(Grant),
    Remove(Remove),
    /// Limit a user or a group to the entries of one more school year
    AddYear(Year),
    ChangeYear(ChangeYear),
    /// Take a school year away; without any, they see entries of all years again
    RemoveYear(Year),
}

/// List the tools to which there are rights, and their modules
#[derive(Args, Debug)]
pub(crate) struct Tools {
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Show what a user may do and why, or what a group has
#[derive(Args, Debug)]
pub(crate) struct Show {
    #[command(flatten)]
    holder: Holder,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Give tool rights to a user or a group
#[derive(Args, Debug)]
pub(crate) struct Grant {
    #[command(flatten)]
    holder: Holder,
    /// Tools, or modules for each right in them
    #[arg(required = true, value_name = "TOOL")]
    tools: Vec<String>,
    /// They hold in the organisations below as well
    #[arg(long)]
    below: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Take tool rights from a user or a group; rights from elsewhere stay
#[derive(Args, Debug)]
pub(crate) struct Remove {
    #[command(flatten)]
    holder: Holder,
    /// Tools, or modules for each right in them
    #[arg(required = true, value_name = "TOOL")]
    tools: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Whom, and which school year.
#[derive(Args, Debug)]
pub(crate) struct Year {
    #[command(flatten)]
    holder: Holder,
    /// The school
    school: String,
    /// The year in which the school year ends: 2027 for 2026/27
    end_year: u16,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Put another school year in the place of one; what is not said stays
#[derive(Args, Debug)]
pub(crate) struct ChangeYear {
    #[command(flatten)]
    year: Year,
    /// The school instead
    #[arg(long, value_name = "SCHOOL", required_unless_present = "to_year")]
    to_school: Option<String>,
    /// The year in which the school year ends instead
    #[arg(long, value_name = "YEAR")]
    to_year: Option<u16>,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct Holder {
    /// A user
    #[arg(long, value_name = "USERNAME", conflicts_with_all = ["group", "org"])]
    user: Option<String>,
    /// A group
    #[arg(long, value_name = "NAME", required_unless_present = "user")]
    group: Option<String>,
    /// The group's organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
}

impl Holder {
    fn named(self) -> HolderName {
        match self.user {
            Some(username) => HolderName::User(username),
            None => HolderName::Group(GroupName {
                organization: self.org,
                name: self.group.unwrap_or_default(),
            }),
        }
    }
}

impl Right {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let (request, output) = match self {
            Self::Tools(Tools { output }) => return list_tools(output),
            Self::Show(Show { holder, output }) => {
                (PeopleRequest::Rights { holder: holder.named() }, output)
            }
            Self::Grant(Grant { holder, tools: grant, below, output }) => {
                tools(&grant)?;
                let (holder, remove) = (holder.named(), Vec::new());
                (PeopleRequest::ChangeRights { holder, grant, remove, below }, output)
            }
            Self::Remove(Remove { holder, tools: remove, output }) => {
                tools(&remove)?;
                let (holder, grant) = (holder.named(), Vec::new());
                (PeopleRequest::ChangeRights { holder, grant, remove, below: false }, output)
            }
            Self::AddYear(year) => year.request(CalendarBecomes::Held),
            Self::ChangeYear(ChangeYear { year, to_school: school, to_year: end_year }) => {
                year.request(CalendarBecomes::Other { school, end_year })
            }
            Self::RemoveYear(year) => year.request(CalendarBecomes::Removed),
        };
        context::require_data(&settings.data)?;
        show(output, &ask(&settings.data, Request::People(request)).await?)?;
        Ok(Outcome::Done)
    }
}

impl Year {
    fn request(self, becomes: CalendarBecomes) -> (PeopleRequest, Format) {
        let Self { holder, school, end_year, output } = self;
        let holder = holder.named();
        (PeopleRequest::ChangeCalendar { holder, school, end_year, becomes }, output)
    }
}

fn list_tools(output: Format) -> anyhow::Result<Outcome> {
    let tool = |right: Permission| {
        let module = right.module();
        json!({ "module": module.as_str(), "tool": right.as_str(), "label": right.label() })
    };
    let all: Vec<Value> = Module::ALL.into_iter().flat_map(Module::rights).map(tool).collect();
    let row = |one: &Value| ["module", "tool", "label"].map(|field| cell(&one[field])).to_vec();
    print_list(output, &["Module", "Tool", "Name"], &all, row)?;
    Ok(Outcome::Done)
}

fn show(output: Format, rights: &Value) -> std::io::Result<()> {
    if matches!(output, Format::Json) {
        return print_json(rights);
    }
    let years = rights["calendars"].as_array().into_iter().flatten();
    let rows = rights["tools"].as_array().into_iter().flatten().chain(years);
    let rows: Vec<Value> = rows.cloned().collect();
    print_list(output, &["Right", "Reach", "From"], &rows, |row| {
        let (right, reach) = match row["tool"].as_str() {
            Some(tool) => {
                (tool.to_owned(), if row["below"] == true { "and below" } else { "here" })
            }
            None => (format!("{} {}", cell(&row["school"]), cell(&row["end_year"])), ""),
        };
        vec![right, reach.to_owned(), cell(&row["from"])]
    })
}
