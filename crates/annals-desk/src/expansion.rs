//! Events about a module: one for each right in it.
//!
//! The sender names the module and no right; what belongs to it was declared. Each of what comes of
//! it has an id made of the sender's and the right's, so that sending again adds nothing.

use annals_model::{
    Allow, Detail, Draft, EventId, Organization, Problem, Record, SecurityArea, Value, limits,
};

use crate::{DeclaredModule, DeclaredRight, Desk};

const TOOL: &str = "Tool Name";
const MODULE: &str = "Module";

impl Desk {
    /// The events for which `draft` stands: itself, unless it is about a whole module. `bytes`
    /// counts what came of a request so far: a small packed body may stand for gigabytes.
    ///
    /// It knows the modules of the last [`Desk::refresh_modules`].
    pub fn expand(
        &self,
        organization: &Organization,
        allow: Option<&Allow>,
        draft: Draft,
        bytes: &mut usize,
    ) -> Result<Vec<Draft>, Problem> {
        let Some(name) = module_of(&draft) else { return Ok(vec![draft]) };
        let Some(module) = self.module(organization.ordinal, &name) else {
            return Err(problem(format!(
                "no module {name:?} is declared here; name the right as {TOOL:?}, or declare the \
                 module with PUT /v1/modules/{name}"
            )));
        };
        *bytes = bytes.saturating_add(weight(&draft).saturating_mul(module.rights.len()));
        if *bytes > limits::REQUEST_BYTES_MAX {
            let max = limits::REQUEST_BYTES_MAX;
            return Err(problem(format!(
                "with an event for each right, the request has more than {max} bytes; send less at \
                 once"
            )));
        }
        if let Some(allow) = allow {
            self.check_repeat(organization, allow, &draft, &module)?;
        }
        let of_right = |right: &DeclaredRight| {
            let mut one = draft.clone();
            one.id = match &draft.id {
                Some(id) => Some(id_of(id, &right.name)?),
                None => None,
            };
            one.correlation_id =
                one.correlation_id.or_else(|| draft.id.as_ref().map(|id| id.to_string()));
            one.details
                .push(Detail { key: TOOL.to_owned(), value: Some(Value::text(&right.name)) });
            one.records.push(Record {
                record_type: "tool".to_owned(),
                id: right.name.clone(),
                name: Some(right.label.clone()),
                change: None,
            });
            Ok(one)
        };
        module.rights.iter().map(of_right).collect()
    }

    /// Refuses an event that came before, when other rights belonged to the module: rights would be
    /// told as given that nobody gave.
    fn check_repeat(
        &self,
        organization: &Organization,
        allow: &Allow,
        draft: &Draft,
        module: &DeclaredModule,
    ) -> Result<(), Problem> {
        let Some(id) = &draft.id else { return Ok(()) };
        let snapshot = self.store.snapshot();
        let is_there = |right: &DeclaredRight| {
            let id = id_of(id, &right.name)?;
            let found = snapshot.by_id(allow, &id);
            let found =
                found.map_err(|error| problem(format!("it can't be looked up: {error}")))?;
            Ok(found.is_some_and(|entry| entry.event.organization == organization.id))
        };
        let there = module.rights.iter().map(is_there).collect::<Result<Vec<_>, _>>()?;
        if there.contains(&true) && there.contains(&false) {
            return Err(problem(format!(
                "an event {id} came when other rights belonged to the module; a new one needs a \
                 new id"
            )));
        }
        Ok(())
    }
}

fn problem(reason: String) -> Problem {
    Problem { field: format!("details.{MODULE}"), reason }
}

/// About how many bytes an event takes.
fn weight(draft: &Draft) -> usize {
    let value = |value: &Option<Value>| value.as_ref().map_or(0, |value| value.as_json().len());
    let changes = draft.changes.iter().map(|one| value(&one.old) + value(&one.new) + 100);
    let details = draft.details.iter().map(|one| one.key.len() + value(&one.value) + 100);
    let records = draft.records.iter().map(|one| one.id.len() + 400);
    let text = draft.description.as_ref().map_or(0, String::len);
    changes.chain(details).chain(records).sum::<usize>() + text + 2_000
}

fn id_of(id: &EventId, right: &str) -> Result<EventId, Problem> {
    let text = format!("{id}/{right}");
    EventId::parse(&text).map_err(|reason| Problem {
        field: "id".to_owned(),
        reason: format!("with the name of a right, as {text:?}: {reason}"),
    })
}

/// The module that it is about, if it names no right.
fn module_of(draft: &Draft) -> Option<String> {
    let area = draft.area.as_deref().and_then(SecurityArea::parse)?;
    if !matches!(area, SecurityArea::UserToolRights | SecurityArea::UserGroupToolRights) {
        return None;
    }
    let detail = |key: &str| draft.details.iter().find(|detail| detail.key == key);
    if detail(TOOL).is_some() {
        return None;
    }
    let value = detail(MODULE)?.value.as_ref()?;
    Some(value.display().into_owned())
}
