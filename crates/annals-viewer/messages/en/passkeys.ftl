### Passkeys: keys that devices keep, and with which people sign in without a password.

# Heading, title, and name of a list.
title = Passkeys

# Beneath the heading.
about =
    A passkey is a key that your phone, computer or security key keeps. You sign in with it by your
    finger, your face or the number of the device: without a password, and nobody can pass it on to
    another site. It counts as password and second factor at once; with the password alone nobody
    gets in any more.

# Beneath the heading of a shorter list, on the page of the account.
about-short = With a passkey you sign in without a password, by your finger, your face or the number of a device.

# How many there are.
# $count (Number): how many
count = { $count ->
    [0] You have none.
    [one] You have one passkey.
   *[other] You have { $count } passkeys.
}

# Where there is a passkey and no app that makes codes.
as-factor = Your passkeys are your second factor. There is no app that makes codes.

# There are none.
none = You have no passkeys yet.

# Heading and button.
add = Add a passkey

# Link.
manage = Add or change passkeys

# Field.
name = Name of the passkey

# Beneath it.
name-about = Such as “Phone” or “Office computer”: by it you know which one to remove when a device is gone.

# There are as many as one may have.
# $max (Number): how many
full = You have { $max } passkeys, the most there may be. Remove one to add another.

# When it was added.
added = Added

# Instead of when it was used.
never = Never

# The name of the server that a passkey is bound to, if it is another one than here.
works-at = Works at

# Link.
change = Change

# The same for screen readers.
# $name (String): what the passkey is called
change-named = Change { $name }

# Heading and button.
rename = Rename

# Heading and button.
remove = Remove the passkey

# Above the form.
remove-about = It opens nothing here any more. Delete it on the device, too.

# After it, for the last one of someone who has no app.
remove-last = It is your only second factor: signing in takes the password alone then, and your recovery codes go with it.

# Above the button that makes one.
# $name (Markup): what it will be called
make-about = Press the button, and your browser asks where to keep “{ $name }”.

# Button.
make = Make the passkey

# Button of the page on which people sign in.
sign-in = Sign in with a passkey

# Button of the second step of signing in.
use-one = Use a passkey

# Button in a form that asks who is there.
confirm = Confirm with a passkey instead

# Where a passkey is asked for.
needs-script = Passkeys need JavaScript, which is switched off in this browser.

# The browser is at another address.
# $address (String): the one at which they work
elsewhere = Passkeys work at { $address } only. Open Annals there.

# The page is at an IP address.
# $address (Markup): a link
rather = Browsers allow no passkeys at an IP address. Open Annals at { $address } to use them.

# Nobody told the server its own address.
# $setting (Markup): a word of the configuration
unknown-address = Passkeys are bound to the address of the server, and it doesn’t know it yet. Whoever operates it can set { $setting }.

# The browser knows none.
missing = This browser has no passkeys, or not at this address.

# Nothing was shown or made.
cancelled = No passkey was used. Try again, or choose another way.

# The device has one already.
known = This device has a passkey of yours already.

# Something went wrong.
failed = That did not work. Reload the page and try again.

# Notice.
was-added = The passkey was added.

# Notice.
was-renamed = The passkey has another name now.

# Notice.
was-removed = The passkey was removed.

# Problem on the page on which people sign in.
refused = The passkey was not taken. Sign in in another way, or try again.

# Problem in the second step.
step-refused = The passkey was not taken.

# Title of the second step of signing in.
step-title = One step more

# Beneath it, where there is an app as well.
step-about = Use a passkey, a code of your app, or a recovery code.

# Beneath it, where there is none.
step-about-alone = Use a passkey, or a recovery code.

# The same where the browser is at another address than passkeys work at.
step-about-elsewhere = Your passkeys don’t work at this address. Use a recovery code.

# Field of that step, where there is no app.
recovery-code = Recovery code

# Above recovery codes that came with the first passkey.
first-added = The passkey was added. The password alone opens nothing any more.

# On the page of the second factor, before there is any.
# $link (Markup): a link
or-passkey = Or do without an app, and { $link }.

# The link.
or-passkey-link = add a passkey

# Above them, for those who have no app.
codes-about =
    Each of these signs you in once, after your password, when no device with a passkey is at hand.
    Keep them where only you find them: they are not shown again.

# Above the form that removes the app, where there are passkeys.
stay = Your passkeys stay your second factor.
