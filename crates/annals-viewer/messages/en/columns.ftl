### Choice of columns.

# Opens it.
title = Columns

# Group.
shown = Columns, from first to last

# Before the orders of rows.
sort = Sort by

# Group.
rows = Rows

# How much room rows take.
comfortable = Comfortable
# How much room rows take.
compact = Compact

# Button.
# $column (String): which
to-front = Move { $column } towards the front

# Button.
# $column (String): which
to-end = Move { $column } towards the end

# Button.
apply = Apply

# Button: the columns that everybody has at first.
usual = Back to the usual
