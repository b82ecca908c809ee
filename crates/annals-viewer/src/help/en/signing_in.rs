//! Signing in.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "signing-in",
    title: "Signing in",
    about: "Forgotten passwords, the second factor, recovery codes, sessions.",
    answers: &[
        Answer {
            anchor: "forgotten",
            question: "What if I forget my password?",
            words: "reset link lost password one-time",
            parts: &[
                Text(
                    "Ask an administrator: “Make a link” on the page of your account makes a link, \
                     on whose page you choose another password. Annals sends no mail, so they hand \
                     it over themselves.",
                ),
                List(&[
                    "It works once, within 24 hours, until a newer one is made or the password \
                     changes otherwise.",
                    "The new password ends all your sessions.",
                    "To make one takes `users:manage`, and every right that the user has.",
                ]),
            ],
        },
        Answer {
            anchor: "must-change",
            question: "Why do I have to choose another password?",
            words: "forced change first password required",
            parts: &[
                Text(
                    "“Another password at the next sign-in” is ticked on your account, because \
                     somebody else knows the password, say. Until you choose another one, no other \
                     page opens; the API answers `password_change_required`.",
                ),
                Text(
                    "A password has at least as many characters as the preference Shortest \
                     Password says, and is not the username.",
                ),
            ],
        },
        Answer {
            anchor: "second-factor",
            question: "What is a second factor?",
            words: "totp app code authenticator two factor 2fa mfa",
            parts: &[
                Text(
                    "Something besides the password: a code of an app on your phone, or a \
                     [passkey](/help/passkeys). You set it up on [Your account](/account), with \
                     your password.",
                ),
                List(&[
                    "The app shows six digits, others every 30 seconds. Each code counts once.",
                    "There are five minutes for it; after five wrong codes the password is asked \
                     for again.",
                    "The preference Second Factor Required says who has to have one. Whoever has \
                     none then is led to its page first.",
                ]),
            ],
        },
        Answer {
            anchor: "recovery",
            question: "What are recovery codes for?",
            words: "backup codes lost phone app gone stolen",
            parts: &[
                Text(
                    "For the day on which app and passkey are not at hand. Ten come with your \
                     first second factor; each signs you in once, after the password. They are \
                     shown only then: keep them where only you find them.",
                ),
                List(&[
                    "“Make new recovery codes” on [its page](/account/second-factor) puts ten \
                     others in their place.",
                    "Whoever has none left asks an administrator. “Remove a lost second factor” on \
                     the page of an account takes app, passkeys and codes away; the password alone \
                     signs in then.",
                ]),
            ],
        },
        Answer {
            anchor: "sessions",
            question: "Where am I signed in?",
            words: "sessions devices sign out everywhere revoke browser",
            parts: &[
                Text(
                    "[Your account](/account) lists your sessions: browser, address, since when, \
                     last used. “Sign out” ends one, “Sign out everywhere else” all but this one.",
                ),
                List(&[
                    "A session ends by itself after the times that [the \
                     preferences](/help/preferences#which) say, and when its account may no longer \
                     sign in.",
                    "Another password ends all of them but the one in which you choose it.",
                    "Up to 100 are open at once; one more ends the one used least recently.",
                    "Administrators see and end sessions on the page of an account.",
                ]),
            ],
        },
        Answer {
            anchor: "slow",
            question: "Why is signing in slow, or refused for a moment?",
            words: "delay too many attempts locked out wrong password guess",
            parts: &[
                Text(
                    "After three wrong passwords each further attempt waits longer: at most 8 \
                     seconds from one address, at most 2 seconds for one username. Nobody is \
                     locked out: the right password signs in, and after 15 minutes without a \
                     failure all is forgotten.",
                ),
                Text(
                    "“Too many attempts. Wait a minute, then try again.” comes when five attempts \
                     of one address are waiting already.",
                ),
            ],
        },
        Answer {
            anchor: "logged",
            question: "What is logged of signing in?",
            words: "failed sign-in login logout session history",
            parts: &[
                Text(
                    "Signing in, signing out, and each attempt that failed: [Failed \
                     sign-ins](/views/failed-sign-ins) is a ready view. Another password, a link \
                     for a forgotten one, second factor, passkeys, recovery codes and sessions \
                     that someone ended are told in the area `UserAccount`.",
                ),
                Searches(&[
                    ("action:annals.session.*", "signing in and out, and failures"),
                    (
                        "area:UserAccount changed:second_factor",
                        "second factors that were set up or removed",
                    ),
                    ("area:UserAccount changed:session", "sessions that someone ended"),
                ]),
            ],
        },
    ],
};
