### Organisations: the tree of them, and the choice of one.

# The page, and the group of what the search of pages finds.
title = Organisations

# A column of the log.
one = Organisation

# The menu at the organisation's name in the header.
switch = Change organisation

# The organisation whose log is shown, with those below it.
# $name (Markup): it
and-below = { $name } and below

# The choice of an organisation with those below it; stands beside its name.
below = and below

# The same for those who don't see what it stands beside.
# $name (String): the organisation
show-below = { $name } and below

# The state of an organisation.
closed = Closed

# A field of the menu.
find = Find an organisation

# Its button.
find-submit = Find

# The way from the menu to the page.
# $count (Number): how many there are
all = All { $count } organisations

# Among entries of several organisations.
choose-one = To delete all that match, choose one organisation; of several, tick the entries.

# Among entries of several organisations.
# $number (Id): the number of an entry
# $example (Markup): lincoln:17
number-alone = Each organisation has an entry { $number }. Name it with its own: { $example }.

# Among too many organisations.
# $max (Number): how many can be followed
too-many-logs = At most { $max } organisations are followed as entries come; choose one with fewer below it.

# An export that was under way.
changed-meanwhile = What you may see here has changed meanwhile; export again.

# What is wrong with the id of a new organisation.
# $characters (Markup): a-z 0-9 - _ .
no-id = An id has up to 64 characters: { $characters }, and begins with a letter or a digit.

# The id of a new organisation is another one's.
# $id (Markup): it
taken = The id { $id } is taken. Choose another one.

# What is wrong with a name.
# $max (Number): characters that it may have
name-length = The name of an organisation has 1 to { $max } characters.

# What is wrong with a name.
# $character (Markup): its number in Unicode
name-unprintable = The name contains a character that can’t be seen, { $character }. Leave it out.

# What is wrong with a zone.
# $name (Markup): it
# $example (Markup): America/Chicago
no-zone = There is no time zone { $name }; write one such as { $example }.

# What is wrong with a zone.
zone-locked = An organisation above has locked the time zone. Leave it as it is there.

# What is wrong with the place of an organisation.
# $id (Markup): what was typed
no-parent = There is no organisation { $id } among those you may manage.

# What is wrong with the place of an organisation.
below-itself = An organisation can’t lie below itself.

# What is wrong with the place of an organisation.
held = A legal hold of an organisation above keeps everything here, and would not at the new place. Have it released, or place one here, first.

# What is wrong with the place of an organisation.
# $max (Number): levels
too-deep = Organisations lie at most { $max } levels deep.

# What is wrong with the place of an organisation.
# $name (Markup): the one that is closed
closed-above = { $name } is closed; reopen it first.

# Why somebody can't move or close it.
own = Your own organisation is moved and closed only by those above it.

# Somebody else changed it at the same moment.
meanwhile = Someone changed this organisation meanwhile. Look at it as it is now, then try again.

# Under the title of the page.
about = An organisation and those below it: a state, its districts, their schools. Nobody sees what lies above or beside their own.

# Other words by which the page is found.
page-words = organizations tree districts schools create move close rename

# How many are shown.
# $count (Number): how many there are
count = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}

# Nothing is found.
# $typed (Markup): what was typed
none = No organisation is called { $typed }.

# Leads from there to all.
show-all = Show all

# Of too many.
# $count (Number): how many aren't shown
more = { $count } more are not listed; find them by name or id.

# Where an organisation lies.
# $name (Markup): the one above it
in-above = in { $name }

# The state of an organisation below a closed one.
closed-above-tag = Closed above

# Leads to the entries of an organisation.
log = Audit Log

# The same for those who don't see what it stands beside.
# $name (String): the organisation
log-of = Audit Log of { $name }

# Title, and button.
add = Add an organisation

# Under that title.
add-about = It begins empty, with the preferences of the one above it. Its id is kept for ever; its name can be changed.

# Button on the page of the one above.
add-below = Add one below

# Label.
id = Id

# Label.
name = Name

# Label.
zone = Time zone

# Under the field of the zone.
zone-hint = Whose clock its dates and working hours follow: America/Chicago

# Under the field of the zone of a new one.
zone-hint-new = Whose clock its dates and working hours follow: America/Chicago. Left empty, that of the one above it.

# Label.
parent = Id of the organisation above

# Before the name of the one above.
above = Below

# Before a moment.
created = Created

# Before a moment.
closed-since = Closed since

# Before the name of its log, which proofs carry.
log-id = Log id

# Button.
copy-log-id = Copy the log id

# Head.
right-below = Organisations below

# Under it.
none-below = There are none.

# More than are listed.
# $count (Number): how many
more-below = and { $count } more

# Head.
change = Name and time zone

# Head, where the zone can't be changed.
change-name = Change the name

# Head.
move-title = Move

# Under it.
move-about = What lies below moves with it. From then on those above its new place may see it, and those above its old one no longer.

# Button.
move-submit = Move

# Head, and button.
close = Close the organisation

# Under it.
close-about = Everybody who belongs to it, or to one below, is signed out and can’t sign in; its keys stop; nothing more comes in. What was logged stays, and those above can read it. It can be reopened.

# Box without which it is not closed.
# $name (Markup): the organisation
confirm-close = Close { $name } and all below it

# What is wrong when the box is not ticked.
not-confirmed = Tick the box to close it.

# Head, and button.
reopen = Reopen the organisation

# Under it.
reopen-about = Those who belong to it can sign in again, and its keys work again.

# Notice.
was-created = The organisation was created.

# Notice.
was-changed = The organisation was changed.

# Notice.
was-moved = The organisation was moved.

# Notice.
was-closed = The organisation was closed.

# Notice.
was-reopened = The organisation was reopened.
