//! What the desk refuses, as pages say it.

use annals_desk::{DeletionRefusal, OrganizationRefusal, Refusal, ViewRefusal};
use annals_viewer::Fault;
use annals_viewer::fault::{DeletionFault, OrganizationFault, ServerFault, ViewFault};

/// What pages say of `refusal`. Settings are not made on pages.
pub(crate) fn fault_of(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::View(refusal) => view(refusal).into(),
        Refusal::Deletion(refusal) => deletion(&refusal).into(),
        Refusal::Organization(refusal) => organization(refusal).into(),
        Refusal::Setting(_) => ServerFault::NotPossible.into(),
    }
}

fn view(refusal: ViewRefusal) -> ViewFault {
    match refusal {
        ViewRefusal::NameLength { chars_max } => ViewFault::NameLength(chars_max as u64),
        ViewRefusal::NameUnprintable => ViewFault::NameUnprintable,
        ViewRefusal::NameTaken { name } => ViewFault::NameTaken(name),
        ViewRefusal::Full { max } => ViewFault::Full(max.into()),
        ViewRefusal::SharedFull { max } => ViewFault::SharedFull(max.into()),
        ViewRefusal::TooLong => ViewFault::TooLong,
        ViewRefusal::Gone => ViewFault::Gone,
    }
}

fn deletion(refusal: &DeletionRefusal) -> DeletionFault {
    match refusal {
        DeletionRefusal::ReasonTooLong { count, max } => {
            DeletionFault::ReasonTooLong { count: *count as u64, max: *max as u64 }
        }
        DeletionRefusal::ReasonMissing => DeletionFault::ReasonMissing,
        DeletionRefusal::ReasonUnprintable => DeletionFault::ReasonUnprintable,
        DeletionRefusal::Nothing => DeletionFault::Nothing,
        DeletionRefusal::Meanwhile => DeletionFault::Meanwhile,
    }
}

fn organization(refusal: OrganizationRefusal) -> OrganizationFault {
    match refusal {
        OrganizationRefusal::Taken { id } => OrganizationFault::Taken(id),
        OrganizationRefusal::NameLength { chars_max } => {
            OrganizationFault::NameLength(chars_max as u64)
        }
        OrganizationRefusal::NameUnprintable => OrganizationFault::NameUnprintable,
        OrganizationRefusal::NoZone { name } => OrganizationFault::NoZone(name),
        OrganizationRefusal::BelowItself => OrganizationFault::BelowItself,
        OrganizationRefusal::TooDeep { max } => OrganizationFault::TooDeep(max as u64),
        OrganizationRefusal::ClosedAbove { name } => OrganizationFault::ClosedAbove(name),
        OrganizationRefusal::Own => OrganizationFault::Own,
        OrganizationRefusal::Meanwhile => OrganizationFault::Meanwhile,
    }
}
