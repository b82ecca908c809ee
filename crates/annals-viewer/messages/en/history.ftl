### The history of a record: its values over time, and as of a moment.

# Tab and heading.
title = History

# Under the heading.
about =
    What each value of this record was, and who set it, as far as entries tell. Changes of records
    below it stand on their own pages.

# Heading of the values.
values = Values

# Label of the field for a day or moment.
as-of = As of

# Beneath that field.
as-of-hint = A day, or a day and a time. Of a day, what was so when it ended.

# Button beside it.
show = Show

# Link: the values as they are today.
now = Values now

# Above the values: when they were so.
# $moment (Markup): the moment
at = As of { $moment }.

# Above the values of today.
at-now = As of now.

# The record came into being.
# $moment (Markup): when, a link to the entry
# $member (Markup): by whom
created = Created { $moment } by { $member }.

# The record is gone.
# $moment (Markup): when, a link to the entry
# $member (Markup): by whom
deleted = Deleted { $moment } by { $member }. The values are those that it had before.

# The record was not there yet.
# $moment (Markup): when it came into being, a link to the entry
# $member (Markup): by whom
not-yet = It was not there yet: created { $moment } by { $member }.

# Too many entries on other records stand between.
unsure =
    Whether it was there then is not certain: the entries that would tell stand behind many others, on
    records below it.

# Nothing is told of its values.
no-values = No entry tells of a value.

# Head of a column.
property = Property

# Head of a column.
value = Value

# Head of a column.
set-by = Set by

# Head of a column: when it was set.
since = Since

# Value of a secret.
masked = A secret, which is not kept

# Nothing tells what the value was.
unknown = Not known

# In place of who set a value.
derived = No entry tells who set it.

# Under a value that is known from a later change.
# $moment (Markup): when it was changed, a link to the entry
derived-from = It stood there until the change of { $moment }.

# Under a value that was changed later.
# $moment (Markup): when, a link to the entry
changed-later = Changed { $moment }.

# Under a value: a later change found another one.
# $moment (Markup): when it was changed, a link to the entry
# $value (Markup): what it found
differs =
    The change of { $moment } found { $value } in its place: it became so without an entry that you may
    see.

# More properties than are shown.
# $count (Number): how many are shown
more-properties = Only the first { $count } by name are shown.

# Properties of which it isn't known whether they are the record's own.
# $names (Markup): their names
unread =
    Not certain: { $names }. Many entries on records below this one tell of such values, and not all were
    read.

# Heading of the list.
changes = Changes

# Under that heading: only one property is shown.
# $property (Markup): its name
only = Only { $property }.

# Link: every property again.
all = Show all

# Link on the name of a property.
# $property (String): its name
only-this = Changes of { $property } only

# No change in the list.
no-changes = No entry tells of a change.

# In the list: the record came into being.
row-created = Created

# In the list: the record was deleted.
row-deleted = Deleted

# Under a change: the entry changed other records as well.
# $count (Number): how many others
others = { $count ->
    [one] The entry changed another record as well, and doesn’t tell which of them this is about.
   *[other] The entry changed { $count } other records as well, and doesn’t tell which of them this is about.
}

# Under the list: reading ended before the page was full.
# $moment (Markup): until when was read
read-to = Read back to { $moment }: most entries there are on other records.

# Link: the page behind.
next = Earlier changes

# Link: the first page.
first = To the newest

# Above the values, for those whose rights are limited to some school years.
partial = You see the entries of some school years only. Others may have changed this record since, or deleted it.
