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
choose-one = To delete entries, or to export single ones, choose one organisation.

# Among too many organisations.
# $max (Number): how many can be followed
too-many-logs = At most { $max } organisations are followed as entries come; choose one with fewer below it.

# An export that was under way.
moved-meanwhile = Some of the organisations were moved meanwhile; export again.

# What is wrong with the id of a new organisation.
# $characters (Markup): a-z 0-9 - _ .
no-id = An id has up to 64 characters: { $characters }, and begins with a letter or a digit.

# The id of a new organisation is another one's.
# $id (Markup): it
taken = There is an organisation { $id } already.

# What is wrong with a name.
# $max (Number): characters that it may have
name-length = The name of an organisation has 1 to { $max } characters.

# What is wrong with a name.
name-unprintable = The name contains a control character.

# What is wrong with a zone.
# $name (Markup): it
# $example (Markup): America/Chicago
no-zone = There is no time zone { $name }; write one such as { $example }.

# What is wrong with the place of an organisation.
# $id (Markup): what was typed
no-parent = There is no organisation { $id } among those you may manage.

# What is wrong with the place of an organisation.
below-itself = An organisation can’t lie below itself.

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
