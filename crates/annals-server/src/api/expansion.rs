//! Events about a module: one for each right in it.
//!
//! The sender names the module and no right; what belongs to it was declared. Each of what comes of
//! it has an id made of the sender's and the right's, so that sending again adds nothing.

use annals_model::{
    Detail, Draft, EventId, OrganizationOrdinal, Problem, Record, SecurityArea, Value,
};

use crate::state::AppState;

const TOOL: &str = "Tool Name";
const MODULE: &str = "Module";

/// The events for which `draft` stands: itself, unless it is about a whole module.
pub(super) fn expand(
    state: &AppState,
    organization: OrganizationOrdinal,
    draft: Draft,
) -> Result<Vec<Draft>, Problem> {
    let Some(name) = module_of(&draft) else { return Ok(vec![draft]) };
    let Some(module) = state.desk.module(organization, &name) else {
        return Err(Problem {
            field: format!("details.{MODULE}"),
            reason: format!(
                "no module {name:?} is declared here; name the right as {TOOL:?}, or declare the \
                 module with PUT /v1/modules/{name}"
            ),
        });
    };
    let of_right = |right: &annals_desk::DeclaredRight| {
        let mut one = draft.clone();
        one.id = match &draft.id {
            Some(id) => Some(id_of(id, &right.name)?),
            None => None,
        };
        one.correlation_id =
            one.correlation_id.or_else(|| draft.id.as_ref().map(|id| id.to_string()));
        one.details.push(Detail { key: TOOL.to_owned(), value: Some(Value::text(&right.name)) });
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
