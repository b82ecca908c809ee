### Pages about what went wrong.

# Title.
not-found = Page not found

# Text.
not-found-text = There is nothing at this address, or nothing that you may see.

# Title.
forbidden = You may not see this

# Text.
forbidden-text =
    Your account lacks the right that this page takes. An administrator of your organisation can
    give it.

# Title.
nothing-open = Nothing is open to you yet

# Text, for someone who has no right to any page.
# $organization (Markup): the organisation of the account
# $username (Markup): what they sign in with
nothing-open-text =
    You are signed in, but your account has no right to read anything in Annals. Ask an administrator
    of { $organization } to give it some, and tell them your username: { $username }.

# Title.
outdated = This form is out of date

# Text.
outdated-text =
    It belongs to a session that has ended, or was sent from another site. Nothing was done. Go
    back, reload the page and try again.

# Text: a form that was sent.
outdated-session = It was opened in another session, or before you signed in again. Nothing was done.

# Text, after it.
# $name (Markup): the name of who sent the form
# $username (Markup): what they sign in with
outdated-now = You are signed in as { $name } ({ $username }).

# Text: what was typed is not kept.
outdated-anew = Open the page again and fill it in once more.

# Text, before what was typed.
outdated-kept = This is what was filled in. Send it again if it is still what you want.

# Text, before what was typed where some of it is not kept.
outdated-typed =
    This is what was filled in, without passwords and codes. Open the page again
    to fill it in once more.
# Button.
# $username (Markup): as who
send-again = Send again as { $username }

# Link to the page of the form.
open-anew = Open the page again

# Title.
internal = Something went wrong here

# Text.
internal-text = Annals could not answer. Nothing was changed; trying again may help.

# Title.
unavailable = Annals is not ready

# Text.
unavailable-text = It is starting, or busy. Try again in a moment.

# Title.
bad-request = This address is not understood

# Title.
refused = This can’t be done

# Before the id that operators look for.
request-id = Request ID

# Link.
go-home = Go to the Audit Log

# Link.
retry = Try again
