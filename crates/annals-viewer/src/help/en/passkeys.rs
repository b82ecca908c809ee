//! Signing in with passkeys.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "passkeys",
    title: "Passkeys",
    about: "Signing in without a password: adding a passkey, and what to do when a device is gone.",
    answers: &[
        Answer {
            anchor: "what",
            question: "What is a passkey?",
            words: "passkey webauthn fido fingerprint face security key passwordless sign in login",
            parts: &[
                Text(
                    "A key that your phone, computer or security key keeps. The device looks at \
                     your finger or your face, or asks for its number, and “Sign in with a \
                     passkey” lets you in: no username, no password, no code.",
                ),
                Text(
                    "It works at the address of this server only. A page that merely looks like \
                     Annals gets nothing of it.",
                ),
            ],
        },
        Answer {
            anchor: "add",
            question: "How do I add a passkey?",
            words: "passkey new create set up phone computer register device",
            parts: &[
                List(&[
                    "Open [Passkeys](/account/passkeys), give the new one a name and type your \
                     password. Who has a second factor types a code as well, or confirms with a \
                     passkey that is there already.",
                    "“Make the passkey”: your browser asks where to keep it.",
                    "Keep the recovery codes that come with your first second factor where only \
                     you find them.",
                ]),
                Text(
                    "From then on the password alone lets nobody in. Add a second passkey on \
                     another device, so that losing one is no trouble.",
                ),
            ],
        },
        Answer {
            anchor: "lost",
            question: "What if a device with a passkey is gone?",
            words: "passkey lost stolen phone broken recovery code remove reset",
            parts: &[
                List(&[
                    "Sign in with another passkey, or with your password and a recovery code.",
                    "Open [Passkeys](/account/passkeys), choose the one of that device, and \
                     “Remove the passkey”.",
                    "Who has neither asks an administrator, who removes the second factor on the \
                     page of the account.",
                ]),
                Searches(&[(
                    "area:UserAccount passkey",
                    "passkeys that were added, renamed or removed, and by whom",
                )]),
            ],
        },
        Answer {
            anchor: "missing",
            question: "Why can’t I use a passkey here?",
            words: "passkey button missing not offered javascript address ip https public_url",
            parts: &[List(&[
                "The browser is at another address than the one that passkeys are bound to, or at \
                 an IP address. Passkeys that were made for another address say so in the list.",
                "Nobody has told the server its own address: whoever operates it sets \
                 `public_url`.",
                "JavaScript is switched off, or the browser knows no passkeys.",
            ])],
        },
    ],
};
