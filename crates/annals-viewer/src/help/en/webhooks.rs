//! Webhooks.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "webhooks",
    title: "Webhooks",
    about: "Where providers tell what became of messages.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What is a webhook for?",
            words: "provider callback status delivery events",
            parts: &[
                Text(
                    "Whoever carries your messages, such as SendGrid or Twilio, knows whether they \
                     came. A webhook is an address of your organisation at which the provider \
                     tells that by itself, so that the logs under Communication show it, and \
                     addresses that are dead get on the list of [Blacklisted \
                     Recipients](/communications/blacklist).",
                ),
                Text(
                    "Webhooks have secrets, as API keys have. Whoever has the right API Keys: View \
                     sees them under Communication > [Webhooks](/communications/webhooks), and \
                     with API Keys: Manage changes them.",
                ),
            ],
        },
        Answer {
            anchor: "add",
            question: "How do I add a webhook?",
            words: "new create begin start provider address url secret",
            parts: &[
                List(&[
                    "Choose “Add webhook” and the provider: the page says what to do there, and \
                     which secret it asks for.",
                    "Give it a name, paste the secret, and add it.",
                    "Copy its address and enter it at the provider.",
                    "Let the provider send a test: it appears under “Recent calls”.",
                ]),
                Text(
                    "Applications record each message with the provider’s name and the id that the \
                     provider gave it. By these two what is told finds its message.",
                ),
            ],
        },
        Answer {
            anchor: "secrets",
            question: "How do I replace a secret?",
            words: "rotate rotation key token signature old new end topic sns arn",
            parts: &[
                Text(
                    "Add the new one on the webhook’s page, change it at the provider, and when \
                     calls come again choose “End this secret” beside the old one. In between \
                     calls are taken by either, so that none is lost. A secret is never shown \
                     again; one that was made here is shown once.",
                ),
                Text(
                    "Amazon SNS has topics in place of secrets: only those that are listed may \
                     call, whoever signed. The page says since when each is subscribed to.",
                ),
            ],
        },
        Answer {
            anchor: "calls",
            question: "What came of a call, and why was one refused?",
            words: "refused wrong signature unsigned unreadable not matched parked missing",
            parts: &[
                Text(
                    "The page of a webhook lists what came, with a sentence of what to do where a \
                     call was refused. Whoever calls learns only that it was.",
                ),
                Facts(&[
                    ("Taken and read", "what it told is noted of its messages"),
                    (
                        "Refused",
                        "the call is not signed as it should be, or it was not the provider",
                    ),
                    (
                        "Not matched",
                        "what was told of messages that no application recorded; it waits for 30 \
                         days and is noted when the message is recorded",
                    ),
                ]),
                Searches(&[
                    ("action:annals.hook.refused", "calls that were refused"),
                    ("action:annals.hook.*", "all that happened to webhooks"),
                ]),
            ],
        },
    ],
};
