### Blacklisted Recipients: addresses to which nothing more is to be sent.

# Title, and entry of menus.
title = Blacklisted Recipients

# Other words by which the page is found.
words = blacklist suppression bounce complaint invalid validate verify unsubscribed stop reset

# Under the title.
about = Addresses to which nothing more is to be sent, why, and since when.

# Label of the field that finds them.
find = Find addresses

# Beneath that field.
find-hint = Part of an address or number, a reason, a provider

# The reasons to choose from, for assistive technology.
filter = Reasons

# Choice: every reason.
all-reasons = All reasons

# What is listed, for assistive technology.
when = Which ones

# Choice: those that are not over.
current = Now

# Choice: those that are over as well.
with-past = Also past ones

# Reason.
bounce = Bounce

# What the reason means.
bounce-about = The mail server said that nobody has this address.

# Reason.
complaint = Complaint

# What the reason means.
complaint-about = Its owner reported a message as spam.

# Reason.
invalid = Invalid

# What the reason means.
invalid-about = Whoever checked the address found that nothing can come there.

# Reason.
validate = Validate

# What the reason means.
validate-about = The address is being checked. That should take minutes.

# Reason.
unsubscribed = Unsubscribed

# What the reason means.
unsubscribed-about = Its owner wants no more of these messages.

# Reason: its owner answered STOP to a text message.
opted-out = Opted out

# What the reason means.
# $stop (Markup): the word that was answered
opted-out-about = Its owner answered { $stop } to a text message.

# Reason.
manual = Entered by hand

# What the reason means.
manual-about = Someone wanted that nothing more is sent there.

# Reason.
token-invalid = Device gone

# What the reason means.
token-invalid-about = The device no longer takes notifications.

# State.
active = Blacklisted

# State.
reset-requested = Reset

# What the state means.
reset-requested-about =
    It was reset here. Annals doesn’t change the lists of providers: take the address off the
    provider’s list as well. Once a message comes there, this is cleared.

# State.
cleared = Cleared

# What the state means.
cleared-about = Messages may be sent there.

# State.
reset-refused = Reset, still refused

# What the state means.
reset-refused-about = It was reset here, and the provider still sent nothing there.

# Column.
address = Address

# Column.
channel = Channel

# Column.
reason = Reason

# Column.
date = Date

# Column: by what it is known.
evidence = Evidence

# Column and heading: records with this address.
records = Records with this address

# There is none.
no-records = No record is known that has it.

# There are more records than are shown.
more-records = and others

# Channel.
email = E-mail

# Channel.
sms = Text message

# Channel.
push = Notification

# Link to the message by which it is known.
message = The message

# Who told it: the application that sends.
by-sender = Told by the sending application

# Who told it.
by-hand = Entered by hand

# Who told it.
by-import = From a file

# How often it was told.
# $count (Number): how often
times = { $count ->
    [one] Told once
   *[other] Told { $count } times
}

# How many were found.
# $count (Number): how many
count = { $count ->
    [one] { $count } address
   *[other] { $count } addresses
}

# Heading where there is nothing.
none = Nobody is blacklisted

# Under that heading.
none-about =
    Addresses come here by themselves when messages bounce or are reported as spam, or when
    someone unsubscribes.

# A search found nothing.
nothing-found = No address was found.

# Link to all of them.
show-all = Show all

# Beside an address that is being checked for too long.
overdue =
    The check has taken more than an hour. It may have been forgotten: ask whoever checks
    addresses.

# Heading.
facts = What is known

# What it holds for: a number, a stream, a domain.
scope = Holds for

# It holds for everything.
everything = Everything

# Who carries messages.
provider = Provider

# Since when.
since = Since

# When it was last told.
last-told = Told last

# When it ended.
ended = Ended

# Heading.
next-step = What to do next

# Advice.
ask-other =
    Ask for another address. Messages to this one would most likely not come, and each try makes
    mail servers trust you less.

# Advice, where its owner wants no more.
ask-owner = Ask its owner in another way whether they still want messages.

# Advice, of a number.
ask-number = Ask for another number.

# Heading and button.
reset = Reset

# Above the form.
reset-about = Messages may be sent there again. That you reset it, and why, is logged.

# Above the form, where a provider has a list of its own.
reset-elsewhere =
    Annals doesn’t change the lists of providers: take the address off the provider’s list as
    well.

# Label of a field.
reset-why = Why it is reset

# Box, of a complaint or an unsubscription.
reset-sure = Its owner told us that they want these messages again

# Heading where it can't be.
not-resettable = It can’t be reset here

# For those who may not.
may-not-reset = You need the right Blacklisted Recipients: Manage to reset it.

# Why it can't be reset.
# $stop (Markup): the word that was answered
# $start (Markup): the word that ends it
only-the-owner =
    Its owner answered { $stop }. Only they can end that, by answering { $start } to the same
    number.

# Why it can't be reset.
# $provider (Markup): the provider’s name
only-support =
    Its owner reported a message as spam. { $provider } lets nobody take that back but its own
    support: write to them.

# Why it can't be reset.
provider-refuses =
    The provider said that this address can’t be taken off its list. Ask for another address.

# Why it can't be reset.
token-is-gone =
    There is nothing to reset: the device gives another token once it takes notifications again.

# Why it can't be reset.
not-active = It is not blacklisted any more.

# The box was not ticked.
unconfirmed = Tick the box if its owner wants these messages again; otherwise leave it as it is.

# The reason for a reset says nothing.
reason-missing = Say why this address is reset.

# After it was done.
was-reset = It was reset.

# Heading.
history = History

# In the history.
step-listed = Told

# In the history: the provider had it on its list.
step-dropped = Not tried: on the provider’s list

# In the history: its owner or its provider ended it.
step-lifted = Messages may come again

# In the history.
step-reset = Reset here

# In the history: a message came after a reset.
step-delivered = A message came there

# In the history: who did it.
# $who (Markup): a name
by-whom = By { $who }

# Heading: others of the same address.
others = Others of this address

# Heading on a record's page.
of-record = Blacklisted Recipients

# On a message's page, before the reason.
# $reason (Markup): the reason, which is a link
is-blacklisted = This address is blacklisted: { $reason }

# Title of a page, and link to it.
compare = Compare a provider’s list

# Under that title.
compare-about =
    Take the list out of the provider’s pages as a file. Comparing changes nothing, here or
    there; that you did is logged.

# Heading of the form beneath what was found.
compare-again = Compare another list

# Under the field of the provider.
# $example (Markup): such a name
compare-provider =
    As messages name it: { $example }. Left empty, it is compared with what is known of all of
    them.

# Under the field of what a list holds for.
compare-scope =
    A number, a stream or a domain, where the provider keeps a list for each. Left empty,
    whatever they hold for.

# Label of a choice.
compare-reason = Reason of rows that give none

# Label of a field: the file.
compare-file = The list (CSV)

# Beneath that field.
# $column (Markup): a column
# $rows (Number): how many rows it may have
# $megabytes (Number): how large it may be
compare-file-hint =
    Its first line names its columns, { $column } at least. At most { $rows } rows and {
    $megabytes } MiB.

# Button.
compare-button = Compare

# Nothing was compared.
compare-channel-missing = Choose of which channel the list is.

# Nothing was compared.
compare-file-missing = Choose the file with the list.

# Nothing was compared.
# $encoding (Markup): how text is written
# $column (Markup): a column
# $other (Markup): another column
compare-unreadable =
    The file can’t be read: it is text in { $encoding } whose first line names columns that an export
    has, such as { $column } and { $other }, and no others.

# Nothing was compared.
compare-too-long = The file is too long. Divide it, and compare each part.

# Nothing was compared.
compare-too-many = Too many addresses are known here. Name the provider, or what the list holds for.

# Nothing was imported.
compare-unconfirmed = Tick the box to import them.

# Nothing was imported.
compare-changed = Since you looked, others are on their list alone. Look again.

# How many are on both lists.
# $count (Number): how many
compare-same = { $count ->
    [one] { $count } address is on both lists for the same reason.
   *[other] { $count } addresses are on both lists for the same reason.
}

# Heading of a part.
# $title (String): what it is
# $count (Number): how many
compare-part = { $title }: { $count }

# Heading.
compare-theirs = Only on theirs

# Under that heading.
compare-theirs-about = Their provider sends nothing there, and nobody here knows.

# Heading.
compare-ours = Only on ours

# Under that heading.
compare-ours-about = The provider would send there. Put them on its list, or reset them here.

# Heading.
compare-other = On both for different reasons

# Under that heading.
compare-other-about = Nothing is sent there either way. Importing leaves them as they are.

# Heading.
compare-ended = Ended here

# Under that heading.
compare-ended-about = Here messages may be sent there again: take them off the provider’s list as well.

# Column.
compare-their-reason = Their reason

# Column.
compare-our-reason = Our reason

# Beneath a list that is cut.
# $count (Number): how many are listed
compare-cut = { $count ->
    [one] Only the first one is listed.
   *[other] Only the first { $count } are listed.
}

# The box.
compare-sure = Nothing more is to be sent there from here

# Button.
# $count (Number): how many
compare-import = { $count ->
    [one] Import { $count } address
   *[other] Import { $count } addresses
}

# After that.
# $count (Number): how many
compare-imported = { $count ->
    [one] { $count } address was imported. Nothing more is to be sent there.
   *[other] { $count } addresses were imported. Nothing more is to be sent there.
}

# Heading.
compare-refused = Lines that can’t be compared

# Under that heading.
compare-refused-about = Their addresses count as being on the provider’s list, unless a line is of another list, and none of them is imported.

# Begins what is wrong with a line.
# $line (Id): its number
compare-line = Line { $line }:

# What is wrong with it.
compare-bad-line = it has another number of columns than the first line, or a quote doesn’t end.

# What is wrong with it.
# $column (Markup): the column
compare-bad-address = { $column } is no address of this channel.

# What is wrong with it.
# $column (Markup): the column
compare-bad-since = { $column } is no time with its offset, or lies in the future.

# What is wrong with it.
# $column (Markup): the column
compare-bad-reason = { $column } is no reason that is known here.

# What is wrong with it.
# $column (Markup): the column
compare-bad-state = { $column } says that it is over.

# What is wrong with it.
# $column (Markup): the column
compare-bad-list = { $column } is another than the list that is compared.

# What is wrong with it.
# $column (Markup): the column
compare-bad-note = { $column } is too long, or can’t be shown.
