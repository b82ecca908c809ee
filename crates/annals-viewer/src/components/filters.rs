//! The groups of filters by the values that occur.

use maud::{Markup, html};

use crate::address::{Filter, FilterGroup, LogAddress, LogPage};
use crate::components::complete;
use crate::components::facet::{FacetChoice, Facets, categories, values};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::search_bar::FORM;
use crate::messages::{complete as complete_words, facets as messages, filter, security};

/// Sources of which people ask what they are.
const PUZZLING: [&str; 2] = ["iClassPro", "Autopilot"];

/// A group as it stands in the column.
struct Group {
    group: FilterGroup,
    id: &'static str,
    title: fn() -> &'static str,
    /// Whether it is open though nothing of it is chosen.
    opens: bool,
}

const fn group(
    group: FilterGroup,
    id: &'static str,
    title: fn() -> &'static str,
    opens: bool,
) -> Group {
    Group { group, id, title, opens }
}

/// The first ones are what everybody reaches for; all open at once would be an endless column.
const GROUPS: [Group; 7] = [
    group(FilterGroup::User, "users", messages::users, true),
    group(FilterGroup::Source, "sources", messages::source, true),
    group(FilterGroup::Action, "actions", messages::action, true),
    group(FilterGroup::Type, "types", messages::change_type, true),
    group(FilterGroup::Area, "areas", messages::table, false),
    group(FilterGroup::Object, "objects", messages::affected_object, false),
    group(FilterGroup::Outcome, "outcomes", messages::outcome, false),
];

/// Those of user security, by the names that reports about it have for them.
const SECURITY_GROUPS: [Group; 4] = [
    group(FilterGroup::Area, "areas", messages::table, true),
    group(FilterGroup::Type, "types", security::action, true),
    group(FilterGroup::Object, "objects", messages::affected_object, true),
    group(FilterGroup::User, "users", security::changed_by, true),
];

fn groups(page: &LogPage) -> &'static [Group] {
    match page {
        LogPage::AuditLog | LogPage::Record(_) => &GROUPS,
        LogPage::UserSecurity => &SECURITY_GROUPS,
    }
}

/// All groups of the page.
pub fn filters(facets: &Facets, address: &LogAddress) -> Markup {
    html! { @for group in groups(&address.page) { (section(group, facets, address)) } }
}

/// What a chip of the filter is called on a page.
pub fn name(filter: Filter, page: &LogPage) -> &'static str {
    match filter {
        Filter::Category => messages::category(),
        other => {
            let of = other.group();
            // A search may come with what the page itself doesn't offer.
            let mut all = groups(page).iter().chain(&GROUPS);
            all.find(|group| group.group == of).map_or("", |group| (group.title)())
        }
    }
}

/// What the fields of a date range are called on a page: the first day, and the last.
pub fn dates(page: &LogPage) -> [&'static str; 2] {
    match page {
        LogPage::AuditLog | LogPage::Record(_) => [filter::from(), filter::to()],
        LogPage::UserSecurity => [security::start_date(), security::end_date()],
    }
}

fn section(
    Group { group, id, title, opens }: &Group,
    all: &Facets,
    address: &LogAddress,
) -> Markup {
    let chosen = group.filters().map(|filter| address.chosen.of(filter).len()).sum::<usize>();
    html! {
        section class="group" aria-labelledby=(id) {
            // A link within a summary would be one control within another.
            @if let Some(place) = explained_at(*group) { (help::link(place, address)) }
            details class="group-fold" open[*opens || chosen > 0] {
                summary {
                    h2 id=(id) { (title()) }
                    @if chosen > 0 { span class="hint" { (messages::chosen(chosen as u64)) } }
                    (icon(Icon::Right))
                }
                (body(*group, all, address))
            }
        }
    }
}

/// The answer to what people ask of a group.
fn explained_at(group: FilterGroup) -> Option<&'static str> {
    match group {
        FilterGroup::User => Some("searching#people"),
        FilterGroup::Source => Some("sources#which"),
        _ => None,
    }
}

fn body(group: FilterGroup, all: &Facets, address: &LogAddress) -> Markup {
    let list = |filter, choices: &[FacetChoice]| match choices {
        [] => html! { p class="hint" { (filter::none()) } },
        choices => values(filter, choices, address),
    };
    match group {
        FilterGroup::User => html! {
            p class="hint" { (hint(address, security::changed_by_hint, messages::users_hint)) }
            (list(Filter::User, &all.users))
            (add(Filter::User, messages::add_user(), &all.users, address))
        },
        FilterGroup::Source => html! {
            (list(Filter::Source, &all.sources))
            @if all.sources.iter().any(|source| PUZZLING.contains(&&*source.value)) {
                (help::brief("sources#automated", address))
            }
        },
        FilterGroup::Action => html! {
            @if all.categories.is_empty() { p class="hint" { (filter::none()) } }
            (categories(&all.categories, address))
            @let actions: Vec<_> =
                all.categories.iter().flat_map(|one| one.actions.iter().cloned()).collect();
            (add(Filter::Action, messages::add_action(), &actions, address))
        },
        FilterGroup::Type => list(Filter::Type, &all.types),
        FilterGroup::Area => html! {
            p class="hint" { (hint(address, security::table_hint, messages::table_hint)) }
            (list(Filter::Area, &all.areas))
        },
        FilterGroup::Object => html! {
            (values(Filter::Object, &all.objects, address))
            (add(Filter::Object, messages::add_object(), &[], address))
            p class="hint" { (hint(address, security::object_hint, messages::object_hint)) }
        },
        FilterGroup::Outcome => list(Filter::Outcome, &all.outcomes),
    }
}

/// What stands beneath the title of a group: the words of user security on its page.
fn hint(
    address: &LogAddress,
    of_security: fn() -> &'static str,
    of_log: fn() -> &'static str,
) -> &'static str {
    match address.page {
        LogPage::AuditLog | LogPage::Record(_) => of_log(),
        LogPage::UserSecurity => of_security(),
    }
}

/// A field for what isn't listed: large organisations have more users than a list is good for.
fn add(filter: Filter, label: &str, choices: &[FacetChoice], address: &LogAddress) -> Markup {
    let name = filter.as_str();
    let (id, list) = (format!("add-{name}"), format!("all-{name}"));
    let others: Vec<_> = choices.iter().filter(|choice| !choice.chosen).collect();
    html! {
        div class="add" {
            label class="visually-hidden" for=(id) { (label) }
            input id=(id) name=(name) form=(FORM) type="text"
                list=[(!others.is_empty()).then_some(&list)]
                data-complete=(complete::href(name, address))
                data-complete-label=(complete_words::title())
                data-complete-count=(complete_words::count())
                maxlength="1000" placeholder=(label) autocomplete="off" spellcheck="false"
                dir="auto";
            @if !others.is_empty() {
                datalist id=(list) {
                    @for choice in others {
                        option value=(choice.value) {
                            @if choice.label != choice.value { (choice.label) }
                        }
                    }
                }
            }
            button type="submit" class="button" form=(FORM) { (messages::add()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help::{Part, answer};
    use crate::messages::{Language, in_language, words};

    /// Where help says how to find by a filter.
    fn told_at(group: FilterGroup) -> &'static str {
        match group {
            FilterGroup::User => "searching#people",
            FilterGroup::Source => "sources#which",
            FilterGroup::Action => "searching#actions",
            FilterGroup::Type | FilterGroup::Outcome => "searching#types",
            FilterGroup::Area => "security#areas",
            FilterGroup::Object => "searching#records",
        }
    }

    /// What help says of each filter.
    fn told() -> Vec<(&'static str, &'static str)> {
        let parts = answer("searching#filters").expect("is a question").parts;
        let told = parts.iter().find_map(|part| match part {
            Part::Facts(facts) => Some(facts.to_vec()),
            _ => None,
        });
        told.expect("filters are facts")
    }

    fn names_every_filter() {
        let told = told().into_iter().map(|(name, _)| name);
        let titles = GROUPS.iter().map(|group| (group.title)());
        assert!(told.eq([filter::date_range()].into_iter().chain(titles)));
        assert_eq!(GROUPS.map(|group| group.group), FilterGroup::ALL);
    }

    fn names_every_type_and_outcome() {
        let types =
            [words::add(), words::change(), words::delete(), words::access(), words::other()];
        let outcomes = [words::success(), words::failure(), words::denied()];
        for (title, values) in
            [(messages::change_type(), &types[..]), (messages::outcome(), &outcomes)]
        {
            let told = told().into_iter().find(|(name, _)| *name == title).expect("is a filter").1;
            for value in values {
                assert!(told.contains(value), "{value}: {told}");
            }
        }
    }

    #[test]
    fn help_names_every_filter_and_what_there_is_of_some() {
        for language in Language::ALL {
            in_language(language, names_every_filter);
            in_language(language, names_every_type_and_outcome);
        }
    }

    #[test]
    fn answers_about_what_a_filter_finds_name_it() {
        for (language, forms) in [
            (Language::English, &["under {}", "{} beside"][..]),
            (Language::Spanish, &["«{}»"]),
            (Language::Arabic, &["«{}»"]),
        ] {
            in_language(language, || {
                for Group { group, title, .. } in &GROUPS {
                    let place = told_at(*group);
                    let answer =
                        help::whole(answer(place).expect("is a question"), None).into_string();
                    let mut forms = forms.iter().map(|form| form.replace("{}", title()));
                    assert!(forms.any(|form| answer.contains(&form)), "{place}: {}", title());
                }
            });
        }
    }
}
