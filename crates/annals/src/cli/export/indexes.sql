CREATE INDEX AuditLogEntryByTime ON AuditLogEntry (timestamp);
CREATE INDEX AuditLogEntryByArea ON AuditLogEntry (area, timestamp);
CREATE INDEX AuditLogEntryByUser ON AuditLogEntry (changedByUsername, timestamp);
CREATE INDEX AuditLogEntryDescriptionByValue ON AuditLogEntryDescription (value);
CREATE INDEX AuditLogEntryDetailByProperty ON AuditLogEntryDetail (propertyName);
CREATE VIEW AuditLogChange AS
SELECT entry.*, detail.propertyName, detail.propertyLabel, detail.existingValue, detail.newValue,
       detail.masked
FROM AuditLogEntry AS entry
LEFT JOIN AuditLogEntryDetail AS detail USING (auditLogEntryID);
CREATE VIEW AuditLogRecord AS
SELECT entry.*, record.name AS recordType, record.recordID, record.value AS recordName,
       record.recordChange
FROM AuditLogEntry AS entry
JOIN AuditLogEntryDescription AS record
  ON record.auditLogEntryID = entry.auditLogEntryID AND record.kind = 'record';
CREATE VIEW UserSecurity AS
WITH named AS (
    SELECT auditLogEntryID,
           max(value) FILTER (WHERE name = 'User Name')       AS userName,
           max(value) FILTER (WHERE name = 'Group Name')      AS groupName,
           max(value) FILTER (WHERE name = 'Preference Name') AS preferenceName,
           max(value) FILTER (WHERE name = 'Tool Name')       AS toolName,
           max(value) FILTER (WHERE name = 'School')          AS school,
           max(value) FILTER (WHERE name = 'End Year')        AS endYear
    FROM AuditLogEntryDescription
    WHERE kind = 'value'
    GROUP BY auditLogEntryID
)
SELECT entry.auditLogEntryID, entry.timestamp, userName, groupName, preferenceName, toolName,
       iif(calendar.kind IS NULL, named.endYear, calendar.value) AS endYear,
       iif(calendar.kind IS NULL, named.school, calendar.name) AS school,
       detail.propertyName, entry.area, entry.changedBy, detail.existingValue, entry.type,
       detail.newValue
FROM AuditLogEntry AS entry
LEFT JOIN named USING (auditLogEntryID)
LEFT JOIN AuditLogEntryDescription AS calendar
       ON calendar.auditLogEntryID = entry.auditLogEntryID AND calendar.kind = 'calendar'
LEFT JOIN AuditLogEntryDetail AS detail
       ON detail.auditLogEntryID = entry.auditLogEntryID AND entry.type = 'change'
WHERE entry.area IN (:areas);
