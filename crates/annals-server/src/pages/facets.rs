//! Counts of the values that can be chosen, and how the page shows them.

use annals_model::{EventType, Outcome};
use annals_query::Expr;
use annals_store::{FacetField, FacetValue, Result, Search, Snapshot};
use annals_viewer::components::facet::{CategoryChoice, FacetChoice, Facets, value_words};
use annals_viewer::{Chosen, Filter};

use super::filters::{Without, of_value};
use super::run::Request;

/// Values of one filter that the page lists.
const VALUES_MAX: usize = 200;
/// What is counted, but for names of objects, of which there are too many to list.
const FIELDS: [(Filter, FacetField); 7] = [
    (Filter::Source, FacetField::Source),
    (Filter::User, FacetField::Actor),
    (Filter::Category, FacetField::Category),
    (Filter::Action, FacetField::Action),
    (Filter::Type, FacetField::Type),
    (Filter::Area, FacetField::Area),
    (Filter::Outcome, FacetField::Outcome),
];

/// Counts the values of every filter as they would be, were its group not chosen from; chosen
/// values are among them even when no entry has them.
pub(super) fn count(snapshot: &Snapshot, request: &Request) -> Result<Facets> {
    let mut counted = Vec::new();
    // Groups that leave nothing out are counted together.
    let mut searches: Vec<(Expr, Vec<(Filter, FacetField)>)> = Vec::new();
    for (filter, field) in FIELDS {
        let expr = request.filters.expr(Without::Group(filter.group()));
        match searches.iter_mut().find(|(known, _)| *known == expr) {
            Some((_, fields)) => fields.push((filter, field)),
            None => searches.push((expr, vec![(filter, field)])),
        }
    }
    for (expr, fields) in &searches {
        let search = Search { allow: &request.allow, expr };
        let of: Vec<FacetField> = fields.iter().map(|(_, field)| *field).collect();
        let found = snapshot.facets(&search, &of, VALUES_MAX)?;
        counted.extend(fields.iter().map(|(filter, _)| *filter).zip(found));
    }
    counted.push((Filter::Object, Vec::new()));
    for (filter, values) in &mut counted {
        add_chosen(snapshot, request, *filter, values)?;
    }
    Ok(view(counted, &request.filters.chosen))
}

fn add_chosen(
    snapshot: &Snapshot,
    request: &Request,
    filter: Filter,
    values: &mut Vec<FacetValue>,
) -> Result<()> {
    for value in request.filters.chosen.of(filter) {
        if values.iter().any(|found| found.value == *value) {
            continue;
        }
        let others = request.filters.expr(Without::Group(filter.group()));
        let narrowed = Expr::And(vec![others, of_value(filter, value)]).normal();
        let count = snapshot.total(&Search { allow: &request.allow, expr: &narrowed })?;
        let label = value.clone();
        values.push(FacetValue { value: value.clone(), label, count, category: None });
    }
    Ok(())
}

fn view(counted: Vec<(Filter, Vec<FacetValue>)>, chosen: &Chosen) -> Facets {
    let mut facets = Facets::default();
    let (mut categories, mut actions) = (Vec::new(), Vec::new());
    for (filter, values) in counted {
        let found = choices(filter, &values, chosen.of(filter));
        match filter {
            Filter::Source => facets.sources = found,
            Filter::User => facets.users = found,
            Filter::Category => categories = found,
            Filter::Action => {
                let of = values.into_iter().map(|value| value.category);
                actions = of.zip(found).collect();
            }
            Filter::Type => facets.types = in_order(found),
            Filter::Area => facets.areas = found,
            Filter::Object => facets.objects = found,
            Filter::Outcome => facets.outcomes = in_order(found),
        }
    }
    facets.categories = by_category(categories, actions);
    facets
}

fn choices(filter: Filter, values: &[FacetValue], chosen: &[String]) -> Vec<FacetChoice> {
    let is_shared = |label: &str| values.iter().filter(|value| value.label == label).count() > 1;
    let is_named = matches!(filter, Filter::User | Filter::Action);
    values
        .iter()
        .map(|found| FacetChoice {
            value: found.value.clone(),
            label: match is_named {
                true => found.label.clone(),
                false => value_words(filter, &found.value),
            },
            count: found.count,
            chosen: chosen.contains(&found.value),
            // Two people of one name are told apart by what they sign in with.
            is_namesake: is_named && found.label != found.value && is_shared(&found.label),
        })
        .collect()
}

/// Few values that everybody knows stand where they always stand.
fn in_order(mut choices: Vec<FacetChoice>) -> Vec<FacetChoice> {
    let place = |choice: &FacetChoice| {
        let event_type = EventType::parse(&choice.value).map(|one| one as usize);
        event_type.or_else(|| Outcome::parse(&choice.value).map(|one| one as usize))
    };
    choices.sort_by_key(place);
    choices
}

/// Each action under the category that its entries have.
fn by_category(
    categories: Vec<FacetChoice>,
    actions: Vec<(Option<String>, FacetChoice)>,
) -> Vec<CategoryChoice> {
    let mut all: Vec<CategoryChoice> = categories
        .into_iter()
        .map(|category| CategoryChoice { category: Some(category), actions: Vec::new() })
        .collect();
    let mut others = Vec::new();
    for (category, action) in actions {
        let own = all.iter_mut().find(|one| {
            one.category.as_ref().map(|category| &*category.value) == category.as_deref()
        });
        match own {
            Some(own) => own.actions.push(action),
            None => others.push(action),
        }
    }
    if !others.is_empty() {
        all.push(CategoryChoice { category: None, actions: others });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(value: &str) -> FacetChoice {
        let text = value.to_owned();
        FacetChoice {
            value: text.clone(),
            label: text,
            count: 1,
            chosen: false,
            is_namesake: false,
        }
    }

    #[test]
    fn actions_stand_under_their_category() {
        let actions = [(Some("A"), "a.x"), (None, "login"), (Some("A"), "a.y"), (Some("Z"), "z")];
        let actions = actions.map(|(of, action)| (of.map(str::to_owned), choice(action)));
        let found = by_category(vec![choice("A"), choice("B")], actions.into());
        let names = |one: &CategoryChoice| {
            let actions: Vec<_> = one.actions.iter().map(|one| one.value.clone()).collect();
            (one.category.as_ref().map(|one| one.value.clone()), actions.join(" "))
        };
        let of = |category: Option<&str>, actions: &str| {
            (category.map(str::to_owned), actions.to_owned())
        };
        assert_eq!(
            found.iter().map(names).collect::<Vec<_>>(),
            [of(Some("A"), "a.x a.y"), of(Some("B"), ""), of(None, "login z")]
        );
    }

    #[test]
    fn types_and_outcomes_have_their_order() {
        let values = |choices: Vec<FacetChoice>| {
            choices.into_iter().map(|choice| choice.value).collect::<Vec<_>>()
        };
        let types = ["delete", "access", "add", "change"].map(choice);
        assert_eq!(values(in_order(types.into())), ["add", "change", "delete", "access"]);
        let outcomes = ["denied", "success"].map(choice);
        assert_eq!(values(in_order(outcomes.into())), ["success", "denied"]);
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let value = |value: &str, label: &str| FacetValue {
            value: value.to_owned(),
            label: label.to_owned(),
            count: 1,
            category: None,
        };
        let users = [value("a1", "Ana"), value("a2", "Ana"), value("bo", "Bo")];
        let found = choices(Filter::User, &users, &["a2".to_owned()]);
        let labels: Vec<_> =
            found.iter().map(|one| (&*one.label, one.is_namesake, one.chosen)).collect();
        assert_eq!(labels, [("Ana", true, false), ("Ana", true, true), ("Bo", false, false)]);
        let types = choices(Filter::Type, &[value("add", "add")], &[]);
        assert_eq!(types[0].label, "Add");
    }
}
