//! Who sees the log.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "people",
    title: "Who can see the log",
    about: "Permission, and the way to the log.",
    answers: &[
        Answer {
            anchor: "who",
            question: "Who can see the Audit Log?",
            words: "permission access admin full restricted administrators staff",
            parts: &[
                Text(
                    "Administrators, and those who were given the permission to read it \
                     (`events:read`), themselves or through a group. Reading entries whole, \
                     exporting and deleting them take permissions of their own \
                     (`events:details`, `events:export`, `events:delete`).",
                ),
                Text(
                    "Give them to those who need them only: the log holds what people did, and \
                     about whom.",
                ),
            ],
        },
        Answer {
            anchor: "no-menu",
            question: "Why can’t I see the Audit Log?",
            words: "missing menu option not visible 403 forbidden access denied",
            parts: &[
                Text(
                    "Because your account lacks the permission. There is then no entry in the \
                     menu, no page and no answer from the API.",
                ),
                Text("Ask an administrator of your organisation for it."),
            ],
        },
        Answer {
            anchor: "open",
            question: "Where do I open it?",
            words: "menu navigate profile picture user menu reports tool search find",
            parts: &[List(&[
                "It is the first page after signing in; the logo on every page leads back to it.",
                "Your initials at the top open the user menu, which has it, and has it under \
                 Reports.",
                "`Ctrl K` (`Cmd K` on a Mac) on any page, then type “Audit Log”.",
                "By a bookmark or link: its address holds search, filters and order.",
            ])],
        },
        Answer {
            anchor: "whose",
            question: "Whose entries do I see?",
            words: "organisation district state below others",
            parts: &[Text(
                "Those of your own organisation, and of those below it as far as your right to \
                 read them reaches; never those of one above or beside it. [School \
                 years](/help/calendars) may limit them further.",
            )],
        },
    ],
};
