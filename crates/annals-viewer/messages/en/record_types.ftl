### Types of records: what they are called and how they are shown.

# Title, and entry of menus.
title = Record Types

# Other words by which the page is found.
words = types records label plural icon edit window url address template tabs catalogue

# Under the title.
about =
    What the records of your applications are called, here and in the organisations below, which tabs
    their pages have, and where the magnifying glass opens their edit window.

# Button, and title of the page on which one is declared.
add = Declare a type

# How many there are.
# $count (Number): how many
count = { $count ->
    [one] { $count } type
   *[other] { $count } types
}

# Head of a column, and label of a field: what events call the type.
name = Name in events

# Beneath that field.
# $example (Markup): such a name
name-hint = As applications send it: { $example }. It can’t be changed later.

# Head of a column, and label of a field.
label = Label

# Beneath that field.
label-hint = One of them: “Student”

# Head of a column, and label of a field.
several = Plural

# Beneath that field.
several-hint = Several of them: “Students”. Left empty, the label with an s.

# Label of a choice.
icon = Drawing

# The drawing of anything.
icon-record = Record

# The drawing of one of those whom records are about.
icon-person = Person

# The drawing of a family or a group.
icon-people = People

# The drawing of a class.
icon-book = Book

# The drawing of something with a date.
icon-calendar = Calendar

# The drawing of a charge.
icon-money = Money

# The drawing of something that was sent.
icon-envelope = Envelope

# The drawing of a setting.
icon-gear = Gear

# Head of a column, and label of a field.
edit-url = Edit window

# Beneath that field.
# $id (Markup): what stands for the id
# $example (Markup): such an address
edit-url-hint =
    Where your application edits one of them, with { $id } in place of the record’s id: { $example }.
    Left empty, there is no magnifying glass.

# There is no edit window.
no-edit-url = none

# Label of a choice, and head of a column.
tabs = Tabs

# Beneath that choice.
tabs-hint = What the page of such a record has besides its Audit Log.

# There is no tab.
no-tabs = Audit Log only

# Head of a column: who says so.
origin = Declared by

# Nobody said otherwise.
built-in = Annals

# The configuration of the server.
configured = the server’s configuration

# The organisation itself.
own = this organisation

# An organisation above whose name the reader may not know.
above = an organisation above

# Heading of what a declaration comes to.
preview = Preview

# What is shown there.
preview-about = A record of this type, with made-up ids, as pages show it:

# An address to which the magnifying glass leads.
# $address (Markup): the address
leads-to = The magnifying glass leads to { $address }

# Button.
show-preview = Preview

# Button.
save = Save

# Heading where a type is changed.
change = Change

# The same where it is declared elsewhere.
change-here = Change for this organisation

# What that does.
change-here-about =
    What you save holds here and in the organisations below. What is declared above stays for others.

# Heading and button.
remove = Remove the declaration

# What that does.
remove-about =
    Records of this type are shown then as an organisation above declares, or as is usual. No record
    and no entry is deleted.

# The box to tick.
# $name (Markup): the name of the type
confirm-remove = Remove the declaration of { $name }

# It was just saved.
was-saved = The type was saved. Pages show it from now on.

# It was just removed.
was-removed = The declaration was removed.

# What is wrong with the form.
name-taken = This organisation declares that type already. Change it on its page.

# What is wrong with a field.
# $max (Number): characters
length = Type 1 to { $max } characters.

# What is wrong with a field.
# $character (Markup): which
unprintable = This contains a character that can’t be seen, { $character }. Leave it out.

# What is wrong with a name.
# $max (Number): characters
# $colon (Markup): a colon
# $slash (Markup): a slash
bad-name = Type up to { $max } characters, without blanks, { $colon } and { $slash }.

# What is wrong with an address.
# $https (Markup): how it begins
# $slash (Markup): how it begins else
# $id (Markup): what stands for the id
bad-edit-url =
    Type an address that begins with { $https } and a host, or with a single { $slash }, and has { $id }
    after its host. It has neither blanks nor letters with accents.

# What is wrong with an address.
# $max (Number): bytes
edit-url-length = An address has up to { $max } characters.

# What is wrong with a choice.
no-icon = Choose one of the drawings.

# Why nothing was declared.
# $max (Number): how many
too-many = This organisation declares { $max } types, as many as it may. Remove one first.

# Why nothing was removed.
not-confirmed = Tick the box to remove it.
