### Forms in which an entry is passed on.

# Name of the group.
title = Copy this entry

# Button.
link = Copy link

# Button.
id = Copy event ID

# Button.
json = Copy JSON

# Button.
curl = Copy as curl

# Button.
csv = Copy CSV row

# Button.
query = Copy query

# Opens the texts themselves.
show = Link, ID, curl, CSV row and query as text
