### Filters beside the table.

# Name of the landmark.
title = Filters

# Link to the filters on a narrow screen.
# $active (Number): how many are set
open = { $active ->
    [0] Filters
   *[other] Filters ({ $active })
}

# Closes them.
close = Close filters

# Group.
date-range = Date Range

# Before what is left out.
without = Without

# Entries that tell of views and exports of records and of this log.
access = views and exports

# How to ask for it in the search bar.
access-hint =
    Entries that only tell that something was viewed or exported (-type:access). Every look at this
    log is such an entry.

# Link.
hide-access = Hide views and exports

# Field.
from = From

# Field; the day or minute it names is included.
to = To

# Beneath the fields.
date-hint = A day, with or without a time. The last day is included.

# Shown in the empty fields.
date-example = 11/20/2026 5:10 PM

# The same where days are typed before their month.
date-example-day-first = 20/11/2026 5:10 PM

# Button.
apply = Apply

# A range with both ends.
# $from (String): the first day or moment
# $last (String): the last
between = { $from } – { $last }

# A range without an end.
# $from (String): the first day or moment
since = since { $from }

# A range without a beginning.
# $last (String): the last day or moment
until = until { $last }

# Title of the message about a date range that can't be used.
range-problem = This date range can’t be used

# What is wrong with the date in a field.
# $field (Markup): the field's name
# $problem (Markup): what is wrong
problem-of = { $field }: { $problem }

# What is wrong with a date.
ends-before = This lies before the first day.

# What is wrong with a link.
# $parts (String): what was left out
not-understood = Part of this link is not understood and was left out: { $parts }

# What is wrong with a link to a page.
stale-cursor = This link to a page belongs to another search; here is the first page.

# Opens the rest of a list.
# $count (Number): how many more
more = { $count } more

# Nothing to choose from.
none = None in these entries.

# Before the name of a value that is chosen, for screen readers.
remove = Remove filter:

# Before the name of a value that is not.
choose = Filter by:

# Name of the list of what is chosen.
active = Active filters

# Removes every filter, keeps the words.
clear = Clear filters

# A source or user that has no name.
unnamed = (none)

# Range: no limit.
any-time = Any time
# Range.
today = Today
# Range.
yesterday = Yesterday
# Range: today and the days before it.
# $days (Number): how many days
last-days = { $days ->
    [one] Last { $days } day
   *[other] Last { $days } days
}
