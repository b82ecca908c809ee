//! Who could see what, and why.

use crate::help::Part::{Facts, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "access",
    title: "Who Can See What",
    about: "Who may do what in an organisation, and why: now, or on a past day.",
    answers: &[
        Answer {
            anchor: "what",
            question: "Who may do what here, and why?",
            words: "access review effective rights everybody report reason",
            parts: &[
                Text(
                    "[Who Can See What](/reports/access), under Reports, has a line for each right \
                     of each user and each API key:",
                ),
                Facts(&[
                    (
                        "Who",
                        "name and username; “can’t sign in” beside accounts that are disabled, \
                         locked or expired",
                    ),
                    ("Right", "the right, and the name that is stored"),
                    (
                        "Why",
                        "given to them, or from which group; here or in which organisation above",
                    ),
                    ("Limited to", "the school years that limit what they see"),
                ]),
                Text(
                    "It takes `users:read` and `rights:read`; keys are listed for those who have \
                     `keys:read`. One right can be chosen alone.",
                ),
            ],
        },
        Answer {
            anchor: "past",
            question: "Who could see what on a past day?",
            words: "date history then as of before",
            parts: &[
                Text(
                    "Choose the day, and a time if you like; a day without a time means its end. \
                     Annals takes the present and undoes each later change, as the log tells of \
                     it; accounts and groups that were deleted since come back.",
                ),
                Text(
                    "It takes `events:details` as well, and no limit to school years. Between that \
                     day and now up to 100,000 changes can lie.",
                ),
            ],
        },
        Answer {
            anchor: "unknown",
            question: "What can’t be known of the past?",
            words: "audit users off missing gap untold",
            parts: &[
                Text(
                    "What was changed while [Audit Users](/help/preferences#audit-users) was off. \
                     The page counts these changes, and says when the last one was.",
                ),
                Text(
                    "Organisations that were moved are taken back to where they lay. If that is \
                     where you may not see, the page says so, and until when it was.",
                ),
            ],
        },
        Answer {
            anchor: "export",
            question: "How do I save who can see what?",
            words: "download csv file export spreadsheet",
            parts: &[
                Text(
                    "“Download as CSV” has a line for each reason of each right. The page shows \
                     the first 500 lines, the file has all of them. The download is an entry of \
                     the log itself.",
                ),
                Searches(&[("action:annals.access.exported", "who saved such a list")]),
            ],
        },
    ],
};
