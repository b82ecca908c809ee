//! Proof, and readings of the log.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "proof",
    title: "Trusting the log",
    about: "Checking that an entry was not changed, and who reads the log.",
    answers: &[
        Answer {
            anchor: "verify",
            question: "What does Verify check?",
            words: "proof merkle root commitment changed tampered evidence hash",
            parts: &[
                Text(
                    "That the entry is in the log exactly as the page shows it. Your browser \
                     computes it, so that you need not take the server’s word for the sum.",
                ),
                List(&[
                    "“Matches this server’s current root” means: the contents, their place and \
                     the rest of the log belong together.",
                    "Otherwise it says exactly what does not match.",
                ]),
            ],
        },
        Answer {
            anchor: "not-shown",
            question: "What can Verify not show?",
            words: "anchored receipt replaced whole log limits",
            parts: &[Text(
                "That the server has not replaced the log as a whole. That shows in a receipt or \
                 root that was kept elsewhere: compare it with the figures under Proof.",
            )],
        },
        Answer {
            anchor: "reading",
            question: "Does anyone see that I read the log?",
            words: "recorded viewed access watched look search privacy",
            parts: &[
                Text(
                    "Yes: every look at the log is an entry of it, with the search as you typed \
                     it, and so is every export. Nobody can switch that off.",
                ),
                Text(
                    "The same search, repeated within ten minutes, becomes one more entry at most. \
                     What you type is thereby kept: never type a password.",
                ),
            ],
        },
        Answer {
            anchor: "hidden",
            question: "Why are views and exports not in the table?",
            words: "without access chip type:access left out hidden",
            parts: &[Text(
                "Entries that only tell that something was viewed or exported are left out at \
                 first, because they are many. “Without: views and exports” above the table says \
                 so, and a click on it shows them. Totals and exports follow.",
            )],
        },
    ],
};
