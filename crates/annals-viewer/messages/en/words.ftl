### Words for what entries are: types, outcomes, kinds of people.

# Type of an entry: something came into being.
add = Add
# Type of an entry: something changed.
change = Change
# Type of an entry: something went away.
delete = Delete
# Type of an entry: something was read or signed in to.
access = Access
# Type of an entry: anything else.
other = Other

# Outcome.
success = Success
# Outcome.
failure = Failed
# Outcome.
denied = Denied

# Kind of person.
staff = Staff
# Kind of person.
guardian = Guardian
# Kind of person.
student = Student
# No person: the application itself.
system = System
# The vendor's people, or what acts for them.
support = Support
# A program with a key.
api = API

# For whom an actor stood in, under their name.
# $other (Markup): whom
for-other = for { $other }

# A record that has no name: "Student 17".
# $kind (String): its type
# $id (String): its id
unnamed-record = { $kind } { $id }

# After a name that another one follows.
after-name = ;
