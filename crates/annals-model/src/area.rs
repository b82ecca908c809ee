//! The areas of user security that are built in: what may be done in each, and what is told of it.

use crate::EventType;

/// An area of user security. Applications may send entries of further areas, which are text to
/// Annals and take any type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecurityArea {
    /// System preferences.
    Preference,
    /// Accounts and their settings.
    UserAccount,
    /// Groups.
    UserGroup,
    /// Who is in which group; product security roles, whose names stand in capitals.
    UserGroupMember,
    /// Rights of a user to tools.
    UserToolRights,
    /// Rights of a group to tools.
    UserGroupToolRights,
    /// Calendar rights of a user.
    UserSchoolYearRights,
    /// Calendar rights of a group.
    UserGroupSchoolYearRights,
}

impl SecurityArea {
    /// Every area, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Preference,
        Self::UserAccount,
        Self::UserGroup,
        Self::UserGroupMember,
        Self::UserToolRights,
        Self::UserGroupToolRights,
        Self::UserSchoolYearRights,
        Self::UserGroupSchoolYearRights,
    ];

    /// The name on the wire and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preference => "Preference",
            Self::UserAccount => "UserAccount",
            Self::UserGroup => "UserGroup",
            Self::UserGroupMember => "UserGroupMember",
            Self::UserToolRights => "UserToolRights",
            Self::UserGroupToolRights => "UserGroupToolRights",
            Self::UserSchoolYearRights => "UserSchoolYearRights",
            Self::UserGroupSchoolYearRights => "UserGroupSchoolYearRights",
        }
    }

    /// The area that `name` names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.as_str() == name)
    }

    /// What its entries may be. A preference is always there and only its value changes; who is in
    /// a group or has a tool is there or not, so that nothing of it can change.
    pub fn types(self) -> &'static [EventType] {
        use EventType::{Add, Change, Delete};
        match self {
            Self::Preference => &[Change],
            Self::UserGroupMember | Self::UserToolRights | Self::UserGroupToolRights => {
                &[Add, Delete]
            }
            Self::UserAccount
            | Self::UserGroup
            | Self::UserSchoolYearRights
            | Self::UserGroupSchoolYearRights => &[Add, Change, Delete],
        }
    }

    /// What its entries are about: the columns that differ from area to area.
    pub fn objects(self) -> &'static [AreaField] {
        use AreaField::{EndYear, GroupName, PreferenceName, School, ToolName, UserName};
        match self {
            Self::Preference => &[PreferenceName],
            Self::UserAccount => &[UserName],
            Self::UserGroup => &[GroupName],
            Self::UserGroupMember => &[UserName, GroupName],
            Self::UserToolRights => &[UserName, ToolName],
            Self::UserGroupToolRights => &[GroupName, ToolName],
            Self::UserSchoolYearRights => &[UserName, EndYear, School],
            Self::UserGroupSchoolYearRights => &[GroupName, EndYear, School],
        }
    }

    /// Everything that an entry of that type shows, in its order: a property and its values are
    /// there only where something changed.
    pub fn fields(self, event_type: EventType) -> Vec<AreaField> {
        use AreaField::{Area, ChangedBy, ExistingValue, NewValue, PropertyName, Timestamp, Type};
        let after = [PropertyName, Area, ChangedBy, ExistingValue, Type, NewValue];
        let all = [Timestamp].into_iter().chain(self.objects().iter().copied()).chain(after);
        all.filter(|field| event_type == EventType::Change || !field.is_of_change()).collect()
    }
}

/// A field of an entry in one of the areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaField {
    /// When it happened.
    Timestamp,
    /// The user that it affects.
    UserName,
    /// The group that it affects.
    GroupName,
    /// The machine name of the preference.
    PreferenceName,
    /// The machine name of the right to a tool.
    ToolName,
    /// The year in which the school year of a calendar ends.
    EndYear,
    /// The school of a calendar.
    School,
    /// The machine name of what changed.
    PropertyName,
    /// The area itself.
    Area,
    /// Who did it.
    ChangedBy,
    /// The value before.
    ExistingValue,
    /// Whether something was added, changed or deleted.
    Type,
    /// The value after.
    NewValue,
}

impl AreaField {
    /// Those by which an entry says what it is about, in the order in which they are listed.
    pub const OBJECTS: [Self; 6] = [
        Self::UserName,
        Self::GroupName,
        Self::PreferenceName,
        Self::ToolName,
        Self::EndYear,
        Self::School,
    ];

    /// What it is called; an entry has what it is about as a detail of this name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Timestamp => "Timestamp",
            Self::UserName => "User Name",
            Self::GroupName => "Group Name",
            Self::PreferenceName => "Preference Name",
            Self::ToolName => "Tool Name",
            Self::EndYear => "End Year",
            Self::School => "School",
            Self::PropertyName => "Property Name",
            Self::Area => "Area",
            Self::ChangedBy => "Changed By",
            Self::ExistingValue => "Existing Value",
            Self::Type => "Type",
            Self::NewValue => "New Value",
        }
    }

    /// Types of records that stand for it, where an entry has no such detail.
    pub fn record_types(self) -> &'static [&'static str] {
        match self {
            Self::UserName => &["user"],
            Self::GroupName => &["group"],
            Self::PreferenceName => &["preference", "setting"],
            Self::ToolName => &["tool"],
            _ => &[],
        }
    }

    /// Whether only changes have it.
    pub fn is_of_change(self) -> bool {
        matches!(self, Self::PropertyName | Self::ExistingValue | Self::NewValue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Area, object columns, types, as the sections of the help page list them.
    const AREAS: [(&str, &str, &str); 8] = [
        ("Preference", "Preference Name", "change"),
        ("UserAccount", "User Name", "add change delete"),
        ("UserGroup", "Group Name", "add change delete"),
        ("UserGroupMember", "User Name, Group Name", "add delete"),
        ("UserToolRights", "User Name, Tool Name", "add delete"),
        ("UserGroupToolRights", "Group Name, Tool Name", "add delete"),
        ("UserSchoolYearRights", "User Name, End Year, School", "add change delete"),
        ("UserGroupSchoolYearRights", "Group Name, End Year, School", "add change delete"),
    ];

    #[test]
    fn each_type_of_each_area_has_exactly_these_fields() {
        for ((name, objects, types), area) in AREAS.into_iter().zip(SecurityArea::ALL) {
            assert_eq!((area.as_str(), SecurityArea::parse(name)), (name, Some(area)));
            let known: Vec<_> = area.types().iter().map(|each| each.as_str()).collect();
            assert_eq!(known.join(" "), types, "{name}");
            for &event_type in area.types() {
                let fields: Vec<_> =
                    area.fields(event_type).into_iter().map(AreaField::as_str).collect();
                let expected = match event_type {
                    EventType::Change => format!(
                        "Timestamp, {objects}, Property Name, Area, Changed By, Existing Value, \
                         Type, New Value"
                    ),
                    _ => format!("Timestamp, {objects}, Area, Changed By, Type"),
                };
                assert_eq!(fields.join(", "), expected, "{name} {event_type:?}");
            }
            assert!(area.objects().iter().all(|field| AreaField::OBJECTS.contains(field)));
        }
    }
}
