//! The rules of the code base that a reviewer need not watch.

mod arrows;
mod calls;
mod layout;
mod markup;
mod source;

use anyhow::Result;

use crate::metadata;
use crate::report::Outcome;
use source::Source;

/// One rule: what it is called and what breaks it.
type Rule = (&'static str, fn(&[Source]) -> Vec<String>);

const RULES: &[Rule] = &[
    ("files are at most 800 lines long", layout::file_lengths),
    ("functions are at most 70 lines long", layout::function_lengths),
    ("lines are at most 100 columns wide", layout::columns),
    ("files begin with what they are for", layout::headers),
    ("pages have no script, style or raw text within them", markup::inline),
    ("calls that some place must not make", calls::banned),
    ("exceptions to rules are needed", calls::needless_exceptions),
];

/// Checks all rules.
pub(crate) fn run() -> Result<Outcome> {
    let sources = source::all()?;
    println!("{} files", sources.len());
    let packages = metadata::packages()?;
    let mut outcome = judge("arrows between crates", &arrows::broken(&packages));
    for (rule, check) in RULES {
        outcome = outcome.and(judge(rule, &check(&sources)));
    }
    Ok(outcome)
}

fn judge(rule: &str, broken: &[String]) -> Outcome {
    if broken.is_empty() {
        return Outcome::passed();
    }
    broken
        .iter()
        .map(|line| Outcome::failed(format!("{rule}: {line}")))
        .fold(Outcome::default(), Outcome::and)
}
