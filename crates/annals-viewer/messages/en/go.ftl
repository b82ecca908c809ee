### Search of pages, views, people and records.

# Link in the header, and name of the dialog.
title = Search pages

# Words of the link.
open = Search pages…

# The key that opens it.
key = Ctrl K

# Label of the field.
label = Page, view, person or record

# Shown in the empty field.
placeholder = Audit Log, a view, a person, a record

# Button.
submit = Search

# Button.
close = Close

# Name of the list.
results = Results

# Told to screen readers.
# $count (Script): how many
count = Results: { $count }

# Told when results can't be loaded.
failed = The results can’t be loaded. Press Enter to try on a page of its own.

# Beneath the list.
keys = ↑ ↓ to choose, Enter to open, Esc to close

# Group.
pages = Pages

# Group.
views = Views

# Group.
entries = Entries

# Group.
people = People

# Group.
records = Records

# Group.
search = In the log

# What a page is called besides its name.
audit-log-words = view history activity entries changes

# What a page is called besides its name.
views-words = all saved shared ready searches

# What a page is called besides its name.
security-words =
    reports audit rights permissions accounts groups preferences tools calendars changed by

# Beside a person.
person = what they did

# Leads to the log.
# $typed (String): what was typed
search-for = Search the Audit Log for “{ $typed }”
