### Users and user groups.

# Title, and entry of menus.
users = Users

# Other words by which the page is found.
users-words = accounts people names passwords sign in disable lock expire administrators

# Under the title.
users-about = Who may sign in to this organisation, and what they may do. Every change is logged.

# Title, and entry of menus.
groups = User Groups

# Other words by which the page is found.
groups-words = product security roles members administrators auditors staff rights

# Under the title.
groups-about =
    Users who have rights together. Groups in capitals are product security roles: they are built
    in, and keep their names. Every change is logged.

# Label of the field that finds users.
find-user = Find a user

# Beneath that field.
find-user-hint = Name, username or e-mail

# Label of the field that finds groups.
find-group = Find a group

# Button beside such a field.
find-button = Find

# When the field finds nobody.
# $typed (String): what was typed
no-user = Nobody here is called “{ $typed }”.

# When the field finds nothing.
# $typed (String): what was typed
no-group = No group is called “{ $typed }”.

# Where nobody has the chosen status.
none-of-status = Nobody has this status.

# Head of an organisation without users.
no-users = Nobody signs in to this organisation yet

# Under it.
no-users-about =
    People of organisations above may look after it all the same. Make the first user an
    administrator to have it done from here.

# Link, after a search.
show-all = Show all

# Button, and title of the page.
add-user = Add user

# Button, and title of the page.
add-group = Add group

# Name of the choice of a status.
filter = Status

# Choice of every status.
everyone = All

# Status.
active = Active
# Status.
expired = Expired
# Status.
disabled = Disabled
# Status.
locked = Locked

# Beside a choice.
active-about = They may sign in.
# Beside a choice.
disabled-about = Ended: they left, say. They are signed out at once.
# Beside a choice.
locked-about = Stopped until something is cleared up. They are signed out at once.

# How many users there are.
# $count (Number): how many
users-count = { $count ->
    [one] { $count } user
   *[other] { $count } users
}

# Which of them are listed.
# $first (Number): the first
# $last (Number): the last
# $count (Number): how many there are
users-range = { $first }–{ $last } of { $count } users

# How many groups there are.
# $count (Number): how many
groups-count = { $count ->
    [one] { $count } group
   *[other] { $count } groups
}

# Name of the ways to further users.
pages = Pages

# Way to those before.
previous = Previous

# Way to those after.
next = Next

# Column, and field.
name = Name
# Field.
username = Username
# Column, and field: what someone is there.
role = Role
# Column, and field.
email = E-mail
# Column, and field.
status = Status
# Column, and field.
expires = Expires
# Beside a status.
# $day (String): the day
expires-on = until { $day }

# Field.
homepage = Homepage
# Field.
staff-record = Staff record
# Field.
description = Description
# Field.
must-change = Another password at the next sign-in
# Box of a form.
has-to-change = Has to choose another password at the next sign-in
# Value of a field.
yes = yes
# Value of a field.
no = no
# Field, and column.
without-calendar = Entries without a school year
# Box of a form.
show-without-calendar = Show entries without a school year, too

# Column.
members = Members
# Column, and page of an account.
in-groups = Groups

# Value of a date that is not set.
never = never

# Value.
shown = shown
# Value.
hidden = hidden

# Value of a field in which nothing stands.
nothing = nothing

# Groups that are not listed in a cell.
# $count (Number): how many more
more-groups = and { $count } more

# Mark of a group that is a role.
built-in = built in

# What a product security role is for.
administrators-about = Admin Access (Full Permissions): everything, here and below

# What a product security role is for.
auditors-about = Read everything, here and below; change nothing

# What a product security role is for.
staff-about = What all staff may do; nothing at first

# Why nothing can be managed.
limited =
    Calendar rights limit what you see. Who sees some school years only can’t manage users, groups
    and rights.

# Name of the ways between pages of an account.
account-pages = Pages of this account

# Name of the ways between pages of a group.
group-pages = Pages of this group

# Page of an account.
account = Account

# Page of a group.
group = Group

# Way to the entries about an account or a group.
changes = Changes

# The same for those who don't see what it stands beside.
# $name (String): whose
changes-of = Changes of { $name } in User Security

# Way to the entries of someone.
deeds = What they did

# The same for those who don't see what it stands beside.
# $name (String): whose
deeds-of = What they did: { $name }

# Page of an account or a group.
calendars = Calendar rights

# Title, and page of an account: what all rights together come to.
in-effect = Rights in effect

# Under that title.
in-effect-about =
    What this user may do, and why: what they were given themselves together with what their groups
    have.

# Where a user may do nothing.
no-rights = They may do nothing yet. Put them into a group, or give them tool rights.

# Head.
tools = Tool rights

# Column.
right = Right
# Column: in which organisations a right holds.
reach = Holds
# Column: where a right comes from.
from = From

# How far a right reaches.
here = in this organisation
# How far a right reaches.
below = here and in all below

# Where a right comes from.
direct = given directly

# Where a right comes from.
# $group (Markup): the group
from-group = from group { $group }

# The same where it reaches differently from there.
# $source (Markup): given directly, or from group Office
# $reach (String): in this organisation, or here and in all below
source-reach = { $source }, { $reach }

# Beside a right that can't be used.
# $right (String): the one that is missing
needs = worth nothing without { $right }

# Modules of which nothing is given.
# $modules (String): their names
nothing-in = Nothing in { $modules }.

# Head.
school-years = School years

# Column.
school = School
# Column.
end-year = End Year

# What someone without calendar rights sees.
every-year = No calendar right limits what they see: every entry.

# What someone with calendar rights sees.
these-years = They see only entries of these school years:

# What else they see.
# $sources (Markup): whose setting it is
also-without = Entries without a school year are shown, too: { $sources }.

# What they don't see.
not-without = Entries without a school year are hidden.

# That setting of an account.
by-account = by this account

# That setting of a group.
# $group (Markup): the group
by-group = by group { $group }

# Head of links to the organisations below.
organizations-below = Organisations below

# Field of a new account.
first-password = Password

# Beneath a field.
username-hint = What they type to sign in; upper and lower case are the same.
# Beneath a field.
role-hint = What they are there: Registrar, say.
# Beneath a field.
homepage-hint = The page they see first: a path of Annals.
# Beneath a field.
staff-record-hint = Type and id of their record, whose page leads back here.
# Beneath a field.
expires-hint = From then on they can’t sign in. Empty: never.
# Beneath a box.
must-change-hint = Until then they see nothing else, neither on pages nor through the API.
# Beneath a box.
without-calendar-hint = Matters only where calendar rights limit what is seen.

# Which zone a time is typed in.
# $zone (String): its name
zone-note = Time zone: { $zone }.

# How long a password is.
# $min (Number): characters at least
password-hint = At least { $min } characters.

# Button.
save = Save

# Link.
cancel = Cancel

# Section of an account.
signing-in = Signing in

# Above the form of another password.
new-password-about = A new password ends all of their sessions. Tell it to them in person.

# Above the form of one’s own password.
own-password-about = You change your own password with the old one, on another page:

# Field.
new-password = New password

# Field.
password-again = The same again

# Button.
set-password = Set the password

# Head, link and button.
delete-account = Delete the account

# Under that head.
delete-account-about =
    What they did stays in the log. To keep the account and only stop it, disable it.

# Head, link and button.
delete-group = Delete the group

# Under that head.
delete-group-about = Its users stay; what they may do because of it goes.

# Title.
# $name (Markup): whose
delete-user-named = Delete the account of { $name }?

# Title.
# $name (Markup): which
delete-group-named = Delete the group { $name }?

# Head.
goes = What goes

# Head.
stays = What stays

# What goes.
goes-account = The account: they can’t sign in, and are signed out at once

# What goes.
# $count (Number): how many
goes-memberships = { $count ->
    [one] Their place in { $count } group
   *[other] Their place in { $count } groups
}

# What goes.
# $count (Number): how many
goes-rights = { $count ->
    [one] { $count } tool right given directly
   *[other] { $count } tool rights given directly
}

# What goes.
# $count (Number): how many
goes-calendars = { $count ->
    [one] { $count } calendar right
   *[other] { $count } calendar rights
}

# What goes.
goes-views = Views that they did not share

# What stays.
stays-entries = Everything they did, in the log

# What stays.
stays-views = Views that they shared

# What stays.
stays-deletion = An entry for each thing that goes

# Head of the rights that users lose.
losses = Who loses what

# Column.
losers = Lose it

# When someone else was faster.
meanwhile =
    Someone else changed this meanwhile. What they changed stands here. What you typed is kept below:
    save again.

# A field that someone else changed.
# $label (String): what it is called
# $was (Markup): what stood there
# $now (Markup): what stands there now
meanwhile-field = { $label }: was { $was }, is now { $now }.

# Beside a field that both changed.
meanwhile-both = You typed something else, which overwrites it.

# Why an account can’t be changed.
# $right (String): what they may do
outranked = This account may do more than you, such as “{ $right }”: only someone who may do all that it may can change it.

# Notice.
done-created = The account was added.
# Notice.
done-changed = The account was changed.
# Notice.
done-password = The password was set, and their sessions were ended.
# Notice.
done-deleted = The account was deleted.
# Notice.
done-group-created = The group was added.
# Notice.
done-group-changed = The group was changed.
# Notice.
done-group-deleted = The group was deleted.

# Above the form of a new group.
add-group-about = Its users and its rights come next.

# What of a role can be changed.
role-built-in =
    This product security role is built in: who is in it can be changed, its name and its rights
    can’t.

# What of a role can be changed.
staff-built-in =
    This product security role is built in: who is in it and what they may do can be changed, its
    name can’t.

# Where a user is in no group.
in-no-group = They are in no group.

# Field.
add-to = Add to a group

# First option of that field.
choose-group = Choose a group

# Button.
add = Add

# The same for those who don't see what it stands beside.
# $name (String): who
add-named = Add { $name }

# Button.
remove = Remove

# The same for those who don't see what it stands beside.
# $name (String): who, or which school year
remove-named = Remove { $name }

# The same on the page of a user.
# $name (String): which group
remove-from-named = Remove from { $name }

# Head.
add-members = Add users

# Where a group has no users.
no-members = Nobody is in this group.

# When nobody is found to be added.
# $typed (String): what was typed
nobody-to-add = Nobody who is not in the group yet is called “{ $typed }”.

# More were found than are listed.
# $count (Number): how many more
more-found = { $count ->
    [one] { $count } more was found: type more of the name.
   *[other] { $count } more were found: type more of the name.
}

# How far a right is given.
not-given = not given

# The same where it stands in a row of choices.
given-here = here
# The same.
given-below = here and below

# Under the title.
tools-of-user-about =
    What is given to this user alone. What their groups have comes on top: see Rights in effect.

# Under the title.
tools-of-group-about = What everybody in this group may do because of it.

# Under the title of a role.
fixed-rights = These rights belong to the role; nobody can change them.

# Where nothing is given.
holds-nothing = No tool right is given.

# Beside the button that saves.
rights-hint = Each right that is given or taken is logged.

# How much of a module is given.
# $given (Number): how many rights
# $all (Number): how many there are
given-of = { $given } of { $all } given

# Name of the buttons of a module.
whole-module = Whole module
# Button.
all-not = Take all
# Button.
all-here = All, here
# Button.
all-below = All, here and below

# Beside a right of a user, who may have the other one from a group.
# $right (String): the one that is missing
needs-too = needs “{ $right }” as well, from here or from a group

# Beside a right.
not-yours = You don’t have this right yourself, so you can’t give it.

# Under the title.
calendars-of-user-about =
    With school years, given here or by a group, the user sees only entries that carry one of them.

# Under the title.
calendars-of-group-about =
    With school years, everybody in this group sees only entries that carry one of them, or one that
    they have from elsewhere.

# Under the title of a role.
role-calendars = A product security role limits nobody to school years.

# Where no school year is given.
no-calendars = No school year is given.

# Above the form of the first one.
first-year = The first one limits what is seen to it; without any, every entry is seen.

# Beneath a school.
# $year (String): 2027
ends-in = School year that ends in { $year }

# Link.
change = Change

# The same for those who don't see what it stands beside.
# $name (String): which school year
change-named = Change { $name }

# Head of a form.
add-year = Add a school year

# What goes with a group.
# $count (Number): how many users
goes-group = { $count ->
    [one] The group, with { $count } user in it
   *[other] The group, with { $count } users in it
}

# What goes with a group.
# $count (Number): how many
goes-group-rights = { $count ->
    [one] { $count } tool right
   *[other] { $count } tool rights
}

# How many of the users of a group lose something.
# $count (Number): how many
# $all (Number): how many there are
of-all = { $count } of { $all }

# In place of a right.
loses-years = School years that they have from this group alone

# What goes wrong easily.
# $count (Number): how many users
will-see-everything = { $count ->
    [one] { $count } user is limited to school years by this group alone, and will see every entry.
   *[other] { $count } users are limited to school years by this group alone, and will see every entry.
}

# What stays.
stays-users = The accounts of its users

# Notice.
done-added = Added to the group.
# Notice.
done-removed = Removed from the group.
# Notice.
done-rights = The tool rights were changed.
# Notice.
done-year-added = The school year was added.
# Notice.
done-year-changed = The school year was changed.
# Notice.
done-year-removed = The school year was removed.

# Heading of the list of sessions.
signed-in-at = Where they are signed in

# Heading.
reset-link = Forgotten password

# Beneath it.
reset-link-about =
    A link with which they choose another password: once, within 24 hours. Annals sends no mail; hand
    it over yourself.

# Button.
make-reset-link = Make a link

# Above the link.
reset-link-made = This link is shown only now. An earlier one holds no longer.

# Of a user.
# $since (Markup): a moment
factor-since = Signing in takes a second factor besides the password since { $since }.

# Button.
take-factor-away = Remove a lost second factor

# Notice.
done-factor = The second factor was removed.

# Notice.
done-sessions = They were signed out.
