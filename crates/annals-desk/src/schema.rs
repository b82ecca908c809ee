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
];
