//! Changes of user security, of people’s profiles, and of contacts.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "security",
    title: "Changes of users, rights and contacts",
    about: "The areas of user security, values before and after, profiles and contacts.",
    answers: &[
        Answer {
            anchor: "areas",
            question: "What are areas?",
            words: "table preference useraccount usergroup usergroupmember usertoolrights \
                    usergrouptoolrights userschoolyearrights usergroupschoolyearrights security",
            parts: &[
                Text(
                    "The parts of user security to which an entry may belong, by the names that \
                     the application gives them. Choose one under Table beside the log, add the \
                     column Area, or search for one:",
                ),
                Searches(&[
                    ("area:Preference", "system preferences"),
                    ("area:UserAccount", "accounts and their settings"),
                    ("area:UserGroup", "groups"),
                    ("area:UserGroupMember", "who is in which group, and product security roles"),
                    ("area:UserToolRights", "rights of a user to tools"),
                    ("area:UserGroupToolRights", "rights of a group to tools"),
                    ("area:UserSchoolYearRights", "calendar rights of a user"),
                    ("area:UserGroupSchoolYearRights", "calendar rights of a group"),
                ]),
                Text(
                    "[Permission changes](/views/permission-changes), a ready view, has all \
                     eight. Which of them are told, the application decides.",
                ),
            ],
        },
        Answer {
            anchor: "report",
            question: "Where are all changes of user security?",
            words: "report reports menu tool start date end date table action affected object \
                    changed by 500 entries",
            parts: &[
                Text(
                    "Under Reports, [User Security](/reports/user-security): every change of \
                     accounts, groups, memberships, rights and preferences, however many there \
                     are. A change opens with the fields of its area; “Show in the Audit Log” \
                     leads to the same search there.",
                ),
                Facts(&[
                    ("Start Date, End Date", "days or moments; the last one is included"),
                    (
                        "Table",
                        "the areas in which something changed in that time, each with the number \
                         of changes",
                    ),
                    ("Action", "Add, Change or Delete"),
                    (
                        "Affected Object",
                        "the name of a preference, a group or a tool, or of an affected user: the \
                         stored name or its label",
                    ),
                    ("Changed By", "who was signed in and did it"),
                ]),
            ],
        },
        Answer {
            anchor: "fields",
            question: "Which fields does a change have?",
            words: "detail area user name group name preference name tool name school end year \
                    property",
            parts: &[
                Text(
                    "Each one has Timestamp, Area, Changed By and Type. What its area adds, and \
                     the types that there are:",
                ),
                Facts(&[
                    ("`Preference`", "Preference Name · Change"),
                    ("`UserAccount`", "User Name · Add, Change, Delete"),
                    ("`UserGroup`", "Group Name · Add, Change, Delete"),
                    ("`UserGroupMember`", "User Name, Group Name · Add, Delete"),
                    ("`UserToolRights`", "User Name, Tool Name · Add, Delete"),
                    ("`UserGroupToolRights`", "Group Name, Tool Name · Add, Delete"),
                    ("`UserSchoolYearRights`", "User Name, End Year, School · Add, Change, Delete"),
                    (
                        "`UserGroupSchoolYearRights`",
                        "Group Name, End Year, School · Add, Change, Delete",
                    ),
                ]),
                Text(
                    "A change of something that stays has Property Name, Existing Value and New \
                     Value as well; several properties stand in a table.",
                ),
            ],
        },
        Answer {
            anchor: "values",
            question: "Where are the existing and the new value?",
            words: "existing value new value property name before after old changed by timestamp",
            parts: &[
                Text(
                    "On the entry’s page, under Changes: each property with its value before \
                     and after. Only a change has them; an addition or a deletion does not.",
                ),
                Text("What reports of user security call by other names:"),
                Facts(&[
                    ("{Timestamp}", "the column Date and Time"),
                    ("{Changed By}", "the columns Member Name and Username; the filter Users"),
                    ("{Table}", "the column Area; the filter Table"),
                    (
                        "{Affected Object}",
                        "the column Affected Records; the filter Affected Object",
                    ),
                    ("{Action}: {Add}, {Change}, {Delete}", "the column and the filter Type"),
                    ("{Property Name}", "the name beside the values"),
                ]),
            ],
        },
        Answer {
            anchor: "names",
            question: "Why is a property called something else than on my screen?",
            words: "database column name machine label field interface object",
            parts: &[Text(
                "The log keeps the name that the application has for it inside, because labels \
                 change. Where the application sends its label as well, both are shown. Either \
                 is found: `changed:` and the name.",
            )],
        },
        Answer {
            anchor: "roles",
            question: "Why do some groups stand in capitals?",
            words: "product security roles caps uppercase usergroupmember",
            parts: &[Text(
                "They are product security roles. Giving or taking one is told like coming into \
                 a group or leaving it, in the area {UserGroupMember}.",
            )],
        },
        Answer {
            anchor: "modules",
            question: "Why does one module make many entries?",
            words: "sub-right subrights module tool rights add delete each",
            parts: &[Text(
                "Because each right within the module is an entry of its own, so that every one \
                 can be found by its name. Entries of one operation are linked on each of their \
                 pages.",
            )],
        },
        Answer {
            anchor: "calendars",
            question: "Where do school and end year stand?",
            words: "calendar rights school year end year",
            parts: &[
                Text(
                    "On the entry’s page, under Calendars. The end year is the one in which \
                     a school year ends: `2010` for `2009-10`.",
                ),
                Searches(&[
                    ("calendar:2027", "rights to calendars of `2026-27`"),
                    ("calendar:Lincoln/2027", "the same at one school"),
                ]),
            ],
        },
        Answer {
            anchor: "contacts",
            question: "What is told about contacts?",
            words: "contact profile created imported exported deleted group updated edits",
            parts: &[
                Text(
                    "What your application sends of them: who made, changed or deleted a contact \
                     or a group, who exported contacts, and when.",
                ),
                Searches(&[
                    ("contact type:change", "contacts that were changed"),
                    ("contact type:delete", "contacts that were deleted"),
                    ("contact type:add", "contacts that were made or imported"),
                    ("action:contact*.export*", "contacts that were exported"),
                    ("group type:change OR group type:delete", "groups"),
                ]),
            ],
        },
        Answer {
            anchor: "profiles",
            question: "What is told about users’ profiles?",
            words: "user profile name email role permissions deleted account",
            parts: &[
                Text("Changes of name, e-mail address, role and permissions, and deletions."),
                Searches(&[
                    ("changed:email", "changed e-mail addresses"),
                    ("changed:role", "changed roles"),
                    ("user type:delete", "deleted users"),
                    ("action:annals.user.*", "users of Annals itself"),
                ]),
                List(&["Who did it, and when, stands in every entry."]),
            ],
        },
    ],
};
