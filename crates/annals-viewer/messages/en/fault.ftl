### Why what was asked for is not done, where that can be said in a sentence.

# A search with too many parts that stand for many values.
# $found (Number): how many it has
# $max (Number): how many it may have
# $word (Markup): pay*
# $person (Markup): actor:smith
# $detail (Markup): detail.tool:desk
too-broad =
    The search has { $found } parts that stand for many values (such as { $word }, { $person } or
    { $detail }), and at most { $max } are possible: leave some out or ask for whole words.

# A search that can't be run.
not-understood = The search is not understood.

# An address from which nothing may be left out, because more would be done than was meant.
# $parts (Markup): what is not understood
address-part = Part of the address is not understood: { $parts }.

# A moment in an address or a form.
# $typed (Markup): what stands there
# $example (Markup): 2026-11-20T09:14:03.120Z
no-time = { $typed } is not a time such as { $example }.

# Where a list in an address goes on.
# $typed (Markup): what stands there
# $example (Markup): 2026-11-20T09:14:03.120Z/17
no-place = { $typed } is not a time and a number such as { $example }.

# The number of an entry in an address or a form.
# $typed (Markup): what stands there
no-entry-number = { $typed } is not the number of an entry.

# A field that a form should have.
# $name (Markup): it
field-missing = The field { $name } is missing.

# The form of a file.
# $typed (Markup): what stands there
# $formats (Markup): csv, ndjson, pdf, xlsx
no-format = { $typed } is no form of a file; there are { $formats }.

# The choice of a language.
# $tags (Markup): en, es, ar
no-language = Language is one of { $tags }.

# A form or request that no page sends.
wrong-form = The request is not of the form that this address takes.

# The form of ticked boxes.
nothing-selected = No entry is selected.

# Too many ticked boxes.
# $count (Number): how many
# $max (Number): how many may be
too-many-selected =
    { $count } entries are selected by their numbers, more than { $max }; narrow the search and
    select all that match.

# An address that names entries twice.
# $name (Markup): entries
selected-twice = { $name } stands more than once.

# The name of a view.
# $max (Number): how many characters it may have
name-length = The name of a view has 1 to { $max } characters.

# The name of a view.
# $character (Markup): its number in Unicode
name-unprintable = The name of a view contains a character that can’t be seen, { $character }. Leave it out.

# The name of a view.
# $name (Markup): it
name-taken = There is a view called “{ $name }” already.

# No room for another view.
# $max (Number): how many there may be
views-full = You have { $max } views; delete one to save another.

# No room for another shared view.
# $max (Number): how many there may be
shared-views-full = { $max } views are shared here; no more fit.

# A search that a view can't keep.
view-too-long = The search is too long for a view; narrow it with fewer filters.

# Someone else was faster.
view-gone = The view was deleted meanwhile.

# A preference that someone else changed.
preference-meanwhile = Someone else changed the preference meanwhile; look again.

# A preference that can't be changed here.
preference-locked = An organisation above has locked this preference.

# Value of a preference.
not-yes-no = Choose one of the two.

# Value of a preference.
not-whole = Type a whole number.

# Value of a preference.
# $min (Number): the least
# $max (Number): the most
out-of-range = Type a number from { $min } to { $max }.

# Value of a preference.
no-such-choice = Choose one of those that are listed.

# Value of a preference.
no-time-of-day = Type a time of the day, such as 07:00.

# Value of a preference.
no-days = Choose at least one day.

# The reason for a deletion.
# $count (Number): how many characters it has
# $max (Number): how many it may have
reason-too-long = The reason has { $count } characters, more than { $max }.

# The reason for a deletion.
reason-missing = Say why these entries are deleted.

# The reason for a deletion.
reason-unprintable = The reason contains a control character.

# A deletion of nothing.
nothing-to-delete = There is nothing to delete.

# Someone else was faster.
deleted-meanwhile = Some of these entries were deleted meanwhile; look again.

# More entries than a file holds.
# $format (Markup): XLSX
# $max (Number): how many it holds
file-full = { $format } holds up to { $max } entries: choose CSV or narrow down.

# More entries than an organisation allows in one file.
# $entries (Number): how many there are
# $max (Number): how many there may be
export-too-many =
    { $entries } entries are more than an export of this organisation may hold: { $max }. Narrow the
    search, or ask who may change System Preferences.

# A download that nobody reads.
export-too-slow = The export took more than an hour.

# So many as one user may have.
# $max (Number): how many
exports-taken = You have { $max } exports under way; let one of them end.

# So many as all users may have.
exports-busy = Too many exports are under way.

# So many as one user may have.
prepared-taken = Three of your exports are still being made.

# So many as all users may have.
prepared-full = Too many exports are being kept.

# So many as one user may have.
# $max (Number): how many
live-logs-taken = You have { $max } live logs open; close one of them.

# The server ends.
closing = The server is closing.

# No room for files.
disk-tight = The disk of the server is nearly full.

# Of whoever asked for an export.
session-over = The session of its user has ended.

# Others search.
searches-busy = Too many searches are running.

# Applications send more than can be written.
writes-busy = Too many events are waiting to be written; try again in a moment.

# Only a restart helps.
not-writable = No writes are taken since a write to disk failed; Annals has to be restarted.

# No room for entries.
# $free (Number): per cent of the disk that are free
# $minimum (Number): per cent that have to be
disk-full =
    Only { $free } % of the disk is free; nothing is written below { $minimum } %.

# It took too long.
# $seconds (Number): how long
not-done = Not done within { $seconds } s.

# A reason that only the log of the server has.
not-possible = This can’t be done as things are.

# Someone else changed what a form was made from.
changed-meanwhile = It was changed meanwhile; look again, and make your change once more.

# A new or changed account.
username-taken = This username is taken.

# A new or changed account.
username-looks-taken = This looks like another username. Choose one that differs more.

# The name of a user group.
# $name (Markup): it
group-taken = There is a group called “{ $name }” already.

# A role such as ADMINISTRATORS.
# $name (Markup): it
built-in = { $name } is built in: only who is in it can be changed.

# A right that someone wants to give.
# $right (Markup): its machine name
beyond = Nobody can give { $right } without having it.

# A right that someone wants to give below.
# $right (Markup): its machine name
beyond-below = Nobody can give { $right } in the organisations below without having it there.

# Someone whom calendar rights limit.
limited-by-calendars = Whoever sees only some school years can’t manage users, groups, rights or keys.

# The only one who can manage an organisation.
last-administrator = This is the last active administrator here. Make another one first.

# One’s own account.
own-account = Nobody can disable, lock or delete their own account.

# No room for more.
# $max (Number): how many there may be
too-many-already = There are { $max } already; no more fit.

# A calendar right.
calendar-taken = There is a right to this school year already.

# A calendar right.
# $from (String): the first year
# $to (String): the last year
end-year = A school year ends in { $from } to { $to }.

# A name and the like.
# $max (Number): how many characters it may have
text-length = Type 1 to { $max } characters.

# A description.
# $max (Number): how many characters it may have
text-too-long = Type at most { $max } characters.

# A name and the like.
# $character (Markup): its number in Unicode
text-unprintable = This contains a character that can’t be seen, { $character }. Leave it out.

# A day and a time that were typed.
# $last (Markup): the last that can be kept
too-late = No time after { $last } can be kept. Leave it empty for: never.

# A username.
# $word (Markup): the word in it
mixed-scripts = “{ $word }” mixes letters of different scripts. Use those of one.

# An e-mail address.
# $example (Markup): name@example.org
no-email = An e-mail address looks like { $example }.

# The page that someone sees first.
# $example (Markup): /?q=type:delete
no-path = Type a path of Annals such as { $example }.

# The record of a member of staff.
# $example (Markup): staff:s-17
no-record = Type the record’s type and id, such as { $example }.

# When an account expires.
# $example (Markup): 2027-06-30T17:00
no-moment = Type a day and a time such as { $example }.

# The year in which a school year ends.
# $example (Markup): 2027
no-year = Type a year such as { $example }.

# A new password.
passwords-differ = The two passwords are not the same.

# A user or a group that is gone, or was never there.
nobody-chosen = Choose one of those that are listed.

# A password.
# $min (Number): characters at least
# $max (Number): characters at most
password-length = A password has { $min } to { $max } characters.

# A password.
password-is-username = The password must not be the username.

# A new password.
password-same = The new password is the old one. Choose another.

# Someone wants to do without their old password.
password-own = Change your own password on the page of your account, with the old one.

# A link for a forgotten password.
link-over = The link holds no longer. Ask for another one.

# The old password, before a new one is taken.
password-wrong = This is not your password.

# A new password that is typed twice.
password-not-repeated = The two new passwords are not the same.

# Too many passwords or codes were tried.
too-many-attempts = Too many attempts. Wait a minute, then try again.

# The code of a second factor.
wrong-code = The code is not right, or was used already.

# Someone sets one up who has one.
factor-already = There is a second factor already. Remove it first.

# Someone changes a second factor that is not there.
factor-over = There is no second factor to confirm or change. Begin again.

# A manager would do without their own code.
factor-own = Remove your own second factor on the page of your account, with a code.

# The name of a passkey.
# $max (Number): how many characters it may have
passkey-name-length = The name of a passkey has 1 to { $max } characters.

# The name of a passkey.
passkey-name-unprintable = The name of a passkey contains a control character.

# Someone adds one more.
# $max (Number): how many there may be
passkeys-full = There are { $max } passkeys, the most there may be. Remove one to add another.

# The same passkey was added before.
passkey-taken = This passkey was added already.

# It was removed meanwhile.
passkey-gone = There is no such passkey any more.

# The browser answered too late, or nobody had begun.
passkey-over = The passkey came too late. Begin again.

# What the browser made or showed is not what was asked for.
passkey-wrong = The passkey was not taken. Try again.

# What is held was changed by someone else.
holds-changed = A legal hold was placed, released or extended meanwhile; look again.
