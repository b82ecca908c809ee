### Organisations: the tree of them, and the choice of one.

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
