//! Organisations.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "organizations",
    title: "Organisations",
    about: "The tree of organisations: creating, renaming, moving, closing.",
    answers: &[
        Answer {
            anchor: "tree",
            question: "How do organisations lie below one another?",
            words: "tree state district school above below hierarchy levels",
            parts: &[
                Text(
                    "As a tree of up to 16 levels: a state, its districts, their schools. A user \
                     belongs to one and sees it, and those below as far as a right reaches. Nobody \
                     sees what lies above or beside.",
                ),
                Text(
                    "[Organisations](/organizations), in the menu behind your initials, lists \
                     those that you may read (`organizations:read`).",
                ),
            ],
        },
        Answer {
            anchor: "add",
            question: "How do I create an organisation?",
            words: "new district school id time zone below",
            parts: &[
                Text("“Add an organisation” on that page asks for:"),
                Facts(&[
                    ("Name", "1 to 200 characters; it can be changed"),
                    ("Id", "up to 64 characters; kept for ever"),
                    ("Id of the organisation above", "below which it lies"),
                    (
                        "Time zone",
                        "the clock of its dates and working hours: `America/Chicago`; left empty, \
                         that of the one above",
                    ),
                ]),
                Text(
                    "It takes `organizations:manage`, reaching below. The new one begins empty, \
                     with the preferences of the one above.",
                ),
                Text(
                    "The time zone is [one of them](/help/preferences#which). Whoever creates an \
                     organisation may give it one, unless one above has locked another; later that \
                     takes `preferences:manage`.",
                ),
            ],
        },
        Answer {
            anchor: "change",
            question: "What happens when I rename or move one?",
            words: "rename move parent time zone organisation",
            parts: &[List(&[
                "“Name and time zone”: the id, the log and the people stay.",
                "“Move”: what lies below goes along. Those above its new place see it from then \
                 on, those above its old one no longer.",
                "Nobody moves their own. The right has to hold in the old place and in the new \
                 one.",
            ])],
        },
        Answer {
            anchor: "close",
            question: "What happens when I close one?",
            words: "close reopen end sign out keys organisation",
            parts: &[List(&[
                "Everybody in it and below is signed out, and can’t sign in.",
                "Its API keys stop, and nothing more comes in.",
                "Its log stays, and those above can read it.",
                "“Reopen the organisation” undoes it; people sign in anew.",
                "Nobody closes their own.",
            ])],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of organisations?",
            words: "history created moved closed renamed",
            parts: &[
                Text(
                    "Creating one is told in the log of the one above; a new name in its own, as \
                     is a new time zone, which is a change of a preference; closing and reopening \
                     in both. A move is told in its own log, in those of its old and its new \
                     place, and in that of the lowest one above both.",
                ),
                Searches(&[("action:annals.organization.*", "all of these")]),
            ],
        },
    ],
};
