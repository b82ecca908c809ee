### Reports > User Security, and the words of reports about it.

# Title of the page.
title = User Security

# Under it.
about =
    Changes of accounts, groups, rights and system preferences: who changed what, from what to what.

# Link to the same search among all entries.
in-audit-log = Show in the Audit Log

# Field; the day or minute it names is included.
start-date = Start Date

# Field; the day or minute it names is included.
end-date = End Date

# Group: the type of the entry.
action = Action

# Group: who did it.
changed-by = Changed By

# Beneath its title.
changed-by-hint = The user who was signed in.

# Beneath the title of the areas.
table-hint = Tables in which something was changed.

# Beneath the field of affected objects.
object-hint =
    The name of a preference, a group or a tool, or of an affected user: the stored name or its
    label. * stands for the rest of a word.

# Field: when it happened.
timestamp = Timestamp

# Field: the user that is affected.
user-name = User Name

# Field: the group that is affected.
group-name = Group Name

# Field: the stored name of a preference.
preference-name = Preference Name

# Field: the stored name of a right to a tool.
tool-name = Tool Name

# Field: the year in which a school year ends.
end-year = End Year

# Field.
school = School

# Field: the stored name of what changed.
property-name = Property Name

# Field: the area of the change.
area = Area

# Field: the value before.
existing-value = Existing Value

# Field: Add, Change or Delete.
change-type = Type

# Field: the value after.
new-value = New Value

# Column: the user, group or preference that is affected.
affected = User, Group or Preference

# Column: the tool, or the calendar, which is a school and a year, that it is about.
of-what = Tool or Calendar

# An entry that doesn't say whom or what it affects.
nameless = No name given

# Link from a cell with many properties.
# $count (Number): how many more
more-properties = +{ $count } more

# Heading of the properties where there are several.
# $count (Number): how many
properties = { $count ->
    [one] { $count } property
   *[other] { $count } properties
}

# Link back.
back = Back to User Security

# Link to the page with everything that is known about it.
# $number (Id): the entry's number
whole-entry = Entry { $number } in the Audit Log

# Title where there is no such entry at all.
no-changes = No changes of user security yet

# Under it.
no-changes-text =
    Changes of accounts, groups, memberships, rights and system preferences appear here as soon as
    there is one, those that applications send as well.

# Suggestion where nothing is found.
everything = Show all changes of user security
