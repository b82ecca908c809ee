//! The search of pages, views, people and records, as a page of its own.

use maud::{Markup, html};

use crate::address::USER_SECURITY_PATH;
use crate::components::message;
use crate::components::palette::{Group, PATH, TYPED_CHARS_MAX};
use crate::components::preference;
use crate::components::shell::{Frame, User, shell};
use crate::components::switcher;
use crate::components::text::text;
use crate::components::views;
use crate::help;
use crate::messages::{
    access, account, blacklist, communications, go as messages, help as help_messages, holds, log,
    organizations, people, preferences, record_types, retention, security, views as views_messages,
    webhooks,
};
use crate::pages::access::PATH as ACCESS_PATH;
use crate::pages::account::PATH as ACCOUNT_PATH;
use crate::pages::blacklist as blacklist_page;
use crate::pages::holds::PATH as HOLDS_PATH;
use crate::pages::people::{GROUPS_PATH, USERS_PATH};
use crate::pages::record_types::PATH as RECORD_TYPES_PATH;
use crate::pages::retention::PATH as RETENTION_PATH;
use crate::pages::webhooks::PATH as WEBHOOKS_PATH;

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

/// The pages that are `user`'s to see.
pub fn pages(user: &User) -> Vec<PageName> {
    let page = |name, words, href| PageName { name, words, href };
    let of_log = [
        page(log::title(), messages::audit_log_words(), "/"),
        page(security::title(), messages::security_words(), USER_SECURITY_PATH),
        page(views_messages::title(), messages::views_words(), views::PATH),
    ];
    let of_all = [
        page(help_messages::title(), help_messages::words(), help::PATH),
        page(account::title(), account::words(), ACCOUNT_PATH),
    ];
    let of_log = of_log.into_iter().filter(|_| user.reads_log);
    of_log.chain(of_all).chain(by_right(user)).collect()
}

/// The first page that someone may read who may not read the log, which else comes first.
pub fn first_besides_log(user: &User) -> Option<&'static str> {
    by_right(user).first().map(|page| page.href)
}

/// Those that take a right other than the log's.
fn by_right(user: &User) -> Vec<PageName> {
    let page = |name, words, href| PageName { name, words, href };
    let others = [
        (
            !user.reads_messages.is_empty(),
            page(blacklist::title(), blacklist::words(), blacklist_page::PATH),
        ),
        (user.reads_webhooks, page(webhooks::title(), webhooks::words(), WEBHOOKS_PATH)),
        (user.reads_rights, page(access::title(), access::words(), ACCESS_PATH)),
        (user.reads_users, page(people::users(), people::users_words(), USERS_PATH)),
        (user.reads_groups, page(people::groups(), people::groups_words(), GROUPS_PATH)),
        (
            user.reads_preferences,
            page(preferences::title(), preferences::words(), preference::PATH),
        ),
        (user.reads_retention, page(retention::title(), retention::words(), RETENTION_PATH)),
        (user.holds_entries, page(holds::title(), holds::words(), HOLDS_PATH)),
        (user.reads_log, page(record_types::title(), record_types::words(), RECORD_TYPES_PATH)),
        (
            user.reads_organizations,
            page(organizations::title(), organizations::page_words(), switcher::PATH),
        ),
    ];
    let logs = message::logs(user).into_iter();
    let logs = logs.map(|(name, href)| page(name, communications::words(), href));
    let others = others.into_iter().filter(|(is_theirs, _)| *is_theirs);
    logs.chain(others.map(|(_, page)| page)).collect()
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
