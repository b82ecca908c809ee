### Deleting entries.

# Title of the page.
title = Delete entries

# What goes.
# $count (Number): how many entries
will-go = { $count ->
    [one] { $count } entry will be deleted
   *[other] { $count } entries will be deleted
}

# Nothing goes.
nothing = Nothing can be deleted here

# Why.
nothing-text = No entry matches any more, or all that match have to stay.

# What stays of what matches.
# $count (Number): how many entries
kept = { $count ->
    [one] { $count } entry that matches will stay: it tells of deletions, exports, views or
        changes of Annals itself, and nobody can delete that.
   *[other] { $count } entries that match will stay: they tell of deletions, exports, views
        or changes of Annals itself, and nobody can delete that.
}

# When they happened.
# $earliest (Markup): the first moment
# $latest (Markup): the last
when = From { $earliest } to { $latest }.

# When the only one happened.
# $earliest (Markup): the moment
when-one = It happened on { $earliest }.

# The search in words.
# $search (Markup): it
search = Searched for: { $search }.

# The same, without entries that tell of views and exports.
# $search (Markup): it
search-hiding = Searched for: { $search }; without views and exports.

# Instead of a search.
ticked = Selected one by one in the table.

# Figures.
by-organization = By organisation

# Figures.
by-action = By action

# Figures.
by-user = By user

# Those that have no line of their own.
others = Others

# Some of those that go.
# $count (Number): how many entries go
sample = { $count ->
    [one] The entry
   *[other] The newest of them
}

# What stays.
stays = What stays

# It stays.
# $count (Number): how many entries go
stays-numbers = { $count ->
    [one] Its number and its place in the log: it can still be proved that nothing else went.
   *[other] Their numbers and their places in the log: it can still be proved that nothing else
        went.
}
# It stays.
stays-trace =
    An entry that tells of this deletion, with your name and your reason. It can't be deleted.
# It stays, where entries of several organisations go.
stays-traces =
    In the log of each organisation an entry that tells of it, with your name and your reason. It
    can't be deleted.
# It stays.
stays-copies = Copies that were exported or backed up before.

# What does not.
# $count (Number): how many entries go
goes = { $count ->
    [one] From now on nobody finds it. Its content goes from every file within hours, for good.
   *[other] From now on nobody finds them. Their content goes from every file within hours, for
        good.
}

# Field.
reason = Reason

# Under it.
reason-hint = Stays in the log: why these entries have to go.

# Field.
# $count (Number): how many entries go
confirm = Type { $count } to confirm

# When something else was typed.
# $count (Number): how many entries go
not-confirmed = This is not { $count }, the number of entries that go.

# Button.
# $count (Number): how many entries
delete = { $count ->
    [one] Delete { $count } entry
   *[other] Delete { $count } entries
}

# Leads back.
cancel = Cancel

# Leads back.
back = Back to the Audit Log

# The set is another one than was looked at.
# $then (Number): how many matched
# $now (Number): how many match
changed =
    Nothing was deleted, because what matches has changed: { $then } then, { $now } now. Look again.

# Title of the page afterwards.
done = Deleted

# What was done.
# $who (Markup): by whom
# $entries (Markup): "3 entries"
# $when (Markup): the moment
done-text = { $who } deleted { $entries } on { $when }.

# The way to the entry that tells of it.
trace = The entry that tells of it

# Title at the address of an entry that was deleted.
gone = This entry was deleted

# Its text, above the way to the entry that tells of the deletion.
# $number (Id): the number of the entry
# $when (Markup): the moment
gone-text =
    Entry { $number } was deleted on { $when }. The entry that tells of it says by whom, and why.

# Title of the page afterwards, where some stayed.
not-all = Not everything was deleted

# What was done in one of several organisations.
# $organization (Markup): its name
# $count (Number): how many entries
deleted-in = { $count ->
    [one] { $organization }: { $count } entry deleted.
   *[other] { $organization }: { $count } entries deleted.
}

# What was not done in one of several organisations.
# $organization (Markup): its name
# $count (Number): how many entries were to go
stayed-in = { $count ->
    [one] { $organization }: the entry is still there, nothing was deleted.
   *[other] { $organization }: all { $count } entries are still there, nothing was deleted.
}

# Why entries of one organisation can't be deleted together with those of others.
# $organization (Markup): its name
not-here = You may not delete entries of { $organization }. Clear its boxes, then try again.

# What stays of what matches, because it is held.
# $count (Number): how many entries
held = { $count ->
    [one] { $count } entry that matches will stay, because a legal hold keeps it:
   *[other] { $count } entries that match will stay, because legal holds keep them:
}

# How many of them one hold keeps.
# $hold (Markup): the hold
# $count (Number): how many entries
held-by = { $count ->
    [one] { $hold }: { $count } entry
   *[other] { $hold }: { $count } entries
}
