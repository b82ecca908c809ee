//! Time zones.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "zones",
    title: "Time zones",
    about: "Whose clock the page shows, and how to choose another one.",
    answers: &[
        Answer {
            anchor: "which",
            question: "In which zone are the times?",
            words: "timezone clock local utc offset organisation own",
            parts: &[
                Text(
                    "In that of your organisation, [a preference](/help/preferences#which), until \
                     you choose another one beside the date range: UTC, your own, or any other. \
                     The page says which, and each time has its offset from UTC.",
                ),
                List(&[
                    "Typed dates, presets, the chart and exported files follow the choice.",
                    "`u` goes from the organisation’s zone to UTC, on to your own, and back.",
                    "Off hours stay those of the organisation.",
                ]),
            ],
        },
        Answer {
            anchor: "links",
            question: "What does someone see to whom I send a link?",
            words: "share address same range copy",
            parts: &[Text(
                "The same search in the same zone: both are part of the address. “Last 7 days” \
                 is counted from the day on which the link is opened; Pin as absolute dates \
                 keeps the days of today.",
            )],
        },
        Answer {
            anchor: "twice",
            question: "What about the hour that comes twice?",
            words: "summer time daylight saving dst clock back fall ambiguous",
            parts: &[Text(
                "When clocks go back, its times carry their offset wherever they stand, also in \
                 copied rows. Typed without an offset such a time means both hours; \
                 `2026-11-01T01:30-05:00` means one.",
            )],
        },
    ],
};
