//! What can be done with a value: look for it alone, among the rest of the search, or for all
//! but it. Links in a part that opens, so that it needs neither a mouse nor script.

use maud::{Markup, html};

use crate::address::{Filter, LogAddress};
use crate::assets;
use crate::components::copy;
use crate::components::icon::{Icon, named_icon};
use crate::components::record::quoted;
use crate::messages::values as messages;

/// A value that entries have in common.
#[derive(Clone, Copy, Debug)]
pub struct Value<'v> {
    /// The condition that finds it: "source".
    pub condition: &'static str,
    /// The filter that does the same, where there is one.
    pub filter: Option<Filter>,
    /// What is compared.
    pub value: &'v str,
}

impl<'v> Value<'v> {
    /// One for which there is a condition only.
    pub fn of(condition: &'static str, value: &'v str) -> Self {
        Self { condition, filter: None, value }
    }

    /// One for which there is a filter as well.
    pub fn of_filter(filter: Filter, value: &'v str) -> Self {
        let condition = match filter {
            // A user without a username has a name by which filters tell them.
            Filter::User => "who",
            other => other.as_str(),
        };
        Self { condition, filter: Some(filter), value }
    }

    fn text(&self) -> String {
        format!("{}:{}", self.condition, quoted(self.value))
    }

    /// `address` with entries that have the value only, as far as others of its kind allow.
    fn included(&self, address: &LogAddress) -> LogAddress {
        match self.filter {
            Some(filter) if address.chosen.has(filter, self.value) => address.first_page(),
            Some(filter) => address.toggle(filter, self.value),
            None => address.with_query(narrowed(&address.query, &self.text())),
        }
    }

    fn excluded(&self, address: &LogAddress) -> LogAddress {
        address.with_query(narrowed(&address.query, &format!("-{}", self.text())))
    }
}

/// The menu of a value; `name` says what it is: "Source". `id` is its own.
pub fn menu(id: &str, name: &str, value: Value<'_>, address: &LogAddress) -> Markup {
    let text = format!("value-{id}");
    let log = address.at_rest();
    html! {
        details class="value-menu" {
            summary title=(messages::open(name)) {
                (named_icon(Icon::Funnel, &messages::open(name)))
            }
            ul {
                li { a href=(value.included(&log).href()) { (messages::include()) } }
                li { a href=(value.excluded(&log).href()) { (messages::exclude()) } }
                li { a href=(value.included(&address.anew()).href()) { (messages::only()) } }
                li { (copy::button(&text, messages::copy())) }
            }
            // Exact to the character, which text on a page may not be.
            data id=(text) value=(value.value) {}
        }
    }
}

/// The menu that a click on a value of the table opens; a script fills it in.
pub fn popover() -> Markup {
    html! {
        div class="value-popover" role="group" popover="auto" data-value-menu=""
            aria-label=(messages::title()) {
            p class="hint" data-value="" {}
            ul {
                @for (deed, words) in [
                    ("include", messages::include()),
                    ("exclude", messages::exclude()),
                    ("only", messages::only()),
                ] {
                    li { a data-do=(deed) { (words) } }
                }
                li {
                    button type="button" class="button quiet" data-do="copy" { (messages::copy()) }
                }
            }
        }
        script type="module" src=(assets::VALUES.path) {}
    }
}

/// A search with one more condition. It stands in front: the last word of a search may be
/// unfinished, and stays so.
fn narrowed(query: &str, condition: &str) -> String {
    let query = query.trim_start();
    if query.split_whitespace().any(|word| word == "OR") {
        return format!("{condition} ({query})");
    }
    format!("{condition} {query}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value<'_>, from: &LogAddress, included: &str, excluded: &str) {
        assert_eq!(value.included(from).href(), included);
        assert_eq!(value.excluded(from).href(), excluded);
    }

    #[test]
    fn a_value_is_looked_for_or_left_out() {
        let log = LogAddress::default().with_query("paym");
        let source = Value::of_filter(Filter::Source, "Office Portal");
        check(
            source,
            &log,
            "/?q=paym&source=Office+Portal",
            "/?q=-source:%22Office+Portal%22+paym",
        );
        let chosen = log.toggle(Filter::Source, "Office Portal");
        check(
            source,
            &chosen,
            "/?q=paym&source=Office+Portal",
            "/?q=-source:%22Office+Portal%22+paym&source=Office+Portal",
        );
        check(Value::of("ip", "::1"), &LogAddress::default(), "/?q=ip:::1", "/?q=-ip:::1");
        let either = LogAddress::default().with_query("a OR b");
        check(
            Value::of_filter(Filter::User, "ana"),
            &either,
            "/?q=a+OR+b&user=ana",
            "/?q=-who:ana+(a+OR+b)",
        );
    }
}
