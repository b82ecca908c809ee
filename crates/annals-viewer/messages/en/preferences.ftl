### System preferences.

# Title, and entry of menus.
title = System Preferences

# Other words by which the page is found.
words = settings audit users session password length time zone clock date order working hours days export limit lock

# Under the title.
about =
    How Annals works for this organisation. Every change is logged, and holds at once.

# Under the title, for those who may not change anything.
read-only = You may read preferences, not change them.

# Label of the field that finds preferences.
find = Find a preference

# Button beside it.
find-button = Find

# When the field finds nothing.
# $typed (String): what was typed
none = No preference is called “{ $typed }”.

# Link, after a search.
show-all = Show all

# Group.
account-security = Account security

# Group.
signing-in = Signing in

# Group.
dates-and-hours = Dates and working hours

# Group.
exports = Exports

# Group.
retention = Retention

# Preference.
audit-users = Audit Users
# What it does.
audit-users-about =
    Changes of users, groups and rights are logged with all they changed. While this is off, each
    leaves a bare security entry. Changes of preferences are always logged.

# Preference.
session-idle = Quiet Session Ends After
# What it does.
session-idle-about =
    Who does nothing for so long signs in again. Holds for sessions that are open, too.

# Preference.
session-age = Every Session Ends After
# What it does.
session-age-about =
    Who signed in so long ago signs in again, whatever they do. Holds for sessions that are open,
    too.

# Preference.
password-length-min = Shortest Password
# What it does.
password-length-min-about =
    How long a new password is at least. Passwords that are there stay valid.

# Preference.
time-zone = Time Zone
# What it does.
time-zone-about =
    Whose clock dates and working hours follow. Readers may choose another zone for what they look
    at.

# Preference.
date-order = Order of Dates
# What it does.
date-order-about = How 1/2/2026 is read in searches, and how fields show dates.

# Preference.
working-hours-begin = Work Begins
# What it does.
working-hours-begin-about =
    With the end and the days of work: all else is off hours, as the view “Off hours” finds it.

# Preference.
working-hours-end = Work Ends
# What it does.
working-hours-end-about =
    The first minute after work. Before the beginning, it means the next day; the same time means
    all day.

# Preference.
working-days = Working Days
# What it does.
working-days-about = On which days people work, by the organisation’s clock.

# Preference.
export-entries-max = Entries of One Export
# What it does.
export-entries-max-about =
    An export of more entries is refused before it begins, whatever its form.

# Preference.
email-content-months = What E-mails Say Is Kept For
# What it does.
email-content-months-about =
    After so many months from when it was sent, the text of an e-mail is purged, or never. That it
    was sent and what became of it stays. A shorter time has to be confirmed on the page Retention.

# Preference.
sms-content-months = What Text Messages Say Is Kept For
# What it does.
sms-content-months-about = The same for what text messages say.

# Preference.
push-content-months = What Notifications Say Is Kept For
# What it does.
push-content-months-about = The same for what notifications say.

# Value.
on = On
# Value.
off = Off
# Value.
month-first = Month first: 12/31/2026
# Value.
day-first = Day first: 31/12/2026

# Value.
# $count (Number): how many
minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

# Value.
# $count (Number): how many
hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}

# Value.
# $count (Number): how many
characters = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}

# Value.
# $count (Number): how many
entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}

# Under the field of a zone.
zone-hint = The name of a zone, such as America/Chicago: type some of it, and choose

# Value.
# $count (Number): how many
months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}

# Value, and box beside a field of a number: without an end.
forever = For ever

# Beside a field of a number.
# $min (Number): the least
# $max (String): the most, with its unit
from-to = { $min } to { $max }

# Before the value that holds.
value = Value

# Before what holds where nobody says anything.
default = Default

# Before from where the value comes.
from = From

# From where a value comes.
own = this organisation

# From where a value comes.
from-default = the default

# From where a value comes.
# $name (Markup): an organisation above
from-organization = { $name }

# From where a value comes, when the reader may not know its name.
from-above = an organisation above

# From where a value comes.
# $name (Markup): an organisation above
locked-by = { $name }, which has locked it

# From where a value comes, when the reader may not know its name.
locked-above = an organisation above, which has locked it

# Mark of a preference that this organisation has locked.
locked-here = locked for all below

# Why nothing can be changed.
cannot-change =
    An organisation above has locked this preference. Only there can it be changed or unlocked.

# What the organisation has said before it was locked.
# $value (String): its own value
waiting = Its own value, { $value }, holds again when it is unlocked.

# Link.
change = Change

# Name of that link.
# $label (String): the preference's
change-named = Change { $label }

# Link to the entries about it.
history = History

# Name of that link.
# $label (String): the preference's
history-named = History of { $label }

# Head over the field.
new-value = New value

# Button.
save = Save

# Link.
cancel = Cancel

# Box under the values of Audit Users.
confirm-off =
    Switch it off: what is changed of users, groups and rights from then on can’t be looked up
    later.

# What is wrong when the box is not ticked.
not-confirmed = Tick the box to switch it off.

# Head, and button.
reset = Reset
# What it does.
# $value (String): what holds then
reset-about = Takes away this organisation’s own value. Then { $value } holds.

# Head.
lock-title = Organisations below

# Under it.
lock-about =
    Locked, what holds here holds for every organisation below, whatever it says itself, and nobody
    there can change it.

# Under it.
is-locked-about =
    Locked: what holds here holds for every organisation below, and nobody there can change it.

# Button.
lock = Lock for all below

# Button.
unlock = Unlock

# Notice.
# $label (String): the preference's
changed = { $label } was changed.

# When someone else was faster.
# $value (String): what holds by now
changed-meanwhile =
    Someone else changed it meanwhile. It is now { $value }. What you chose is kept below: save it
    again to set it all the same.

# Head of links to the organisations below.
below = Organisations below

# More of them than are listed.
# $count (Number): how many more
more-below = and { $count } more

# On every page while Audit Users is off.
warning =
    Audit Users is off: changes of users, groups and rights are logged without what they changed.

# Link beside it.
warning-link = Change the preference

# Name of that part of the page.
warning-name = Warning

# Preference.
second-factor = Second Factor Required
# What it does.
second-factor-about =
    Who has to have a second factor: a code besides the password, or a passkey. Who has not set one
    up does so before anything else. Administrators are all who may manage users, groups, rights,
    preferences, organisations or keys.
# Who has to.
second-factor-off = Nobody has to
# Who has to.
second-factor-administrators = Administrators
# Who has to.
second-factor-everyone = Everyone
