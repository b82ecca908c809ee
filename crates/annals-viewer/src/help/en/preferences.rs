//! System preferences.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "preferences",
    title: "System preferences",
    about: "What an organisation decides, what it takes from above, and what Audit Users does.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What are system preferences?",
            words: "settings options session password working hours time zone date order",
            parts: &[
                Text(
                    "How Annals works for an organisation: when sessions end, how long a password \
                     is, in which zone and how dates are read, when people work, how much one \
                     export holds. [System Preferences](/preferences) lists them with their \
                     machine names, for those who have the right Preferences.",
                ),
                Text(
                    "A change holds at once and is logged, always: in the area `Preference`, with \
                     the property `Value`, the existing and the new value. “History” beside a \
                     preference leads to these entries.",
                ),
                Searches(&[
                    ("area:Preference", "every change of a preference"),
                    ("record:preference:audit_users", "when Audit Users was switched, and by whom"),
                ]),
            ],
        },
        Answer {
            anchor: "which",
            question: "Which preferences are there, and what may they be?",
            words: "types values limits minutes hours characters time zone default validation",
            parts: &[
                Facts(&[
                    ("Audit Users", "on or off"),
                    ("Quiet Session Ends After", "5 to 720 minutes"),
                    ("Every Session Ends After", "1 to 168 hours"),
                    ("Shortest Password", "10 to 20 characters"),
                    ("Second Factor Required", "nobody, administrators or everyone"),
                    ("Time Zone", "the name of a zone of the IANA database: `America/Chicago`"),
                    ("Order of Dates", "the month first or the day first"),
                    ("Work Begins", "a time of the day"),
                    (
                        "Work Ends",
                        "a time of the day; before the beginning, it is one of the next day",
                    ),
                    ("Working Days", "one day of the week or more"),
                    ("Entries of One Export", "up to 1,000,000,000 entries"),
                    ("What E-mails Say Is Kept For", "1 to 1,200 months, or for ever"),
                    ("What Text Messages Say Is Kept For", "1 to 1,200 months, or for ever"),
                    ("What Notifications Say Is Kept For", "1 to 1,200 months, or for ever"),
                ]),
                Text(
                    "Anything else is refused, and the page says why. Changing takes the right \
                     `preferences:manage`, reading `preferences:read`.",
                ),
            ],
        },
        Answer {
            anchor: "from",
            question: "From where does a value come?",
            words: "inherit inheritance default parent district state above own reset",
            parts: &[
                Text("The first of these that there is:"),
                List(&[
                    "the value of the topmost organisation above that has locked the preference",
                    "the organisation’s own value",
                    "the value of the nearest organisation above that has one",
                    "the default",
                ]),
                Text(
                    "“Reset” takes the organisation’s own value away, so that what comes from \
                     above holds again.",
                ),
            ],
        },
        Answer {
            anchor: "lock",
            question: "How do I lock a preference for the organisations below?",
            words: "lock unlock enforce district state schools parent fixed",
            parts: &[
                Text(
                    "Open it and choose “Lock for all below”. What holds in your organisation \
                     then holds for every one below, and nobody there can change it. Their own \
                     values are kept, and hold again when you choose “Unlock”.",
                ),
                Text("Locking and unlocking are logged, too, with the property `Lock`."),
            ],
        },
        Answer {
            anchor: "audit-users",
            question: "What happens while Audit Users is off?",
            words: "audit users off warning banner security entry bare",
            parts: &[
                Text(
                    "Changes of users, groups, memberships, tool rights and calendar rights that \
                     are made in Annals then leave a bare entry of the category `Security`: who \
                     changed something and when, but not what. What was not logged can’t be \
                     brought back later.",
                ),
                Text(
                    "Every page says so as long as it is off. Changes of preferences are logged \
                     in full all the same, this one among them, and so is what applications send.",
                ),
            ],
        },
    ],
};
