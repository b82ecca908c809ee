### Saved and ready views.

# Opens the menu; title of the page about all of them.
title = Views

# Group.
own = Your views

# Group.
shared = Shared

# Group.
ready = Ready to use

# In place of the group's views.
none = None yet. Search the Audit Log, then choose Views and Save.

# Link to the page.
# $count (Number): how many
all = All { $count } views

# Mark of a search that is no longer what the view keeps.
changed = changed

# Button.
save-changes = Save changes

# Link.
undo-changes = Undo changes

# Group and title.
save-search = Save this search

# Under it.
save-hint =
    Keeps words, filters, order and columns. “Last 7 days” stays the last 7 days, whenever it is
    opened.

# Field.
name = Name

# Box.
share = Share with everyone who reads this log

# Button.
save = Save

# Link.
edit = Edit

# Name of that link.
# $name (String): the view's
edit-named = Edit the view { $name }

# Title.
edit-title = Edit view

# Fact: what the view finds.
finds = Finds

# How to give a view another search.
change-search = To change what it finds, open it, change the search, and choose “Save changes”.

# Opens the last question.
delete = Delete this view

# The last question about one's own.
delete-own = The view goes away for good. Entries are not touched.

# The last question about a shared one.
delete-shared =
    The view goes away for good, and for everyone. Its link will lead nowhere. Entries are not
    touched.

# Button.
delete-now = Delete

# Link.
cancel = Cancel

# Notice.
deleted = The view was deleted.

# Notice.
renamed = The view was changed.

# Who shares a view.
# $name (String): their name
by = by { $name }

# Mark of one's own view that others see.
is-shared = shared

# Beside one's own view.
yours = your view

# A view that finds all there is.
everything = Everything

# Mark of a view that also finds views and exports.
with-access = with views and exports

# Notice on a link to a view that is gone or private.
no-such-view =
    The view that this link names does not exist, or is not shared with you. Its search is shown
    without its name.

# Field.
person = Person

# Under it.
person-hint = A username, or the name as it stands in the log.

# Button.
show-day = Show the day

# What is wrong with the field.
no-such-person = No entry in this log is by this person.

# The same.
several = Several people are called so. Choose one:

# A ready view.
failed-sign-ins = Failed sign-ins
# What it finds.
failed-sign-ins-about = Sign-ins that failed or were refused

# A ready view.
permission-changes = Permission changes
# What it finds.
permission-changes-about = Users, groups, rights, preferences and API keys

# A ready view.
deletions = Deletions
# What it finds.
deletions-about = Whatever was deleted, voided or revoked

# A ready view.
exports = Exports
# What it finds.
exports-about = What left as a file, this log included

# A ready view.
bulk-operations = Bulk operations
# What it finds.
bulk-operations-about = 20 or more records or entries in one go

# A ready view.
off-hours = Off hours
# What it finds.
off-hours-about = Outside of the organisation’s working hours and days

# A ready view.
last-day = A person’s last day
# What it finds.
last-day-about = Asks for whom
