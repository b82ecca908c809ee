//! Views, the live log, the search of pages and keys.

use crate::help::Part::{Facts, List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "views",
    title: "Views, live, keys",
    about: "Searches to come back to, entries as they come, and working by keyboard.",
    answers: &[
        Answer {
            anchor: "views",
            question: "What are views?",
            words: "saved search bookmark share private name",
            parts: &[
                Text(
                    "Searches under a name, with filters, range, order, columns and time zone: \
                     your own, those that others share with the organisation, and ready ones.",
                ),
                List(&[
                    "Views beside the heading opens them, and saves the search on the page.",
                    "“Last 7 days” stays the last 7 days, whenever a view is opened.",
                    "A view has an address of its own. Nobody else finds a private one.",
                    "All views lists them; the pencil renames, shares or deletes one.",
                ]),
            ],
        },
        Answer {
            anchor: "new",
            question: "How do I see new entries?",
            words: "refresh reload news count",
            parts: &[Text(
                "Rows don’t move while you read. “3 new” above the table says how many came; a \
                 click shows them.",
            )],
        },
        Answer {
            anchor: "live",
            question: "What does Live do?",
            words: "tail follow stream pause missed reconnect",
            parts: &[
                Text("It puts entries on top of the table as they come, with the same filters."),
                List(&[
                    "Pause holds them back; so do a ticked row, marked text and scrolling down.",
                    "The page keeps 500 rows and says when it drops older ones.",
                    "When the connection was lost, it goes on by itself and says what it missed.",
                    "It takes script, and ends with the session.",
                ]),
            ],
        },
        Answer {
            anchor: "go",
            question: "How do I jump to a page, a person or a record?",
            words: "tool search palette ctrl k command",
            parts: &[Text(
                "`Ctrl K` (`Cmd K` on a Mac), or Search pages in the header: type the beginning of \
                 a page, view, question, person or record, or the number of an entry, and press \
                 Enter. Typing “Audit Log” leads to the log.",
            )],
        },
        Answer {
            anchor: "organizations",
            question: "How do I look into other organisations?",
            words: "switch change district school state tree below several choose organization",
            parts: &[
                Text(
                    "The name of your organisation at the top of the page is a menu, if \
                     others lie below yours and you may see them. Choose one, and the \
                     page shows its log; your search stays as it is. “and below” beside a \
                     name shows it together with all that lies below it.",
                ),
                Text(
                    "Times and days are then those of the organisation that you chose. \
                     Entries of several are exported together, all or those that you tick. \
                     Ticked ones are also deleted together, each organisation’s with an entry \
                     in its own log; all that match, in one organisation. What lies beside or \
                     above yours is never shown.",
                ),
            ],
        },
        Answer {
            anchor: "keys",
            question: "Which keys are there?",
            words: "keyboard shortcuts hotkeys letters switch off",
            parts: &[
                Facts(&[
                    ("`Ctrl K`", "searches pages"),
                    ("`/`", "to the search bar"),
                    ("`j`, `k`", "to the next and the previous entry"),
                    ("`Enter`", "opens the entry"),
                    ("`[`, `]`", "older and newer entries"),
                    ("`u`", "times of the organisation, in UTC, of your own clock"),
                    ("`t`", "to the date range"),
                    ("`c`", "copies the link of the entry that has the focus, or of the page"),
                    ("`e`", "opens the export"),
                    ("`Space`", "ticks the row whose entry or box has the focus"),
                    ("`Esc`", "closes what is open; takes ticks away"),
                    ("`?`", "shows all keys"),
                ]),
                Text(
                    "Keys of one letter don’t act while you type. The sheet behind `?` switches \
                     them off, for instance if you speak to your computer.",
                ),
            ],
        },
    ],
};
