//! Tool rights.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "rights",
    title: "Tool rights",
    about: "Modules and their rights, how far they reach, and why someone has one.",
    answers: &[
        Answer {
            anchor: "what",
            question: "Which tool rights are there?",
            words: "module sub-right permission list scope names",
            parts: &[
                Text(
                    "A tool right allows one thing; those that belong together are a module. By \
                     the names that are stored:",
                ),
                Facts(&[
                    (
                        "Audit Log",
                        "`events:read` `events:details` `events:export` `events:delete` \
                         `events:hold` `events:write` `proof:read`",
                    ),
                    (
                        "Communications",
                        "`family_email_log:read` `staff_email_log:read` `sms_logs:read` \
                         `staff_sms_log:read` `push_log:read` `activity_log:read` \
                         `message_content:read` `suppressions:manage`",
                    ),
                    (
                        "Monitoring",
                        "`reports:read` `alerts:read` `alerts:manage` `streams:read` \
                         `streams:manage` `metrics:read`",
                    ),
                    (
                        "User Security",
                        "`users:read` `users:manage` `groups:read` `groups:manage` `rights:read` \
                         `rights:manage`",
                    ),
                    (
                        "System",
                        "`preferences:read` `preferences:manage` `organizations:read` \
                         `organizations:manage` `keys:read` `keys:manage` `retention:read` \
                         `retention:manage`",
                    ),
                ]),
                Text(
                    "Some are worth nothing alone: `events:details`, `events:delete` and \
                     `events:hold` need `events:read`; `events:export` and `proof:read` need \
                     `events:details`. Some belong to pages that are still to come, and open \
                     nothing yet.",
                ),
            ],
        },
        Answer {
            anchor: "give",
            question: "How do I give or take a right?",
            words: "grant remove allow revoke module below reach",
            parts: &[List(&[
                "On the page of a user or a group under “Tool rights”: each right is “not given”, \
                 “in this organisation” or “here and in all below”.",
                "“Whole module” chooses for all rights of a module at once.",
                "Nothing reaches up or sideways in the tree of organisations.",
                "It takes the right `rights:manage`. Changes hold at once.",
            ])],
        },
        Answer {
            anchor: "effective",
            question: "Why may someone do something?",
            words: "effective rights reason from group why",
            parts: &[
                Text(
                    "“Rights in effect” on the page of a user lists all that they may do, each \
                     right with where it comes from (given directly, or from which group) and how \
                     far it reaches. Rights add up; none forbids anything.",
                ),
                Text("[Who Can See What](/help/access) has it for everybody, also for a past day."),
            ],
        },
        Answer {
            anchor: "refused",
            question: "Why can’t I give a right?",
            words: "refused beyond disabled greyed fixed role",
            parts: &[List(&[
                "You don’t have it yourself, or not in the organisations below.",
                "The user may already do something that you may not.",
                "The group is built in, and its rights are fixed.",
                "[Calendar rights](/help/calendars#limited) limit what you see.",
            ])],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of tool rights?",
            words: "usertoolrights usergrouptoolrights history module each",
            parts: &[
                Text(
                    "Each right that is given is an Add, each that is taken a Delete: in the area \
                     `UserToolRights` of users, `UserGroupToolRights` of groups. A module makes an \
                     entry for each right in it; another reach is a Delete and an Add.",
                ),
                Searches(&[
                    ("area:UserToolRights", "rights of users"),
                    ("area:UserGroupToolRights", "rights of groups"),
                    ("area:User*ToolRights type:add", "rights that were given"),
                ]),
            ],
        },
    ],
};
