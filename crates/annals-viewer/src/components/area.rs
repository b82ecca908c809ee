//! Areas of user security: their words, and what an entry says in each of their fields.

use std::borrow::Cow;

use annals_model::{AreaField, Event, SecurityArea};
use maud::{Markup, html};

use crate::components::text::{clamped, direction, machine_name, text};
use crate::messages::{facets as words, security as messages};

/// What an area is about, where its machine name doesn't say.
pub fn area_label(area: &str) -> Option<&'static str> {
    SecurityArea::parse(area).map(label)
}

fn label(area: SecurityArea) -> &'static str {
    match area {
        SecurityArea::Preference => words::preference(),
        SecurityArea::UserAccount => words::user_account(),
        SecurityArea::UserGroup => words::user_group(),
        SecurityArea::UserGroupMember => words::user_group_member(),
        SecurityArea::UserToolRights => words::user_tool_rights(),
        SecurityArea::UserGroupToolRights => words::user_group_tool_rights(),
        SecurityArea::UserSchoolYearRights => words::user_school_year_rights(),
        SecurityArea::UserGroupSchoolYearRights => words::user_group_school_year_rights(),
    }
}

/// An area in a cell: what it is about, and beside it what is compared.
pub fn area(area: &str) -> Markup {
    match area_label(area) {
        Some(label) if label != area => html! {
            span class="clamp" dir=(direction(label)) {
                (label) " " span class="area-code" { (machine_name(area)) }
            }
        },
        _ => clamped(area),
    }
}

/// What a field is called.
pub fn field_label(field: AreaField) -> &'static str {
    match field {
        AreaField::Timestamp => messages::timestamp(),
        AreaField::UserName => messages::user_name(),
        AreaField::GroupName => messages::group_name(),
        AreaField::PreferenceName => messages::preference_name(),
        AreaField::ToolName => messages::tool_name(),
        AreaField::EndYear => messages::end_year(),
        AreaField::School => messages::school(),
        AreaField::PropertyName => messages::property_name(),
        AreaField::Area => messages::area(),
        AreaField::ChangedBy => messages::changed_by(),
        AreaField::ExistingValue => messages::existing_value(),
        AreaField::Type => messages::change_type(),
        AreaField::NewValue => messages::new_value(),
    }
}

/// What an entry says in a field by which it says what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object<'e> {
    /// The stored name.
    pub name: Cow<'e, str>,
    /// What people call it, where that is another name.
    pub label: Option<&'e str>,
}

/// What `event` says in the field: calendars carry school and year, all else is a detail of the
/// field's name, or, for want of one, a record that stands for it.
pub fn objects(event: &Event, field: AreaField) -> Vec<Object<'_>> {
    let of_calendars: Vec<_> = match field {
        AreaField::School => event.calendars.iter().map(|one| one.school.as_str().into()).collect(),
        AreaField::EndYear => {
            event.calendars.iter().map(|one| one.end_year.to_string().into()).collect()
        }
        _ => Vec::new(),
    };
    if !of_calendars.is_empty() {
        return of_calendars.into_iter().map(|name| Object { name, label: None }).collect();
    }
    let types = field.record_types();
    let mut records = event.records.iter().filter(|record| types.contains(&&*record.record_type));
    let detail = event.details.iter().find(|detail| detail.key == field.as_str());
    if let Some(value) = detail.and_then(|detail| detail.value.as_ref()) {
        let name = value.display();
        // The record of it may have another name, which is what people call it.
        let label =
            records.clone().find(|record| record.id == name).and_then(|one| one.name.as_deref());
        let label = label.filter(|label| *label != name);
        return vec![Object { name, label }];
    }
    let Some(record) = records.next() else { return Vec::new() };
    let is_machine_name = matches!(field, AreaField::PreferenceName | AreaField::ToolName);
    match &record.name {
        // Names of users and groups are names; those of preferences and tools are their ids.
        Some(name) if is_machine_name && *name != record.id => {
            vec![Object { name: (&*record.id).into(), label: Some(name) }]
        }
        Some(name) => vec![Object { name: name.into(), label: None }],
        None => vec![Object { name: (&*record.id).into(), label: None }],
    }
}

/// An object: the label, where there is one, and beside it the stored name.
pub fn named(Object { name, label }: &Object<'_>) -> Markup {
    let name = machine_name(name);
    html! {
        @if let Some(label) = label { (text(label)) " " span class="area-code" { (name) } }
        @else { (name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_words_of_its_own() {
        let mut words: Vec<_> = SecurityArea::ALL.into_iter().map(label).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), SecurityArea::ALL.len());
        assert_eq!(area_label("UserToolRights"), Some("Tool Rights of Users"));
        assert_eq!(area_label("Billing"), None);
    }

    #[test]
    fn fields_are_called_what_entries_call_them() {
        for area in SecurityArea::ALL {
            for field in area.fields(annals_model::EventType::Change) {
                assert_eq!(field_label(field), field.as_str());
            }
        }
    }
}
