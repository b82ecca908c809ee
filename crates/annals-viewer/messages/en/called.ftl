### Entries that are found by what their records are called elsewhere.

# Above the entries.
# $entries (Number): how many
found = { $entries ->
    [one] One of these entries doesn’t have the words: it is about a record that is or was called so.
   *[other] { $entries } of these entries don’t have the words: they are about records that are or were called so.
}

# After it. More are called so than are looked for.
# $max (Number): how many are looked for
more = Only { $max } records of that name were followed; add words that say which one is meant.

# Link.
words-alone = Only entries with these words

# Above entries that have the words.
left-out = Only entries with these words, whatever else their records are or were called.

# Link.
with-names = Also those of records that are or were called so
