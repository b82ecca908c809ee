### Search bar.

# Label of the field.
label = Search the Audit Log

# Shown in the empty field: the example of the help pages.
placeholder = 01/01/2015 5:10 PM admin deleted Smith

# Button.
submit = Search

# Opens the table of examples.
help = How to search

# Above the table of examples.
help-intro =
    All words must match. Upper and lower case and accents make no difference, and other forms of an
    action's words are found too: delete finds Deleted.

# Head of the examples.
help-example = Type

# Head of what they find.
help-meaning = Finds

# What an example finds.
example-sentence = that minute, and all three words
# What an example finds.
example-or = one word or the other
# What an example finds.
example-phrase = words beside one another
# What an example finds.
example-beginning = words that begin so
# What an example finds.
example-without = the word, but nothing of type Delete
# What an example finds.
example-person = what one person did
# What an example finds.
example-actions = every action on charges
# What an example finds.
example-record = everything on one record
# What an example finds.
example-changed = entries that changed that property
# What an example finds.
example-network = an address or a network
# What an example finds.
example-days = a range of days
# What an example finds.
example-denied = what was not allowed



# Title of the message about a search that can't be run.
problem = This search can’t be run

# A correction that can be followed.
# $suggestion (Markup): the search as it may have been meant
did-you-mean = Did you mean { $suggestion }
