### The live log.

# Link, and name of the group.
live = Live

# Button.
pause = Pause

# Button.
resume = Resume

# Link.
stop = Stop

# Link.
reload = Reload

# Without script.
needs-script =
    New entries can’t come by themselves, because script is off. Reload the page to see them.

# What the live log is at.
connecting = Connecting…
# What the live log is at.
connected = Connected
# What the live log is at.
paused = Paused
# What the live log is at.
reconnecting = Reconnecting…
# What the live log is at.
busy = Too many live logs are open. Close another one; trying again…
# What the live log is at.
over = Your session is over. Reload the page to sign in again.
# What the live log is at.
refused = This search can’t be followed. Reload the page to see why.

# How many came.
# $count (Script): how many
arrived = { $count } new

# How many wait to be shown.
# $count (Script): how many
waiting = { $count } waiting

# What was lost.
# $count (Script): how many
missed = { $count ->
    [one] Missed { $count } entry.
   *[other] Missed { $count } entries.
}

# Says that older rows are dropped.
# $rows (Number): how many are kept
capped = Only the newest { $rows } rows are kept here.
