//! Legal holds.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "holds",
    title: "Legal holds",
    about: "What stays, whoever may delete it and however long it was to be kept.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What does a legal hold do?",
            words: "litigation evidence preserve freeze court lawsuit keep deletion purge",
            parts: &[
                Text(
                    "What it names stays. Whoever [deletes entries](/help/deleting) is told how \
                     many are held back and by which hold, and the others go; a run of \
                     [retention](/retention) passes by the texts that are held, however old they \
                     are, and says how many.",
                ),
                Text(
                    "A held record is held with all below it, for the time that belonged to it, \
                     and with what comes to lie below it later. Saying that something belongs \
                     elsewhere takes it out of no hold. A record and a message that are held bear \
                     the mark “On hold”.",
                ),
                Text(
                    "A hold of a whole organisation can reach all below it. Those below see that \
                     there is one and since when, and neither its name nor its reason.",
                ),
            ],
        },
        Answer {
            anchor: "place",
            question: "How do I place a hold?",
            words: "new add start records family staff whole organisation below",
            parts: &[
                Text(
                    "Under [Legal Holds](/holds), or on the page of a record. It takes the right \
                     Audit Log: Hold (`events:hold`), a name, a reason, and what is held:",
                ),
                List(&[
                    "records, each by its type and id: `family:f-12`",
                    "the whole organisation",
                    "the whole organisation and all organisations below, for those who may place \
                     holds there",
                ]),
                Text(
                    "It is in force at once, also for a deletion that someone has just looked at.",
                ),
            ],
        },
        Answer {
            anchor: "release",
            question: "How does a hold end?",
            words: "release lift remove end over settled",
            parts: &[
                Text(
                    "By being released on its page, with a reason and a tick that this is meant: \
                     what it kept may be deleted again, and texts whose time is over go with the \
                     next run of retention. Nobody can bring them back. The hold stays in the \
                     list with who released it, when and why.",
                ),
                Searches(&[("action:annals.hold.*", "who placed and released holds")]),
            ],
        },
    ],
};
