//! `GET /v1/events/facets`

use annals_model::{Permission, limits};
use annals_store::{FacetField, FacetValue};
use axum::extract::State;

use crate::api::caller::Caller;
use crate::api::params::{Params, invalid};
use crate::api::query::Asked;
use crate::api::reply::Json;
use crate::error::Failure;
use crate::readings::Part;
use crate::state::AppState;
use crate::wire::{Object, write_list};

const VALUES_DEFAULT: usize = 20;

const FIELDS: [(&str, FacetField); 8] = [
    ("actor", FacetField::Actor),
    ("kind", FacetField::Kind),
    ("source", FacetField::Source),
    ("action", FacetField::Action),
    ("category", FacetField::Category),
    ("area", FacetField::Area),
    ("type", FacetField::Type),
    ("outcome", FacetField::Outcome),
];

/// The most frequent values of fields, with exact counts.
pub(crate) async fn facets(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let asked = Asked::take(&state, &caller.by.principal, &mut params, Permission::ReadEvents)?;
    let fields = take_fields(&mut params)?;
    let values_max = params.take_count("limit", VALUES_DEFAULT, limits::FACET_VALUES_MAX)?;
    params.finish()?;
    let counted = asked
        .read(&state, &caller.by, Part::Rest, move |asked, snapshot| {
            let (names, fields): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
            let values = snapshot.facets(&asked.search(), &fields, values_max)?;
            Ok(names.into_iter().zip(values).collect::<Vec<_>>())
        })
        .await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    for (name, values) in &counted {
        write_list(object.value(name), values, write_value);
    }
    object.end();
    Ok(Json::ok(format!("{{\"facets\":{out}}}")))
}

fn write_value(out: &mut String, value: &FacetValue) {
    let mut object = Object::new(out);
    object.text("value", Some(&value.value));
    object.text("label", Some(&value.label));
    object.raw("count", value.count);
    object.end();
}

/// Takes `field`, once or several times or with commas; each counts once.
fn take_fields(params: &mut Params) -> Result<Vec<(&'static str, FacetField)>, Failure> {
    let mut fields = Vec::new();
    for name in params.take_all("field").iter().flat_map(|list| list.split(',')) {
        let Some(found) = FIELDS.iter().find(|(known, _)| *known == name.trim()) else {
            let known = FIELDS.map(|(known, _)| known).join(", ");
            return Err(invalid("field", &format!("must be one of {known}")));
        };
        if !fields.contains(found) {
            fields.push(*found);
        }
    }
    if fields.is_empty() {
        return Err(invalid("field", "is missing; name one or several"));
    }
    Ok(fields)
}
