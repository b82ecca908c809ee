//! The vocabulary of Annals: what an event is, who acts, what is affected, who may see it.
//!
//! Everything here is plain data with its validation and limits. This crate does no I/O and its
//! types do not derive `Serialize`: wire forms live with the server, stored forms with the store,
//! so that neither is frozen by accident when a field is renamed here.

mod access;
mod actor;
mod area;
mod catalogue;
mod clock;
mod edit_url;
mod effect;
mod event;
mod fingerprint;
mod ids;
pub mod limits;
mod mask;
mod message;
mod organization;
mod preference;
mod record;
mod record_type;
mod time;
mod tool;
mod validate;
mod value;

pub use access::{
    Allow, AllowDeletion, Decision, Permission, Principal, PrincipalKind, Rights, RowFilter,
    Scopes, decide, decide_deletion, decide_with_below,
};
pub use actor::{Actor, ActorKind, OnBehalfOf};
pub use area::{AreaField, SecurityArea};
pub use catalogue::Catalogue;
pub use clock::{Clock, FixedClock, SystemClock};
pub use edit_url::{EditUrl, percent_encoded};
pub use effect::Effect;
pub use event::{Calendar, Change, Detail, Event, EventType, Flags, Outcome};
pub use fingerprint::Fingerprint;
pub use ids::{EventId, LogId, Number, OrganizationId, OrganizationOrdinal};
pub use mask::Masker;
pub use message::{
    CHECK_OVERDUE_MS, Channel, Course, Kind, Listing, MESSAGE_CATEGORY, MESSAGE_LOG, ResetLimit,
    STALE_AFTER_MS, Seen, Sign, Standing, Status, StatusGroup, Step, SuppressionReason,
    SuppressionState,
};
pub use organization::{Organization, OrganizationTree};
pub use preference::{
    ADMINISTRATORS, DAY_FIRST, Day, EVERYONE, FOREVER, MONTH_FIRST, NOBODY, Origin, OwnPreference,
    Preference, PreferenceGroup, PreferenceKind, PreferenceProblem, PreferenceValue, Unit,
    effective,
};
pub use record::{Record, RecordKey};
pub use record_type::{RecordIcon, RecordTabs, RecordType};
pub use time::{Millis, TimeRange};
pub use tool::{Module, rights_named};
pub use validate::{Draft, Problem, admit};
pub use value::Value;
