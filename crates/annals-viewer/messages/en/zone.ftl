### Time zones.

# Group, and title of the page of all zones.
title = Time Zone

# The usual zone.
# $name (String): its name
of-organization = Organisation ({ $name })

# The zone that has no summer time.
utc = UTC

# The zone of the reader's device.
# $name (String): its name, which a script fills in
own = Your time ({ $name })

# Link to all zones.
other = Another zone…

# Said of times: "All times are in America/Chicago, now UTC−06:00."
# $name (String): the zone
# $offset (String): its offset now
all-times = All times are in { $name }, now UTC{ $offset }.

# Said of the times in a file.
# $name (String): the zone
in-file = Its times are in { $name }; those in UTC stand beside them.

# Said of a link whose zone there isn't.
# $name (String): what the link says
# $shown (String): the zone that is shown
unknown = There is no time zone “{ $name }”. All times are in { $shown }.

# Said of a zone that was asked for and there isn't.
# $name (String): what was asked for
no-such = There is no time zone “{ $name }”.

# What changes with the zone, above the choice.
text =
    All times of the page are then shown in this zone, and dates and times that you type count in it,
    as do days, charts and exported files. Entries stay as they are. The choice is part of the
    address: whoever follows a link to the page sees that zone, too.

# Label of the list.
place = Place

# One of the list: "Kathmandu, UTC+05:45".
# $name (String): the place
# $offset (String): its offset now
place-offset = { $name }, UTC{ $offset }

# Under the list.
place-hint = The offset is the one of this moment; summer time is taken care of.

# Button.
show = Show times there

# Back to the page.
back = Back

# Makes a range that moves with today one that stays.
pin = Pin as absolute dates

# Beside it.
pin-hint = so that a link to it keeps these days.
