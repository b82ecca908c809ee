### A search in words: before entries are deleted, and on reports. In English these are the words of
### `annals_query::describe`; a test compares them.

# No condition.
every-entry = every entry

# Conditions that all hold.
# $before (Markup): the first, or more of them
# $next (Markup): the next one
all = { $before }, and { $next }

# Conditions of which one holds.
# $before (Markup): the first, or more of them
# $next (Markup): the next one
any = { $before } or { $next }

# A condition that does not hold.
# $what (Markup): the condition
not = not { $what }

# Words that are looked for.
# $words (Markup): they
quoted = “{ $words }”

# The beginning of a word.
# $words (Markup): it, with those before it
begun = “{ $words }…”

# Who did it.
# $words (Markup): quoted words
done-by = done by { $words }

# Who did it, by their whole name.
# $name (Markup): it
who = the actor is { $name }

# To whom or what it was done.
# $words (Markup): quoted words
affecting = affecting { $words }

# What stands in the description.
# $words (Markup): quoted words
in-description = { $words } in the description

# What was changed.
# $name (Markup): the property
changed = { $name } changed

# What is told besides.
# $name (Markup): its name
with-detail = with the detail { $name }

# What stands in a detail.
# $words (Markup): quoted words
# $name (Markup): its name
in-detail = { $words } in the detail { $name }

# A part of an entry with a whole value.
# $part (String): which
# $value (Markup): the value
is = { $part ->
    [user] username is { $value }
    [source] source is { $value }
    [action] action is { $value }
    [category] category is { $value }
    [area] area is { $value }
    [correlation] correlation id is { $value }
   *[kind] kind of actor is { $value }
}

# The type of an entry.
# $kind (String): which
type-is = { $kind ->
    [add] type is add
    [change] type is change
    [delete] type is delete
    [access] type is access
   *[other] type is other
}

# The outcome.
# $outcome (String): which
outcome-is = { $outcome ->
    [success] outcome is success
    [failure] outcome is failure
   *[denied] outcome is denied
}

# Entries that stand out.
critical = critical

# All others.
not-critical = not critical

# On which record it was done.
# $kind (Markup): its type
# $id (Markup): its id
on-record = on the { $kind } { $id }

# From where.
# $address (Markup): an IP address
from-address = from the address { $address }

# From where.
# $network (Markup): IP addresses that begin alike
from-network = from the network { $network }

# A school in a school year.
# $school (Markup): it
# $year (Markup): 2026/27
school-in-year = of { $school } in { $year }

# A school.
# $school (Markup): it
school = of { $school }

# A school year.
# $year (Markup): 2026/27
school-year = of the school year { $year }

# Any school year.
any-school-year = of any school year

# The id of an entry.
# $id (Markup): it
with-id = with the id { $id }

# The number of an entry.
# $number (Id): it
entry-number = entry number { $number }

# What an entry has.
# $what (String): which part
has = { $what ->
    [records] with affected records
    [changes] with changes
    [details] with details
    [ip] with an address
    [reason] with a reason
    [description] with a description
    [calendar] with a calendar
    [correlation] with a correlation id
   *[area] with an area
}

# A day, month or year.
# $day (Markup): 2026-01-31
on = on { $day }

# A time of a day.
# $day (Markup): 2026-01-31
# $time (Markup): 17:10
on-at = on { $day } at { $time }

# Days.
# $first (Markup): 2026-01-01
# $last (Markup): 2026-01-31
on-days = on { $first } to { $last }

# Moments.
# $from (Markup): the first
# $to (Markup): the first one after them
between = from { $from } until before { $to }

# Moments.
# $from (Markup): the first
since = since { $from }

# Moments.
# $to (Markup): the first one after them
before = before { $to }

# All moments.
any-time = at any time

# When nobody works.
off-hours = outside working hours
