### An entry as sentences. Each exists for no record, one, and several.

# The action's label tells what was done.
# $records (Number): how many records it touched
# $who (Markup): who did it
# $action (Markup): what they did
# $record (Markup): the first of the records
# $more (Number): how many there are besides
done = { $records ->
    [0] { $who } { $action }.
    [1] { $who } { $action }: { $record }.
   *[other] { $who } { $action }: { $record } and { $more } more.
}

# The action's label is a name.
# $records (Number): how many records it touched
# $who (Markup): who did it
# $action (Markup): what they did
# $record (Markup): the first of the records
# $more (Number): how many there are besides
happened = { $records ->
    [0] { $who }: “{ $action }”.
    [1] { $who }: “{ $action }” on { $record }.
   *[other] { $who }: “{ $action }” on { $record } and { $more } more.
}

# It failed.
# $records (Number): how many records it touched
# $who (Markup): who did it
# $action (Markup): what they did
# $record (Markup): the first of the records
# $more (Number): how many there are besides
failed = { $records ->
    [0] { $who } tried “{ $action }”, but it failed.
    [1] { $who } tried “{ $action }” on { $record }, but it failed.
   *[other] { $who } tried “{ $action }” on { $record } and { $more } more, but it failed.
}

# It was not allowed.
# $records (Number): how many records it touched
# $who (Markup): who did it
# $action (Markup): what they did
# $record (Markup): the first of the records
# $more (Number): how many there are besides
denied = { $records ->
    [0] { $who } tried “{ $action }”, but it was not allowed.
    [1] { $who } tried “{ $action }” on { $record }, but it was not allowed.
   *[other] { $who } tried “{ $action }” on { $record } and { $more } more, but it was not allowed.
}

# An actor who stood in for someone.
# $who (Markup): the actor
# $other (Markup): for whom
for-other = { $who }, for { $other },

# When it happened.
# $when (Markup): the moment
when = It happened on { $when }.

# When it happened, and where it was done.
# $when (Markup): the moment
# $source (Markup): the source
when-source = It happened on { $when } in { $source }.

# When it happened, and from which address.
# $when (Markup): the moment
# $ip (Markup): the address
when-ip = It happened on { $when } from { $ip }.

# When and where it happened, and from which address.
# $when (Markup): the moment
# $source (Markup): the source
# $ip (Markup): the address
when-source-ip = It happened on { $when } in { $source }, from { $ip }.
