//! Messages.

use crate::help::Part::{Facts, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "communication",
    title: "E-mails, text messages and notifications",
    about: "What applications sent to people, and what became of it.",
    answers: &[
        Answer {
            anchor: "logs",
            question: "Where do I see what was sent?",
            words: "email sms push log communication messages sent family staff",
            parts: &[
                Text(
                    "Under Communication in the header, and on the tab Communication of a \
                     record. Messages to records of type `staff` are in the logs of staff, all \
                     others in those of families; each log has a right of its own, see [Tool \
                     rights](/help/rights).",
                ),
                Facts(&[
                    (
                        "Last activity",
                        "when something was last heard of the message: sent, delivered, opened, \
                         returned",
                    ),
                    (
                        "Find",
                        "words of any field, the status and why it did not come among them, the \
                         last as far as it is typed; a number in any form; a day, with or without \
                         a time, of the last activity",
                    ),
                    ("Status", "what all that was told comes to"),
                ]),
            ],
        },
        Answer {
            anchor: "statuses",
            question: "What does a status mean?",
            words: "queued sent delivered opened clicked bounced complaint dropped rejected",
            parts: &[
                Text(
                    "The page of a message says it in a sentence, with what to do next, and \
                     below it all that was told, when and by whom. The status follows from all \
                     of that together, in whatever order it came.",
                ),
                Facts(&[
                    (
                        "Delivery",
                        "a text message is under way; when nothing is heard for three days, the \
                         provider probably won’t answer any more",
                    ),
                    (
                        "Not Delivered",
                        "a text message did not come; behind the colon stands why: rejected by \
                         the provider, failed before it was sent, or undelivered by the carrier",
                    ),
                    (
                        "Bounced",
                        "the address takes no messages; a soft bounce was given up for now",
                    ),
                    (
                        "Dropped",
                        "never tried, because the provider keeps the address from messages",
                    ),
                    (
                        "Opened (automated)",
                        "a program opened it; whether a person read it is not known",
                    ),
                    (
                        "Handed over",
                        "the maker’s push service has a notification; devices rarely tell more",
                    ),
                ]),
            ],
        },
        Answer {
            anchor: "attention",
            question: "Which messages need attention?",
            words: "failed undelivered stuck waiting problem trouble stale",
            parts: &[Text(
                "Those that did not come, were reported as spam, of which things were told \
                     that don’t go together, and those of whose provider nothing was heard for \
                     three days: it probably won’t answer any more.",
            )],
        },
        Answer {
            anchor: "blacklist",
            question: "Who gets no more messages, and how do I change that?",
            words: "blacklist blacklisted bounce complaint invalid validate verify unsubscribed \
                    stop reset suppression",
            parts: &[
                Text(
                    "Communication > Blacklisted Recipients lists them, as do the page of a \
                     message and the tab Communication of a record. They come there by themselves \
                     from what providers tell. It is mostly better to ask for another address \
                     than to reset one.",
                ),
                Facts(&[
                    ("Bounce", "the mail server said that nobody has this address"),
                    ("Complaint", "its owner reported a message as spam"),
                    ("Invalid", "whoever checked the address found that nothing can come there"),
                    (
                        "Validate",
                        "the address is being checked, also called Verify; it should take minutes",
                    ),
                    ("Unsubscribed", "its owner wants no more of these messages"),
                    ("Opted out", "its owner answered `STOP`: only their answer `START` ends that"),
                ]),
                Text(
                    "To reset takes the right Blacklisted Recipients: Manage and a reason, and is \
                     an entry. Annals changes no list of a provider: take the address off there \
                     as well. What can’t be reset from here says why. A bounce after that is \
                     listed anew, and the history of before stays.",
                ),
                Text(
                    "“Compare a provider’s list” puts the provider’s own list, as a file, beside \
                     this one and shows who is on one of them alone. What the provider alone has \
                     is imported in a second step; nothing else changes.",
                ),
                Searches(&[
                    ("action:annals.suppression.reset", "who reset addresses"),
                    ("action:annals.suppression.exported", "who took the list out"),
                ]),
            ],
        },
        Answer {
            anchor: "text",
            question: "Who may read what a message says?",
            words: "content body text magnifier password code masked",
            parts: &[Text(
                "Whoever has the right Message Content besides the right to its log; \
                     without it nobody finds a message by its text either. Links and codes that \
                     are good once are masked before anything is kept: whoever reads a message \
                     can’t act as the one it was sent to.",
            )],
        },
        Answer {
            anchor: "as-sent",
            question: "May I look at a message as it was sent?",
            words: "html pictures images links frame tracking opened clicked safe",
            parts: &[Text(
                "Yes, under “As it was sent” on its page. It is shown in a frame that runs \
                     nothing, loads nothing from elsewhere and leads nowhere: a picture is \
                     replaced by the name of its server, and where links would lead stands at \
                     the end. So your look is not counted as the recipient’s.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of messages?",
            words: "entries recorded viewed delivered",
            parts: &[
                Text(
                    "That one was recorded, came, was lost or was reported as spam, and each \
                     look at what it says: in a list of text messages or notifications one for \
                     all looks within ten minutes. These entries name the message and its \
                     record by their keys and hold nothing of what it says.",
                ),
                Searches(&[
                    ("category:Communication", "all of these"),
                    ("type:access action:annals.message.viewed", "who read messages"),
                ]),
            ],
        },
    ],
};
