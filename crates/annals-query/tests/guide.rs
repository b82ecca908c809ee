//! The examples of `docs/search.md` are searches that work.

use annals_model::Millis;
use annals_query::{Context, parse};

#[test]
fn every_example_in_the_tables_parses() {
    let guide = include_str!("../../../docs/search.md");
    let mut examples = 0;
    for line in guide.lines().filter(|line| line.starts_with("| `")) {
        let cell = line.split(" | ").next().unwrap_or_default();
        for example in cell.split('`').skip(1).step_by(2) {
            examples += 1;
            let result = parse(example, &Context::utc(Millis(0)));
            assert!(result.is_ok(), "{example}: {result:?}");
        }
    }
    assert!(examples > 35, "only {examples} examples were found");
}
