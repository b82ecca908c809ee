### Selected rows.

# Name of the bar.
title = Selected entries

# Name of a row's box.
# $number (Id): the entry's number
select = Select entry { $number }

# Name of the head's box.
select-all = Select all entries of this page

# How many rows are selected.
# $count (Script): how many
count = { $count } selected

# When all rows of the page are selected, and more match.
# $count (Script): how many
page = All { $count } on this page are selected.

# What stands there without script, and when the box beneath is ticked.
some = Selected entries

# When all that match are selected.
# $total (Number): how many
everything = All { $total } that match are selected.

# Box: takes all that match, and leaves it at the page's again.
# $total (Number): how many
select-everything = Select all { $total } that match

# Button.
export-xlsx = Export Excel
# Button.
export-csv = Export CSV
# Button.
export-pdf = PDF report
# Button.
export-ndjson = Export NDJSON

# Button.
copy = Copy rows

# What the button says afterwards.
copied = Copied

# Button; before anything goes one looks at it.
delete = Delete…

# Button.
clear = Clear
