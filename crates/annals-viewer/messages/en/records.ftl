### The page of a record: a student, a family, a charge.

# The way back to it from an entry.
back = Back to the record

# The pages of a record, for assistive technology.
pages = Pages of the record

# Tab and heading: all that was done to the record.
audit-log = Audit Log

# Tab and heading: what those whom the record is about did themselves.
activity-log = Activity Log

# Under the heading of the audit log.
audit-about =
    Everything on this record and, for the time they belonged to it, on the records below it, by staff
    and by the system.

# Under the heading of the activity log.
activity-about =
    What guardians and students did themselves, as in a portal or an app. What involves staff as well
    stands in the Audit Log, too.

# Heading of the records above.
belongs-to = Belongs to

# Heading of the records below.
below = Records below

# There are more records below than are listed.
# $max (Number): how many are listed and searched
more-below = Only the first { $max } are listed, and only their entries are shown with this record’s own.

# A record belonged to another until a day.
# $to (String): the day
until = until { $to }

# A record belongs to another from a day on.
# $from (String): the day
since = since { $from }

# A record belonged to another for some time.
# $from (String): the first day
# $to (String): the last
between = { $from } to { $to }

# E-mail addresses and phones of a record.
reached-at = Reached at

# The earliest entry of the page.
# $day (String): its day
since-when = There are entries from { $day } on. Older ones can be imported.

# There is no entry.
no-entries = There are no entries on this record yet.

# The link to the application's own page of the record.
# $name (String): the record
open = Open { $name }

# Tab: the rights of the user whose staff record it is.
permissions = Permissions
