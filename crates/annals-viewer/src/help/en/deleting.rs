//! Deleting entries.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "deleting",
    title: "Deleting entries",
    about: "Who may, how, and what stays.",
    answers: &[
        Answer {
            anchor: "how",
            question: "How do I delete entries?",
            words: "bulk delete remove erase several confirmation",
            parts: &[
                Text(
                    "Select them and press Delete…: nothing goes yet. A page shows how many they \
                     are, from when, by whom, and asks for a reason and for their number.",
                ),
                Text(
                    "It takes the permission for it (`events:delete`); whoever lacks it doesn’t \
                     see the button.",
                ),
            ],
        },
        Answer {
            anchor: "stays",
            question: "What stays of deleted entries?",
            words: "trace undo restore backup reason who deleted proof",
            parts: &[List(&[
                "An entry that tells who deleted what, when and why. Nobody can delete it.",
                "Their numbers and places in the log, so that it can still be proved that \
                 nothing else went.",
                "Copies in exported files and earlier backups.",
            ])],
        },
        Answer {
            anchor: "undo",
            question: "Can a deletion be undone?",
            words: "restore recover back content gone",
            parts: &[Text(
                "No. From that moment nobody finds the entries, and their content goes from every \
                 file within hours. Only a backup made before has it.",
            )],
        },
        Answer {
            anchor: "kept",
            question: "Why can some entries not be deleted?",
            words: "reserved annals own stay matches",
            parts: &[Text(
                "What Annals wrote of deletions, exports, looks at the log and changes of its \
                 own settings stays: whoever deletes must not be able to hide it.",
            )],
        },
    ],
};
