### Signing in and out.

# Title and button.
sign-in = Sign in

# Button.
sign-out = Sign out

# Field.
password = Password

# The one answer to any wrong pair, so that names can't be tried out.
refused = The username or the password is not right.

# After too many attempts.
too-many = Too many attempts. Wait a minute, then try again.

# The right password, of someone whose organisation is closed.
organization-closed = Your organisation is closed. Nobody of it can sign in.

# After signing out.
signed-out = You have signed out.

# After a session ran out.
expired = Your session has ended. Sign in to go on.

# First stop of the keyboard.
skip = Skip to the content

# Second stop of the keyboard where there is a table of entries.
skip-to-entries = Skip to the entries

# Name of the landmark that holds the links to pages.
main = Main

# Name of the choice of a language.
languages = Language

# Menu in the header: pages with figures and lists.
reports = Reports

# Menu behind one's initials, for screen readers.
# $name (Markup): one's own name
user-menu = User menu of { $name }

# Name of the landmark within that menu.
user-pages = Your pages

# After another password was chosen with a link.
password-set = Your password was changed. Sign in with it.

# Title of the second step of signing in.
code-title = Enter the code

# Beneath it.
code-about = Open the app that makes your codes, or use a recovery code.

# Field.
code-or-recovery = Code, or a recovery code

# Button.
go-on = Continue

# Link back to the first step.
other-user = Sign in as someone else

# A code.
code-refused = The code is not right, or was used already.

# After too many codes, or after too long.
code-over = Sign in once more: the code came too late, or too many were wrong.
