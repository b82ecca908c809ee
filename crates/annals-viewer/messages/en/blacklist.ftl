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
