//! What the operator does to modules of applications.

use annals_desk::{DeclaredModule, DeclaredRight, Desk};
use annals_store::Store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context;

/// What is asked, of an organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    List,
    Declare { name: String, label: String, rights: Vec<(String, String)> },
    Remove { name: String },
}

pub(super) async fn run(
    store: &Store,
    desk: &Desk,
    organization: Option<&str>,
    asked: Asked,
) -> anyhow::Result<Value> {
    let operator = desk.operator();
    let organization = context::organization(store, organization)?.ordinal;
    match asked {
        Asked::List => {}
        Asked::Declare { name, label, rights } => {
            let rights = rights.into_iter().map(|(name, label)| DeclaredRight { name, label });
            let module = DeclaredModule { name, label, rights: rights.collect() };
            desk.declare_module(&operator, organization, module).await?;
        }
        Asked::Remove { name } => desk.remove_module(&operator, organization, &name).await?,
    }
    let found = desk.modules(&operator, organization).await?;
    Ok(found.iter().map(|(is_own, module)| to_json(module, !is_own)).collect())
}

fn to_json(module: &DeclaredModule, inherited: bool) -> Value {
    let rights: Vec<Value> = module
        .rights
        .iter()
        .map(|right| json!({ "name": right.name, "label": right.label }))
        .collect();
    json!({
        "name": module.name,
        "label": module.label,
        "inherited": inherited,
        "rights": rights,
    })
}
