### Retention: how long what messages say is kept.

# Title, and entry of menus.
title = Retention

# Other words by which the page is found.
words = keep delete purge content messages text months policy

# Under the title.
about =
    What messages say is purged when it has been kept for long enough. That a message was sent, and
    what became of it, stays.

# Nothing is purged before someone confirms it.
waits = Waits for confirmation

# What that means.
waits-about =
    Nothing is purged before someone with the right Retention: Manage has confirmed it, for the
    first time and after each time when a period was shortened.

# It runs every day.
goes-by-itself = Runs by itself, once a day

# When the next run goes.
# $at (Markup): when
next-run = The next run goes at { $at } or soon after.

# No channel has an end.
keeps-all = Everything is kept for ever

# Who confirmed it.
# $by (Markup): who
# $at (Markup): when
confirmed-by = Confirmed by { $by }, { $at }

# Heading of what is kept.
kept-title = What is kept

# Head of a column: which messages.
log = Log

# Head of a column: how long.
kept-for = Kept for

# Head of a column: how many texts.
kept = Texts kept

# Head of a column: when the oldest was sent.
oldest = Oldest sent

# Head of a column: how many are due.
due = Due now

# Head of a column: how many will be due.
due-soon = Due in 30 days

# Heading of the form.
confirm-title = Confirm

# Above its box.
confirm-about =
    A run begins at once and purges all that is due now; then one goes each day. What was purged is
    gone from the database and from later backups, and nobody can bring it back.

# The box.
confirm-box = Purge what is due, now and from now on

# Button.
confirm = Confirm retention

# The box was not ticked.
not-confirmed = Tick the box to confirm it.

# After the confirmation.
done = It is confirmed. The first run has begun.

# Heading of the runs.
runs = Runs that purged something

# When there was none.
no-runs = Nothing was purged yet.

# Head of a column: when a run began.
begun = Begun

# Head of a column: how far a run is.
state = State

# A run is over.
over = Done, and gone from the files

# A run isn’t over.
under-way = Under way

# Head of a column: how many stay, because they are held.
held = Held

# Above what keeps texts that are due.
# $count (Number): how many texts
held-texts = { $count ->
    [one] { $count } text is due and stays, because a legal hold keeps it:
   *[other] { $count } texts are due and stay, because legal holds keep them:
}

# How many of them one hold keeps.
# $hold (Markup): the hold
# $count (Number): how many texts
held-by = { $count ->
    [one] { $hold }: { $count } text
   *[other] { $hold }: { $count } texts
}
