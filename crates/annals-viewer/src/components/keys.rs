//! The sheet of keys.
//!
//! An element that is marked `data-key` is clicked by that key, or focused if it is a field; with
//! script only, and only while keys of one letter are switched on.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::shell::Frame;
use crate::help;
use crate::messages::{help as help_messages, keys as messages};

/// Keys and what they do.
fn deeds() -> [(&'static [&'static str], &'static str); 12] {
    [
        (&["Ctrl K"], messages::palette()),
        (&["/"], messages::search()),
        (&["j", "k"], messages::step()),
        (&["Enter"], messages::open_entry()),
        (&["[", "]"], messages::turn()),
        (&["u"], messages::zone()),
        (&["t"], messages::dates()),
        (&["c"], messages::copy_link()),
        (&["e"], messages::export()),
        (&["Space"], messages::select()),
        (&["Esc"], messages::escape()),
        (&["?"], messages::help()),
    ]
}

/// The dialog, and where it is said what a key did.
pub fn sheet(frame: &Frame) -> Markup {
    html! {
        p class="toast" aria-live="polite" data-copied=(messages::link_copied())
            data-failed=(messages::link_not_copied()) {}
        dialog class="dialog keys" closedby="any" aria-labelledby="keys-title" {
            form method="dialog" {
                button type="submit" class="button quiet" {
                    (icon(Icon::Cross)) (messages::close())
                }
            }
            h2 id="keys-title" { (messages::title()) }
            table {
                tbody {
                    @for (keys, deed) in deeds() {
                        tr {
                            th scope="row" { @for key in keys { kbd { (key) } " " } }
                            td { (deed) }
                        }
                    }
                }
            }
            label class="check" {
                input type="checkbox" checked aria-describedby="keys-hint";
                (messages::switch())
            }
            p class="hint" id="keys-hint" { (messages::switch_hint()) }
            p { a href=(frame.way(help::PATH)) { (help_messages::all()) } }
        }
    }
}

/// The button that opens it; it is shown when there is script.
pub fn button() -> Markup {
    html! { button type="button" class="button" hidden data-keys="" { (messages::open()) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help::{Part, answer};
    use crate::messages::{Language, in_language};

    /// The keys in `` `j`, `k` ``.
    fn keys(told: &str) -> Vec<&str> {
        told.split('`').skip(1).step_by(2).collect()
    }

    #[test]
    fn help_names_every_key() {
        for language in Language::ALL {
            let parts =
                in_language(language, || answer("views#keys")).expect("is a question").parts;
            let told = parts.iter().find_map(|part| match part {
                Part::Facts(facts) => Some(facts.iter().map(|(told, _)| keys(told))),
                _ => None,
            });
            let told: Vec<_> = told.expect("keys are facts").collect();
            assert_eq!(told, deeds().map(|(keys, _)| keys.to_vec()), "{language:?}");
        }
    }
}
