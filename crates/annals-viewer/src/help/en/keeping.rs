//! How long entries are kept, and keeping watch.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "keeping",
    title: "Keeping entries, keeping watch",
    about: "How long entries stay, and what to look at now and then.",
    answers: &[
        Answer {
            anchor: "how-long",
            question: "How long are entries kept?",
            words: "retention two years policy old purge history",
            parts: &[
                Text(
                    "Until someone who may do so deletes them. No entry goes by itself: those of \
                     two years ago, and older ones, are found like those of today.",
                ),
                Text("[Deleting](/help/deleting) leaves a trace that can’t be deleted."),
            ],
        },
        Answer {
            anchor: "texts",
            question: "How long is what messages say kept?",
            words: "retention content body purge months confirm email sms notification",
            parts: &[
                Text(
                    "For 24 months from when they were sent, unless [system \
                     preferences](/preferences) say another time for a channel, or for ever. Then \
                     the text is purged; that the message was sent and what became of it stays, \
                     and its page says when its text was purged.",
                ),
                Text(
                    "[Retention](/retention) shows how much is due. Nothing is purged before \
                     someone who may manage retention has confirmed it there, for the first time \
                     and whenever a period was shortened; then a run goes each day by itself, and \
                     is an entry with its counts. What was purged is gone from the database and \
                     from later backups.",
                ),
                Searches(&[(
                    "action:annals.retention.purged",
                    "when texts were purged, and how many",
                )]),
            ],
        },
        Answer {
            anchor: "regularly",
            question: "What should I look at regularly?",
            words: "review best practice critical monitor permission changes deletions bulk",
            parts: &[
                Text("The ready views under Views are made for this:"),
                List(&[
                    "[Permission changes](/views/permission-changes)",
                    "[Deletions](/views/deletions)",
                    "[Exports](/views/exports)",
                    "[Bulk operations](/views/bulk-operations): many entries or records at once",
                    "[Failed sign-ins](/views/failed-sign-ins)",
                    "[Off hours](/views/off-hours): at night and at weekends",
                    "[A person’s last day](/views/last-day)",
                ]),
            ],
        },
        Answer {
            anchor: "unusual",
            question: "How do I find what is unusual?",
            words: "anomaly anomalies unexpected ip address off-hours suspicious investigate",
            parts: &[
                Text(
                    "Order the rows by IP Address, or leave out the networks that you know. From \
                     an entry’s page, “From the same IP address” shows what else came from there.",
                ),
                Searches(&[
                    ("has:ip -ip:10.0.0.0/8", "from outside of that network"),
                    ("hours:off", "outside of the organisation’s working hours and days"),
                    ("outcome:denied", "what was not allowed"),
                ]),
            ],
        },
        Answer {
            anchor: "compliance",
            question: "How do I keep a copy for an inspection?",
            words: "regulatory compliance external review archive backup auditor",
            parts: &[Text(
                "[Export](/help/copying#export) the search; the file can be kept for as long as \
                 you like. Whoever runs Annals can [prove](/help/proof#verify) besides that \
                 nothing was changed.",
            )],
        },
    ],
};
