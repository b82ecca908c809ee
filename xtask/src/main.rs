//! `cargo xtask test`: what has to pass before a change lands, here and in CI alike: there is no
//! second list of checks anywhere. Nothing of this is in the product.
#![expect(clippy::print_stdout, reason = "a command's output is what it prints")]

mod browser;
mod licences;
mod metadata;
mod packages;
mod report;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask test [--long] [--only STEP]

everything that has to pass; --long runs the long variants too, --only one step: tidy, licences,
format, packages, clippy, docs, tests or browser";

fn main() -> anyhow::Result<ExitCode> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["test"] => test::run(&test::Options::default()),
        ["test", "--long"] => test::run(&test::Options { long: true, only: None }),
        ["test", "--only", step] | ["test", "--long", "--only", step] => {
            let only = Some(step.to_owned());
            test::run(&test::Options { long: args.contains(&"--long"), only })
        }
        _ => {
            println!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
