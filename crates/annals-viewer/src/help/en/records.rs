//! Affected records.

use crate::help::Part::Text;
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "records",
    title: "Affected Records",
    about: "Names, the book, the magnifying glass, and why a cell may be blank.",
    answers: &[
        Answer {
            anchor: "blank",
            question: "Why is Affected Records blank?",
            words: "empty missing no records sign in out login logout",
            parts: &[
                Text(
                    "Because the action changed no record: someone signed in or out, or only \
                     looked at something.",
                ),
                Text(
                    "It is blank as well where an application sent no records with the event. What \
                     it did send stands on the entry’s page.",
                ),
            ],
        },
        Answer {
            anchor: "names",
            question: "Where do the names lead?",
            words: "link record all entries history",
            parts: &[Text(
                "To everything the log has on that record, whoever did it. The address of that \
                 list can be kept or sent.",
            )],
        },
        Answer {
            anchor: "book",
            question: "What does the book open?",
            words: "icon list updated records details",
            parts: &[Text(
                "The list of the records that the action updated, with type and number, what was \
                 done to each, and the values before and after.",
            )],
        },
        Answer {
            anchor: "magnifier",
            question: "What does the magnifying glass open?",
            words: "icon edit window application record open",
            parts: &[
                Text(
                    "The record in your application, ready to be edited, in another tab. It stands \
                     in the list behind the book and on the entry’s page.",
                ),
                Text(
                    "It is missing where the application has no such window for that type of \
                     record, or where nobody has set its address (`edit_url`).",
                ),
            ],
        },
        Answer {
            anchor: "types",
            question: "What are types of records, and where do I change them?",
            words: "record types label plural icon edit window url tabs catalogue",
            parts: &[
                Text(
                    "Everything that entries are about has a type, such as student or payment. \
                     [Record Types](/record-types) says what each is called, which tabs its \
                     pages have, and where the magnifying glass opens it. Types come from \
                     Annals, from the server’s configuration, from organisations above, or are \
                     declared here; the nearest counts.",
                ),
                Text(
                    "Whoever may read the Audit Log sees them; to declare one takes the right \
                     Audit Log: Send Events. “Preview” shows what an address comes to before it \
                     is saved.",
                ),
            ],
        },
        Answer {
            anchor: "belongs",
            question: "Why are there records that were not changed?",
            words: "belongs to family above parent",
            parts: &[Text(
                "A changed record belongs to them, as a payment does to a family, so that it is \
                 found by their names as well. The list says “Related” there, and Add, Change or \
                 Delete at those that were changed.",
            )],
        },
    ],
};
