//! What the operator does to types of records.

use annals_desk::Desk;
use annals_model::{EditUrl, RecordIcon, RecordTabs, RecordType};
use annals_store::Store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context::{self, Usage};

/// What is asked, of an organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    List,
    Set {
        name: String,
        label: String,
        plural: String,
        icon: String,
        edit_url: Option<String>,
        tabs: String,
    },
    Delete {
        name: String,
    },
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
        Asked::Set { name, label, plural, icon, edit_url, tabs } => {
            let edit_url = edit_url.map(|url| EditUrl::parse(&url)).transpose().map_err(Usage)?;
            let icon = RecordIcon::parse(&icon).unwrap_or_default();
            let tabs = RecordTabs::parse(tabs.split_whitespace()).unwrap_or_default();
            let record_type = RecordType { label, plural, icon, edit_url, tabs };
            desk.declare_record_type(&operator, organization, &name, record_type).await?;
        }
        Asked::Delete { name } => {
            desk.remove_record_type(&operator, organization, &name).await?;
        }
    }
    let found = desk.record_types(&operator, organization).await?;
    Ok(found.iter().map(|(name, one, at)| to_json(name, one, *at != organization)).collect())
}

fn to_json(name: &str, one: &RecordType, inherited: bool) -> Value {
    json!({
        "name": name,
        "label": one.label,
        "plural": one.plural,
        "icon": one.icon.as_str(),
        "edit_url": one.edit_url.as_ref().map(EditUrl::template),
        "tabs": one.tabs.words().join(" "),
        "inherited": inherited,
    })
}
