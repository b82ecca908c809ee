//! The binary. What it does stands in the library, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    annals::cli::main()
}
