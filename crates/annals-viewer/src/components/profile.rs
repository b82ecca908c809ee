//! The menu behind one's initials: who is signed in, where their pages are, and the way out.

use maud::{Markup, html};

use crate::components::languages::named_languages;
use crate::components::message;
use crate::components::preference;
use crate::components::reports::{self, Way, ways};
use crate::components::shell::{Frame, User};
use crate::components::switcher;
use crate::components::text::{clamped, is_hidden, text, username};
use crate::help;
use crate::messages::{
    account as account_messages, communications, help as help_messages, holds as holds_messages,
    organizations, people, preferences, record_types as record_types_messages,
    retention as retention_messages, session as messages,
};
use crate::pages::account;
use crate::pages::people::{GROUPS_PATH, USERS_PATH};
use crate::pages::{holds, record_types, retention};

/// Letters in the circle.
const INITIALS_MAX: usize = 2;

/// The menu, which opens without script; with it Escape and a click elsewhere close it.
pub fn profile(frame: &Frame, user: &User) -> Markup {
    let (token_field, token) = &user.form_token;
    html! {
        details class="bar-menu profile" name="bar-menu" {
            summary {
                span class="initials" aria-hidden="true" { (initials(&user.name)) }
                span class="visually-hidden" { (messages::user_menu(&text(&user.name))) }
            }
            div class="bar-menu-body" {
                div class="profile-head" {
                    span class="initials" aria-hidden="true" { (initials(&user.name)) }
                    div {
                        p class="profile-name" { (clamped(&user.name)) }
                        p class="hint" { (username(&user.username)) }
                        p class="hint" { (text(&user.organization)) }
                    }
                }
                nav aria-label=(messages::user_pages()) {
                    @if user.reads_log {
                        (ways(frame, &[reports::audit_log()]))
                        p class="bar-menu-title" { (messages::reports()) }
                        (ways(frame, &reports::others(user)))
                    }
                    @let about_messages = message::pages(user);
                    @if !about_messages.is_empty() {
                        p class="bar-menu-title" { (communications::title()) }
                        (ways(frame, &about_messages))
                    }
                    (ways(frame, &settings(user)))
                }
                div role="group" aria-labelledby="profile-language" {
                    p class="bar-menu-title" id="profile-language" { (messages::languages()) }
                    (named_languages())
                }
                form class="session" method="post" action="/sign-out" {
                    input type="hidden" name=(token_field) value=(token);
                    button type="submit" class="button wide" { (messages::sign_out()) }
                }
            }
        }
    }
}

/// What is managed, as far as they may see it, and help.
fn settings(user: &User) -> Vec<Way> {
    let all = [
        (user.reads_users, (people::users(), USERS_PATH)),
        (user.reads_groups, (people::groups(), GROUPS_PATH)),
        (user.reads_preferences, (preferences::title(), preference::PATH)),
        (user.reads_retention, (retention_messages::title(), retention::PATH)),
        (user.holds_entries, (holds_messages::title(), holds::PATH)),
        (user.reads_log, (record_types_messages::title(), record_types::PATH)),
        (user.reads_organizations, (organizations::title(), switcher::PATH)),
        (true, (account_messages::title(), account::PATH)),
        (true, (help_messages::title(), help::PATH)),
    ];
    all.into_iter().filter(|(is_theirs, _)| *is_theirs).map(|(_, way)| way).collect()
}

/// The first of the pages of settings, which everyone has.
pub(super) fn first_page(user: &User) -> &'static str {
    settings(user).first().map_or(account::PATH, |(_, path)| path)
}

/// The first letters of the first and the last word of a name: those of one who has none are none,
/// and the circle stays empty.
fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric() && !is_hidden(*c));
    let letters: Vec<char> = name.split_whitespace().filter_map(letter).collect();
    let ends = match &*letters {
        [] => return String::new(),
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.into_iter().take(INITIALS_MAX).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, expected) in [
            ("Alex Morgan", "AM"),
            ("ana maria de la cruz", "AC"),
            ("Ана", "А"),
            ("  (Zoë)  Álvarez ", "ZÁ"),
            ("ليلى الأحمد", "لا"),
            ("王小明", "王"),
            ("17", "1"),
            ("", ""),
            ("\u{202E}!", ""),
            ("ßa ﬁx", "SSFI"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
