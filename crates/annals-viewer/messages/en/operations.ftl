### Bulk operations.

# Under the title.
how = Entries belong to one operation when they carry the same correlation id.

# Where the list begins.
# $moment (Markup): it
before = Only entries before this moment: { $moment }

# In place of the list.
none = None among these entries.

# How far back it was looked.
# $count (Number): how many entries
# $until (Markup): the moment
looked = Looked through the newest { $count } entries of operations, back to { $until }

# Link.
further = Look further back

# Column.
last = Last entry

# Column.
entries = Entries

# Column.
records = Records

# A sum of which parts may be missing.
# $count (Number): what was found
at-least = at least { $count }
