### Legal holds: what stays, whoever may delete it and however long it was to be kept.

# Title, and entry of menus.
title = Legal Holds

# Other words by which the page is found.
words = hold litigation lawsuit evidence preserve freeze keep court claim

# Under the title.
about =
    What a hold names stays: its entries can’t be deleted, and what its messages say is kept beyond
    its time, until the hold is released.

# When there is none.
none = Nothing is held

# What a hold is for.
none-about =
    Place a hold when a court, an authority or a claim asks you to keep everything about a family, a
    member of staff or the whole organisation. It takes effect at once.

# Button and title of the form.
place = Place a hold

# Heading of those in force.
in-force = In force

# Heading of those that are over.
past = Released

# Head of a column, and label of a field: what people call a hold.
name = Matter

# Beneath that field.
name-hint = What people will know it by, such as the name of the case.

# Head of a column, and label of a group of fields: what is held.
scope = What is held

# Head of a column: when it was placed, and by whom.
placed = Placed

# Label of a field, and of a fact.
reason = Reason

# Beneath that field.
reason-hint = Why it is held. It stands in the log for ever.

# Choice, and fact: some records.
of-records = Records, with all below them

# Choice, and fact: everything.
of-organization = The whole organisation

# Choice, and fact: everything of several organisations.
of-all-below = The whole organisation and all organisations below

# Label of a field.
records = Records

# Beneath that field.
# $example (Markup): a record as it is typed
records-hint = One on each line, its type and its id: { $example }. Only for the first choice.

# How many records a hold names.
# $count (Number): how many
named-records = { $count ->
    [one] { $count } record, with all below it
   *[other] { $count } records, with all below them
}

# How many records a hold reaches.
# $count (Number): how many
reach = { $count ->
    [one] { $count } record is held.
   *[other] { $count } records are held, those below the named ones included.
}

# Label of a fact.
placed-by = Placed by

# Who did it, and when.
# $who (Markup): their name
# $at (Markup): when
by-at = { $who }, { $at }

# Label of a fact.
released-by = Released by

# Label of a fact: why it was released.
release-reason = Why it was released

# A hold of an organisation above.
# $since (Markup): since when
above = An organisation above holds everything here since { $since }.

# The same with what it is called.
# $name (Markup): what it is called
# $since (Markup): since when
above-named = { $name }, of an organisation above, holds everything here since { $since }.

# Mark on the page of a record or a message.
on-hold = On hold

# Beside that mark.
# $since (Markup): since when
on-hold-since = since { $since }

# Beside that mark, where the hold may be looked at.
# $name (Markup): what the hold is called
# $since (Markup): since when
on-hold-by = { $name }, since { $since }

# A hold, where how much it keeps is told.
# $since (Markup): since when
a-hold = A legal hold since { $since }

# The same of an organisation above.
# $since (Markup): since when
a-hold-above = A legal hold of an organisation above, since { $since }

# After one was placed.
was-placed = The hold is in force.

# After one was released.
was-released = The hold is released. What it kept may be deleted again.

# Heading, and button.
release = Release the hold

# What that means.
release-about =
    Its entries can be deleted again, and texts whose time is over go with the next run of
    retention. Nobody can bring them back.

# Label of a field.
release-why = Why is it released?

# The box.
release-sure = What it kept may go

# The box was not ticked.
unconfirmed = Tick the box: what it kept may go once it is released, for ever.

# Label of a fact.
state = State

# What is wrong with a name.
# $max (Number): characters that it may have
name-length = The matter has 1 to { $max } characters.

# What is wrong with a name.
# $character (String): the character
name-unprintable = The matter contains a character that can’t be seen, { $character }. Leave it out.

# The reason says nothing.
reason-missing = Say why.

# Nothing is held.
no-records = Name the records that are held, or choose the whole organisation.

# Something is no record.
# $text (Markup): what was typed
# $example (Markup): a record as it is typed
no-record = { $text } is no record such as { $example }.

# There are too many records.
# $count (Number): how many
# $max (Number): how many there may be
too-many-records =
    A hold names at most { $max } records, not { $count }. Hold the whole organisation instead.

# Too much lies below the records.
# $max (Number): how many there may be
too-much =
    With all that lies below them, holds here reach at most { $max } records. Hold the whole
    organisation instead.

# There are too many holds.
# $max (Number): how many there may be
full = There are { $max } holds in force. Release one first.

# Whoever places it can’t hold what lies below.
no-reach = You may not place holds in the organisations below.

# It was released before.
already-released = The hold was released already.

# Beside a record that a hold names.
unknown-record = Nothing is known of it yet.

# Under the records of a new hold, above those of which nothing is known.
# $count (Number): how many
unknown-records = { $count ->
    [one] Nothing is known yet of a record that you named. Look how its type and its id are written; capitals count.
   *[other] Nothing is known yet of { $count } of the records. Look how their types and ids are written; capitals count.
}

# The box that confirms it.
unknown-too = Hold them all the same: what comes of them later is kept
