### Completion of what is typed.

# Name of the list.
title = Suggestions

# Told to screen readers.
# $count (Script): how many
count = { $count ->
    [one] { $count } suggestion. Arrows choose, Enter takes it.
   *[other] { $count } suggestions. Arrows choose, Enter takes one.
}

# Beside a condition that needs a value.
# $example (String): the condition with a value
example = such as { $example }

# Beside a person.
person = what they did

# Beside an action.
# $code (String): its code
action = action, { $code }

# Beside a type of records.
record-type = records of this type, by id
