### An entry's place in the log, and what checking it shows.

# Section.
title = Proof

# Under it.
text =
    These figures pin the entry to its place in the organisation’s log. Whoever kept the receipt
    can show with them that nothing was changed.

# Fact.
log-id = Log ID

# Fact.
commitment = Commitment

# Fact.
tree-size = Tree size

# Fact.
root = Root

# Opens the sibling hashes.
# $count (Number): how many
path = { $count ->
    [one] Path to the root ({ $count } hash)
   *[other] Path to the root ({ $count } hashes)
}

# Heading.
by-command = Verify by the API

# Under it.
by-command-text =
    This gives the contents with their seed, the commitment and the path. What to compute of them
    stands in docs/proof-format.md.

# Button.
verify = Verify

# While it computes.
running = Checking…

# Title of the good outcome.
matches = Matches this server’s current root, not yet anchored.

# Under it.
matches-text =
    Your browser computed it: the raw entry on this page is what its commitment was made of, and
    the commitment leads from its place to the root.

# What it does not show.
not-anchored =
    That the log as a whole was not replaced shows in a receipt or a root that was kept elsewhere:
    compare them with these figures.

# Title of the bad outcome.
differs = This entry does not match its proof.

# What may be wrong; a colon at the end is followed by what was found.
fault-other = The proof is of another entry or another log.
# What may be wrong; a colon at the end is followed by what was found.
fault-commitment = The proof names another commitment than this page:
# What may be wrong; a colon at the end is followed by what was found.
fault-contents = The contents do not give the commitment. They give:
# What may be wrong; a colon at the end is followed by what was found.
fault-length = The path does not have as many hashes as the size of the tree takes. It has:
# What may be wrong; a colon at the end is followed by what was found.
fault-path = The path does not lead to the root. It leads to:
# What may be wrong; a colon at the end is followed by what was found.
fault-smaller = The log has become smaller than it was on this page. Its size is:
# What may be wrong; a colon at the end is followed by what was found.
fault-root = The root is another one than on this page, for a tree of the same size:
# What may be wrong; a colon at the end is followed by what was found.
fault-shown = This page does not show what is committed. Fields that differ:
# What may be wrong; a colon at the end is followed by what was found.
fault-units = The contents have a form that this page can’t compare with what it shows.

# Title of other outcomes.
not-checked = Nothing was checked.

# Why nothing was checked.
instead-silence = The server did not answer. Try again in a moment.
# Why nothing was checked.
instead-signed-out = Your session is over. Reload this page to sign in again.
# Why nothing was checked.
instead-gone = The entry is not there any more, or you may not see it any more.
# Why nothing was checked.
instead-refused = The server could not give the proof. Try again in a moment.
# Why nothing was checked.
instead-unreadable = The server’s answer is not a proof.
