CREATE TABLE AuditLogEntry (
    auditLogEntryID   INTEGER PRIMARY KEY,
    organization      TEXT    NOT NULL,
    number            INTEGER NOT NULL,
    eventID           TEXT    NOT NULL,
    timestamp         TEXT    NOT NULL,
    recordedTimestamp TEXT    NOT NULL,
    area              TEXT,
    type              TEXT    NOT NULL,
    action            TEXT    NOT NULL,
    actionName        TEXT    NOT NULL,
    category          TEXT,
    source            TEXT,
    changedBy         TEXT    NOT NULL,
    changedByID       TEXT,
    changedByUsername TEXT,
    changedByEmail    TEXT,
    changedByKind     TEXT    NOT NULL,
    changedByRole     TEXT,
    onBehalfOf        TEXT,
    ipAddress         TEXT,
    userAgent         TEXT,
    outcome           TEXT    NOT NULL,
    reason            TEXT,
    critical          INTEGER NOT NULL,
    correlationID     TEXT,
    UNIQUE (organization, number)
) STRICT;
CREATE TABLE AuditLogEntryDescription (
    auditLogEntryID INTEGER NOT NULL REFERENCES AuditLogEntry,
    position        INTEGER NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('sentence', 'value', 'calendar', 'record')),
    name            TEXT,
    value           TEXT,
    recordID        TEXT,
    recordChange    TEXT,
    PRIMARY KEY (auditLogEntryID, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE AuditLogEntryDetail (
    auditLogEntryID INTEGER NOT NULL REFERENCES AuditLogEntry,
    position        INTEGER NOT NULL,
    propertyName    TEXT    NOT NULL,
    propertyLabel   TEXT,
    existingValue   TEXT,
    newValue        TEXT,
    masked          INTEGER NOT NULL,
    PRIMARY KEY (auditLogEntryID, position)
) STRICT, WITHOUT ROWID;
