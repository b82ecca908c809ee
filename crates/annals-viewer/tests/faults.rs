//! What is wrong, in words: for programs and for readers in every language.

use annals_model::{PreferenceProblem, ResetLimit, Unit};
use annals_query::{DateReason, Reason};
use annals_testkit::english_left;
use annals_viewer::components::text::plain;
use annals_viewer::fault::{
    DeletionFault, ExportFault, Fault, HookFault, OrganizationFault, PasskeyFault, PasswordFault,
    PreferenceFault, RecordTypeFault, RecordTypeField, RequestFault, RightsFault,
    SecondFactorFault, ServerFault, SuppressionFault, ViewFault,
};
use annals_viewer::messages::{Language, in_language};
use annals_viewer::{Format, Markup};
use maud::Render;

/// One of every reason, each in the place that [`place`] gives it.
fn reasons() -> Vec<Reason> {
    let name = || "acter".to_owned();
    let mut all = vec![
        Reason::TooLong { max: 4_096, bytes: 5_000 },
        Reason::NothingToFind,
        Reason::LoneOr,
        Reason::NotOpened,
        Reason::TooDeep { max: 32 },
        Reason::NothingBetween,
        Reason::ParenthesisOpen,
        Reason::TooMany { max: 256 },
        Reason::StarWithin,
        Reason::ValueMissing { written: "on:".to_owned(), example: "on:2026-01-31".to_owned() },
        Reason::NoCondition { name: name() },
        Reason::OneValue { name: name() },
        Reason::RecordUnfinished,
        Reason::RecordIdMissing { record_type: name() },
        Reason::NoDate,
        Reason::OutsideCalendar,
        Reason::QuotationOpen,
        Reason::NoWord,
        Reason::Empty,
        Reason::DetailMissing,
        Reason::NoChoice { choices: vec!["yes", "no"] },
        Reason::NoAddress,
        Reason::CalendarStar,
        Reason::NoCalendar,
        Reason::OffOnly,
    ];
    all.extend(date_reasons().into_iter().map(Reason::Date));
    all.extend(date_reasons().into_iter().map(Reason::TypedDate));
    all
}

fn date_reasons() -> Vec<DateReason> {
    let typed = || "31/31/2026".to_owned();
    vec![
        DateReason::NoDay { typed: typed() },
        DateReason::Outside { typed: typed() },
        DateReason::TooLongAgo { typed: typed() },
        DateReason::EndsBefore { typed: typed() },
        DateReason::NoOffset { typed: typed() },
    ]
}

/// The place of a reason among [`reasons`]: who adds one adds it there.
fn place(reason: &Reason) -> usize {
    match reason {
        Reason::TooLong { .. } => 0,
        Reason::NothingToFind => 1,
        Reason::LoneOr => 2,
        Reason::NotOpened => 3,
        Reason::TooDeep { .. } => 4,
        Reason::NothingBetween => 5,
        Reason::ParenthesisOpen => 6,
        Reason::TooMany { .. } => 7,
        Reason::StarWithin => 8,
        Reason::ValueMissing { .. } => 9,
        Reason::NoCondition { .. } => 10,
        Reason::OneValue { .. } => 11,
        Reason::RecordUnfinished => 12,
        Reason::RecordIdMissing { .. } => 13,
        Reason::NoDate => 14,
        Reason::OutsideCalendar => 15,
        Reason::QuotationOpen => 16,
        Reason::NoWord => 17,
        Reason::Empty => 18,
        Reason::DetailMissing => 19,
        Reason::NoChoice { .. } => 20,
        Reason::NoAddress => 21,
        Reason::CalendarStar => 22,
        Reason::NoCalendar => 23,
        Reason::OffOnly => 24,
        Reason::Date(date) => 25 + date_place(date),
        Reason::TypedDate(date) => 30 + date_place(date),
    }
}

fn date_place(reason: &DateReason) -> usize {
    match reason {
        DateReason::NoDay { .. } => 0,
        DateReason::Outside { .. } => 1,
        DateReason::TooLongAgo { .. } => 2,
        DateReason::EndsBefore { .. } => 3,
        DateReason::NoOffset { .. } => 4,
    }
}

/// A message of a program as a sentence of a page. What was typed stays as it was typed.
fn sentence(message: &str) -> String {
    let end = if message.ends_with('…') { "" } else { "." };
    let first = message.split(' ').next().unwrap_or_default();
    let mut rest = message.chars();
    let begin: String = match first.contains([':', '/']) {
        true => String::new(),
        false => rest.next().into_iter().flat_map(char::to_uppercase).collect(),
    };
    format!("{begin}{}{end}", rest.as_str())
}

fn say(language: Language, fault: impl Into<Fault>) -> Markup {
    let fault = fault.into();
    in_language(language, || fault.render())
}

#[test]
fn pages_say_in_english_what_the_api_says() {
    for (at, reason) in reasons().into_iter().enumerate() {
        assert_eq!(place(&reason), at, "{reason:?}");
        let page = plain(&say(Language::English, reason.clone()));
        // Pages group the digits of what they count.
        let page = page.replace("4,096", "4096").replace("5,000", "5000");
        assert_eq!(page, sentence(&reason.to_string()), "{reason:?}");
    }
    assert_eq!(place(&Reason::TypedDate(date_reasons().remove(4))) + 1, reasons().len());
}

/// What else there is besides searches.
fn others() -> Vec<Fault> {
    let typed = || "x".to_owned();
    let requests = [
        RequestFault::NotUnderstood,
        RequestFault::AddressPart(typed()),
        RequestFault::NoTime(typed()),
        RequestFault::NoPlace(typed()),
        RequestFault::NoEntryNumber(typed()),
        RequestFault::FieldMissing(typed()),
        RequestFault::NoFormat(typed()),
        RequestFault::NoLanguage,
        RequestFault::WrongForm,
        RequestFault::NothingSelected,
        RequestFault::TooManySelected { count: 201, max: 200 },
        RequestFault::SelectedTwice("entries"),
        RequestFault::OneLogOnly,
        RequestFault::NumberAlone(17),
        RequestFault::TooManyLogs(1_000),
    ];
    let views = [
        ViewFault::NameLength(80),
        ViewFault::NameUnprintable(typed()),
        ViewFault::NameTaken(typed()),
        ViewFault::Full(100),
        ViewFault::SharedFull(200),
        ViewFault::TooLong,
        ViewFault::Gone,
    ];
    let deletions = [
        DeletionFault::ReasonTooLong { count: 1_001, max: 1_000 },
        DeletionFault::ReasonMissing,
        DeletionFault::ReasonUnprintable,
        DeletionFault::NotConfirmed(3),
        DeletionFault::Changed { then: 3, now: 2 },
        DeletionFault::Nothing,
        DeletionFault::Meanwhile,
        DeletionFault::NotHere(typed()),
    ];
    let suppressions = [
        SuppressionFault::Limit(ResetLimit::OnlyTheOwner),
        SuppressionFault::Limit(ResetLimit::OnlySupport),
        SuppressionFault::Limit(ResetLimit::ProviderRefuses),
        SuppressionFault::Limit(ResetLimit::TokenIsGone),
        SuppressionFault::Limit(ResetLimit::NotActive),
        SuppressionFault::Unconfirmed,
        SuppressionFault::ReasonMissing,
        SuppressionFault::ReasonTooLong { count: 1_001, max: 1_000 },
        SuppressionFault::ReasonUnprintable,
    ];
    let hooks = [
        HookFault::NoProvider,
        HookFault::NoHashMethod,
        HookFault::NameLength(200),
        HookFault::NameUnprintable(typed()),
        HookFault::SecretMissing,
        HookFault::NoTopic,
        HookFault::SecretLength(1_000),
        HookFault::PathSecret(16),
        HookFault::TooMany(100),
        HookFault::TooManySecrets(4),
        HookFault::LastSecret,
        HookFault::NoSecret,
        HookFault::NoPublicUrl,
        HookFault::NotConfirmed,
        HookFault::SecretGone,
    ];
    let record_types = [
        RecordTypeFault::Length(RecordTypeField::Label, 200),
        RecordTypeFault::Unprintable(RecordTypeField::Label, typed()),
        RecordTypeFault::BadName(100),
        RecordTypeFault::NameTaken,
        RecordTypeFault::NoIcon,
        RecordTypeFault::BadEditUrl,
        RecordTypeFault::EditUrlLength(2_000),
        RecordTypeFault::TooMany(500),
        RecordTypeFault::NotConfirmed,
    ];
    let organizations = [
        OrganizationFault::NoId,
        OrganizationFault::Taken(typed()),
        OrganizationFault::NameLength(200),
        OrganizationFault::NameUnprintable(typed()),
        OrganizationFault::NoZone(typed()),
        OrganizationFault::ZoneLocked,
        OrganizationFault::NoParent(typed()),
        OrganizationFault::BelowItself,
        OrganizationFault::Held,
        OrganizationFault::TooDeep(16),
        OrganizationFault::ClosedAbove(typed()),
        OrganizationFault::Own,
        OrganizationFault::Meanwhile,
        OrganizationFault::NotConfirmed,
    ];
    let exports = [
        ExportFault::Full(Format::Xlsx, 3_000_000),
        ExportFault::TooMany { entries: 12_408, max: 1_000 },
        ExportFault::TooSlow,
        ExportFault::Taken(3),
        ExportFault::Busy,
        ExportFault::PreparedTaken,
        ExportFault::PreparedFull,
        ExportFault::Closing,
        ExportFault::DiskTight,
        ExportFault::SessionOver,
        ExportFault::Changed,
    ];
    let servers = [
        ServerFault::SearchesBusy,
        ServerFault::WritesBusy,
        ServerFault::NotWritable,
        ServerFault::DiskFull { free: 4, minimum: 5 },
        ServerFault::Closing,
        ServerFault::NotDone(30),
        ServerFault::NotPossible,
    ];
    let preferences = [
        PreferenceFault::Value(PreferenceProblem::NotYesNo),
        PreferenceFault::Value(PreferenceProblem::NotWhole),
        PreferenceFault::Value(PreferenceProblem::OutOfRange {
            min: 5,
            max: 720,
            unit: Unit::Minutes,
        }),
        PreferenceFault::Value(PreferenceProblem::NoChoice(&["a", "b"])),
        PreferenceFault::Value(PreferenceProblem::NoTime),
        PreferenceFault::Value(PreferenceProblem::NoDays),
        PreferenceFault::Value(PreferenceProblem::NoDay(typed())),
        PreferenceFault::Value(PreferenceProblem::NoZone(typed())),
        PreferenceFault::NotConfirmed,
        PreferenceFault::Meanwhile,
        PreferenceFault::Locked,
    ];
    let rights = [
        RightsFault::ChangedMeanwhile,
        RightsFault::UsernameTaken,
        RightsFault::GroupTaken(typed()),
        RightsFault::BuiltIn(typed()),
        RightsFault::Beyond("users:read"),
        RightsFault::BeyondBelow("users:read"),
        RightsFault::LimitedByCalendars,
        RightsFault::LastAdministrator,
        RightsFault::OwnAccount,
        RightsFault::TooMany(100),
        RightsFault::CalendarTaken,
        RightsFault::EndYear(1900, 2199),
        RightsFault::Length(200),
        RightsFault::TooLong(500),
        RightsFault::Unprintable(typed()),
        RightsFault::TooLate,
        RightsFault::MixedScripts(typed()),
        RightsFault::UsernameLooksTaken,
        RightsFault::NoEmail,
        RightsFault::NoPath,
        RightsFault::NoRecord,
        RightsFault::NoMoment,
        RightsFault::NoYear,
        RightsFault::PasswordsDiffer,
        RightsFault::NobodyChosen,
        RightsFault::Outranked(annals_model::Permission::ReadUsers),
    ];
    let passwords = [
        PasswordFault::Length(10, 1_000),
        PasswordFault::IsUsername,
        PasswordFault::Same,
        PasswordFault::Own,
        PasswordFault::LinkOver,
        PasswordFault::Wrong,
        PasswordFault::NotRepeated,
        PasswordFault::TooMany,
    ];
    let factors = [
        SecondFactorFault::WrongCode,
        SecondFactorFault::Already,
        SecondFactorFault::Over,
        SecondFactorFault::Own,
    ];
    let passkeys = [
        PasskeyFault::NameLength(60),
        PasskeyFault::NameUnprintable,
        PasskeyFault::Full(20),
        PasskeyFault::Taken,
        PasskeyFault::Gone,
        PasskeyFault::Over,
        PasskeyFault::Wrong,
    ];
    let mut all = vec![Fault::TooBroad { found: 65, max: 64 }, Fault::EndsBefore];
    all.extend(requests.map(Fault::from));
    all.extend(views.map(Fault::from));
    all.extend(deletions.map(Fault::from));
    all.extend(suppressions.map(Fault::from));
    all.extend(hooks.map(Fault::from));
    all.extend(record_types.map(Fault::from));
    all.extend(organizations.map(Fault::from));
    all.extend(passwords.map(Fault::from));
    all.extend(factors.map(Fault::from));
    all.extend(passkeys.map(Fault::from));
    all.extend(preferences.map(Fault::from));
    all.extend(exports.map(Fault::from));
    all.extend(rights.map(Fault::from));
    all.extend(servers.map(Fault::from));
    all
}

#[test]
fn no_english_is_left_in_other_languages() {
    for fault in reasons().into_iter().map(Fault::from).chain(others()) {
        let english = say(Language::English, fault.clone()).into_string();
        let spanish = say(Language::Spanish, fault.clone()).into_string();
        let arabic = say(Language::Arabic, fault.clone()).into_string();
        assert!(spanish != english && arabic != english, "{english}");
        assert_eq!(english_left(&format!("<p>{arabic}</p>")), [""; 0], "{arabic}");
    }
}

#[test]
fn what_was_typed_turns_nothing_round() {
    let evil = "<b>\u{202E}مرحبا";
    let typed = Reason::TypedDate(DateReason::NoDay { typed: evil.to_owned() });
    let name = Reason::OneValue { name: evil.to_owned() };
    for (fault, isolated) in [
        (Fault::from(typed), "<bdi>&lt;b&gt;<span class=\"hidden-char\">U+202E</span>"),
        (
            Fault::from(name),
            "<bdi class=\"code\" dir=\"ltr\">&lt;b&gt;<span class=\"hidden-char\">",
        ),
        (ViewFault::NameTaken(evil.to_owned()).into(), "<bdi>&lt;b&gt;<span"),
    ] {
        for language in Language::ALL {
            let html = say(language, fault.clone()).into_string();
            assert!(html.contains(isolated), "{html}");
        }
    }
}
