### Export of a search.

# Opens the choice of formats.
title = Export

# What will be in the file.
# $total (Number): how many entries
scope = { $total ->
    [one] Exports the one entry that matches.
   *[other] Exports all { $total } entries that match, newest first.
}

# Under it.
told = The export is itself an entry of this log.

# Button.
xlsx = Excel workbook
# Button.
csv = CSV for spreadsheets
# Button.
pdf = PDF report
# Button.
ndjson = NDJSON for programs

# Heading of the page of a file that is made.
growing = Making the file

# How far it is: "12,000 of 1,000,000 entries".
# $done (Number): how many are written
# $total (Number): of how many
progress = { $done } of { $total ->
    [one] { $total } entry
   *[other] { $total } entries
}

# Under it.
growing-text = You can leave this page: the file goes on being made, and its address stays the same.

# Ends it.
cancel = Cancel

# Heading when it is done.
ready = The file is ready

# Fetches it.
download = Download

# What a file holds: "1,000,000 entries, 95.4 MB".
# $entries (Number): how many
# $size (String): its length with the unit
size = { $entries ->
    [one] { $entries } entry, { $size }
   *[other] { $entries } entries, { $size }
}

# A small file's length.
# $count (Number): how many
bytes = { $count } bytes

# Before its time.
until = Kept until

# What the checksum is.
checksum = SHA-256

# Copies it.
copy-checksum = Copy the checksum

# Removes it at once.
remove = Remove the file

# Heading when it could not be made.
failed = The file could not be made

# When there is nothing that the reader could change.
failed-text = Something went wrong on the server. Nothing was lost; try again.

# Heading where a file was.
gone = This export is not here any more

# Why.
gone-text = A file is kept for an hour after it was made, for whoever asked for it. It goes earlier when
    the server restarts, when its owner removes it or makes a fourth one.

# How to get it again; a link to all entries about exports follows.
gone-again = To make it again, search as before and choose Export. The log has an entry about every
    export, with its search:

# Leads there.
gone-find = all exports

# Back to the search.
back = Back to the Audit Log





# Column of the file.
description = Description
