//! Views that are there from the beginning.

use annals_model::SecurityArea;

use crate::address::{Filter, LogAddress, Range};
use crate::messages::views as messages;

/// A view that is there from the beginning.
#[derive(Clone, Copy, Debug)]
pub struct ReadyView {
    /// The word in the address.
    pub id: &'static str,
    words: [fn() -> &'static str; 2],
    /// What it finds.
    pub finds: Finds,
}

/// What a ready view finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finds {
    /// A search, in the language of the search bar.
    Search(&'static str),
    /// The same, also among entries that tell of views and exports.
    WithAccess(&'static str),
    /// Entries of the areas of user security, and Annals' own about users and keys.
    PermissionChanges,
    /// Operations with many entries or records: a list of them, each with its search.
    Operations,
    /// The last day of a person who is asked for.
    LastDay,
}

const fn view(
    id: &'static str,
    name: fn() -> &'static str,
    about: fn() -> &'static str,
    finds: Finds,
) -> ReadyView {
    ReadyView { id, words: [name, about], finds }
}

/// All of them, in the order in which they stand.
pub static READY: [ReadyView; 7] = [
    view(
        "failed-sign-ins",
        messages::failed_sign_ins,
        messages::failed_sign_ins_about,
        Finds::WithAccess(
            "(action:*login* OR action:*logon* OR action:*sign_in* OR action:*signin*) \
             (outcome:failure OR outcome:denied OR action:*fail*)",
        ),
    ),
    view(
        "permission-changes",
        messages::permission_changes,
        messages::permission_changes_about,
        Finds::PermissionChanges,
    ),
    view("deletions", messages::deletions, messages::deletions_about, Finds::Search("type:delete")),
    view(
        "exports",
        messages::exports,
        messages::exports_about,
        Finds::WithAccess("action:*export*"),
    ),
    view(
        "bulk-operations",
        messages::bulk_operations,
        messages::bulk_operations_about,
        Finds::Operations,
    ),
    view("off-hours", messages::off_hours, messages::off_hours_about, Finds::Search("hours:off")),
    view("last-day", messages::last_day, messages::last_day_about, Finds::LastDay),
];

impl ReadyView {
    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.words[0]()
    }

    /// What it finds, in a few words.
    pub fn about(&self) -> &'static str {
        self.words[1]()
    }

    /// The one called `id` in addresses.
    pub fn find(id: &str) -> Option<&'static Self> {
        READY.iter().find(|view| view.id == id)
    }

    /// The search that it always makes; none for those that ask or look first.
    pub fn state(&self) -> Option<LogAddress> {
        let (query, shows_access) = match self.finds {
            Finds::Search(query) => (query.to_owned(), false),
            Finds::WithAccess(query) => (query.to_owned(), true),
            Finds::PermissionChanges => (permission_changes(), false),
            Finds::Operations | Finds::LastDay => return None,
        };
        Some(LogAddress { query, shows_access, ..LogAddress::default() })
    }

    /// Whether the page at `address` still shows what this view shows.
    pub fn shows(&self, address: &LogAddress) -> bool {
        let state = address.state();
        match self.finds {
            Finds::LastDay => {
                let one_day = match &state.range {
                    Range::Typed { from, to } => from == to,
                    _ => false,
                };
                let [who] = state.chosen.of(Filter::User) else { return false };
                let range = state.range.clone();
                let log = LogAddress { range, shows_access: true, ..Default::default() };
                one_day && state == log.toggle(Filter::User, who)
            }
            _ => self.state() == Some(state),
        }
    }
}

fn permission_changes() -> String {
    let areas = SecurityArea::ALL.map(|area| format!("area:{}", area.as_str()));
    format!("{} OR action:annals.user.* OR action:annals.key.*", areas.join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_views_are_told_apart_and_know_their_state() {
        for (place, view) in READY.iter().enumerate() {
            assert!(std::ptr::eq(ReadyView::find(view.id).unwrap(), &READY[place]), "{}", view.id);
            let Some(state) = view.state() else { continue };
            assert!(view.shows(&state.of_view(view.id)));
            assert!(!view.shows(&state.toggle(Filter::Source, "Kiosk")));
            assert!(!view.shows(&LogAddress::default()));
        }
    }

    #[test]
    fn a_last_day_is_of_one_person_on_one_day() {
        let view = ReadyView::find("last-day").unwrap();
        let typed = |from: &str, to: &str| Range::Typed { from: from.into(), to: to.into() };
        let day = LogAddress { shows_access: true, ..Default::default() }
            .toggle(Filter::User, "ana")
            .with_range(typed("2026-11-19", "2026-11-19"));
        assert!(view.shows(&day));
        assert!(!view.shows(&day.toggle(Filter::User, "bo")));
        assert!(!view.shows(&day.with_query("x")));
        assert!(!view.shows(&day.with_range(typed("2026-11-18", "2026-11-19"))));
        assert!(!view.shows(&day.with_range(Range::Any)));
    }
}
