//! The search of pages, views, people and records, as a page of its own.

use maud::{Markup, html};

use crate::address::USER_SECURITY_PATH;
use crate::components::palette::{Group, PATH, TYPED_CHARS_MAX};
use crate::components::preference;
use crate::components::shell::{Frame, User, shell};
use crate::components::switcher;
use crate::components::text::text;
use crate::components::views;
use crate::help;
use crate::messages::{
    go as messages, help as help_messages, log, organizations, preferences, security,
    views as views_messages,
};

/// A page that can be found.
#[derive(Clone, Copy, Debug)]
pub struct PageName {
    /// What it is called.
    pub name: &'static str,
    /// Other words by which it is found.
    pub words: &'static str,
    /// Where it is.
    pub href: &'static str,
}

/// Every page for those who read the log, and preferences and organisations if `user` does.
pub fn pages(user: &User) -> Vec<PageName> {
    let preferences = PageName {
        name: preferences::title(),
        words: preferences::words(),
        href: preference::PATH,
    };
    let mut pages = vec![
        PageName { name: log::title(), words: messages::audit_log_words(), href: "/" },
        PageName {
            name: security::title(),
            words: messages::security_words(),
            href: USER_SECURITY_PATH,
        },
        PageName {
            name: views_messages::title(),
            words: messages::views_words(),
            href: views::PATH,
        },
        PageName { name: help_messages::title(), words: help_messages::words(), href: help::PATH },
    ];
    let organizations = PageName {
        name: organizations::title(),
        words: organizations::page_words(),
        href: switcher::PATH,
    };
    pages.extend(user.reads_preferences.then_some(preferences));
    pages.extend(user.reads_organizations.then_some(organizations));
    pages
}

/// What was found.
#[derive(Clone, Debug)]
pub struct GoView {
    /// What stands around it.
    pub frame: Frame,
    /// What was typed.
    pub typed: String,
    /// What was found, the best first.
    pub groups: Vec<Group>,
}

/// The page, which needs no script.
pub fn go(view: &GoView) -> Markup {
    let main = html! {
        div class="views-page" {
            h1 { (messages::title()) }
            form class="go-form" role="search" method="get" action=(PATH) {
                (view.frame.kept_fields())
                label for="go" { (messages::label()) }
                div {
                    input id="go" name="q" type="search" value=(view.typed) autocomplete="off"
                        autocapitalize="off" spellcheck="false" dir="auto" autofocus
                        maxlength=(TYPED_CHARS_MAX);
                    button type="submit" class="button strong" { (messages::submit()) }
                }
            }
            @for (place, group) in view.groups.iter().enumerate() {
                @let id = format!("group-{place}");
                section aria-labelledby=(id) {
                    h2 id=(id) { (group.title) }
                    ul class="view-list" {
                        @for target in &group.targets {
                            li {
                                a href=(target.href) { (text(&target.name)) }
                                span class="view-words" { (text(&target.about)) }
                            }
                        }
                    }
                }
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}
