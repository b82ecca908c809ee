### The log and its table.

# Title of the page.
title = Audit Log

# The columns, in the order in which they stand.
date-and-time = Date and Time

# Column.
member-name = Member Name

# Column.
username = Username

# Column.
source = Source

# Column.
ip-address = IP Address

# Column.
action = Action

# Column.
affected-records = Affected Records

# Marks an entry that stands out.
critical = Critical

# Name of the landmark that holds table and histogram.
results = Entries

# How many entries.
# $count (Number): how many
entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}

# In the place of shown where further entries come.
# $total (Number): how many there were
at-first = { $total ->
    [one] { $total } entry when this page was opened
   *[other] { $total } entries when this page was opened
}

# Some of all rows: "51–100 of 12,408 entries".
# $first (Number): the first row's place
# $last (Number): the last row's place
# $total (Number): how many there are
shown = { $first }–{ $last } of { $total ->
    [one] { $total } entry
   *[other] { $total } entries
}

# The same where the order makes places costly.
# $rows (Number): how many rows are shown
# $total (Number): how many there are
shown-without-places = { $rows } of { $total ->
    [one] { $total } entry
   *[other] { $total } entries
}

# What is shown, and in which order.
# $shown (Markup): how many entries
# $order (Markup): their order
summary = { $shown }, { $order }

# The order of rows.
# $column (String): by what
# $way (String): ascending or descending
order = { $way ->
    [descending] by { $column }, descending
   *[ascending] by { $column }, ascending
}

# The usual order.
newest-first = newest first

# Its reverse.
oldest-first = oldest first

# On paper, where the search bar is left out.
# $query (Markup): the words that were searched for
searched = Searched for: { $query }

# On paper, where there is no filter by date.
at-any-time = Of any time

# Link to entries that came since the page did.
# $count (Script): how many
new-entries = { $count } new

# Link to further rows.
older = Older

# Link to further rows.
newer = Newer

# Link to further rows in an order that is not by time.
next = Next

# Link to further rows in an order that is not by time.
previous = Previous

# Link to the first rows.
newest = Newest

# Link to the first rows in an order that is not by time.
first = First

# Name of the landmark around those links.
pages = Pages

# Name of the second such landmark.
pages-below = Pages, below the table

# Link from a cell with many records to all of them.
# $count (Number): how many more
more-records = +{ $count } more

# Name of the book icon.
# $count (Number): how many records
# $action (String): what was done
updated-records = { $count ->
    [one] Updated record of “{ $action }”
   *[other] { $count } updated records of “{ $action }”
}
