//! User accounts.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "accounts",
    title: "User accounts",
    about: "Who signs in: what an account is made of, how it begins and how it ends.",
    answers: &[
        Answer {
            anchor: "fields",
            question: "What is an account made of?",
            words: "user users username name e-mail role homepage staff record expires expiry list \
                    fields",
            parts: &[
                Text(
                    "[Users](/users), in the menu behind your initials, lists the accounts of an \
                     organisation for those who have the right `users:read`.",
                ),
                Facts(&[
                    ("Name", "1 to 200 characters"),
                    (
                        "Username",
                        "what they type to sign in; there is only one such in the whole \
                         installation, upper and lower case alike",
                    ),
                    ("E-mail", "to reach them; Annals sends no mail"),
                    ("Role", "what they are there; it gives no right"),
                    (
                        "Homepage",
                        "the page of Annals that they see first: `/reports/user-security`, say",
                    ),
                    (
                        "Staff record",
                        "type and id of their record in your application: `staff:s-17`; see [its \
                         page](/help/record-pages#tabs)",
                    ),
                    ("Status", "see [active, disabled, locked](#status)"),
                    ("Expires", "from then on they can’t sign in; empty: never"),
                    (
                        "Another password at the next sign-in",
                        "see [another password](/help/signing-in#must-change)",
                    ),
                    (
                        "Entries without a school year",
                        "see [school years](/help/calendars#without)",
                    ),
                ]),
            ],
        },
        Answer {
            anchor: "add",
            question: "How do I add a user?",
            words: "create new account first password administrator",
            parts: &[List(&[
                "“Add user” on [Users](/users) asks for a name, a username and a first password. \
                 It takes the right `users:manage`; groups can be ticked at once with \
                 `groups:manage`.",
                "Tick “Another password at the next sign-in”, so that nobody but the user knows \
                 the password for long.",
                "A new account may do nothing until it is in a [group](/help/groups) or has [tool \
                 rights](/help/rights).",
                "An organisation has up to 10,000 accounts.",
            ])],
        },
        Answer {
            anchor: "status",
            question: "What do active, disabled, locked and expired mean?",
            words: "status end stop left signed out suspend",
            parts: &[
                Facts(&[
                    ("Active", "they may sign in"),
                    ("Disabled", "ended: the person left, say"),
                    ("Locked", "stopped until something is cleared up"),
                    ("Expired", "the moment under Expires is over"),
                ]),
                Text(
                    "Whoever may no longer sign in is signed out at once, everywhere. Nobody \
                     disables or locks their own account, and the last active administrator of an \
                     organisation stays active.",
                ),
            ],
        },
        Answer {
            anchor: "refused",
            question: "Why can’t I change an account?",
            words: "refused outranked conflict meanwhile two administrators",
            parts: &[List(&[
                "You need the right `users:manage`, and every right that the user has.",
                "Someone else changed it meanwhile: the page shows what they changed and keeps \
                 what you typed. Look, and save again.",
                "[Calendar rights](/help/calendars#limited) limit what you see.",
            ])],
        },
        Answer {
            anchor: "delete",
            question: "What goes when I delete an account?",
            words: "remove user gone stays end",
            parts: &[
                Text(
                    "“Delete the account” first leads to a page that lists it: the account, its \
                     memberships, the rights given to it alone, its sessions, and views that it \
                     did not share. What the person did stays in the log.",
                ),
                Text("To keep the account and only end it, disable it."),
            ],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of accounts?",
            words: "useraccount history change property audit",
            parts: &[
                Text(
                    "Each change is an entry in the area `UserAccount`, written together with the \
                     change: an account was added, changed (each property with its existing and \
                     new value) or deleted. Of a password, only that it changed. Groups and rights \
                     that go with an account have entries of their own.",
                ),
                Text("“Changes” on the page of an account leads to them."),
                Searches(&[
                    ("area:UserAccount", "every change of an account"),
                    (
                        "area:UserAccount changed:status",
                        "accounts that were disabled, locked or let in again",
                    ),
                    ("area:UserAccount type:delete", "deleted accounts"),
                ]),
            ],
        },
    ],
};
