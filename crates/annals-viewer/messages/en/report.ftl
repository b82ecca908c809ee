### What a PDF report says.

# Fact: what was searched for.
search = Search

# The search, without entries that tell of views and exports.
# $search (String): it in words
search-hiding = { $search }; without views and exports

# Instead of a search.
ticked = Entries selected one by one

# Fact: how many.
entries = Entries

# How many entries a report has.
# $count (Number): how many
total = { $count ->
    [one] { $count } entry
   *[other] { $count } entries, newest first
}

# How many entries a report in several parts has, and which of them are in this part.
# $count (Number): how many
# $first (Number): the first one here, counted from 1
# $last (Number): the last one here
total-of-part = { $count ->
    [one] { $count } entry; this part has number { $first } to { $last } of them
   *[other] { $count } entries, newest first; this part has number { $first } to { $last } of them
}

# Fact: when it was made, and by whom.
made-fact = Made

# When it was made, and by whom.
# $moment (String): "2026-11-20 03:14 -06:00"
# $name (String): of a person
# $username (String): of the same
made-by = { $moment } by { $name } ({ $username })

# At the foot of every page.
# $moment (String): "2026-11-20 03:14 -06:00"
made = Made { $moment }

# Fact: the zone of times.
time-zone = Time zone

# The zone of times.
# $name (String): "America/Chicago"
zone = { $name }; the same moment in UTC stands beneath each time

# At the foot of every page. The number of pages is known last and has to stand at the end.
# $page (Id): which page it is
page = Page { $page } of

# One of several documents.
# $part (Number): its number
# $parts (Number): of how many
part = Part { $part } of { $parts }

# Under a name: whom something was done for.
# $name (String): of a person
for-other = for { $name }

# Where a row goes on that began on an earlier page.
continued = continued

# At the foot of pages on which characters are shown by their numbers.
unshown = U+… in a frame is the number of a character that does not show itself, or that no font of
    this report has. The exports as CSV, NDJSON and Excel have the character.

# After the last row.
# $count (Number): how many entries
end = { $count ->
    [one] End of the report: { $count } entry.
   *[other] End of the report: { $count } entries.
}

# After the last row of a part that others follow.
# $part (Number): its number
# $parts (Number): of how many
# $count (Number): how many entries it has
# $total (Number): of how many
end-of-part = { $count ->
    [one] End of part { $part } of { $parts }: { $count } entry of { $total }.
   *[other] End of part { $part } of { $parts }: { $count } entries of { $total }.
}

# After the last row of the last part.
# $count (Number): how many entries it has
# $total (Number): of how many
end-of-last-part = { $count ->
    [one] End of the last part: { $count } entry of { $total }.
   *[other] End of the last part: { $count } entries of { $total }.
}

# On the page of the file.
# $parts (Number): how many documents
# $rows (Number): entries of one at most
parts = { $parts ->
    [one] A ZIP folder with { $parts } PDF document of up to { $rows } entries.
   *[other] A ZIP folder with { $parts } PDF documents, numbered, of up to { $rows } entries each. Its text
        file has the SHA-256 of each.
}
