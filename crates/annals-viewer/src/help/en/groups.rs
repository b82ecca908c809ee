//! User groups.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "groups",
    title: "User groups",
    about: "Rights for several users at once, and the groups that are built in.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What is a user group?",
            words: "groups members name description list",
            parts: &[
                Text(
                    "Users who have rights together: whoever comes in may do at once what the \
                     group may, whoever leaves no longer. [User Groups](/groups) lists them for \
                     those who have the right `groups:read`; changing takes `groups:manage`.",
                ),
                Facts(&[
                    ("Name", "1 to 200 characters; once in an organisation"),
                    ("Description", "up to 500 characters"),
                    ("Members", "users of the organisation"),
                    ("Tool rights", "see [tool rights](/help/rights)"),
                    ("Calendar rights", "see [school years](/help/calendars)"),
                ]),
                Text("An organisation has up to 500 groups; a user is in up to 100."),
            ],
        },
        Answer {
            anchor: "built-in",
            question: "Which groups are built in?",
            words: "administrators auditors staff product security roles admin access full \
                    permissions",
            parts: &[
                Facts(&[
                    (
                        "{ADMINISTRATORS}",
                        "Admin Access (Full Permissions): everything, here and below",
                    ),
                    ("{AUDITORS}", "Read everything, here and below; change nothing"),
                    ("{STAFF}", "What all staff may do; nothing at first"),
                ]),
                Text(
                    "They are product security roles: their names stand in capitals and stay, and \
                     nobody deletes them. Of their rights only those of {STAFF} can be changed. \
                     None of them limits anybody to school years.",
                ),
            ],
        },
        Answer {
            anchor: "members",
            question: "How do I put a user into a group?",
            words: "add remove member membership join leave",
            parts: &[List(&[
                "On the page of the group under “Members”: find the user by name, username or \
                 e-mail, and add them.",
                "On the page of the user under “Groups”: choose the group.",
                "It takes `groups:manage`, and every right that the group has.",
                "The last active administrator of an organisation stays one.",
            ])],
        },
        Answer {
            anchor: "delete",
            question: "What happens when I delete a group?",
            words: "remove group lose rights",
            parts: &[Text(
                "“Delete the group” first shows how many users lose which right, and how many are \
                 no longer limited to school years. The accounts stay.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of groups?",
            words: "usergroup usergroupmember history membership",
            parts: &[
                Text(
                    "A group that is added, changed or deleted is told in the area `UserGroup`; \
                     each user who comes or goes in the area `UserGroupMember`, as Add or Delete, \
                     product security roles like all others.",
                ),
                Searches(&[
                    ("area:UserGroup", "every change of a group"),
                    ("area:UserGroupMember", "who came and went"),
                    (
                        "area:UserGroupMember object:administrators",
                        "who became an administrator, or is none any more",
                    ),
                ]),
            ],
        },
    ],
};
