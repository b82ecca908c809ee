### Chart of entries over time.

# Name of a chart whose bars are minutes.
# $minutes (Number): how many minutes a bar has
per-minutes = { $minutes ->
    [1] Entries per minute
    [one] Entries per { $minutes } minute
   *[other] Entries per { $minutes } minutes
}

# Name of a chart whose bars are hours.
# $hours (Number): how many hours a bar has
per-hours = { $hours ->
    [1] Entries per hour
    [one] Entries per { $hours } hour
   *[other] Entries per { $hours } hours
}

# Name of a chart.
per-day = Entries per day
# Name of a chart.
per-week = Entries per week
# Name of a chart.
per-month = Entries per month
# Name of a chart.
per-quarter = Entries per quarter
# Name of a chart.
per-year = Entries per year

# One bar: "Nov 20, 2026: 14 entries".
# $label (String): which
# $count (Number): how many entries
bar = { $label }: { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}

# Opens the same figures as a table.
as-table = Show as table

# Head of the table's first column.
period = Period

# Head of the table's second column.
entries = Entries

# Entries before the first bar.
# $count (Number): how many
# $day (String): where the chart begins
earlier = { $count } before { $day }

# A bar within a day: "Nov 20, 2026, 9:00 AM".
# $day (String): the day
# $clock (String): the time of day
minute = { $day }, { $clock }

# A bar within a day: "Nov 20, 2026, 9:00 AM – 12:00 PM".
# $day (String): the day
# $from (String): the time of day at which it begins
# $to (String): the time of day at which it ends
hours = { $day }, { $from } – { $to }

# A bar: "Week of Nov 16, 2026".
# $day (String): its Monday
week = Week of { $day }

# A bar: "Quarter from October 2026".
# $month (String): its first month
quarter = Quarter from { $month }

# Bars that are being chosen: "Nov 2 – Nov 8: 14 entries".
# $from (String): the first
# $to (String): the last
# $entries (String): how many entries they hold, in words
chosen = { $from } – { $to }: { $entries }

# The same for a single one.
# $label (String): which
# $entries (String): how many entries it holds, in words
chosen-one = { $label }: { $entries }

# How many entries bars hold.
# $count (Script): how many
chosen-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
