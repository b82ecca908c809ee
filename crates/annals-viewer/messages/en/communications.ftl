### Communications: e-mails, text messages and notifications that applications sent.

# Entry of menus, and the tab of a record.
title = Communication

# Other words by which the pages are found.
words = messages sent delivered bounced mail texts notifications logs

# Title, and entry of menus.
email-log = Email Log

# Title, and entry of menus.
sms-log = SMS Log

# Title, and entry of menus.
push-log = Push Notifications Log

# Under the title.
email-about = E-mails that applications sent, and what became of them.

# Under the title.
sms-about = Text messages that applications sent, and what became of them.

# Under the title.
push-about = Notifications that applications sent to devices, and what became of them.

# The three logs, for assistive technology.
logs = Logs of messages

# Label of the field that finds messages.
find = Find messages

# Beneath that field.
find-hint = Name, address, number, subject or any other word

# Choice: every message.
all = All

# Choice: those that did not come.
needs-attention = Needs attention

# What that choice means.
needs-attention-about =
    Those that did not come, were reported as spam, or of which nothing was heard for three days.

# The two choices, for assistive technology.
filter = Which messages

# How many there are.
# $count (Number): how many
count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}

# Before the one address to which all of them went.
all-to = to

# There are more than are counted.
# $count (Number): how many are counted
count-more = more than { $count } messages

# Head of the first column.
last-activity = Last activity

# Head of a column: the person or the address.
recipient = Recipient

# Head of a column: the phone number.
phone = Phone

# Head of a column.
subject = Subject

# Head of a column: what the message says.
text-column = Text

# Head of a column.
status = Status

# A message without a subject.
no-subject = (no subject)

# Title of the page of a text message.
# $name (String): to whom it was sent
sms-to = Text message to { $name }

# Link to one message.
# $subject (String): its subject or text
open = Open “{ $subject }”

# Link after the rows.
next = Next messages

# Link after the rows.
first = To the newest

# Head of a log without any message.
none = No messages yet

# Under it.
none-about =
    Applications record what they sent by the API (POST /v1/messages). It is shown here with what
    became of it.

# After a search that finds nothing.
nothing-found = No message is found.

# Link, after a search.
show-all = Show all

# Under the status: it came, as follows from its being opened.
inferred = Nobody told that it came; it follows from its being opened.

# Under the status: what was told doesn't go together.
conflict = What was told of it doesn’t go together.

# Under the status: the provider has not answered for three days.
stale = Nothing was heard for three days. The provider probably won’t answer any more.

# Heading of all that was told of a message.
timeline = What was told

# When nothing was told.
timeline-empty = Nothing was told of it yet.

# Under the timeline, when more was told than is shown.
# $count (Number): how many are shown
timeline-cut = Only the last { $count } are shown.

# Who told something: the sender.
by-sender = the application

# Told by whom, received when.
# $source (Markup): who told it
# $received (Markup): when
told-by = told by { $source }, received { $received }

# The same where the one who told it did not say when it happened.
# $source (Markup): who told it
told-untimed = told by { $source }, who did not say when

# Heading of the facts of a message.
facts = Message

# Label: the address that it shows as its sender.
from = From

# Label: who sent it.
sent-by = Sent by

# Label: when it was sent.
sent-at = Sent

# Label: what it was sent for.
campaign = Campaign

# Label: who carries it.
provider = Provider

# Label: words that its sender put on it.
tags = Tags

# Label: what its sender calls it.
own-id = ID of the sender

# Label: what the record is.
record = Record

# Label: how often it was opened, and links were followed.
opens = Opened, clicked

# Heading, and button that shows it.
body = What it says

# Button.
show-body = Show what it says

# Under that button.
show-body-about = That you looked is logged.

# Heading of the HTML of a message, which opens it, and title of its frame.
as-sent = As it was sent

# Under it.
as-sent-about =
    Pictures from elsewhere are not loaded and links lead nowhere, so that nobody learns of your
    look. Where links would lead stands at the end.

# The plain text says something else than the HTML.
parts-differ = The text above says something else than the message as it was sent.

# A message whose HTML has no text.
no-text = It has no text.

# Stands for a picture that isn’t loaded.
# $host (String): its server
picture-from = Picture of { $host }, not loaded

# The same, with what is said of it.
# $host (String): its server
# $said (String): what the message says of it
picture-from-said = Picture of { $host }, not loaded: { $said }

# Stands for a picture that came beside the message.
picture = Picture, not kept

# The same, with what is said of it.
# $said (String): what the message says of it
picture-said = Picture, not kept: { $said }

# Heading of the addresses of a message’s links.
links-lead = Where its links lead

# Under them, when there are more.
# $count (Number): how many are listed
links-cut = Only the first { $count } are listed.

# In the frame, when the page was open for long.
look-again = You looked at this message a while ago. Open it again to see it as it was sent.

# What it says is not kept.
no-body = What it said is not kept.

# What it said was purged.
# $at (Markup): when
# $months (Number): how long it was kept
purged = { $months ->
    [one] What it said was purged on { $at }: such texts were kept for { $months } month.
   *[other] What it said was purged on { $at }: such texts were kept for { $months } months.
}

# For those who may not read it.
may-not-read = You need the right Message Content to read what it says.

# Heading of messages to the same address.
same-address = Other messages to this address

# Status of a text message that is under way.
delivery = Delivery

# Status of a text message that did not come.
# $status (String): why: rejected, failed, undelivered
not-delivered = Not Delivered: { $status }

# Status.
queued = Queued
# What it means, and what to do.
queued-next = It was recorded, and nothing was told of it since: it may wait at the provider.

# Status.
sent = Sent
# What it means, and what to do.
sent-next = It is on its way; that it came was not told yet.

# Status.
delayed = Delayed
# What it means, and what to do.
delayed-next = The mailbox does not take it for now. The provider tries again by itself.

# Status.
accepted = Accepted
# What it means, and what to do.
accepted-next = The push service took it; nothing more is known yet.

# Status.
handed-over = Handed over
# What it means, and what to do.
handed-over-next = The maker’s push service took it. Whether the device showed it is not told.

# Status.
partly-delivered = Partly delivered
# What it means, and what to do.
partly-delivered-next = Some parts came, others were lost. Send it again if it matters.

# Status.
delivered = Delivered
# What it means, and what to do.
delivered-next = It came, as the mail server, the carrier or the application says.

# Status.
opened-by-machine = Opened (automated)
# What it means, and what to do.
opened-by-machine-next = A program that opens every message did so. Whether a person read it is not known.

# Status.
opened = Opened
# What it means, and what to do.
opened-next = It was opened, as far as can be told.

# Status.
clicked = Clicked
# What it means, and what to do.
clicked-next = A link in it was followed.

# Status.
read = Read
# What it means, and what to do.
read-next = The handset says that it was read.

# Status.
bounced-soft = Bounced (soft)
# What it means, and what to do.
bounced-soft-next =
    The provider gave up, but the address is not dead: the mailbox may be full. Try again later.

# Status.
bounced = Bounced
# What it means, and what to do.
bounced-next = The address does not take messages. Ask for another one.

# Status.
complaint = Complaint
# What it means, and what to do.
complaint-next = It was reported as spam. Ask whether messages are still wanted, by another way.

# Status.
dropped = Dropped
# What it means, and what to do.
dropped-next = It was never tried, because the address is suppressed. Ask for another one.

# Status.
rejected = Rejected
# What it means, and what to do.
rejected-next = The provider refused what is in it. Change it and send it again.

# Status.
failed = Failed
# What it means, and what to do.
failed-next = It could not be sent because of an error in the sending application or its settings.

# Status.
undelivered = Undelivered
# What it means, and what to do.
undelivered-next = The carrier could not deliver it. Check the number, or ask for another one.

# Status.
expired = Expired
# What it means, and what to do.
expired-next = It was not delivered in time. Send it again if it still matters.

# Status.
canceled = Canceled
# What it means, and what to do.
canceled-next = The sender called it back.

# Status.
token-invalid = Device gone
# What it means, and what to do.
token-invalid-next = The device no longer takes notifications: the application was removed, say.

# What happened.
received = Received by the application
# What happened.
unsubscribed = Unsubscribed
# What happened.
resubscribed = Subscribed again
# What happened.
auto-replied = Answered automatically
# What happened.
machine-clicked = Clicked (automated)
# What happened.
unknown = Something that isn’t known here
