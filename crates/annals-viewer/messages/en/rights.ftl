### Tool rights: modules, and the rights in them.

# Module.
audit-log = Audit Log
# Module.
communications = Communications
# Module.
monitoring = Monitoring
# Module.
user-security = User Security
# Module.
system = System

# Tool right.
events-read = Audit Log: View
# Tool right.
events-details = Audit Log: View Details
# Tool right.
events-export = Audit Log: Export
# Tool right.
events-delete = Audit Log: Delete
# Tool right.
events-hold = Audit Log: Hold
# Tool right.
events-write = Audit Log: Send Events
# Tool right.
family-email-log = Family Email Log
# Tool right.
staff-email-log = Staff Email Log
# Tool right.
sms-logs = SMS Logs
# Tool right.
staff-sms-log = Staff SMS Log
# Tool right.
push-log = Push Log
# Tool right.
activity-log = Activity Log
# Tool right.
message-content = Message Content
# Tool right.
suppressions-manage = Blacklisted Recipients: Manage
# Tool right.
reports = Reports
# Tool right.
alerts-read = Alerts: View
# Tool right.
alerts-manage = Alerts: Manage
# Tool right.
streams-read = Streams: View
# Tool right.
streams-manage = Streams: Manage
# Tool right.
users-read = Users: View
# Tool right.
users-manage = Users: Manage
# Tool right.
groups-read = Groups: View
# Tool right.
groups-manage = Groups: Manage
# Tool right.
rights-read = Rights: View
# Tool right.
rights-manage = Rights: Manage
# Tool right.
preferences-read = Preferences: View
# Tool right.
preferences-manage = Preferences: Manage
# Tool right.
organizations-read = Organisations: View
# Tool right.
organizations-manage = Organisations: Manage
# Tool right.
keys-read = API Keys: View
# Tool right.
keys-manage = API Keys: Manage
# Tool right.
retention-read = Retention: View
# Tool right.
retention-manage = Retention: Manage
# Tool right.
proof = Proof
# Tool right.
metrics = Server Metrics
