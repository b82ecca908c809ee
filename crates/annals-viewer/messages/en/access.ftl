### Who may do what, and why.

# Title, and entry of menus.
title = Who Can See What

# Other words by which the page is found.
words = access rights permissions who may see what why effective audit review past date

# Under the title.
about =
    Who may do what in this organisation, and why: rights given to them, or to a group that they are
    in, here or in an organisation above. For a past date every later change is taken back, as the
    log tells of it.

# Label, and head of a column.
right = Right

# Choice among rights.
every-right = Every right

# Label.
day = On the day

# Label.
time = At

# Under both.
day-hint = Empty means now; a day without a time means its end.

# Button.
show = Show

# Before how many there are.
# $organization (Markup): its name
# $at (Markup): the moment
as-of = In { $organization } as of { $at }:

# How many rows there are.
# $count (Number): how many
count = { $count ->
    [one] { $count } right held
   *[other] { $count } rights held
}

# Link to the file.
file = Download as CSV

# Nobody has it.
nobody = Nobody had this right.

# More than are shown.
# $count (Number): how many more
more = { $count } more are in the file.

# While Audit Users was off, entries don't tell what was changed.
# $count (Number): how many changes
# $at (Markup): the moment of the last one
untold = { $count ->
    [one] One change since then was made while Audit Users was off, at { $at }. What it changed is not known: the list may differ from what was so.
   *[other] { $count } changes since then were made while Audit Users was off, the last one at { $at }. What they changed is not known: the list may differ from what was so.
}

# Something else lay above an organisation then, which the reader may not see.
# $organization (Markup): its name
# $at (Markup): the moment until which it did
outside = Until { $at }, { $organization } lay where you may not see. Rights that came to it from above there are missing from this list.

# Head of a column.
who = Who

# Head of a column.
why = Why

# Head of a column.
limits = Limited to

# Mark of a user who is disabled, locked or expired.
barred = can’t sign in

# Before how an API key begins.
key = API key

# A reason.
# $group (Markup): its name
from-group = from group { $group }

# A reason.
given = given to them

# Where a right was given.
# $name (Markup): an organisation above
from-above = in { $name }, and below

# How far a right reaches.
and-below = and below

# No school years limit what is seen.
no-limits = nothing

# Entries that a limited reader sees besides.
without-calendar = entries without a school year

# What is wrong with a date.
no-day = Write the day as 2026-11-20, and a time as 14:30.

# What is wrong with a date.
future = That day has not come yet.

# What is wrong with a date.
# $at (Markup): the moment
not-yet = The organisation was created at { $at }: before then there was nothing to see.

# Too many changes lie between.
# $max (Number): how many can be taken back
too-many = More than { $max } changes lie between then and now. Choose a later date.

# What is wrong with a right.
no-right = There is no such right.
