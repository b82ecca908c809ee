//! Sources.

use crate::help::Part::{Facts, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "sources",
    title: "Sources",
    about: "Where things are done, and what nobody in your organisation did.",
    answers: &[
        Answer {
            anchor: "which",
            question: "Which sources are there?",
            words: "office portal staff customer mobile app kiosk check-in time clock origin where",
            parts: &[
                Text(
                    "Whichever your applications send: those that occur stand under Source beside \
                     the table, with the number of their entries. Usual ones are:",
                ),
                Facts(&[
                    ("{Office Portal}", "the office"),
                    ("{Staff Portal}", "teachers and other staff"),
                    ("{Customer Portal}", "families and guardians"),
                    ("{Mobile App}", "the app of families"),
                    ("{Check-In Kiosk}", "the device at the door"),
                    ("{Time Clock Kiosk}", "the device at which staff clock in and out"),
                    ("{iClassPro}", "support staff of the maker, or its automatic processes"),
                    ("{Autopilot}", "automatic processes"),
                ]),
                Text(
                    "Annals’ own entries come from “Annals”: signing in, changes of its settings, \
                     looks at the log and exports of it.",
                ),
            ],
        },
        Answer {
            anchor: "automated",
            question: "Why is the source iClassPro or Autopilot?",
            words: "automated automatic process support staff system nobody",
            parts: &[
                Text(
                    "Nobody in your organisation did this by hand. {Autopilot} is an automatic \
                     process; {iClassPro} is one as well, or its support staff at your request.",
                ),
                Text(
                    "Member Name tells which: “System” marks a process, “Support” a person, with \
                     the customer for whom they acted. [`kind:system`](/?q=kind:system) and \
                     [`kind:support`](/?q=kind:support) find them, whatever the source is called.",
                ),
            ],
        },
    ],
};
