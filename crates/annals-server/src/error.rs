//! Failures as the API tells them: RFC 9457 problem documents from one table.

use std::fmt;

use annals_desk::{
    Field, Grounds, HoldRefusal, OrganizationRefusal, PasswordRefusal, Refusal, RightsRefusal,
};
use annals_viewer::Fault;
use annals_viewer::fault::ServerFault;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::pages::fault_of;

/// What kind of failure it is; stable words that programs compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Malformed,
    InvalidEvents,
    InvalidRecords,
    InvalidMessages,
    InvalidQuery,
    InvalidCursor,
    InvalidParameter,
    InvalidValue,
    Unauthenticated,
    PermissionMissing,
    CrossSite,
    OrganizationClosed,
    PasswordChangeRequired,
    SecondFactorRequired,
    NotFound,
    MethodNotAllowed,
    Conflict,
    Refused,
    TooLarge,
    UnsupportedMedia,
    TooMany,
    Busy,
    Timeout,
    NotWritable,
    DiskFull,
    Internal,
}

impl Code {
    /// Every code, for the documentation.
    pub(crate) const ALL: [Self; 26] = [
        Self::Malformed,
        Self::InvalidEvents,
        Self::InvalidRecords,
        Self::InvalidMessages,
        Self::InvalidQuery,
        Self::InvalidCursor,
        Self::InvalidParameter,
        Self::InvalidValue,
        Self::Unauthenticated,
        Self::PermissionMissing,
        Self::CrossSite,
        Self::OrganizationClosed,
        Self::PasswordChangeRequired,
        Self::SecondFactorRequired,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::Refused,
        Self::TooLarge,
        Self::UnsupportedMedia,
        Self::TooMany,
        Self::Busy,
        Self::Timeout,
        Self::NotWritable,
        Self::DiskFull,
        Self::Internal,
    ];

    /// The table: word, status, title.
    pub(crate) fn row(self) -> (&'static str, StatusCode, &'static str) {
        let forbidden = StatusCode::FORBIDDEN;
        match self {
            Self::Malformed => ("malformed", StatusCode::BAD_REQUEST, "The body can't be read"),
            Self::InvalidEvents => {
                ("invalid_events", StatusCode::UNPROCESSABLE_ENTITY, "Some events are not valid")
            }
            Self::InvalidRecords => {
                ("invalid_records", StatusCode::UNPROCESSABLE_ENTITY, "Some records are not valid")
            }
            Self::InvalidMessages => (
                "invalid_messages",
                StatusCode::UNPROCESSABLE_ENTITY,
                "Some messages are not valid",
            ),
            Self::InvalidQuery => {
                ("invalid_query", StatusCode::BAD_REQUEST, "The search can't be understood")
            }
            Self::InvalidCursor => {
                ("invalid_cursor", StatusCode::BAD_REQUEST, "The cursor is not one of ours")
            }
            Self::InvalidParameter => {
                ("invalid_parameter", StatusCode::BAD_REQUEST, "A parameter is not valid")
            }
            Self::InvalidValue => {
                ("invalid_value", StatusCode::UNPROCESSABLE_ENTITY, "A value is not valid")
            }
            Self::Unauthenticated => {
                ("unauthenticated", StatusCode::UNAUTHORIZED, "Say who you are")
            }
            Self::PermissionMissing => ("permission_missing", forbidden, "A permission is missing"),
            Self::CrossSite => ("cross_site", forbidden, "The request came from another site"),
            Self::OrganizationClosed => {
                ("organization_closed", forbidden, "The organisation is closed")
            }
            Self::PasswordChangeRequired => {
                ("password_change_required", forbidden, "Another password has to be chosen first")
            }
            Self::SecondFactorRequired => {
                ("second_factor_required", forbidden, "A second factor has to be set up first")
            }
            Self::NotFound => ("not_found", StatusCode::NOT_FOUND, "Not found"),
            Self::MethodNotAllowed => {
                ("method_not_allowed", StatusCode::METHOD_NOT_ALLOWED, "Wrong method")
            }
            Self::Conflict => {
                ("conflict", StatusCode::CONFLICT, "The id is taken by another event")
            }
            Self::Refused => ("refused", StatusCode::CONFLICT, "This can't be done as things are"),
            Self::TooLarge => ("too_large", StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::UnsupportedMedia => (
                "unsupported_media_type",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "The body's type or encoding is not known",
            ),
            Self::TooMany => ("too_many", StatusCode::TOO_MANY_REQUESTS, "Too many requests"),
            Self::Busy => ("busy", StatusCode::SERVICE_UNAVAILABLE, "Busy; try again"),
            Self::Timeout => ("timeout", StatusCode::SERVICE_UNAVAILABLE, "It took too long"),
            Self::NotWritable => {
                ("not_writable", StatusCode::SERVICE_UNAVAILABLE, "No writes are taken now")
            }
            Self::DiskFull => {
                ("disk_full", StatusCode::INSUFFICIENT_STORAGE, "The disk is nearly full")
            }
            Self::Internal => {
                ("internal", StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here")
            }
        }
    }

    /// The word in `code`.
    pub(crate) fn word(self) -> &'static str {
        self.row().0
    }

    /// The HTTP status.
    pub(crate) fn status(self) -> StatusCode {
        self.row().1
    }

    /// The title.
    pub(crate) fn title(self) -> &'static str {
        self.row().2
    }
}

/// One refused field of one event, or of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Place of the event in the request, from 0.
    pub(crate) index: Option<usize>,
    /// Path of the field.
    pub(crate) field: String,
    /// A sentence that says what to do.
    pub(crate) reason: String,
}

/// Why a request was not done.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) code: Code,
    /// A sentence in English, for programs.
    pub(crate) detail: String,
    /// What a page says of it, where the title of its kind isn't enough.
    pub(crate) fault: Option<Fault>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) retry_after_s: Option<u64>,
}

impl Failure {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        let retry_after_s = match code {
            Code::TooMany | Code::Busy | Code::Timeout => Some(1),
            Code::NotWritable => Some(30),
            Code::DiskFull => Some(300),
            _ => None,
        };
        Self { code, detail: detail.into(), fault: None, refused: Vec::new(), retry_after_s }
    }

    /// One that people meet rather than programs, to which the same is said in English.
    pub(crate) fn told(code: Code, fault: impl Into<Fault>) -> Self {
        let fault = fault.into();
        Self { fault: Some(fault.clone()), ..Self::new(code, fault.in_english()) }
    }

    /// With what a page says of it.
    pub(crate) fn saying(self, fault: impl Into<Fault>) -> Self {
        Self { fault: Some(fault.into()), ..self }
    }

    /// Logs `error` and tells the caller only that something went wrong.
    pub(crate) fn internal(error: &dyn fmt::Display) -> Self {
        tracing::error!(%error, "request failed");
        Self::new(Code::Internal, "the error is in the server's log under the request id")
    }
}

impl From<annals_store::Error> for Failure {
    fn from(error: annals_store::Error) -> Self {
        use annals_store::Error as Store;
        let words = error.to_string();
        match error {
            Store::Busy => Self::new(Code::TooMany, words).saying(ServerFault::WritesBusy),
            Store::Poisoned { .. } => {
                Self::new(Code::NotWritable, words).saying(ServerFault::NotWritable)
            }
            Store::Closed => Self::new(Code::NotWritable, words).saying(ServerFault::Closing),
            Store::DiskFull { free_percent, minimum_percent } => {
                let (free, minimum) = (free_percent.into(), minimum_percent.into());
                Self::new(Code::DiskFull, words).saying(ServerFault::DiskFull { free, minimum })
            }
            Store::Conflict { index, .. } => {
                let mut failure = Self::new(Code::Conflict, words);
                failure.refused.push(Refused {
                    index: Some(index),
                    field: "id".to_owned(),
                    reason: "an event with this id and other content is in the log".to_owned(),
                });
                failure
            }
            Store::OrganizationClosed { index, .. } => {
                let mut failure = Self::new(Code::OrganizationClosed, words);
                failure.refused.push(Refused {
                    index: Some(index),
                    field: "organization".to_owned(),
                    reason: "it, or one above it, is closed".to_owned(),
                });
                failure
            }
            Store::TooBroad { found, max } => {
                let fault = Fault::TooBroad { found: found as u64, max: max as u64 };
                Self::new(Code::InvalidQuery, words).saying(fault)
            }
            Store::Invalid(reason) => Self::new(Code::InvalidCursor, reason),
            other => Self::internal(&other),
        }
    }
}

impl From<annals_desk::Error> for Failure {
    fn from(error: annals_desk::Error) -> Self {
        use annals_desk::Error as Desk;
        match error {
            Desk::NotAllowed | Desk::NotFound => {
                Self::new(Code::NotFound, "there is no such thing among those you may see")
            }
            Desk::Refused(refusal) => refusal.into(),
            Desk::WrongCredentials | Desk::WrongCode | Desk::WrongPasskey | Desk::SignInOver => {
                Self::new(Code::Unauthenticated, error.to_string())
            }
            Desk::OrganizationClosed => Self::new(Code::OrganizationClosed, error.to_string()),
            Desk::TooManyAttempts { seconds } => {
                let mut failure = Self::new(Code::TooMany, error.to_string());
                failure.retry_after_s = Some(seconds);
                failure
            }
            Desk::Store(error) => error.into(),
            other => Self::internal(&other),
        }
    }
}

impl From<&Refusal> for Code {
    /// Another value helps, someone else may, or it waits for things to be otherwise.
    fn from(refusal: &Refusal) -> Self {
        match refusal.grounds() {
            Grounds::Value => Self::InvalidValue,
            Grounds::Rights => Self::PermissionMissing,
            Grounds::State => Self::Refused,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let reason = refusal.to_string();
        let mut failure = Self::new(Code::from(&refusal), reason.clone());
        if let Some(field) = field_of(&refusal) {
            failure.refused.push(Refused { index: None, field: field.to_owned(), reason });
        }
        failure.saying(fault_of(refusal))
    }
}

/// The field of a body that a refusal is about.
fn field_of(refusal: &Refusal) -> Option<&'static str> {
    use annals_desk::Refusal as Of;
    Some(match refusal {
        Of::Rights(RightsRefusal::Field(refusal)) => match refusal.field() {
            Field::Name => "name",
            Field::Username => "username",
            Field::Email => "email",
            Field::Role => "role",
            Field::Homepage => "homepage",
            Field::StaffRecord => "staff_record",
            Field::Description => "description",
            Field::School => "school",
        },
        Of::Rights(RightsRefusal::UsernameTaken | RightsRefusal::UsernameLooksTaken) => "username",
        Of::Rights(RightsRefusal::NameTaken { .. }) => "name",
        Of::Rights(RightsRefusal::EndYear { .. }) => "end_year",
        Of::Organization(OrganizationRefusal::Taken { .. }) => "id",
        Of::Organization(
            OrganizationRefusal::NameLength { .. } | OrganizationRefusal::NameUnprintable { .. },
        ) => "name",
        Of::Organization(OrganizationRefusal::NoZone { .. } | OrganizationRefusal::ZoneLocked) => {
            "time_zone"
        }
        Of::Hold(HoldRefusal::NameLength { .. } | HoldRefusal::NameUnprintable { .. }) => "name",
        Of::Hold(
            HoldRefusal::ReasonMissing
            | HoldRefusal::ReasonTooLong { .. }
            | HoldRefusal::ReasonUnprintable,
        ) => "reason",
        Of::Hold(
            HoldRefusal::NoRecords
            | HoldRefusal::NoRecord { .. }
            | HoldRefusal::TooManyRecords { .. }
            | HoldRefusal::TooMuch { .. },
        ) => "records",
        Of::Hold(HoldRefusal::Unconfirmed) => "confirmed",
        Of::Password(PasswordRefusal::Length { .. } | PasswordRefusal::IsUsername) => "password",
        _ => return None,
    })
}

tokio::task_local! {
    /// The id of the request that the task works on.
    pub(crate) static REQUEST_ID: String;
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (word, status, title) = self.code.row();
        let mut body = serde_json::json!({
            "type": format!("/docs/api#{word}"),
            "title": title,
            "status": status.as_u16(),
            "code": word,
            "detail": self.detail,
        });
        if let Ok(request_id) = REQUEST_ID.try_with(Clone::clone) {
            body["request_id"] = request_id.into();
        }
        if !self.refused.is_empty() {
            body["errors"] = self.refused.iter().map(Refused::to_json).collect();
        }
        let mut response = (status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.code == Code::Unauthenticated {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // For those who tell it otherwise: browsers get a page.
        response.extensions_mut().insert(self);
        response
    }
}

impl Refused {
    fn to_json(&self) -> serde_json::Value {
        let mut json = serde_json::json!({ "field": self.field, "reason": self.reason });
        if let Some(index) = self.index {
            json["index"] = index.into();
        }
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_of_the_store_has_its_status() {
        use annals_store::Error as Store;
        let reason = || "disk".to_owned();
        for (error, expected) in [
            (Store::Busy, "429 too_many retry 1"),
            (Store::Poisoned { reason: reason() }, "503 not_writable retry 30"),
            (Store::Closed, "503 not_writable retry 30"),
            (Store::DiskFull { free_percent: 4, minimum_percent: 5 }, "507 disk_full retry 300"),
            (Store::TooBroad { found: 65, max: 64 }, "400 invalid_query"),
            (Store::Invalid(reason()), "400 invalid_cursor"),
            (Store::Locked { path: "/data".into() }, "500 internal"),
        ] {
            let failure = Failure::from(error);
            let code = failure.code;
            let response = failure.into_response();
            let retry = response.headers().get(header::RETRY_AFTER);
            let retry = retry.map(|value| format!(" retry {}", value.to_str().unwrap()));
            let status = response.status();
            let retry = retry.unwrap_or_default();
            let found = format!("{} {}{retry}", status.as_u16(), code.word());
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn codes_are_told_apart() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
    }

    #[test]
    fn what_went_wrong_inside_stays_inside() {
        let failure = Failure::internal(&"password=hunter2");
        assert!(!failure.detail.contains("hunter2"));
    }
}
