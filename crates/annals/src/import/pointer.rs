//! Where a mapping finds a value.

use super::json::Json;

/// A JSON pointer, into the record (`/actor/email`) or into the item of the innermost loop
/// (`@/name`); `*` as a step stands for any item or value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    in_item: bool,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Any,
}

/// What pointers point into.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s, 'a> {
    /// The record.
    pub(super) record: &'s Json<'a>,
    /// Where in the record its fields may stand, tried in this order.
    pub(super) bases: &'s [Pointer],
    /// The item of the innermost loop; outside of loops the record.
    pub(super) item: &'s Json<'a>,
    /// Texts that say nothing.
    pub(super) absent: &'s [String],
}

impl Pointer {
    /// Whether `text` is written as a pointer.
    pub(super) fn is_pointer(text: &str) -> bool {
        text == "@" || text.starts_with('/') || text.starts_with("@/")
    }

    /// Parses a pointer; `""` is the record itself.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if !text.is_empty() && !Self::is_pointer(text) {
            return Err(format!("{text:?} is no pointer: write /a/b, or @/a for an item"));
        }
        let in_item = text.starts_with('@');
        let step = |part: &str| match part {
            "*" => Step::Any,
            _ => Step::Key(part.replace("~1", "/").replace("~0", "~")),
        };
        Ok(Self { in_item, steps: text.split('/').skip(1).map(step).collect() })
    }

    /// Calls `visit` with every value it points to, present or not saying anything; stops when
    /// `visit` returns true, and then returns true.
    pub(super) fn visit<'s, 'a>(
        &self,
        scope: &Scope<'s, 'a>,
        visit: &mut dyn FnMut(&'s Json<'a>) -> bool,
    ) -> bool {
        if self.in_item {
            return walk(scope.item, &self.steps, visit);
        }
        if scope.bases.is_empty() {
            return walk(scope.record, &self.steps, visit);
        }
        scope
            .bases
            .iter()
            .any(|base| walk(scope.record, &base.steps, &mut |at| walk(at, &self.steps, visit)))
    }

    /// The first value it points to that says something.
    pub(super) fn find<'s, 'a>(&self, scope: &Scope<'s, 'a>) -> Option<&'s Json<'a>> {
        let mut found = None;
        self.visit(scope, &mut |json| {
            if !json.is_absent(scope.absent) {
                found = Some(json);
            }
            found.is_some()
        });
        found
    }

    /// Every value it points to within `json`.
    pub(super) fn all<'s, 'a>(&self, json: &'s Json<'a>) -> Vec<&'s Json<'a>> {
        let mut found = Vec::new();
        walk(json, &self.steps, &mut |json| {
            found.push(json);
            false
        });
        found
    }
}

fn walk<'s, 'a>(
    at: &'s Json<'a>,
    steps: &[Step],
    visit: &mut dyn FnMut(&'s Json<'a>) -> bool,
) -> bool {
    match steps.split_first() {
        None => visit(at),
        Some((Step::Key(key), rest)) => at.get(key).is_some_and(|at| walk(at, rest, visit)),
        Some((Step::Any, rest)) => at.children().any(|at| walk(at, rest, visit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_find_the_first_value_that_says_something() {
        let json =
            Json::parse(r#"{"a":{"b/c":"-"},"w":{"a":{"b/c":7}},"l":[{"x":""},{"x":8}]}"#).unwrap();
        let bases = ["", "/w"].map(|base| Pointer::parse(base).unwrap());
        let absent = ["-".to_owned()];
        let item = json.get("l").unwrap();
        let scope = Scope { record: &json, bases: &bases, item, absent: &absent };
        let check = |pointer: &str, expected: Option<&str>| {
            let found = Pointer::parse(pointer).unwrap().find(&scope).map(|json| json.raw);
            assert_eq!(found, expected, "{pointer}");
        };
        check("/a/b~1c", Some("7"));
        check("/l/*/x", Some("8"));
        check("/l/1/x", Some("8"));
        check("/l/0/x", None);
        check("@/1/x", Some("8"));
        check("/none", None);
        assert!(Pointer::parse("a/b").is_err());
    }
}
