### When there is nothing to show.

# Title of an organisation whose applications have sent nothing.
nothing-yet = No application has sent an event yet

# Under it.
nothing-yet-text = Make an API key, then send the first one:

# Step.
make-key = 1. Make a key on the machine that runs Annals

# Step.
send-event = 2. Send an event

# Step.
reload = 3. Reload this page: the entry is there as soon as the command ends.

# Title of a search without a match.
nothing-found = Nothing found

# Under it.
nothing-found-text = No entry matches all of this. You could:

# Suggestion.
any-time = Search any time

# Suggestion.
with-access = Search views and exports, too

# Suggestion.
# $query (String): a shorter search
shorter = Search for { $query }

# Suggestion.
# $query (String): the search
without-filters = Search for { $query } without filters

# Suggestion.
no-words = Clear the search words

# Suggestion.
everything = Show the whole Audit Log

# The page of a cursor whose rows are gone.
end = No further entries here

# Link to the page of the record without the search.
everything-here = Show all entries of the record
