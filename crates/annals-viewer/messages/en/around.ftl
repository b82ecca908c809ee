### Where to look next from an entry.

# Section.
title = Around this entry

# Link to what the user did then.
user = By the same user, an hour before and after

# Link to what happened to the record then.
record = On the same record, a week before and after

# Link to neighbours in time.
everything = Everything, five minutes before and after

# Link to the rest of the operation.
operation = Of the same operation

# Section.
related = Related entries

# Link to what else the user did.
same-user = By the same user

# Link to what else came from the address.
same-ip = From the same IP address

# Link to the same action.
same-action = With the same action
