//! What an entry shows.

use crate::help::Part::{Facts, List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "entries",
    title: "What an entry shows",
    about: "The table column by column, totals and chart, and the page of one entry.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What is the Audit Log?",
            words: "activity log trail history overview purpose",
            parts: &[
                Text(
                    "The list of what was done in your organisation’s applications: by staff, by \
                     families and guardians, and by the applications themselves. Each line tells \
                     who did what, when, from where, and to which records.",
                ),
                Text(
                    "Entries are never rewritten. A mistake is put right in the application, and \
                     that becomes an entry as well.",
                ),
            ],
        },
        Answer {
            anchor: "columns",
            question: "What do the columns show?",
            words: "date time member name username source ip address action affected records id \
                    description area type",
            parts: &[
                Text("Seven columns are there at first; more can be added under Columns."),
                Facts(&[
                    ("Date and Time", "when it was done, with the offset from UTC"),
                    ("Member Name", "who did it: see [whose name that is](#member-name)"),
                    ("Username", "what that person was signed in as"),
                    ("Source", "where it was done: see [sources](/help/sources#which)"),
                    ("IP Address", "the network address of the device"),
                    ("Action", "what was done, as a link to everything known about it"),
                    ("Affected Records", "which records it touched: see [records](/help/records)"),
                    ("ID", "the entry’s number in the log: each has its own, without gaps"),
                    ("Organisation", "whose entry it is, among those of several"),
                    ("Description", "what the application says besides the action"),
                    (
                        "Area",
                        "the part of security it belongs to: see [areas](/help/security#areas)",
                    ),
                    ("Type", "Add, Change, Delete, Access or Other"),
                ]),
                Text(
                    "Columns are chosen and ordered under Columns, above the table. A click on \
                     Date and Time, Member Name, Source, IP Address or Action orders the rows by \
                     it; a second click turns the order round.",
                ),
            ],
        },
        Answer {
            anchor: "member-name",
            question: "Whose name stands under Member Name and Username?",
            words: "staff guardian family support system api on behalf of who",
            parts: &[
                Text(
                    "That of whoever did it. From the office it is a member of staff; from a \
                     portal or app for families it may be a guardian or a family. The username is \
                     the account that was signed in.",
                ),
                List(&[
                    "Marked “System”: the application did it by itself.",
                    "Marked “Support”: staff of the application’s maker; “for …” says for whom.",
                    "Marked “API”: a program with a key of its own.",
                ]),
            ],
        },
        Answer {
            anchor: "critical",
            question: "What does the red edge mean?",
            words: "critical stand out important alert sign",
            parts: &[Text(
                "The application, or Annals, marked the entry as critical, as it does with \
                 deletions of entries. The sign is named “Critical”, so that it needs no colour. \
                 [`critical:yes`](/?q=critical:yes) finds all of them.",
            )],
        },
        Answer {
            anchor: "page",
            question: "Where is everything about one entry?",
            words: "view detail before after old new values role json raw change diff",
            parts: &[
                Text(
                    "On a page of its own, to which its action leads. Its address can be sent to \
                     others who may read the log.",
                ),
                List(&[
                    "A sentence that says what was done, by whom, when and from where.",
                    "Each changed property with its value before and after. Long texts are \
                     compared line by line, lists item by item.",
                    "The records, contacts, messages or settings it is about.",
                    "Who did it: name, username, role, kind, address; and the device, if told.",
                    "When it was done and when Annals got it, to the thousandth of a second.",
                    "What happened around it: by the same person, on the same record, at all.",
                    "The entry as it was sent, to be copied, and its [proof](/help/proof#verify).",
                ]),
            ],
        },
        Answer {
            anchor: "totals",
            question: "Are the totals exact?",
            words: "count number figures chart histogram bars 500 most recent limit all",
            parts: &[
                Text(
                    "Yes. The total, the numbers beside filters and the bars of the chart count \
                     every entry of the search, however many there are.",
                ),
                Text(
                    "The chart covers the whole range of the search, not only the page; without a \
                     range it covers the last two years and says how many are older. A bar leads \
                     to its entries, dragging over bars chooses their range. “Show as table” has \
                     the same figures as text.",
                ),
                Text(
                    "Every entry can be reached: Older and Newer go through all of them, and \
                     nothing limits you to the most recent ones.",
                ),
            ],
        },
    ],
};
