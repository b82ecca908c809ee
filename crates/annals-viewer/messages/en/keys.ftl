### Keys.

# Title of the sheet.
title = Keyboard

# Button that opens it.
open = All keys

# Button.
close = Close

# Switch for keys of one letter.
switch = Use keys of one letter or sign

# Under it.
switch-hint =
    They never act while you type. Switch them off if you speak to your computer, or if they get in
    the way; this browser remembers it.

# What a key does.
palette = search pages, views, people and records
# What a key does.
search = go to the search bar
# What a key does.
step = next and previous entry
# What a key does.
open-entry = open the entry
# What a key does.
turn = older and newer entries; in another order, the page before and after
# What a key does.
zone = times of the organisation, in UTC, or of your own clock
# What a key does.
dates = go to the date range
# What a key does.
copy-link = copy the link of the entry that has the focus, or of what is shown
# What a key does.
export = open the export
# What a key does.
select = select the entry that has the focus
# What a key does.
escape = close what is open; select nothing
# What a key does.
help = show these keys

# Said when a link was copied.
link-copied = Link copied

# Said when the browser refused.
link-not-copied = The browser did not let the link be copied
