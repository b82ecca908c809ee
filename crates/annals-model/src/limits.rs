//! Every limit on what comes in, by name. Each has a test at its edge.

/// Events in one request.
pub const REQUEST_EVENTS_MAX: usize = 10_000;
/// Bytes of one request after unpacking.
pub const REQUEST_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Bytes of one event as JSON.
pub const EVENT_BYTES_MAX: usize = 256 * 1024;
/// Affected records of one event.
pub const EVENT_RECORDS_MAX: usize = 1_000;
/// Changes of one event.
pub const EVENT_CHANGES_MAX: usize = 1_000;
/// Details of one event, unknown fields included.
pub const EVENT_DETAILS_MAX: usize = 1_000;
/// Calendars of one event.
pub const EVENT_CALENDARS_MAX: usize = 100;
/// Bytes of an event's id.
pub const EVENT_ID_BYTES_MAX: usize = 128;
/// Bytes of an organisation's id.
pub const ORGANIZATION_ID_BYTES_MAX: usize = 64;
/// Bytes of an action, a category, an area, a source, a record type.
pub const CODE_BYTES_MAX: usize = 200;
/// Bytes of a name, a username, an e-mail address, a record id, a property, a detail's key.
pub const NAME_BYTES_MAX: usize = 1_000;
/// Bytes of a description, a reason, a user agent.
pub const TEXT_BYTES_MAX: usize = 32 * 1024;
/// Bytes of one old, new or detail value as JSON.
pub const VALUE_BYTES_MAX: usize = 64 * 1024;
/// How far ahead of the server's clock an event may claim to have happened, in milliseconds.
pub const CLOCK_AHEAD_MS_MAX: i64 = 24 * 60 * 60 * 1000;
/// The earliest time an event may claim (1900-01-01), in milliseconds since 1970.
pub const OCCURRED_AT_MS_MIN: i64 = -2_208_988_800_000;
/// Bytes of a search as typed.
pub const QUERY_BYTES_MAX: usize = 4 * 1024;
/// Terms of a search.
pub const QUERY_TERMS_MAX: usize = 200;
/// How deep parentheses of a search may nest.
pub const QUERY_DEPTH_MAX: usize = 32;
/// Rows of one page.
pub const PAGE_ROWS_MAX: usize = 1_000;
/// Entries that are selected one by one, to be exported or deleted.
pub const SELECTED_ENTRIES_MAX: usize = 200;
/// Values of one facet.
pub const FACET_VALUES_MAX: usize = 1_000;
/// Bars of one histogram.
pub const HISTOGRAM_BINS_MAX: usize = 2_000;
/// Levels of organisations below the installation: state, district, school and room for more.
pub const ORGANIZATION_LEVELS_MAX: usize = 16;
/// Organisations that one search may span.
pub const SCOPE_ORGANIZATIONS_MAX: usize = 100_000;
/// Passkeys of one user.
pub const PASSKEYS_OF_USER_MAX: u32 = 20;
/// Characters of what a user calls a passkey.
pub const PASSKEY_NAME_CHARS_MAX: usize = 60;
/// Characters of a password, at least; [`crate::Preference::PasswordLengthMin`] may ask for more.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest password that the preference may ask for: those that `annals` makes up are longer.
pub const PASSWORD_LENGTH_MIN_MAX: u64 = 20;
/// Minutes after which a quiet session ends, at the soonest: those who read need some.
pub const SESSION_IDLE_MINUTES_MIN: u64 = 5;
/// Minutes after which a quiet session ends, at the latest.
pub const SESSION_IDLE_MINUTES_MAX: u64 = 12 * 60;
/// Hours after which any session ends, at the latest.
pub const SESSION_AGE_HOURS_MAX: u64 = 7 * 24;
/// Months after which what messages say is purged, at most: a century.
pub const CONTENT_MONTHS_MAX: u64 = 1_200;
/// The same where no organisation says otherwise.
pub const CONTENT_MONTHS: u64 = 24;
/// Entries of one export, whatever an organisation prefers.
pub const EXPORT_ENTRIES_MAX: u64 = 1_000_000_000;
