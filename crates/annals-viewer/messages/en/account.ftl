### One’s own account, its sessions and its password.

# Title, and entry of menus.
title = Your account

# What the page is called besides its name.
words = profile password sessions devices sign out security change me

# Field.
name = Name

# Field.
email = E-mail

# What someone is in the organisation.
role = Role

# To which someone belongs.
organization = Organisation

# Beneath name, username and so on.
facts-about = An administrator can change these.

# Heading.
password = Password

# Beneath it.
password-about = You need your old password to choose another one.

# Button and title.
change-password = Change password

# On the page, where another password has to be chosen before anything else.
password-required = Choose another password before you go on.

# On the page.
password-ends = You stay signed in here, and are signed out everywhere else.

# Field.
old-password = Old password

# Field.
new-password = New password

# Field.
new-password-again = New password, once more

# Beneath the field.
# $min (Number): how many
new-password-about = At least { $min } characters. A sentence is better than a word.

# Button.
save-password = Save password

# Notice.
password-changed = Your password was changed, and you were signed out everywhere else.

# Title of the page to which a link for a forgotten password leads.
choose-password = Choose another password

# Whose password it is.
# $username (Markup): theirs
reset-of = For the account { $username }.

# Heading.
sessions = Where you are signed in

# Beneath it.
sessions-about = Sign out where you don’t know the browser or its address, and change your password.

# Of someone else.
no-sessions = Not signed in anywhere.

# Beside the session with which the page is read.
this-session = This browser

# When a session began.
began = Signed in

# When a session was last used, to some minutes.
last-used = Last used

# From where a session began.
address = Address

# Button beside a session.
end = Sign out

# The same for screen readers.
# $browser (String): Firefox on Windows
end-named = Sign out { $browser }

# Button beside the session with which the page is read.
end-this = Sign out here

# Button beneath the list.
end-others = Sign out everywhere else

# Button beneath the list of someone else’s sessions.
end-all = Sign out everywhere

# Notice.
# $count (Number): how many sessions ended
ended = { $count ->
    [0] There was no other session.
    [one] One session was ended.
   *[other] { $count } sessions were ended.
}

# What a session was begun with.
# $browser (String): Firefox
# $system (String): Windows
browser-on = { $browser } on { $system }

# A session whose program doesn’t say what it is.
unknown-program = An unknown program

# Heading, and title of a page.
second-factor = Second factor

# Beneath it.
factor-about =
    With it, signing in takes a code from an app besides the password, so that a stolen password
    alone opens nothing.

# Before it is set up.
factor-needs = You need an app that makes such codes, on your phone or in your password manager.

# Whether there is one.
factor-off = It is off.

# Whether there is one.
# $since (Markup): a moment
factor-on = It is on since { $since }.

# After it.
# $count (Number): how many
codes-left = { $count ->
    [0] No recovery codes are left.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}

# Button.
set-factor-up = Set up

# Button.
change-factor = Recovery codes and removal

# On the page, where it has to be set up before anything else.
factor-required = Your organisation asks for a second factor. Set it up before you go on.

# Field.
your-password = Your password

# Button.
go-on = Continue

# Above a picture and the key that it shows.
scan = Scan the picture with the app, or type the key into it. Then type the code that the app shows.

# What the picture shows, for screen readers.
key-picture = Picture of the key, to be scanned with a phone

# The key.
key = Key

# Field.
code = Code that the app shows

# Button.
confirm = Confirm

# What opens the form beneath.
begin-again = Begin again

# Above that form.
begin-again-about = Makes another key; the one above is worth nothing then.

# Heading and title.
recovery-codes = Recovery codes

# Above new ones.
factor-is-on = Signing in takes a code now.

# Above new ones.
codes-about =
    Each of these signs you in once when the app is not at hand. Keep them where only you find
    them: they are not shown again.

# Button beneath new ones.
codes-kept = I have kept them

# Above the form that makes new ones.
renew-about = New codes take the place of those that are left.

# Button.
renew-codes = Make new recovery codes

# Heading and button.
remove-factor = Remove the second factor

# Above the form.
remove-factor-about = Signing in takes the password alone then.

# Notice.
factor-removed = The second factor was removed.
