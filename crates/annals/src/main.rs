//! The binary. What it does stands in the library, where tests reach it.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// Long merges beside intake leave holes in glibc's heaps, which grow with the store; see
/// `docs/performance.md` for what was measured.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    annals::cli::main()
}
