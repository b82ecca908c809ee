//! Before and after, in the shapes in which products write them.

use annals_model::{Change, Value, limits};

use super::building::Building;
use super::expression::hold;
use super::json::{Json, Node};
use super::mapping::{ChangeRule, ChangeShape};
use super::pointer::{Pointer, Scope};

/// Adds the changes that `rule` finds. What did not change is no change and stays a detail.
pub(super) fn collect(rule: &ChangeRule, scope: &Scope<'_, '_>, building: &mut Building) {
    let mut items = Vec::new();
    match &rule.each {
        None => items.push(scope.item),
        Some(each) => drop(each.visit(scope, &mut |json| {
            items.push(json);
            false
        })),
    }
    for item in items.into_iter().flat_map(unlist) {
        let scope = Scope { item, ..*scope };
        if hold(&rule.when, &scope) {
            one(&rule.shape, &scope, building);
        }
    }
}

/// The items of a list, or the value itself.
pub(super) fn unlist<'s, 'a>(json: &'s Json<'a>) -> Box<dyn Iterator<Item = &'s Json<'a>> + 's> {
    match &json.node {
        Node::List(items) => Box::new(items.iter()),
        _ => Box::new(std::iter::once(json)),
    }
}

fn one(shape: &ChangeShape, scope: &Scope<'_, '_>, building: &mut Building) {
    match shape {
        ChangeShape::Values { property, old, new } => {
            let Some(found) = property.text(scope) else { return };
            let old = old.as_ref().and_then(|old| old.value(scope));
            let new = new.as_ref().and_then(|new| new.value(scope));
            if add(&found.text, old, new, building) {
                building.use_places(&found.used);
            }
        }
        ChangeShape::Objects { old, new } => {
            let (Some(old), Some(new)) = (object(old, scope), object(new, scope)) else { return };
            for (key, before) in old {
                let after = new.iter().find(|(name, _)| name == key).map(|(_, value)| value);
                // What the other object does not mention was not told, so it is no change.
                if let Some(after) = after {
                    add(key, present(before, scope), present(after, scope), building);
                }
            }
        }
        ChangeShape::Inner { object: at, old, new } => {
            for (key, inner) in objects(at, scope).into_iter().flatten() {
                let part = |name: &str| inner.get(name).and_then(|json| present(json, scope));
                add(key, part(old), part(new), building);
            }
        }
        ChangeShape::Prefixes { object: at, old, new } => {
            for entries in objects(at, scope) {
                prefixes(entries, [old, new], scope, building);
            }
        }
    }
}

type Entries<'s, 'a> = &'s [(std::borrow::Cow<'a, str>, Json<'a>)];

fn object<'s, 'a>(at: &Pointer, scope: &Scope<'s, 'a>) -> Option<Entries<'s, 'a>> {
    match &at.find(scope)?.node {
        Node::Object(entries) => Some(entries),
        _ => None,
    }
}

/// The objects there, below each of the bases.
fn objects<'s, 'a>(at: &Pointer, scope: &Scope<'s, 'a>) -> Vec<Entries<'s, 'a>> {
    let mut found = Vec::new();
    at.visit(scope, &mut |json| {
        if let Node::Object(entries) = &json.node {
            found.push(entries.as_slice());
        }
        false
    });
    found
}

fn present<'s, 'a>(json: &'s Json<'a>, scope: &Scope<'s, 'a>) -> Option<&'s Json<'a>> {
    (!json.is_absent(scope.absent)).then_some(json)
}

/// Both keys must be there, for `NewProcessName` alone is no change; either may say nothing.
fn prefixes<'s, 'a>(
    entries: Entries<'s, 'a>,
    [old, new]: [&str; 2],
    scope: &Scope<'s, 'a>,
    building: &mut Building,
) {
    for (key, before) in entries {
        let Some(base) = key.strip_prefix(old).filter(|base| !base.is_empty()) else { continue };
        let after = entries.iter().find(|(key, _)| key.strip_prefix(new) == Some(base));
        if let Some((_, after)) = after {
            let property = base.trim_start_matches(['_', '-']);
            add(property, present(before, scope), present(after, scope), building);
        }
    }
}

fn add(
    property: &str,
    old: Option<&Json<'_>>,
    new: Option<&Json<'_>>,
    building: &mut Building,
) -> bool {
    let raw = |json: Option<&Json<'_>>| json.map(|json| json.raw.to_owned());
    let fits =
        |json: Option<&Json<'_>>| json.is_none_or(|json| json.raw.len() <= limits::VALUE_BYTES_MAX);
    let full = building.draft.changes.len() == limits::EVENT_CHANGES_MAX;
    let named = !property.is_empty()
        && property.len() <= limits::NAME_BYTES_MAX
        && !property.contains('\0');
    if raw(old) == raw(new) || full || !named || !fits(old) || !fits(new) {
        return false;
    }
    let [old_value, new_value] = [old, new].map(|json| json.map(|json| Value::from_json(json.raw)));
    building.draft.changes.push(Change {
        property: property.to_owned(),
        label: None,
        old: old_value,
        new: new_value,
        masked: false,
    });
    for json in [old, new].into_iter().flatten() {
        building.use_places(&[json.place()]);
    }
    true
}
