### What is wrong with a search. In English these are the sentences of `annals_query::Reason`, which
### the API and the command line say as well; a test compares them.

# The text is too long.
# $max (Number): how long it may be
# $bytes (Number): how long it is
too-long = A search has at most { $max } bytes; this one has { $bytes }.

# Signs alone.
nothing-to-find = There is no letter, digit or condition to search for.

# An OR without a condition before or after it.
# $word (Markup): OR
lone-or = { $word } needs a condition on both sides; quote it to find the word.

# A ) too many.
not-opened = No parenthesis was opened before this.

# Too many parentheses within each other.
# $max (Number): how many may be
too-deep = Parentheses nest at most { $max } deep.

# ()
nothing-between = There is nothing between the parentheses.

# A ) too few.
parenthesis-open = This parenthesis is not closed.

# Too many conditions.
# $max (Number): how many may be
too-many = A search has at most { $max } conditions.

# A * within a word or before it.
# $star (Markup): *
star-within = A { $star } stands for the rest of a word, at its end only.

# A condition without its value.
# $written (Markup): after:
# $example (Markup): after:2026-01-31
value-missing = { $written } needs a value right after it, such as { $example }.

# A word before a colon that most likely is a slip.
# $written (Markup): acter:
# $example (Markup): record:acter:…
no-condition = { $written } is no condition; for a record of this type write { $example }

# Several values in parentheses.
# $written (Markup): type:
one-value = { $written } takes one value; repeat it for several.

# A record without a type or an id.
# $written (Markup): record:
# $example (Markup): record:student:17
record-unfinished = { $written } needs a type and an id, such as { $example }.

# A type of records without an id.
# $written (Markup): student:
record-id-missing = { $written } needs the id of a record.

# What is to be a date and isn't like one.
# $date (Markup): 2026-01-31
# $moment (Markup): 01/31/2026 5:10 PM
# $today (Markup): today
# $yesterday (Markup): yesterday
# $ago (Markup): 7d, 12h, 30m
no-date =
    This is no date or time; write { $date }, { $moment }, { $today }, { $yesterday }, or how long
    ago: { $ago }.

# A day that there isn't, such as February 30. Among words it may have been meant as text.
# $place (String): words, where it stands among words; value, where a date is asked for
# $typed (Markup): the day as it was typed
no-day = { $place ->
    [words] There is no day { $typed }; quote it to find it as text.
   *[value] There is no day { $typed }.
}

# A date too early or too late to reckon with.
# $place (String): words, where it stands among words; value, where a date is asked for
# $typed (Markup): the date as it was typed
outside = { $place ->
    [words] { $typed } lies outside the calendar; quote it to find it as text.
   *[value] { $typed } lies outside the calendar.
}

# Longer ago than the calendar goes back.
# $place (String): words, where it stands among words; value, where a date is asked for
# $typed (Markup): how long ago, as it was typed: 100000y
too-long-ago = { $place ->
    [words] { $typed } ago lies before the calendar begins; quote it to find it as text.
   *[value] { $typed } ago lies before the calendar begins.
}

# The last day of a range before its first.
# $place (String): words, where it stands among words; value, where a date is asked for
# $typed (Markup): the range as it was typed
ends-before = { $place ->
    [words] { $typed } ends before it begins; quote it to find it as text.
   *[value] { $typed } ends before it begins.
}

# An offset from UTC that no clock has.
# $place (String): words, where it stands among words; value, where a date is asked for
# $typed (Markup): the time as it was typed
no-offset = { $place ->
    [words] { $typed } is no time with an offset from UTC; quote it to find it as text.
   *[value] { $typed } is no time with an offset from UTC.
}

# A time that can't be reckoned with.
outside-calendar = This lies outside the calendar.

# A quotation mark too few.
quotation-open = This quotation mark is not closed.

# Signs alone as a value.
no-word = This value has no letter or digit to look for.

# Nothing as a value.
empty = This value is empty.

# A detail without its name.
# $example (Markup): detail."Tool Name":reports
detail-missing = Write which detail is meant: { $example }.

# None of the values that there are.
# $choices (Markup): those that there are: add, change, delete
no-choice = This takes { $choices }.

# Neither an IP address nor a network.
# $address (Markup): 203.0.113.9
# $address6 (Markup): 2001:db8::9
# $network (Markup): 10.0.0.0/8
# $network6 (Markup): 2001:db8::/32
no-address =
    An address is written as { $address } or { $address6 }, a network as { $network } or { $network6 }.

# A calendar with a *.
# $star (Markup): *
calendar-star = A calendar is compared as a whole, without { $star }.

# No calendar.
no-calendar = A calendar is written as school, 2027 or school/2027.

# Other hours than there are.
# $value (Markup): off
off-only = This takes { $value } only.
