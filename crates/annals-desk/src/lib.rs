//! What people manage: organisations, users, groups, rights, sessions, API keys, system preferences
//! and saved views; and what they read, export and delete.
//!
//! Every change is one [`annals_store::Command`]: the row and the entry that tells of it commit
//! together or not at all. Who may do it is decided by [`annals_model::decide`] and nowhere else;
//! nobody hands out a permission that they don't have.

mod access;
mod account;
mod account_fields;
mod attempt;
mod by;
mod cache;
mod calendar_right;
mod deletion;
mod directory;
mod effective;
mod entry;
mod error;
mod expansion;
mod export;
mod field_refusal;
mod grant;
mod grounds;
mod group;
mod hold;
mod holder;
mod hook;
mod key;
mod key_cache;
mod look;
mod loss;
mod member;
mod message;
mod module;
mod new_password;
mod open_session;
mod organization;
mod passkey;
mod passkey_ceremony;
mod passkey_change;
mod passkey_sign_in;
mod passkey_use;
mod password;
mod pending_sign_in;
mod preference;
mod preference_cache;
mod proof;
mod reading;
mod reason;
mod record_type;
mod recovery_code;
mod refusal;
mod reset_link;
mod retention;
mod rights_refusal;
mod role;
mod schema;
mod search;
mod second_factor;
mod second_factor_change;
mod secret;
mod session;
mod session_end;
mod sign_in;
mod site;
mod suppression;
mod throttle;
mod tool_right;
mod touch;
mod user;
mod username_look;
mod view;

use std::sync::{Arc, Mutex};

use annals_model::{
    Clock, Organization, OrganizationId, OrganizationOrdinal, Permission, Principal, PrincipalKind,
    RowFilter, Scopes, SystemClock,
};
use annals_store::Store;

pub use access::{ACTIONS as ACCESS_ACTIONS, Access, Account, Holding, Move, Untold};
pub use account::{NewUser, USERS_MAX};
pub use account_fields::AccountFields;
pub use by::{By, Client};
pub use calendar_right::{CALENDARS_MAX, CalendarChange, CalendarRight};
pub use deletion::{DELETED, LogDeletion, Reason};
pub use directory::{
    CHILDREN_MAX, Child, Children, DescribedRecord, NAME_WORDS_MAX, RECORD_ADDRESSES_MAX,
    RECORD_NAMES_MAX, RECORD_PARENTS_MAX, RECORDS_CALLED_MAX, RECORDS_LISTED_MAX,
    REQUEST_RECORDS_MAX, RecordParent, RecordProblem, RecordsCalled,
};
#[doc(hidden)]
pub use effective::queries as rights_queries;
pub use effective::{Effective, Reach, Source};
pub use entry::label_record_types;
pub use error::{Error, Result};
pub use export::LogExport;
pub use field_refusal::{Field, FieldRefusal};
pub use grounds::Grounds;
pub use group::{DESCRIPTION_CHARS_MAX, GROUPS_MAX, Group, GroupFields, GroupId};
pub use hold::{
    HELD_RECORDS_MAX, HOLD_RECORDS_MAX, HOLDS_LISTED_MAX, HOLDS_MAX, HeldEntries, Hold, HoldId,
    HoldRelease, HoldScope, HoldSeen, Holds, NewHold,
};
pub use holder::Holder;
pub use hook::{
    Arrived, CALLS_COUNTED_MAX, CALLS_LISTED_MAX, Came, ENVELOPE_DAYS, HOOK_SECRETS_MAX, HOOKS_MAX,
    Hook, HookActivity, HookCall, HookDay, HookId, HookRefusal, HookSecret, KeptHook, NewHook,
    ReadEnvelope, ReadStep, Refused, UNMATCHED_LISTED_MAX, Unmatched,
};
pub use key::{Key, KeyId, KeySecret, NewKey};
pub use look::Unseen;
pub use loss::GroupLosses;
pub use member::GROUPS_OF_USER_MAX;
pub use message::{
    About, CursorValue, ListSaid, Logs, MESSAGE_BODY_BYTES_MAX, MESSAGE_EVENTS_SHOWN_MAX,
    MESSAGE_TAGS_MAX, MESSAGE_TYPE, MESSAGE_WORDS_MAX, MESSAGES_COUNTED_MAX, MESSAGES_LISTED_MAX,
    Message, MessageBody, MessageCursor, MessageEvent, MessageFields, MessageId, MessageOrder,
    MessagePage, MessageProblem, MessageSearch, Named, NewMessage, PROVIDER_IDS_MAX, Purged,
    REQUEST_MESSAGES_MAX, Reason as MessageReason, Recorded, ReportOutcome, Reported,
    SAID_CHARS_MAX, STAFF_TYPE, Teller, message_logs,
};
pub use module::{DeclaredModule, DeclaredRight, MODULE_RIGHTS_MAX, MODULES_MAX};
pub use open_session::{
    OpenSession, SESSIONS_LISTED_MAX, SESSIONS_OF_USER_MAX, SessionId, WhichSessions,
};
pub use organization::{NewOrganization, OrganizationFields};
pub use passkey::{Passkey, PasskeyId};
pub use passkey_ceremony::CEREMONY_MINUTES;
pub use passkey_change::NewPasskey;
pub use passkey_sign_in::{PasskeyToken, SecondSteps};
pub use password::check as check_password;
pub use pending_sign_in::{PENDING_MINUTES, PendingToken, WRONG_CODES_MAX};
pub use preference::{NewValue, PreferenceChange, PreferenceState};
pub use preference_cache::Preferences;
pub use proof::Proof;
pub use reading::{Again, LogReading};
pub use reason::REASON_CHARS_MAX;
pub use record_type::{EDIT_URL_BYTES_MAX, RECORD_TYPES_MAX, RecordTypeRefusal, RecordTypeText};
pub use recovery_code::{RECOVERY_CODES, RecoveryCodes};
pub use refusal::{
    DeletionRefusal, ExportRefusal, HoldRefusal, OrganizationRefusal, PasskeyRefusal,
    PasswordRefusal, PreferenceRefusal, Refusal, SecondFactorRefusal, SuppressionRefusal,
    ViewRefusal,
};
pub use reset_link::{RESET_LINK_HOURS, ResetLink, ResetToken};
pub use retention::{
    ChannelRetention, Confirmed as ConfirmedRetention, Periods,
    RUNS_LISTED_MAX as RETENTION_RUNS_LISTED_MAX, Retention, RetentionOutcome, RetentionRun,
};
pub use rights_refusal::RightsRefusal;
pub use role::Role;
pub use schema::MIGRATIONS;
pub use search::LogSearch;
pub use second_factor::{CODE_DIGITS, SecondFactor, SetUp, code_of_app};
pub use session::{Required, SessionToken, SignedIn};
pub use sign_in::{Entered, SignIn};
pub use site::{Site, SiteError};
pub use suppression::{
    BY_HAND, BY_IMPORT, CHECKED_ADDRESSES_MAX, CheckedAddress, Difference, IMPORTED_ROWS_MAX,
    ImportedRow, ListedFor, NewSuppression, RECONCILED_OURS_MAX, Reconciliation, SCOPE_BYTES_MAX,
    SUPPRESSION_RECORDS_MAX, SUPPRESSION_STEPS_MAX, SUPPRESSIONS_COUNTED_MAX,
    SUPPRESSIONS_LISTED_MAX, Suppression, SuppressionDetail, SuppressionId, SuppressionOrder,
    SuppressionPage, SuppressionSearch, SuppressionStep, is_of_other_list,
};
pub use user::{User, UserId, UserStatus};
pub use view::{
    NewView, SHARED_VIEWS_MAX, USER_VIEWS_MAX, VIEW_NAME_CHARS_MAX, View, ViewChange, ViewId,
};

/// The settings of an installation. Clones share it.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    clock: Arc<dyn Clock>,
    keys: Arc<cache::Cache<key_cache::Keys>>,
    preferences: Arc<cache::Cache<preference_cache::Said>>,
    defaults: Arc<preference_cache::Defaults>,
    modules: Arc<cache::Cache<module::Modules>>,
    described: Arc<cache::Cache<directory::Described>>,
    record_types: Arc<cache::Cache<record_type::RecordTypes>>,
    hooks: Arc<cache::Cache<hook::KnownHooks>>,
    arrivals: hook::Arrivals,
    throttle: Arc<Mutex<throttle::Throttle>>,
    pending: Arc<Mutex<pending_sign_in::PendingSignIns>>,
    ceremonies: Arc<Mutex<passkey_ceremony::Ceremonies>>,
    hashing: Arc<tokio::sync::Semaphore>,
    /// Held by the run of retention that is under way.
    purging: Arc<tokio::sync::Mutex<()>>,
}

impl Desk {
    /// The settings in `store`, which was opened with [`MIGRATIONS`].
    pub fn new(store: Store) -> Self {
        Self::with_clock(store, Arc::new(SystemClock))
    }

    /// The same with another clock, by which sessions and keys expire.
    pub fn with_clock(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            keys: Arc::default(),
            preferences: Arc::default(),
            defaults: Arc::default(),
            modules: Arc::default(),
            described: Arc::default(),
            record_types: Arc::default(),
            hooks: Arc::default(),
            arrivals: hook::Arrivals::default(),
            throttle: Arc::default(),
            pending: Arc::default(),
            ceremonies: Arc::default(),
            hashing: Arc::new(tokio::sync::Semaphore::new(password::HASHES_AT_ONCE_MAX)),
            purging: Arc::default(),
        }
    }

    /// The operator on the host: may do everything everywhere. Only for what runs on the machine
    /// itself, such as the command line.
    pub fn operator(&self) -> Principal {
        Principal {
            kind: PrincipalKind::System,
            id: "operator".to_owned(),
            name: "Operator".to_owned(),
            home: self.root().map_or(OrganizationOrdinal(0), |root| root.ordinal),
            scopes: Scopes::all(),
            below: Scopes::all(),
            rows: RowFilter::default(),
        }
    }

    /// The root organisation, which holds what belongs to none.
    fn root(&self) -> Result<Organization> {
        let tree = self.store.organizations();
        tree.find(&OrganizationId::installation()).cloned().ok_or(Error::NotFound)
    }

    /// Whether it, or an organisation above it, is closed.
    fn is_closed(&self, organization: OrganizationOrdinal) -> bool {
        self.store.organizations().closed_by(organization).is_some()
    }

    /// The organisation, if `by` has the permission there.
    fn require(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        permission: Permission,
    ) -> Result<Organization> {
        let tree = self.store.organizations();
        annals_model::decide(&tree, by, organization, permission)
            .allowed()
            .and_then(|_| tree.get(organization).cloned())
            .ok_or(Error::NotAllowed)
    }
}

/// Scopes as kept in a row: their words with spaces between.
fn scopes_to_text(scopes: Scopes) -> String {
    scopes.iter().map(Permission::as_str).collect::<Vec<_>>().join(" ")
}

/// Scopes of a row; words of a newer Annals grant nothing.
fn scopes_from_text(text: &str) -> Scopes {
    text.split(' ').filter_map(Permission::parse).collect()
}

/// Characters of a name.
pub const NAME_CHARS_MAX: usize = 200;

/// Refuses empty, overlong and unprintable names.
fn check_name(what: &str, name: &str) -> Result<()> {
    if name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::refused(format!("{what} has 1 to {NAME_CHARS_MAX} characters")));
    }
    if let Some(character) = look::unseen_in(name) {
        return Err(Error::refused(format!(
            "{what} contains a character that can't be seen, {character}; leave it out"
        )));
    }
    Ok(())
}
