//! Calendar rights.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "calendars",
    title: "School years",
    about: "Calendar rights: of which school years someone sees entries.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What do calendar rights do?",
            words: "school year end year limit filter rows see only",
            parts: &[
                Text(
                    "A calendar right is a school and the year in which a school year ends: `2027` \
                     for `2026-27`. Whoever has some, themselves or from a group, sees only \
                     entries that carry one of them. Whoever has none sees every entry.",
                ),
                Text(
                    "The limit holds for rows, totals, filters, charts, exports, the live log and \
                     proofs alike.",
                ),
            ],
        },
        Answer {
            anchor: "without",
            question: "What about entries without a school year?",
            words: "show hidden none sign-in",
            parts: &[Text(
                "Those who are limited don’t see them, unless “Show entries without a school year, \
                 too” is ticked on their account or on one of their groups.",
            )],
        },
        Answer {
            anchor: "give",
            question: "How do I limit someone to school years?",
            words: "add change remove school end year",
            parts: &[List(&[
                "On the page of a user or a group under “Calendar rights”: type School and End \
                 Year, from 1900 to 2199.",
                "“Change” puts another one in its place. When the last one is removed, every entry \
                 is seen again.",
                "Up to 200 for each user and each group; the built-in groups have none.",
                "It takes the right `rights:manage`.",
            ])],
        },
        Answer {
            anchor: "limited",
            question: "Why can’t I manage users, groups and rights?",
            words: "limited locked calendar manage keys",
            parts: &[Text(
                "Because calendar rights limit what you see: whoever you manage could see more \
                 than you. One active administrator of each organisation stays whom no school year \
                 limits.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of calendar rights?",
            words: "userschoolyearrights usergroupschoolyearrights history",
            parts: &[
                Text(
                    "Each school year that is added, changed or removed: in the area \
                     `UserSchoolYearRights` of users, `UserGroupSchoolYearRights` of groups, with \
                     School and End Year. A change names the property, `school` or `end_year`, \
                     with its existing and new value.",
                ),
                Searches(&[
                    ("area:UserSchoolYearRights", "school years of users"),
                    ("area:UserGroupSchoolYearRights", "school years of groups"),
                ]),
            ],
        },
    ],
};
