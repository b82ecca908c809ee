//! What the operator does to tool rights and calendar rights of users and groups.

use annals_desk::{CalendarChange, Holder, Reach, Source};
use annals_model::{Calendar, Permission, Rights, Scopes, rights_named};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::people::Operator;
use crate::cli::context::Usage;

/// What becomes of a school year.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CalendarBecomes {
    /// It is given.
    Held,
    /// It is taken.
    Removed,
    /// Another one takes its place; what is not said stays.
    Other { school: Option<String>, end_year: Option<u16> },
}

impl Operator<'_> {
    pub(super) async fn rights(&self, holder: &Holder) -> anyhow::Result<Value> {
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

    pub(super) async fn change_rights(
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

    pub(super) async fn change_calendar(
        &self,
        holder: &Holder,
        calendar: Calendar,
        becomes: CalendarBecomes,
    ) -> anyhow::Result<Value> {
        let by = self.desk.operator();
        let held = self.desk.calendar_rights(&by, holder).await?;
        let found = held.into_iter().find(|right| right.calendar == calendar);
        let absent = {
            let Calendar { school, end_year } = &calendar;
            format!("{} has no right to {school} {end_year}", holder.name())
        };
        let change = match becomes {
            CalendarBecomes::Held => CalendarChange::Add(calendar),
            CalendarBecomes::Removed => CalendarChange::Delete(found.context(absent)?),
            CalendarBecomes::Other { school, end_year } => {
                let new = Calendar {
                    school: school.unwrap_or(calendar.school),
                    end_year: end_year.unwrap_or(calendar.end_year),
                };
                CalendarChange::Change { old: found.context(absent)?, new }
            }
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
