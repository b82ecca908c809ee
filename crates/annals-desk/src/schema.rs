//! The tables of the desk, in the SQL that SQLite and PostgreSQL share.

use annals_store::Migration;

/// What [`annals_store::Options::migrations`] needs for a [`crate::Desk`].
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "desk-1-users",
        sql: "
CREATE TABLE desk_user (
    id            TEXT   PRIMARY KEY,
    organization  BIGINT NOT NULL,
    username      TEXT   NOT NULL,
    username_key  TEXT   NOT NULL UNIQUE,
    name          TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    scopes        TEXT   NOT NULL,
    reaches_below BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    disabled_at   BIGINT
);
CREATE TABLE desk_session (
    token_hash   BLOB   PRIMARY KEY,
    id           TEXT   NOT NULL UNIQUE,
    user_id      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);
CREATE INDEX desk_session_user ON desk_session (user_id);
CREATE INDEX desk_session_seen ON desk_session (last_seen_at);
",
    },
    Migration {
        name: "desk-2-keys",
        sql: "
CREATE TABLE desk_key (
    id            TEXT   PRIMARY KEY,
    secret_hash   BLOB   NOT NULL UNIQUE,
    prefix        TEXT   NOT NULL,
    organization  BIGINT NOT NULL,
    name          TEXT   NOT NULL,
    scopes        TEXT   NOT NULL,
    reaches_below BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    created_by    TEXT   NOT NULL,
    expires_at    BIGINT,
    last_used_at  BIGINT,
    revoked_at    BIGINT
);
CREATE INDEX desk_key_organization ON desk_key (organization);
",
    },
    Migration {
        name: "desk-3-views",
        sql: "
CREATE TABLE desk_view (
    id           TEXT   PRIMARY KEY,
    organization BIGINT NOT NULL,
    user_id      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    name_key     TEXT   NOT NULL,
    search       TEXT   NOT NULL,
    is_shared    BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    UNIQUE (organization, user_id, name_key)
);
",
    },
    Migration {
        name: "desk-4-rights",
        sql: "
CREATE TABLE desk_group (
    id               TEXT   PRIMARY KEY,
    organization     BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    name_key         TEXT   NOT NULL,
    description      TEXT   NOT NULL,
    without_calendar BIGINT NOT NULL,
    version          BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    UNIQUE (organization, name_key)
);
CREATE TABLE desk_member (
    user_id  TEXT NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (user_id, group_id)
);
CREATE INDEX desk_member_group ON desk_member (group_id);
CREATE TABLE desk_tool_right (
    organization BIGINT NOT NULL,
    holder       TEXT   NOT NULL,
    permission   TEXT   NOT NULL,
    below        BIGINT NOT NULL,
    PRIMARY KEY (organization, holder, permission)
);
CREATE TABLE desk_calendar_right (
    id           TEXT   PRIMARY KEY,
    organization BIGINT NOT NULL,
    holder       TEXT   NOT NULL,
    school       TEXT   NOT NULL,
    end_year     BIGINT NOT NULL,
    UNIQUE (organization, holder, school, end_year)
);
ALTER TABLE desk_user ADD COLUMN email TEXT;
ALTER TABLE desk_user ADD COLUMN role TEXT;
ALTER TABLE desk_user ADD COLUMN homepage TEXT;
ALTER TABLE desk_user ADD COLUMN staff_record TEXT;
ALTER TABLE desk_user ADD COLUMN locked_at BIGINT;
ALTER TABLE desk_user ADD COLUMN expires_at BIGINT;
ALTER TABLE desk_user ADD COLUMN must_change_password BIGINT NOT NULL DEFAULT 0;
ALTER TABLE desk_user ADD COLUMN without_calendar BIGINT NOT NULL DEFAULT 0;
ALTER TABLE desk_user ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE INDEX desk_user_organization ON desk_user (organization, username_key);
INSERT INTO desk_member (user_id, group_id)
SELECT id, 'administrators' FROM desk_user
WHERE reaches_below = 1 AND scopes = 'events:read events:write organizations:read \
organizations:manage keys:manage events:delete metrics:read';
INSERT INTO desk_tool_right (organization, holder, permission, below)
SELECT u.organization, u.id, r.permission, u.reaches_below
FROM desk_user u JOIN (
    SELECT 'events:read' AS scope, 'events:read' AS permission
    UNION ALL SELECT 'events:read', 'events:details'
    UNION ALL SELECT 'events:read', 'events:export'
    UNION ALL SELECT 'events:read', 'proof:read'
    UNION ALL SELECT 'events:write', 'events:write'
    UNION ALL SELECT 'organizations:read', 'organizations:read'
    UNION ALL SELECT 'organizations:manage', 'organizations:manage'
    UNION ALL SELECT 'keys:manage', 'keys:read'
    UNION ALL SELECT 'keys:manage', 'keys:manage'
    UNION ALL SELECT 'events:delete', 'events:delete'
    UNION ALL SELECT 'metrics:read', 'metrics:read'
) r ON ' ' || u.scopes || ' ' LIKE '% ' || r.scope || ' %'
WHERE u.id NOT IN (SELECT user_id FROM desk_member);
ALTER TABLE desk_user DROP COLUMN scopes;
ALTER TABLE desk_user DROP COLUMN reaches_below;
UPDATE desk_key SET scopes = scopes || ' events:details events:export proof:read'
WHERE ' ' || scopes || ' ' LIKE '% events:read %';
UPDATE desk_key SET scopes = scopes || ' keys:read'
WHERE ' ' || scopes || ' ' LIKE '% keys:manage %';
",
    },
    // A row without a value locks what comes from above.
    Migration {
        name: "desk-5-preferences",
        sql: "
CREATE TABLE desk_preference (
    organization BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    value        TEXT,
    is_locked    BIGINT NOT NULL,
    PRIMARY KEY (organization, name)
);
CREATE INDEX desk_preference_name ON desk_preference (name);
",
    },
    Migration {
        name: "desk-6-sign-in",
        sql: "
ALTER TABLE desk_session ADD COLUMN ip TEXT;
ALTER TABLE desk_session ADD COLUMN user_agent TEXT;
CREATE TABLE desk_reset_link (
    user_id    TEXT   PRIMARY KEY,
    token_hash BLOB   NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
",
    },
    Migration {
        name: "desk-20-modules",
        sql: "
CREATE TABLE desk_module (
    organization BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    label        TEXT   NOT NULL,
    PRIMARY KEY (organization, name)
);
CREATE TABLE desk_module_right (
    organization BIGINT NOT NULL,
    module       TEXT   NOT NULL,
    place        BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    label        TEXT   NOT NULL,
    PRIMARY KEY (organization, module, name)
);
",
    },
    // The secret stands as it is: codes are made of it. One that nobody confirmed isn't asked for.
    Migration {
        name: "desk-21-second-factor",
        sql: "
CREATE TABLE desk_second_factor (
    user_id      TEXT   PRIMARY KEY,
    secret       BLOB   NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step    BIGINT NOT NULL
);
CREATE TABLE desk_recovery_code (
    user_id   TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
",
    },
    // Events of organisations that have no row in desk_directory don't look into the rest.
    Migration {
        name: "desk-30-records",
        sql: "
CREATE TABLE desk_directory (
    organization BIGINT PRIMARY KEY
);
CREATE TABLE desk_record (
    organization BIGINT NOT NULL,
    record_type  TEXT   NOT NULL,
    record_id    TEXT   NOT NULL,
    name         TEXT,
    PRIMARY KEY (organization, record_type, record_id)
);
CREATE TABLE desk_record_parent (
    organization BIGINT NOT NULL,
    record_type  TEXT   NOT NULL,
    record_id    TEXT   NOT NULL,
    place        BIGINT NOT NULL,
    parent_type  TEXT   NOT NULL,
    parent_id    TEXT   NOT NULL,
    from_at      BIGINT,
    to_at        BIGINT,
    PRIMARY KEY (organization, record_type, record_id, place)
);
CREATE INDEX desk_record_parent_above ON desk_record_parent (organization, parent_type, parent_id);
CREATE TABLE desk_record_address (
    organization BIGINT NOT NULL,
    record_type  TEXT   NOT NULL,
    record_id    TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    place        BIGINT NOT NULL,
    address      TEXT   NOT NULL,
    PRIMARY KEY (organization, record_type, record_id, kind, place)
);
CREATE INDEX desk_record_address_of ON desk_record_address (organization, kind, address);
",
    },
    // Public keys, as the library writes them.
    Migration {
        name: "desk-22-passkeys",
        sql: "
CREATE TABLE desk_passkey (
    id            TEXT   PRIMARY KEY,
    user_id       TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    site          TEXT   NOT NULL,
    credential_id BLOB   NOT NULL UNIQUE,
    credential    TEXT   NOT NULL,
    added_at      BIGINT NOT NULL,
    last_used_at  BIGINT
);
CREATE INDEX desk_passkey_user ON desk_passkey (user_id);
",
    },
    // Of older usernames the look is noted when it is first asked for: SQL can't tell it.
    Migration {
        name: "desk-23-username-looks",
        sql: "
ALTER TABLE desk_user ADD COLUMN username_look TEXT;
ALTER TABLE desk_user ADD COLUMN username_small_look TEXT;
CREATE INDEX desk_user_look ON desk_user (username_look);
CREATE INDEX desk_user_small_look ON desk_user (username_small_look);
",
    },
    // Bodies and words lie apart from the rows, so that what is forgotten one day can be deleted,
    // and lists read little. What is deleted is overwritten (`secure-delete`).
    Migration {
        name: "desk-31-messages",
        sql: "
CREATE TABLE desk_message (
    seq           INTEGER PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    organization  BIGINT  NOT NULL,
    own_id        TEXT,
    fingerprint   BLOB    NOT NULL,
    resend_of     TEXT,
    channel       TEXT    NOT NULL,
    is_to_staff   BIGINT  NOT NULL,
    record_type   TEXT,
    record_id     TEXT,
    address       TEXT    NOT NULL,
    address_key   TEXT    NOT NULL,
    recipient     TEXT,
    from_address  TEXT,
    sent_by       TEXT,
    campaign      TEXT,
    subject       TEXT,
    provider      TEXT,
    tags          TEXT    NOT NULL,
    parts         BIGINT  NOT NULL,
    sent_at       BIGINT  NOT NULL,
    recorded_at   BIGINT  NOT NULL,
    activity_at   BIGINT  NOT NULL,
    status        TEXT    NOT NULL,
    is_inferred   BIGINT  NOT NULL,
    is_conflict   BIGINT  NOT NULL,
    reason_code   TEXT,
    reason_text   TEXT,
    opens         BIGINT  NOT NULL,
    clicks        BIGINT  NOT NULL
);
CREATE UNIQUE INDEX desk_message_own ON desk_message (organization, own_id)
    WHERE own_id IS NOT NULL;
CREATE INDEX desk_message_activity ON desk_message (organization, channel, activity_at, seq);
CREATE INDEX desk_message_recipient ON desk_message (organization, channel, address_key, seq);
CREATE INDEX desk_message_status ON desk_message (organization, channel, status, seq);
CREATE INDEX desk_message_record ON desk_message
    (organization, record_type, record_id, channel, activity_at, seq);
CREATE TABLE desk_message_body (
    message BIGINT PRIMARY KEY,
    salt    BLOB   NOT NULL,
    text    BLOB,
    html    BLOB
);
CREATE TABLE desk_message_provider_id (
    organization BIGINT NOT NULL,
    provider     TEXT   NOT NULL,
    provider_id  TEXT   NOT NULL,
    message      BIGINT NOT NULL,
    PRIMARY KEY (organization, provider, provider_id, message)
);
CREATE INDEX desk_message_provider_id_of ON desk_message_provider_id (message);
CREATE TABLE desk_message_event (
    message     BIGINT NOT NULL,
    source      TEXT   NOT NULL,
    dedupe      TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    is_timed    BIGINT NOT NULL,
    code        TEXT,
    text        TEXT,
    url         TEXT,
    PRIMARY KEY (message, source, dedupe)
);
CREATE INDEX desk_message_event_kind ON desk_message_event (message, kind, at);
CREATE TABLE desk_message_course (
    message  BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    count    BIGINT NOT NULL,
    PRIMARY KEY (message, kind)
);
CREATE TABLE desk_message_parked (
    organization BIGINT NOT NULL,
    provider     TEXT   NOT NULL,
    provider_id  TEXT   NOT NULL,
    dedupe       TEXT   NOT NULL,
    recipient    TEXT,
    kind         TEXT   NOT NULL,
    at           BIGINT,
    received_at  BIGINT NOT NULL,
    code         TEXT,
    text         TEXT,
    url          TEXT,
    is_by_provider BIGINT NOT NULL,
    PRIMARY KEY (organization, provider, provider_id, dedupe)
);
CREATE INDEX desk_message_parked_since ON desk_message_parked (received_at);
CREATE VIRTUAL TABLE desk_message_words USING fts5 (
    words, body, columnsize = 0,
    tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\"
);
INSERT INTO desk_message_words (desk_message_words, rank) VALUES ('secure-delete', 1);
",
    },
    // Secrets check signatures, so they themselves are kept. What a provider told is kept as it
    // came before it is read.
    Migration {
        name: "desk-32-hooks",
        sql: "
CREATE TABLE desk_hook (
    id           TEXT   PRIMARY KEY,
    organization BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    provider     TEXT   NOT NULL,
    hash_method  TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    disabled_at  BIGINT
);
CREATE INDEX desk_hook_organization ON desk_hook (organization, created_at);
CREATE TABLE desk_hook_secret (
    id         TEXT   PRIMARY KEY,
    hook       TEXT   NOT NULL,
    secret     TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX desk_hook_secret_of ON desk_hook_secret (hook);
CREATE TABLE desk_envelope (
    seq          INTEGER PRIMARY KEY,
    hook         TEXT    NOT NULL,
    organization BIGINT  NOT NULL,
    provider     TEXT    NOT NULL,
    digest       BLOB    NOT NULL,
    own_id       TEXT,
    payload      BLOB    NOT NULL,
    received_at  BIGINT  NOT NULL,
    state        TEXT    NOT NULL,
    UNIQUE (hook, digest)
);
CREATE INDEX desk_envelope_unread ON desk_envelope (state, seq) WHERE state <> 'read';
CREATE INDEX desk_envelope_of ON desk_envelope (hook, state) WHERE state <> 'read';
CREATE INDEX desk_envelope_since ON desk_envelope (received_at);
CREATE TABLE desk_envelope_token (
    hook        TEXT   NOT NULL,
    token       TEXT   NOT NULL,
    digest      BLOB   NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (hook, token)
);
CREATE INDEX desk_envelope_token_since ON desk_envelope_token (received_at);
",
    },
    // An organisation said its zone for itself; now it takes that of the one above, unless it says
    // another. What is left in the column says nothing any more.
    Migration {
        name: "desk-24-time-zone",
        sql: "
INSERT INTO desk_preference (organization, name, value, is_locked)
    SELECT one.ordinal, 'time_zone', one.time_zone, 0
    FROM organization one LEFT JOIN organization above ON above.ordinal = one.parent
    WHERE one.time_zone <> coalesce(above.time_zone, 'UTC');
UPDATE organization SET time_zone = 'UTC';
",
    },
    // What is known of an address are the steps; its rows follow from them. Steps lie apart from
    // messages, which providers may tell of before they are recorded, or never.
    Migration {
        name: "desk-41-suppression",
        sql: "
ALTER TABLE desk_message_parked ADD COLUMN scope TEXT;
ALTER TABLE desk_message_parked ADD COLUMN can_reset BIGINT;
ALTER TABLE desk_message_parked ADD COLUMN is_ambiguous BIGINT NOT NULL DEFAULT 0;
CREATE TABLE desk_suppression (
    seq          INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    organization BIGINT  NOT NULL,
    channel      TEXT    NOT NULL,
    address_key  TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    provider     TEXT    NOT NULL,
    scope        TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    message      TEXT,
    code         TEXT,
    text         TEXT,
    can_reset    BIGINT,
    state        TEXT    NOT NULL,
    first_at     BIGINT  NOT NULL,
    last_at      BIGINT  NOT NULL,
    ended_at     BIGINT,
    count        BIGINT  NOT NULL,
    salt         BLOB    NOT NULL,
    UNIQUE (organization, channel, address_key, reason, provider, scope, first_at)
);
CREATE INDEX desk_suppression_since ON desk_suppression (organization, state, last_at, seq);
CREATE INDEX desk_suppression_asked
    ON desk_suppression (organization, channel, address_key, provider)
    WHERE state = 'reset_requested';
CREATE TABLE desk_suppression_step (
    seq          INTEGER PRIMARY KEY,
    organization BIGINT  NOT NULL,
    channel      TEXT    NOT NULL,
    address_key  TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    provider     TEXT    NOT NULL,
    scope        TEXT    NOT NULL,
    dedupe       TEXT    NOT NULL,
    step         TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    received_at  BIGINT  NOT NULL,
    source       TEXT    NOT NULL,
    message      TEXT,
    code         TEXT,
    text         TEXT,
    can_reset    BIGINT,
    who          TEXT,
    UNIQUE (organization, channel, address_key, reason, provider, scope, dedupe)
);
CREATE INDEX desk_record_address_folded
    ON desk_record_address (organization, lower(address));
",
    },
    // Bodies are found by when they were sent; of those that are purged, when and after how many
    // months is kept.
    Migration {
        name: "desk-51-retention",
        sql: "
ALTER TABLE desk_message ADD COLUMN purged_at BIGINT;
ALTER TABLE desk_message ADD COLUMN purged_after BIGINT;
ALTER TABLE desk_message_body ADD COLUMN organization BIGINT NOT NULL DEFAULT 0;
ALTER TABLE desk_message_body ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE desk_message_body ADD COLUMN sent_at BIGINT NOT NULL DEFAULT 0;
UPDATE desk_message_body SET (organization, channel, sent_at) =
    (SELECT m.organization, m.channel, m.sent_at FROM desk_message m WHERE m.seq = message);
CREATE INDEX desk_message_body_sent ON desk_message_body (organization, channel, sent_at, message);
CREATE TABLE desk_retention (
    organization BIGINT PRIMARY KEY,
    confirmed_at BIGINT NOT NULL,
    confirmed_by TEXT   NOT NULL,
    periods      TEXT   NOT NULL,
    last_run_at  BIGINT
);
CREATE TABLE desk_retention_run (
    id           INTEGER PRIMARY KEY,
    organization BIGINT NOT NULL,
    begun_at     BIGINT NOT NULL,
    ended_at     BIGINT,
    erased_at    BIGINT,
    email        BIGINT NOT NULL,
    sms          BIGINT NOT NULL,
    push         BIGINT NOT NULL
);
CREATE INDEX desk_retention_run_of ON desk_retention_run (organization, id);
CREATE INDEX desk_retention_run_open ON desk_retention_run (organization) WHERE erased_at IS NULL;
",
    },
    Migration {
        name: "desk-61-retention-run-periods",
        sql: "ALTER TABLE desk_retention ADD COLUMN run_periods TEXT",
    },
    Migration {
        name: "desk-71-record-types",
        sql: "
CREATE TABLE desk_record_type (
    organization BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    label        TEXT   NOT NULL,
    plural       TEXT   NOT NULL,
    icon         TEXT   NOT NULL,
    edit_url     TEXT,
    tabs         TEXT   NOT NULL,
    PRIMARY KEY (organization, name)
);
",
    },
    // What came at webhooks is listed by its time, with what came of it.
    Migration {
        name: "desk-81-hook-calls",
        sql: "
CREATE INDEX desk_envelope_calls ON desk_envelope (hook, received_at);
ALTER TABLE desk_envelope ADD COLUMN told BIGINT;
ALTER TABLE desk_envelope ADD COLUMN parked BIGINT;
ALTER TABLE desk_hook_secret ADD COLUMN subscribed_at BIGINT;
ALTER TABLE desk_hook_secret ADD COLUMN unsubscribed_at BIGINT;
CREATE INDEX desk_message_parked_of
    ON desk_message_parked (organization, provider, received_at);
CREATE TABLE desk_hook_refusal (
    hook  TEXT   NOT NULL,
    at    BIGINT NOT NULL,
    code  TEXT   NOT NULL,
    count BIGINT NOT NULL,
    ip    TEXT
);
CREATE INDEX desk_hook_refusal_of ON desk_hook_refusal (hook, at);
CREATE INDEX desk_hook_refusal_since ON desk_hook_refusal (at);
",
    },
    // Each word of a message begins with the organisation and the log that it is of: see
    // `message/words.rs`. They are folded and have blanks between them. `ascii` parts them there
    // alone; `unicode61` also at characters that are letters for us and not in its older tables,
    // and what comes behind would be a word of no log.
    Migration {
        name: "desk-91-words-of-logs",
        sql: "
CREATE VIRTUAL TABLE desk_message_scoped USING fts5 (
    words, body, columnsize = 0, tokenize = 'ascii'
);
INSERT INTO desk_message_scoped (desk_message_scoped, rank) VALUES ('secure-delete', 1);
WITH scoped AS (
    SELECT seq, organization || CASE channel WHEN 'email' THEN iif(is_to_staff, 'b', 'a')
        WHEN 'sms' THEN iif(is_to_staff, 'd', 'c') ELSE iif(is_to_staff, 'f', 'e') END AS scope
    FROM desk_message
)
INSERT INTO desk_message_scoped (rowid, words, body)
    SELECT w.rowid, iif(w.words = '', '', scope || replace(w.words, ' ', ' ' || scope)),
        iif(w.body = '', '', scope || replace(w.body, ' ', ' ' || scope))
    FROM desk_message_words w JOIN scoped ON seq = w.rowid;
DROP TABLE desk_message_words;
ALTER TABLE desk_message_scoped RENAME TO desk_message_words;
",
    },
    // What records are called, and were, by word: from when on they are described, or described
    // again.
    Migration {
        name: "desk-92-record-names",
        sql: "
CREATE TABLE desk_record_name (
    seq          INTEGER PRIMARY KEY,
    organization BIGINT  NOT NULL,
    record_type  TEXT    NOT NULL,
    record_id    TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    said_at      BIGINT  NOT NULL,
    UNIQUE (organization, record_type, record_id, name)
);
CREATE TABLE desk_record_word (
    organization BIGINT NOT NULL,
    word         TEXT   NOT NULL,
    name         BIGINT NOT NULL,
    PRIMARY KEY (organization, word, name)
) WITHOUT ROWID;
CREATE INDEX desk_record_word_of ON desk_record_word (name);
",
    },
    // What lies below the records that a hold names is kept with it, each with when it does: from
    // the least number on, always. A run counts what holds keep; under hold 0 stands how much all
    // of them do.
    Migration {
        name: "desk-93-holds",
        sql: "
CREATE TABLE desk_hold (
    seq            INTEGER PRIMARY KEY,
    id             TEXT   NOT NULL UNIQUE,
    organization   BIGINT NOT NULL,
    name           TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    is_whole       BIGINT NOT NULL,
    reaches_below  BIGINT NOT NULL,
    placed_by      TEXT   NOT NULL,
    placed_at      BIGINT NOT NULL,
    released_by    TEXT,
    released_at    BIGINT,
    release_reason TEXT
);
CREATE INDEX desk_hold_of ON desk_hold (organization, released_at);
CREATE TABLE desk_hold_record (
    hold         BIGINT NOT NULL,
    organization BIGINT NOT NULL,
    record_type  TEXT   NOT NULL,
    record_id    TEXT   NOT NULL,
    from_at      BIGINT NOT NULL,
    to_at        BIGINT NOT NULL,
    is_named     BIGINT NOT NULL,
    PRIMARY KEY (organization, record_type, record_id, hold)
);
CREATE INDEX desk_hold_record_of ON desk_hold_record (hold);
CREATE TABLE desk_hold_version (
    organization BIGINT PRIMARY KEY,
    version      BIGINT NOT NULL
);
CREATE TABLE desk_retention_run_hold (
    run     BIGINT NOT NULL,
    hold    BIGINT NOT NULL,
    channel TEXT   NOT NULL,
    kept    BIGINT NOT NULL,
    PRIMARY KEY (run, hold, channel)
);
",
    },
    // The organisation before a word becomes two signs, so that all words of messages have as many
    // signs before them, and beginnings of up to three signs an index of their own (`prefix`). The
    // index by time has the log, which staff's would be looked for in all others otherwise.
    Migration {
        name: "desk-94-beginnings-of-words",
        sql: "
CREATE VIRTUAL TABLE desk_message_indexed USING fts5 (
    words, body, columnsize = 0, tokenize = 'ascii', prefix = '4 5 6'
);
INSERT INTO desk_message_indexed (desk_message_indexed, rank) VALUES ('secure-delete', 1);
WITH scoped AS (
    SELECT seq, ' ' || organization || log AS old, ' ' ||
        char(128 + organization / 1920, 128 + organization % 1920) || log AS new
    FROM (SELECT seq, organization, CASE channel WHEN 'email' THEN iif(is_to_staff, 'b', 'a')
        WHEN 'sms' THEN iif(is_to_staff, 'd', 'c') ELSE iif(is_to_staff, 'f', 'e') END AS log
        FROM desk_message)
)
INSERT INTO desk_message_indexed (rowid, words, body)
    SELECT w.rowid, ltrim(replace(' ' || w.words, old, new)),
        ltrim(replace(' ' || w.body, old, new))
    FROM desk_message_words w JOIN scoped ON seq = w.rowid;
DROP TABLE desk_message_words;
ALTER TABLE desk_message_indexed RENAME TO desk_message_words;
CREATE VIRTUAL TABLE desk_message_terms USING fts5vocab (desk_message_words, instance);
DROP INDEX desk_message_activity;
CREATE INDEX desk_message_activity
    ON desk_message (organization, channel, is_to_staff, activity_at, seq);
",
    },
    // Messages whose reasons are not among the words by which they are found: so far none is.
    Migration {
        name: "desk-95-words-of-reasons",
        sql: "
CREATE TABLE desk_message_reason (message INTEGER PRIMARY KEY);
INSERT INTO desk_message_reason (message)
    SELECT seq FROM desk_message WHERE reason_code IS NOT NULL OR reason_text IS NOT NULL;
",
    },
];
