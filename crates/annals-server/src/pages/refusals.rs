//! What the desk refuses, as pages say it.

use annals_desk::{
    DeletionRefusal, ExportRefusal, FieldRefusal, HoldRefusal, HookRefusal, OrganizationRefusal,
    PasskeyRefusal, PasswordRefusal, PreferenceRefusal, RecordTypeRefusal, RecordTypeText, Refusal,
    RightsRefusal, SecondFactorRefusal, SuppressionRefusal, ViewRefusal,
};
use annals_viewer::Fault;
use annals_viewer::fault::{
    DeletionFault, ExportFault, HoldFault, HookFault, OrganizationFault, PasskeyFault,
    PasswordFault, PreferenceFault, RecordTypeFault, RecordTypeField, RightsFault,
    SecondFactorFault, ServerFault, SuppressionFault, ViewFault,
};
use axum::http::StatusCode;

use crate::error::Code;

/// The status of a page that says it.
pub(crate) fn status_of(refusal: &Refusal) -> StatusCode {
    Code::from(refusal).status()
}

/// What pages say of `refusal`. Settings are not made on pages.
pub(crate) fn fault_of(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::View(refusal) => view(refusal).into(),
        Refusal::Deletion(refusal) => deletion(&refusal).into(),
        Refusal::Organization(refusal) => organization(refusal).into(),
        Refusal::Rights(refusal) => rights(refusal).into(),
        Refusal::Password(refusal) => password(&refusal).into(),
        Refusal::SecondFactor(refusal) => second_factor(refusal).into(),
        Refusal::Passkey(refusal) => passkey(refusal).into(),
        Refusal::Preference(refusal) => preference(&refusal).into(),
        Refusal::Export(ExportRefusal::TooMany { entries, max }) => {
            ExportFault::TooMany { entries, max }.into()
        }
        Refusal::Suppression(refusal) => suppression(&refusal).into(),
        Refusal::Hook(refusal) => hook(&refusal).into(),
        Refusal::RecordType(refusal) => record_type(&refusal).into(),
        Refusal::Hold(refusal) => hold(refusal).into(),
        Refusal::Setting(_) => ServerFault::NotPossible.into(),
    }
}

fn suppression(refusal: &SuppressionRefusal) -> SuppressionFault {
    match refusal {
        SuppressionRefusal::Limit(limit) => SuppressionFault::Limit(*limit),
        SuppressionRefusal::Unconfirmed => SuppressionFault::Unconfirmed,
        SuppressionRefusal::ReasonMissing => SuppressionFault::ReasonMissing,
        SuppressionRefusal::ReasonTooLong { count, max } => {
            SuppressionFault::ReasonTooLong { count: *count as u64, max: *max as u64 }
        }
        SuppressionRefusal::ReasonUnprintable => SuppressionFault::ReasonUnprintable,
    }
}

fn hook(refusal: &HookRefusal) -> HookFault {
    match refusal {
        HookRefusal::NameLength { chars_max } => HookFault::NameLength(*chars_max as u64),
        HookRefusal::NameUnprintable { character } => {
            HookFault::NameUnprintable(character.to_string())
        }
        HookRefusal::NeverCalls(_) => HookFault::NoProvider,
        HookRefusal::HashMethod(..) => HookFault::NoHashMethod,
        HookRefusal::SecretMissing => HookFault::SecretMissing,
        HookRefusal::NoTopic => HookFault::NoTopic,
        HookRefusal::SecretLength { bytes_max } => HookFault::SecretLength(*bytes_max as u64),
        HookRefusal::PathSecret { bytes_min } => HookFault::PathSecret(*bytes_min as u64),
        HookRefusal::TooMany { max } => HookFault::TooMany(*max as u64),
        HookRefusal::TooManySecrets { max } => HookFault::TooManySecrets(*max as u64),
        HookRefusal::LastSecret => HookFault::LastSecret,
        HookRefusal::NoSecret => HookFault::NoSecret,
    }
}

fn record_type(refusal: &RecordTypeRefusal) -> RecordTypeFault {
    let field = |text: &RecordTypeText| match text {
        RecordTypeText::Name => RecordTypeField::Name,
        RecordTypeText::Label => RecordTypeField::Label,
        RecordTypeText::Plural => RecordTypeField::Plural,
    };
    match refusal {
        RecordTypeRefusal::Length { text, chars_max } => {
            RecordTypeFault::Length(field(text), *chars_max as u64)
        }
        RecordTypeRefusal::Unprintable { text, character } => {
            RecordTypeFault::Unprintable(field(text), character.to_string())
        }
        RecordTypeRefusal::Name { bytes_max } => RecordTypeFault::BadName(*bytes_max as u64),
        RecordTypeRefusal::EditUrlLength { max, .. } => RecordTypeFault::EditUrlLength(*max as u64),
        RecordTypeRefusal::TooMany { max } => RecordTypeFault::TooMany(*max as u64),
    }
}

fn hold(refusal: HoldRefusal) -> HoldFault {
    match refusal {
        HoldRefusal::NameLength { chars_max } => HoldFault::NameLength(chars_max as u64),
        HoldRefusal::NameUnprintable { character } => {
            HoldFault::NameUnprintable(character.to_string())
        }
        HoldRefusal::ReasonMissing => HoldFault::ReasonMissing,
        HoldRefusal::ReasonTooLong { count, max } => {
            HoldFault::ReasonTooLong { count: count as u64, max: max as u64 }
        }
        HoldRefusal::ReasonUnprintable => HoldFault::ReasonUnprintable,
        HoldRefusal::NoRecords => HoldFault::NoRecords,
        HoldRefusal::NoRecord { text } => HoldFault::NoRecord(text),
        HoldRefusal::TooManyRecords { count, max } => {
            HoldFault::TooManyRecords { count: count as u64, max: max as u64 }
        }
        HoldRefusal::TooMuch { max } => HoldFault::TooMuch(max as u64),
        HoldRefusal::Full { max } => HoldFault::Full(max as u64),
        HoldRefusal::NoReach => HoldFault::NoReach,
        HoldRefusal::Unconfirmed => HoldFault::Unconfirmed,
        HoldRefusal::Released => HoldFault::Released,
    }
}

fn view(refusal: ViewRefusal) -> ViewFault {
    match refusal {
        ViewRefusal::NameLength { chars_max } => ViewFault::NameLength(chars_max as u64),
        ViewRefusal::NameUnprintable { character } => {
            ViewFault::NameUnprintable(character.to_string())
        }
        ViewRefusal::NameTaken { name } => ViewFault::NameTaken(name),
        ViewRefusal::Full { max } => ViewFault::Full(max.into()),
        ViewRefusal::SharedFull { max } => ViewFault::SharedFull(max.into()),
        ViewRefusal::TooLong => ViewFault::TooLong,
        ViewRefusal::Gone => ViewFault::Gone,
    }
}

fn rights(refusal: RightsRefusal) -> RightsFault {
    match refusal {
        RightsRefusal::ChangedMeanwhile => RightsFault::ChangedMeanwhile,
        RightsRefusal::UsernameTaken => RightsFault::UsernameTaken,
        RightsRefusal::UsernameLooksTaken => RightsFault::UsernameLooksTaken,
        RightsRefusal::NameTaken { name } => RightsFault::GroupTaken(name),
        RightsRefusal::BuiltIn { name } => RightsFault::BuiltIn(name),
        RightsRefusal::Beyond { permission } => RightsFault::Beyond(permission.as_str()),
        RightsRefusal::BeyondBelow { permission } => RightsFault::BeyondBelow(permission.as_str()),
        RightsRefusal::Outranked { permission } => RightsFault::Outranked(permission),
        RightsRefusal::LimitedByCalendars => RightsFault::LimitedByCalendars,
        RightsRefusal::LastAdministrator => RightsFault::LastAdministrator,
        RightsRefusal::OwnAccount => RightsFault::OwnAccount,
        RightsRefusal::TooMany { max } => RightsFault::TooMany(max),
        RightsRefusal::CalendarTaken => RightsFault::CalendarTaken,
        RightsRefusal::EndYear { from, to } => RightsFault::EndYear(from.into(), to.into()),
        RightsRefusal::Field(refusal) => field(&refusal),
    }
}

fn field(refusal: &FieldRefusal) -> RightsFault {
    match refusal {
        FieldRefusal::Length { chars_max, .. } => RightsFault::Length(*chars_max as u64),
        FieldRefusal::TooLong { chars_max, .. } => RightsFault::TooLong(*chars_max as u64),
        FieldRefusal::Unprintable { character, .. } => {
            RightsFault::Unprintable(character.to_string())
        }
        FieldRefusal::MixedScripts { word } => RightsFault::MixedScripts(word.clone()),
        FieldRefusal::NoEmail => RightsFault::NoEmail,
        FieldRefusal::NoPath => RightsFault::NoPath,
        FieldRefusal::NoRecord => RightsFault::NoRecord,
    }
}

fn password(refusal: &PasswordRefusal) -> PasswordFault {
    match refusal {
        PasswordRefusal::Length { min, max } => PasswordFault::Length(*min as u64, *max as u64),
        PasswordRefusal::IsUsername => PasswordFault::IsUsername,
        PasswordRefusal::Same => PasswordFault::Same,
        PasswordRefusal::Own => PasswordFault::Own,
        PasswordRefusal::LinkOver => PasswordFault::LinkOver,
    }
}

fn second_factor(refusal: SecondFactorRefusal) -> SecondFactorFault {
    match refusal {
        SecondFactorRefusal::WrongCode => SecondFactorFault::WrongCode,
        SecondFactorRefusal::Already => SecondFactorFault::Already,
        SecondFactorRefusal::Over => SecondFactorFault::Over,
        SecondFactorRefusal::Own => SecondFactorFault::Own,
    }
}

fn passkey(refusal: PasskeyRefusal) -> PasskeyFault {
    match refusal {
        PasskeyRefusal::NameLength { chars_max } => PasskeyFault::NameLength(chars_max as u64),
        PasskeyRefusal::NameUnprintable => PasskeyFault::NameUnprintable,
        PasskeyRefusal::Full { max } => PasskeyFault::Full(max.into()),
        PasskeyRefusal::Taken => PasskeyFault::Taken,
        PasskeyRefusal::Gone => PasskeyFault::Gone,
        PasskeyRefusal::Over => PasskeyFault::Over,
        PasskeyRefusal::Wrong => PasskeyFault::Wrong,
    }
}

fn preference(refusal: &PreferenceRefusal) -> PreferenceFault {
    match refusal {
        PreferenceRefusal::Meanwhile { .. } => PreferenceFault::Meanwhile,
        PreferenceRefusal::Locked => PreferenceFault::Locked,
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
        DeletionRefusal::HoldsChanged => DeletionFault::HoldsChanged,
    }
}

fn organization(refusal: OrganizationRefusal) -> OrganizationFault {
    match refusal {
        OrganizationRefusal::Taken { id } => OrganizationFault::Taken(id),
        OrganizationRefusal::NameLength { chars_max } => {
            OrganizationFault::NameLength(chars_max as u64)
        }
        OrganizationRefusal::NameUnprintable { character } => {
            OrganizationFault::NameUnprintable(character.to_string())
        }
        OrganizationRefusal::NoZone { name } => OrganizationFault::NoZone(name),
        OrganizationRefusal::ZoneLocked => OrganizationFault::ZoneLocked,
        OrganizationRefusal::BelowItself => OrganizationFault::BelowItself,
        OrganizationRefusal::Held => OrganizationFault::Held,
        OrganizationRefusal::TooDeep { max } => OrganizationFault::TooDeep(max as u64),
        OrganizationRefusal::ClosedAbove { name } => OrganizationFault::ClosedAbove(name),
        OrganizationRefusal::Own => OrganizationFault::Own,
        OrganizationRefusal::Meanwhile => OrganizationFault::Meanwhile,
    }
}
