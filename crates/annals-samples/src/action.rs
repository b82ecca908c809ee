//! What happens in the sample organisations: about sixty actions, with how often, by whom, to what.

use annals_model::EventType::{self, Access, Add, Change, Delete, Other};

/// An action of the sample organisations.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) code: &'static str,
    pub(crate) category: &'static str,
    pub(crate) event_type: EventType,
    pub(crate) area: Option<&'static str>,
    /// How often, relative to the others.
    pub(crate) weight: u16,
    pub(crate) by: By,
    pub(crate) critical: bool,
    /// The changed record and those it belongs to.
    pub(crate) records: &'static [Noun],
    /// The description.
    pub(crate) says: &'static [Say],
    pub(crate) changes: &'static [Property],
    pub(crate) details: &'static [(&'static str, Say)],
}

/// Who usually does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Staff,
    Guardian,
    Either,
    System,
    Administrator,
}

/// What can be affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Enrollment,
    Student,
    Family,
    Charge,
    Payment,
    Class,
    Staff,
    Message,
    Contact,
    Group,
    User,
    Setting,
    Note,
    TimeCard,
    Report,
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Say {
    T(&'static str),
    Student,
    Guardian,
    Class,
    Day,
    Amount,
    Staff,
    User,
    Tool,
    Group,
    Preference,
    Subject,
    Number,
    Year,
    School,
}

/// A property that an action changes.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) values: Values,
}

/// What values a property takes.
#[derive(Debug)]
pub(crate) enum Values {
    Words(&'static [&'static str]),
    Amount,
    Bool,
    Notes,
    Phone,
    Day,
    Class,
    UpTo(u64),
}

const STATUS: Property = Property {
    name: "status",
    values: Values::Words(&["active", "pending", "waitlist", "dropped", "completed"]),
};
const AMOUNT: Property = Property { name: "amount", values: Values::Amount };
const NOTE: Property = Property { name: "note", values: Values::Notes };
const PHONE: Property = Property { name: "phone", values: Values::Phone };
const DAY: Property = Property { name: "start_date", values: Values::Day };
const CLASS: Property = Property { name: "class", values: Values::Class };
const CAPACITY: Property = Property { name: "capacity", values: Values::UpTo(30) };
const METHOD: Property = Property {
    name: "method",
    values: Values::Words(&["visa", "mastercard", "cash", "check", "ach"]),
};
const EMAIL_OPT: Property = Property { name: "email_opt_in", values: Values::Bool };
const ROLE: Property = Property { name: "role", values: Values::Words(crate::names::ROLES) };
const DISABLED: Property = Property { name: "disabled", values: Values::Bool };
const VALUE: Property = Property { name: "Value", values: Values::UpTo(90) };
const READ_WRITE: Property = Property { name: "modifyRights", values: Values::Bool };
const BALANCE: Property = Property { name: "balance", values: Values::Amount };
const LEVEL: Property = Property {
    name: "level",
    values: Values::Words(&["beginner", "intermediate", "advanced", "team"]),
};
const GROUP_NAME: Property = Property { name: "name", values: Values::Words(crate::names::GROUPS) };

const STUDENT_OF: &[Noun] = &[Noun::Student, Noun::Family];
const ENROLLMENT_OF: &[Noun] = &[Noun::Enrollment, Noun::Student, Noun::Family, Noun::Class];
const CHARGE_OF: &[Noun] = &[Noun::Charge, Noun::Family];
const PAYMENT_OF: &[Noun] = &[Noun::Payment, Noun::Family];

const fn action(
    code: &'static str,
    category: &'static str,
    event_type: EventType,
    weight: u16,
    by: By,
) -> Action {
    Action {
        code,
        category,
        event_type,
        area: None,
        weight,
        by,
        critical: matches!(event_type, Delete),
        records: &[],
        says: &[],
        changes: &[],
        details: &[],
    }
}

const fn of(mut action: Action, records: &'static [Noun], says: &'static [Say]) -> Action {
    action.records = records;
    action.says = says;
    action
}

const fn with(mut action: Action, changes: &'static [Property]) -> Action {
    action.changes = changes;
    action
}

const fn area(
    mut action: Action,
    area: &'static str,
    details: &'static [(&'static str, Say)],
) -> Action {
    action.area = Some(area);
    action.details = details;
    action.critical = true;
    action
}

const fn detail(mut action: Action, details: &'static [(&'static str, Say)]) -> Action {
    action.details = details;
    action
}

use Say::T;

/// Every action, in no particular order.
pub(crate) static ACTIONS: [Action; 61] = [
    with(
        of(
            action("enrollment.created", "Enrollment", Add, 80, By::Either),
            ENROLLMENT_OF,
            &[T("Enrolled "), Say::Student, T(" in "), Say::Class, T(" from "), Say::Day],
        ),
        &[STATUS, DAY],
    ),
    with(
        of(
            action("enrollment.updated", "Enrollment", Change, 60, By::Staff),
            ENROLLMENT_OF,
            &[T("Changed the enrolment of "), Say::Student, T(" in "), Say::Class],
        ),
        &[STATUS, DAY],
    ),
    with(
        of(
            action("enrollment.deleted", "Enrollment", Delete, 12, By::Staff),
            ENROLLMENT_OF,
            &[T("Removed "), Say::Student, T(" from "), Say::Class],
        ),
        &[STATUS],
    ),
    with(
        of(
            action("enrollment.transferred", "Enrollment", Change, 20, By::Staff),
            ENROLLMENT_OF,
            &[T("Transferred "), Say::Student, T(" to "), Say::Class],
        ),
        &[CLASS, DAY],
    ),
    with(
        of(
            action("enrollment.dropped", "Enrollment", Delete, 24, By::Either),
            ENROLLMENT_OF,
            &[T("Dropped "), Say::Student, T(" from "), Say::Class],
        ),
        &[STATUS],
    ),
    with(
        of(
            action("waitlist.added", "Enrollment", Add, 18, By::Guardian),
            ENROLLMENT_OF,
            &[Say::Student, T(" joined the wait list of "), Say::Class],
        ),
        &[STATUS],
    ),
    with(
        of(
            action("makeup.created", "Enrollment", Add, 24, By::Guardian),
            ENROLLMENT_OF,
            &[T("Booked a makeup lesson for "), Say::Student, T(" on "), Say::Day],
        ),
        &[DAY],
    ),
    with(
        of(
            action("charge.created", "Billing", Add, 70, By::System),
            CHARGE_OF,
            &[T("Charged $"), Say::Amount, T(" tuition to the account of "), Say::Guardian],
        ),
        &[AMOUNT, BALANCE],
    ),
    with(
        of(
            action("charge.updated", "Billing", Change, 22, By::Staff),
            CHARGE_OF,
            &[T("Corrected a charge of "), Say::Guardian, T(" to $"), Say::Amount],
        ),
        &[AMOUNT, NOTE],
    ),
    with(
        of(
            action("charge.deleted", "Billing", Delete, 9, By::Staff),
            CHARGE_OF,
            &[T("Deleted a charge of $"), Say::Amount, T(" of "), Say::Guardian],
        ),
        &[AMOUNT],
    ),
    with(
        of(
            action("charge.voided", "Billing", Delete, 6, By::Staff),
            CHARGE_OF,
            &[T("Voided a charge of $"), Say::Amount],
        ),
        &[AMOUNT, NOTE],
    ),
    with(
        of(
            action("payment.created", "Billing", Add, 90, By::Either),
            PAYMENT_OF,
            &[T("Payment of $"), Say::Amount, T(" received from "), Say::Guardian],
        ),
        &[AMOUNT, METHOD],
    ),
    with(
        of(
            action("payment.updated", "Billing", Change, 14, By::Staff),
            PAYMENT_OF,
            &[T("Updated payment "), Say::Number, T(" of "), Say::Guardian],
        ),
        &[METHOD, NOTE],
    ),
    with(
        of(
            action("payment.deleted", "Billing", Delete, 5, By::Staff),
            PAYMENT_OF,
            &[T("Deleted payment "), Say::Number, T(" of $"), Say::Amount],
        ),
        &[AMOUNT],
    ),
    with(
        of(
            action("payment.refunded", "Billing", Other, 7, By::Staff),
            PAYMENT_OF,
            &[T("Refunded $"), Say::Amount, T(" to "), Say::Guardian],
        ),
        &[AMOUNT, NOTE],
    ),
    of(
        action("payment.failed", "Billing", Other, 12, By::System),
        PAYMENT_OF,
        &[T("Payment of $"), Say::Amount, T(" by "), Say::Guardian, T(" was declined by the bank")],
    ),
    with(
        of(
            action("autopay.enabled", "Billing", Change, 8, By::Guardian),
            &[Noun::Family],
            &[Say::Guardian, T(" turned on automatic payments")],
        ),
        &[METHOD],
    ),
    with(
        of(
            action("autopay.disabled", "Billing", Change, 4, By::Guardian),
            &[Noun::Family],
            &[Say::Guardian, T(" turned off automatic payments")],
        ),
        &[METHOD],
    ),
    with(
        of(
            action("student.created", "Student", Add, 24, By::Either),
            STUDENT_OF,
            &[T("Added student "), Say::Student],
        ),
        &[LEVEL, NOTE],
    ),
    with(
        of(
            action("student.updated", "Student", Change, 46, By::Either),
            STUDENT_OF,
            &[T("Updated the profile of "), Say::Student],
        ),
        &[LEVEL, PHONE, NOTE],
    ),
    of(
        action("student.deleted", "Student", Delete, 4, By::Staff),
        STUDENT_OF,
        &[T("Deleted student "), Say::Student],
    ),
    with(
        of(
            action("student.evaluated", "Student", Change, 30, By::Staff),
            &[Noun::Student, Noun::Family, Noun::Class],
            &[Say::Student, T(" was evaluated in "), Say::Class],
        ),
        &[LEVEL],
    ),
    with(
        of(
            action("family.created", "Family", Add, 16, By::Either),
            &[Noun::Family],
            &[T("Opened an account for "), Say::Guardian],
        ),
        &[PHONE, EMAIL_OPT],
    ),
    with(
        of(
            action("family.updated", "Family", Change, 40, By::Either),
            &[Noun::Family],
            &[T("Updated contact details of "), Say::Guardian],
        ),
        &[PHONE, EMAIL_OPT],
    ),
    of(
        action("family.deleted", "Family", Delete, 2, By::Staff),
        &[Noun::Family],
        &[T("Deleted the account of "), Say::Guardian],
    ),
    of(
        action("family.viewed", "Family", Access, 36, By::Staff),
        &[Noun::Family],
        &[T("Opened the record of "), Say::Guardian],
    ),
    with(
        of(
            action("note.created", "Family", Add, 34, By::Staff),
            &[Noun::Note, Noun::Family],
            &[T("Wrote a note on "), Say::Guardian],
        ),
        &[NOTE],
    ),
    of(
        action("note.deleted", "Family", Delete, 3, By::Staff),
        &[Noun::Note, Noun::Family],
        &[T("Deleted a note on "), Say::Guardian],
    ),
    with(
        of(
            action("class.created", "Class", Add, 6, By::Staff),
            &[Noun::Class],
            &[T("Opened the class "), Say::Class],
        ),
        &[CAPACITY, DAY],
    ),
    with(
        of(
            action("class.updated", "Class", Change, 22, By::Staff),
            &[Noun::Class],
            &[T("Changed the class "), Say::Class],
        ),
        &[CAPACITY, DAY],
    ),
    of(
        action("class.deleted", "Class", Delete, 2, By::Staff),
        &[Noun::Class],
        &[T("Closed the class "), Say::Class],
    ),
    with(
        of(
            action("attendance.recorded", "Class", Other, 120, By::Staff),
            &[Noun::Enrollment, Noun::Student, Noun::Class],
            &[Say::Student, T(" attended "), Say::Class, T(" on "), Say::Day],
        ),
        &[Property {
            name: "attendance",
            values: Values::Words(&["present", "absent", "excused", "late"]),
        }],
    ),
    with(
        of(
            action("attendance.updated", "Class", Change, 16, By::Staff),
            &[Noun::Enrollment, Noun::Student, Noun::Class],
            &[T("Corrected attendance of "), Say::Student, T(" in "), Say::Class],
        ),
        &[Property {
            name: "attendance",
            values: Values::Words(&["present", "absent", "excused", "late"]),
        }],
    ),
    of(
        action("checkin.recorded", "Class", Other, 70, By::Guardian),
        STUDENT_OF,
        &[Say::Student, T(" checked in")],
    ),
    with(
        of(
            action("staff.created", "Staff", Add, 3, By::Administrator),
            &[Noun::Staff],
            &[T("Added "), Say::Staff, T(" to the staff")],
        ),
        &[ROLE, PHONE],
    ),
    with(
        of(
            action("staff.updated", "Staff", Change, 10, By::Administrator),
            &[Noun::Staff],
            &[T("Changed the profile of "), Say::Staff],
        ),
        &[ROLE, PHONE],
    ),
    of(
        action("staff.deleted", "Staff", Delete, 1, By::Administrator),
        &[Noun::Staff],
        &[T("Removed "), Say::Staff, T(" from the staff")],
    ),
    of(
        action("timecard.created", "Staff", Add, 36, By::Staff),
        &[Noun::TimeCard, Noun::Staff],
        &[Say::Staff, T(" clocked in")],
    ),
    with(
        of(
            action("timecard.updated", "Staff", Change, 12, By::Administrator),
            &[Noun::TimeCard, Noun::Staff],
            &[T("Corrected hours of "), Say::Staff],
        ),
        &[Property { name: "minutes", values: Values::UpTo(540) }, NOTE],
    ),
    of(
        action("message.sent", "Message", Other, 60, By::System),
        &[Noun::Message, Noun::Family],
        &[T("Sent \u{201c}"), Say::Subject, T("\u{201d} to "), Say::Guardian],
    ),
    of(
        action("message.bounced", "Message", Other, 5, By::System),
        &[Noun::Message, Noun::Family],
        &[T("Mail to "), Say::Guardian, T(" came back")],
    ),
    detail(
        of(
            action("message.scheduled", "Message", Add, 6, By::Staff),
            &[Noun::Message],
            &[T("Scheduled \u{201c}"), Say::Subject, T("\u{201d} for "), Say::Day],
        ),
        &[("Recipients", Say::Number)],
    ),
    with(
        of(
            action("contact.created", "Contact", Add, 20, By::Staff),
            &[Noun::Contact],
            &[T("Added the contact "), Say::Guardian],
        ),
        &[PHONE, EMAIL_OPT],
    ),
    with(
        of(
            action("contact.updated", "Contact", Change, 26, By::Staff),
            &[Noun::Contact],
            &[T("Updated the contact "), Say::Guardian],
        ),
        &[PHONE, EMAIL_OPT],
    ),
    of(
        action("contact.deleted", "Contact", Delete, 3, By::Staff),
        &[Noun::Contact],
        &[T("Deleted the contact "), Say::Guardian],
    ),
    detail(
        of(
            action("contact.imported", "Contact", Add, 2, By::Staff),
            &[Noun::Contact],
            &[T("Imported contacts from a spreadsheet")],
        ),
        &[("Rows", Say::Number)],
    ),
    detail(
        of(
            action("contact.exported", "Contact", Access, 3, By::Administrator),
            &[Noun::Report],
            &[T("Exported contacts as CSV")],
        ),
        &[("Rows", Say::Number)],
    ),
    of(
        action("group.updated", "Contact", Change, 6, By::Staff),
        &[Noun::Group],
        &[T("Changed the members of "), Say::Group],
    ),
    detail(
        of(
            action("report.exported", "Report", Access, 10, By::Administrator),
            &[Noun::Report],
            &[T("Exported the report "), Say::Subject],
        ),
        &[("Rows", Say::Number)],
    ),
    of(
        action("report.viewed", "Report", Access, 26, By::Staff),
        &[Noun::Report],
        &[T("Ran the report "), Say::Subject],
    ),
    action("user.logged_in", "Security", Access, 90, By::Either),
    action("user.logged_out", "Security", Access, 30, By::Either),
    action("user.login_failed", "Security", Access, 10, By::Either),
    with(
        area(
            of(
                action("preference.changed", "Settings", Change, 5, By::Administrator),
                &[Noun::Setting],
                &[T("Changed the preference "), Say::Preference],
            ),
            "Preference",
            &[("Preference Name", Say::Preference)],
        ),
        &[VALUE],
    ),
    with(
        area(
            of(
                action("user_account.changed", "Security", Change, 5, By::Administrator),
                &[Noun::User],
                &[T("Changed the account "), Say::User],
            ),
            "UserAccount",
            &[("User Name", Say::User)],
        ),
        &[DISABLED],
    ),
    area(
        of(
            action("user_account.created", "Security", Add, 3, By::Administrator),
            &[Noun::User],
            &[T("Created the account "), Say::User],
        ),
        "UserAccount",
        &[("User Name", Say::User)],
    ),
    with(
        area(
            of(
                action("user_group.changed", "Security", Change, 2, By::Administrator),
                &[Noun::Group],
                &[T("Changed the group "), Say::Group],
            ),
            "UserGroup",
            &[("Group Name", Say::Group)],
        ),
        &[GROUP_NAME],
    ),
    area(
        of(
            action("user_group_member.added", "Security", Add, 4, By::Administrator),
            &[Noun::User, Noun::Group],
            &[T("Made "), Say::User, T(" a member of "), Say::Group],
        ),
        "UserGroupMember",
        &[("User Name", Say::User), ("Group Name", Say::Group)],
    ),
    area(
        of(
            action("user_tool_rights.granted", "Security", Add, 6, By::Administrator),
            &[Noun::User],
            &[T("Granted "), Say::Tool, T(" to "), Say::User],
        ),
        "UserToolRights",
        &[("User Name", Say::User), ("Tool Name", Say::Tool)],
    ),
    area(
        of(
            action("user_group_tool_rights.revoked", "Security", Delete, 3, By::Administrator),
            &[Noun::Group],
            &[T("Took "), Say::Tool, T(" from "), Say::Group],
        ),
        "UserGroupToolRights",
        &[("Group Name", Say::Group), ("Tool Name", Say::Tool)],
    ),
    with(
        area(
            of(
                action("user_school_year_rights.changed", "Security", Change, 3, By::Administrator),
                &[Noun::User],
                &[T("Changed calendar rights of "), Say::User],
            ),
            "UserSchoolYearRights",
            &[("User Name", Say::User), ("School", Say::School), ("End Year", Say::Year)],
        ),
        &[READ_WRITE],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use annals_model::Catalogue;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_described() {
        let codes: BTreeSet<_> = ACTIONS.iter().map(|action| action.code).collect();
        assert_eq!(codes.len(), ACTIONS.len());
        for action in &ACTIONS {
            assert!(action.weight > 0, "{}", action.code);
            assert_eq!(action.records.is_empty(), action.says.is_empty(), "{}", action.code);
            assert_ne!(Catalogue::default().label(action.code), action.code);
        }
    }
}
