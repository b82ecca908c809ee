### One entry.

# An entry's name: "Entry 1,204".
# $number (Number): its number
title = Entry { $number }

# Link back.
back = Audit Log

# Section.
what = What happened

# Section.
who = User

# Section.
when = When and where

# Section.
changes = Changes

# Section.
details = Details

# Section.
calendars = Calendars

# Section.
raw = Raw entry (JSON)

# Column or fact.
property-name = Property Name

# Column or fact.
existing-value = Existing Value

# Column or fact.
new-value = New Value

# Fact.
change-type = Type

# Fact.
area = Area

# Fact.
category = Category

# Fact.
action-code = Action code

# Fact.
outcome = Outcome

# Fact.
reason = Reason

# Fact.
correlation = Correlation ID

# Fact.
role = Role

# Fact.
kind = Kind

# Fact.
email = Email

# Fact.
user-id = User ID

# Fact.
on-behalf-of = On behalf of

# Fact.
recorded = Recorded

# Fact.
utc = In UTC

# Fact.
user-agent = Browser or program

# Fact: the number.
id = ID

# Fact: the sender's id.
event-id = Event ID

# Column of records.
record = Record

# Column of records.
record-type = Record type

# Column of records.
record-id = Record ID

# Column of records.
effect = Effect

# A record that the changed one belongs to.
belongs = Related

# Column of calendars.
school = School

# Column of calendars.
end-year = End Year

# Title of the list of records.
updated-records = Updated records

# In place of that list.
no-records = This action updated no record.

# Closes the list where it stands over the log.
close = Close

# Magnifying glass.
# $name (String): the record's
open-record = Open { $name } for editing, in a new tab

# Link from a record to all of its entries.
# $name (String): the record's
record-entries = All entries on { $name }

# Stands for a value that wasn't there.
no-value = none

# Stands for an empty text.
empty-value = empty

# Stands for a secret.
masked-value = hidden: a secret is never kept

# Stands for both values of a secret.
masked-change = changed, value not kept

# Part of a value that is new.
added = Added

# Part of a value that is gone.
removed = Removed

# Part of a value that differs.
changed = Changed

# Stands for a line without text.
empty-line = empty line

# Parts that are the same before and after.
# $count (Number): how many
unchanged = { $count } unchanged

# Lines that are the same before and after.
# $count (Number): how many
unchanged-lines = { $count ->
    [one] { $count } unchanged line
   *[other] { $count } unchanged lines
}

# Opens the rest of many parts.
# $count (Number): how many
show-more = Show { $count } more

# Opens a long value.
# $characters (Number): its length
show-all = Show all { $characters } characters

# Note on an entry.
time-missing = The application gave no time; this is when Annals recorded the entry.

# Note on an entry.
clock-ahead = The application’s clock was ahead of the server’s.

# Note on an entry.
masked = Secrets in this entry were hidden before it was kept.

# Note on an entry.
redacted = Parts of this entry have been redacted since.

# Button.
copy = Copy

# What the button says afterwards.
copied = Copied

# The link to the page of a record.
record-page = Page

# What assistive technology says of it.
# $name (String): the record
record-page-of = Page of { $name }
