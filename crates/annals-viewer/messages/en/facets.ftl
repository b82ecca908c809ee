### Filters by the values that occur.

# Group.
users = Users

# What other products call it; beneath its title.
users-hint = Who did it (Changed By).

# Group.
source = Source

# Group.
action = Action

# Group.
change-type = Type

# Group.
table = Table

# Beneath its title.
table-hint = The area in which something was changed.

# Group.
affected-object = Affected Object

# Beneath its field.
object-hint =
    The name of what was changed, or the name or username of whom it affected. * stands for the rest
    of a word.

# Group.
outcome = Outcome

# Chip of a category of actions.
category = Action category

# Actions that have no category.
no-category = Without category

# Opens the actions of a category, for screen readers.
# $category (String): the category
actions-of = Actions of { $category }

# Field that adds a user who isn't listed.
add-user = Add a user

# Field that adds an action that isn't listed.
add-action = Add an action

# Field that adds a name.
add-object = Name or username

# Button beside a field.
add = Add

# Beside the title of a group: how many values are chosen.
# $count (Number): how many
chosen = { $count ->
    [one] { $count } chosen
   *[other] { $count } chosen
}

# Area of user security: system preferences.
preference = System Preferences
# Area: accounts.
user-account = User Accounts
# Area: groups.
user-group = User Groups
# Area: who is in which group.
user-group-member = User Group Members
# Area: calendar rights of groups.
user-group-school-year-rights = Calendar Rights of User Groups
# Area: tool rights of groups.
user-group-tool-rights = Tool Rights of User Groups
# Area: calendar rights.
user-school-year-rights = Calendar Rights of Users
# Area: tool rights.
user-tool-rights = Tool Rights of Users

# Suggestion when nothing is found.
any-user = Search every user
# Suggestion.
any-source = Search every source
# Suggestion.
any-action = Search every action
# Suggestion.
any-type = Search every type
# Suggestion.
any-table = Search every table
# Suggestion.
any-object = Search every affected object
# Suggestion.
any-outcome = Search every outcome
