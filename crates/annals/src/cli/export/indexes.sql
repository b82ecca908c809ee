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
           group_concat(DISTINCT value) FILTER (WHERE name = 'User Name') AS userName,
           group_concat(DISTINCT value) FILTER (WHERE name = 'Group Name') AS groupName,
           group_concat(DISTINCT value) FILTER (WHERE name = 'Preference Name') AS preferenceName,
           group_concat(DISTINCT value) FILTER (WHERE name = 'Tool Name') AS toolName,
           group_concat(DISTINCT value) FILTER (WHERE name = 'School') AS school,
           group_concat(DISTINCT value) FILTER (WHERE name = 'End Year') AS endYear
    FROM AuditLogEntryDescription
    WHERE kind = 'value'
    GROUP BY auditLogEntryID
)
SELECT entry.auditLogEntryID, entry.timestamp, userName, groupName, preferenceName, toolName,
       endYear, school, detail.propertyName, entry.area, entry.changedBy, detail.existingValue,
       entry.type, detail.newValue
FROM AuditLogEntry AS entry
LEFT JOIN named USING (auditLogEntryID)
LEFT JOIN AuditLogEntryDetail AS detail
       ON detail.auditLogEntryID = entry.auditLogEntryID AND entry.type = 'change'
WHERE entry.area IN ('Preference', 'UserAccount', 'UserGroup', 'UserGroupMember', 'UserToolRights',
                     'UserGroupToolRights', 'UserSchoolYearRights', 'UserGroupSchoolYearRights');
