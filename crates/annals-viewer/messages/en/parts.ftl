### What comes after the rows, and what stands in its place when it doesn't.

# In the place of filters that are on their way.
counting = Counting…

# Title, where filters can't be counted.
no-facets = The filters could not be counted

# Title, where the chart can't be drawn.
no-chart = The chart could not be drawn

# Title, while the browser has no connection.
offline = You are offline

# Under it.
offline-text =
    What you see was loaded before. What you asked for is tried again as soon as there is a
    connection.

# Title, when no answer comes though there is a connection.
unreachable = Annals can’t be reached

# Under it.
unreachable-text =
    What you see was loaded before. The server may be restarting; trying again in a moment may help.
