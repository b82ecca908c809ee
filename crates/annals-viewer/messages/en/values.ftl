### What can be done with a value.

# Name of the menu.
title = Filter by this value

# Opens the menu.
# $name (String): what the value is, "Source"
open = Filter by { $name }

# Link.
include = Include in the search

# Link.
exclude = Leave out of the search

# Link.
only = Only this

# Button.
copy = Copy
