//! On what grounds something is refused: what may help follows from it.

use crate::{
    DeletionRefusal, ExportRefusal, HoldRefusal, HookRefusal, OrganizationRefusal, PasskeyRefusal,
    PasswordRefusal, PreferenceRefusal, RecordTypeRefusal, Refusal, RightsRefusal,
    SecondFactorRefusal, SuppressionRefusal, ViewRefusal,
};

/// On what grounds something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// A value can't be, whoever gives it and whenever: another value helps.
    Value,
    /// Whoever asks may not: someone else may.
    Rights,
    /// It can't be as things are, such as a name that is taken.
    State,
}

impl Refusal {
    /// On what grounds.
    pub fn grounds(&self) -> Grounds {
        match self {
            Self::View(refusal) => of_view(refusal),
            Self::Deletion(refusal) => of_deletion(refusal),
            Self::Organization(refusal) => of_organization(refusal),
            Self::Rights(refusal) => of_rights(refusal),
            Self::Password(refusal) => of_password(refusal),
            Self::SecondFactor(refusal) => of_second_factor(*refusal),
            Self::Passkey(refusal) => of_passkey(refusal),
            Self::Preference(PreferenceRefusal::Meanwhile { .. } | PreferenceRefusal::Locked)
            | Self::Export(ExportRefusal::TooMany { .. }) => Grounds::State,
            Self::Suppression(SuppressionRefusal::Limit(_)) => Grounds::State,
            Self::Hook(refusal) => of_hook(refusal),
            Self::Hold(HoldRefusal::NoReach) => Grounds::Rights,
            Self::Hold(HoldRefusal::Full { .. } | HoldRefusal::Released) => Grounds::State,
            Self::Hold(_) => Grounds::Value,
            Self::RecordType(RecordTypeRefusal::TooMany { .. }) => Grounds::State,
            Self::Suppression(_) | Self::RecordType(_) | Self::Setting(_) => Grounds::Value,
        }
    }
}

fn of_view(refusal: &ViewRefusal) -> Grounds {
    match refusal {
        ViewRefusal::NameLength { .. }
        | ViewRefusal::NameUnprintable { .. }
        | ViewRefusal::TooLong => Grounds::Value,
        ViewRefusal::NameTaken { .. }
        | ViewRefusal::Full { .. }
        | ViewRefusal::SharedFull { .. }
        | ViewRefusal::Gone => Grounds::State,
    }
}

fn of_deletion(refusal: &DeletionRefusal) -> Grounds {
    match refusal {
        DeletionRefusal::ReasonTooLong { .. }
        | DeletionRefusal::ReasonMissing
        | DeletionRefusal::ReasonUnprintable => Grounds::Value,
        DeletionRefusal::Nothing | DeletionRefusal::Meanwhile | DeletionRefusal::HoldsChanged => {
            Grounds::State
        }
    }
}

fn of_organization(refusal: &OrganizationRefusal) -> Grounds {
    match refusal {
        OrganizationRefusal::NameLength { .. }
        | OrganizationRefusal::NameUnprintable { .. }
        | OrganizationRefusal::NoZone { .. } => Grounds::Value,
        OrganizationRefusal::Own => Grounds::Rights,
        OrganizationRefusal::Taken { .. }
        | OrganizationRefusal::ZoneLocked
        | OrganizationRefusal::BelowItself
        | OrganizationRefusal::Held
        | OrganizationRefusal::TooDeep { .. }
        | OrganizationRefusal::ClosedAbove { .. }
        | OrganizationRefusal::Meanwhile => Grounds::State,
    }
}

fn of_rights(refusal: &RightsRefusal) -> Grounds {
    match refusal {
        RightsRefusal::Field(_) | RightsRefusal::EndYear { .. } => Grounds::Value,
        RightsRefusal::Beyond { .. }
        | RightsRefusal::BeyondBelow { .. }
        | RightsRefusal::Outranked { .. }
        | RightsRefusal::LimitedByCalendars
        | RightsRefusal::OwnAccount => Grounds::Rights,
        RightsRefusal::ChangedMeanwhile
        | RightsRefusal::UsernameTaken
        | RightsRefusal::UsernameLooksTaken
        | RightsRefusal::NameTaken { .. }
        | RightsRefusal::BuiltIn { .. }
        | RightsRefusal::LastAdministrator
        | RightsRefusal::TooMany { .. }
        | RightsRefusal::CalendarTaken => Grounds::State,
    }
}

fn of_password(refusal: &PasswordRefusal) -> Grounds {
    match refusal {
        PasswordRefusal::Length { .. } | PasswordRefusal::IsUsername | PasswordRefusal::Same => {
            Grounds::Value
        }
        PasswordRefusal::Own => Grounds::Rights,
        PasswordRefusal::LinkOver => Grounds::State,
    }
}

fn of_passkey(refusal: &PasskeyRefusal) -> Grounds {
    match refusal {
        PasskeyRefusal::NameLength { .. }
        | PasskeyRefusal::NameUnprintable
        | PasskeyRefusal::Wrong => Grounds::Value,
        PasskeyRefusal::Full { .. }
        | PasskeyRefusal::Taken
        | PasskeyRefusal::Gone
        | PasskeyRefusal::Over => Grounds::State,
    }
}

fn of_hook(refusal: &HookRefusal) -> Grounds {
    match refusal {
        HookRefusal::TooMany { .. }
        | HookRefusal::TooManySecrets { .. }
        | HookRefusal::LastSecret
        | HookRefusal::NoSecret => Grounds::State,
        HookRefusal::NameLength { .. }
        | HookRefusal::NameUnprintable { .. }
        | HookRefusal::NeverCalls(_)
        | HookRefusal::HashMethod(..)
        | HookRefusal::SecretMissing
        | HookRefusal::NoTopic
        | HookRefusal::SecretLength { .. }
        | HookRefusal::PathSecret { .. } => Grounds::Value,
    }
}

fn of_second_factor(refusal: SecondFactorRefusal) -> Grounds {
    match refusal {
        SecondFactorRefusal::WrongCode => Grounds::Value,
        SecondFactorRefusal::Own => Grounds::Rights,
        SecondFactorRefusal::Already | SecondFactorRefusal::Over => Grounds::State,
    }
}
