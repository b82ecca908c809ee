//! Pages of records.

use crate::help::Part::{Facts, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "record-pages",
    title: "Pages of records",
    about: "All that happened to a student, a family or a member of staff.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What is on the page of a record?",
            words: "record student family staff head belongs contact phone",
            parts: &[
                Text(
                    "Its log, with the search, filters and chart of the Audit Log, and above it \
                     what your application said of the record. On the page of an entry, “Page” \
                     beside the name of a record leads there.",
                ),
                Facts(&[
                    ("Belongs to", "the records above it, and when, if not always"),
                    (
                        "Reached at",
                        "e-mail addresses and phones, for those who have `events:details`",
                    ),
                    ("Records below", "the records that belong to it"),
                ]),
            ],
        },
        Answer {
            anchor: "tabs",
            question: "What do the tabs of a record show?",
            words: "audit activity permissions guardian student portal app staff",
            parts: &[Facts(&[
                ("Audit Log", "everything on the record and on those below it, whoever did it"),
                (
                    "Activity Log",
                    "what guardians and students did themselves, in a portal or an app",
                ),
                ("History", "its values, who set them, and what they were at any moment"),
                ("Communication", "what was sent to it, for those who may see a log of messages"),
                (
                    "Permissions",
                    "the tool rights of the user whose staff record it is, for those who may see \
                     users",
                ),
            ])],
        },
        Answer {
            anchor: "history",
            question: "What was a record at a moment?",
            words: "history as of value before property who set when state restore",
            parts: &[
                Text(
                    "Under “History” stand its values, each with who set it, and below them all \
                     changes, the newest first. A day or a time in “As of” shows what was so \
                     then: of a day, when it ended. The name of a property leads to its changes \
                     alone.",
                ),
                Text(
                    "Where no entry tells who set a value, the next change does: what it found \
                     stood there before. Where it found something else than was told last, that \
                     is said, because someone changed it without an entry that you may see. What \
                     was refused or failed counts for nothing, and so do changes of records below \
                     this one. An entry that changed several records doesn’t tell which of them \
                     a value is of; it counts for each, and says so.",
                ),
                Text(
                    "Values are shown to those who have `events:details`. After a record was \
                     deleted and made anew, values of before are not known to be its own any \
                     more. Of a record with very many entries on others below it not all are \
                     read, and the page says of what it isn’t certain.",
                ),
            ],
        },
        Answer {
            anchor: "below",
            question: "Which records lie below a record?",
            words: "below belongs family student charge former levels",
            parts: &[Text(
                "Those that belong to it, through up to four levels: the charge to the student, \
                 the student to the family, the family to the guardian. Their entries are shown \
                 for the time in which they belonged there. The first 100 of these records \
                 count.",
            )],
        },
        Answer {
            anchor: "missing",
            question: "Why does a record have no page?",
            words: "404 not found unknown nothing",
            parts: &[Text(
                "It has one as soon as an entry names it or your application describes it \
                 (`/v1/records`). Whoever is limited to school years sees only records with an \
                 entry among theirs.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of records’ pages?",
            words: "looked viewed described forgotten reading",
            parts: &[
                Text(
                    "Looking at one, like a search of the Audit Log. What an application says of a \
                     record, or takes back, is an entry with the properties, without their values.",
                ),
                Searches(&[
                    ("action:annals.log.viewed", "who looked at which entries"),
                    ("action:annals.record.*", "what applications said of records"),
                ]),
            ],
        },
    ],
};
