//! Options that are the same in every log.

use annals_model::ActorKind;
use annals_query::{Has, qualifiers};
use annals_viewer::components::complete::Completion;
use annals_viewer::messages::complete as messages;

/// Conditions worth offering before anything was typed, in this order.
const FIRST: [&str; 12] = [
    "by", "source", "action", "type", "category", "area", "object", "changed", "outcome", "user",
    "after", "before",
];

/// The conditions whose name begins with `typed`.
pub(super) fn conditions(typed: &str) -> Vec<Completion> {
    let typed = typed.to_lowercase();
    // `detail:` needs a name of its own, which nobody but the sender knows.
    let known = || qualifiers().filter(|(name, _)| *name != "detail");
    let option = |(name, example): (&str, &str)| Completion {
        label: format!("{name}:"),
        about: messages::example(&format!("{name}:{example}")),
        count: None,
        insert: format!("{name}:"),
        goes_on: true,
    };
    if typed.is_empty() {
        let first = FIRST.iter().filter_map(|first| known().find(|(name, _)| name == first));
        return first.map(option).collect();
    }
    known().filter(|(name, _)| name.starts_with(&typed)).map(option).collect()
}

/// The values of the condition `name` that begin with `typed`, where the language knows them all.
pub(super) fn fixed(name: &str, typed: &str) -> Vec<Completion> {
    let values: Vec<&str> = match name.to_ascii_lowercase().as_str() {
        "has" => Has::ALL.iter().map(|(word, _)| *word).collect(),
        "critical" => vec!["yes", "no"],
        "hours" => vec!["off"],
        "kind" => ActorKind::ALL.into_iter().map(ActorKind::as_str).collect(),
        "on" => vec!["today", "yesterday"],
        "after" | "before" => vec!["today", "yesterday", "7d", "30d", "90d", "1y"],
        _ => Vec::new(),
    };
    let typed = typed.to_lowercase();
    let begun = values.into_iter().filter(|value| value.starts_with(&typed));
    let option = |value: &str| Completion {
        label: value.to_owned(),
        about: String::new(),
        count: None,
        insert: value.to_owned(),
        goes_on: false,
    };
    begun.map(option).collect()
}

#[cfg(test)]
mod tests {
    use annals_model::Millis;
    use annals_query::{Context, parse};

    use super::*;

    #[test]
    fn conditions_begin_as_typed() {
        let names = |typed: &str| {
            conditions(typed).into_iter().map(|one| one.insert).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names("sou"), "source:");
        assert_eq!(names("O"), "object: outcome: on:");
        assert_eq!(names("smith"), "");
        assert_eq!(conditions("").len(), FIRST.len());
    }

    #[test]
    fn what_is_offered_is_understood() {
        let context = Context::utc(Millis(1_767_225_600_000));
        for (name, _) in qualifiers() {
            for option in fixed(name, "") {
                let search = format!("{name}:{}", option.insert);
                assert!(parse(&search, &context).is_ok(), "{search}");
            }
        }
        assert_eq!(fixed("has", "rec").len(), 1);
        assert_eq!(fixed("HAS", "x").len(), 0);
    }
}
