//! Commands: what is typed, which command runs, how it ends.

mod bench;
mod client;
mod context;
mod count;
mod demo;
mod doctor;
mod export;
mod get;
mod group;
mod hold;
mod hook;
mod import;
mod key;
mod module;
mod operator;
mod org;
pub(crate) mod output;
pub(crate) mod password;
mod pref;
pub(crate) mod progress;
mod record;
mod record_type;
mod retention;
mod right;
mod search;
mod serve;
mod source;
mod suppression;
mod tail;
mod upkeep;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Flags, Settings};

/// How a command ends when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done; the answer is yes, or there is an answer.
    Done,
    /// Done; the answer is no: nothing found, damage found, lines refused, a check not passed.
    No,
}

/// The command line or the configuration is wrong. clap ends with the same code by itself.
const EXIT_USAGE: u8 = 2;
/// It could not be done.
const EXIT_FAILED: u8 = 3;

const EXIT_HELP: &str = "\
Exit codes:
  0  done
  1  done, and the answer is no: nothing found, damage found, lines rejected, a check failed
  2  the command line or the configuration is wrong
  3  it could not be done; the reason is on stderr

Data goes to stdout, progress and the log to stderr. Settings come from flags, then the
environment (ANNALS_…), then annals.toml, then defaults.";

/// A self-hosted audit log that can be verified
#[derive(Parser, Debug)]
#[command(name = "annals", version, after_help = EXIT_HELP, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Import(import::Import),
    Search(search::Search),
    Tail(tail::Tail),
    Get(get::Get),
    Count(count::Count),
    Export(export::Export),
    #[command(subcommand)]
    Record(record::Record),
    #[command(subcommand)]
    RecordType(record_type::RecordType),
    #[command(subcommand)]
    Key(key::Key),
    #[command(subcommand)]
    Org(org::Org),
    #[command(subcommand)]
    Pref(pref::Pref),
    #[command(subcommand)]
    Retention(retention::Retention),
    #[command(subcommand)]
    Hold(hold::Hold),
    #[command(subcommand)]
    User(user::User),
    #[command(subcommand)]
    Group(group::Group),
    #[command(subcommand)]
    Right(right::Right),
    #[command(subcommand)]
    Module(module::Module),
    #[command(subcommand)]
    Suppression(suppression::Suppression),
    #[command(subcommand)]
    Hook(hook::Hook),
    Fsck(upkeep::Fsck),
    Backup(upkeep::Backup),
    Restore(upkeep::Restore),
    Doctor(doctor::Doctor),
    Bench(bench::Bench),
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let settings = match Settings::resolve(&cli.flags) {
        Ok(settings) => settings,
        Err(error) => return fail(&error, EXIT_USAGE),
    };
    if let Err(error) = context::start_log(&settings) {
        return fail(&error, EXIT_USAGE);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(run(cli.command, settings)),
        Err(error) => Err(error.into()),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        // A reader that has seen enough (`annals search | head`) is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<context::Usage>() => fail(&error, EXIT_USAGE),
        Err(error) => fail(&error, EXIT_FAILED),
    }
}

async fn run(command: Command, settings: Settings) -> anyhow::Result<Outcome> {
    match command {
        Command::Serve(command) => command.run(&settings).await,
        Command::Demo(command) => command.run(&settings).await,
        Command::Import(command) => command.run(&settings).await,
        Command::Search(command) => command.run(&settings).await,
        Command::Tail(command) => command.run(&settings).await,
        Command::Get(command) => command.run(&settings).await,
        Command::Count(command) => command.run(&settings).await,
        Command::Export(command) => command.run(&settings).await,
        Command::Record(command) => command.run(&settings).await,
        Command::RecordType(command) => command.run(&settings).await,
        Command::Key(command) => command.run(&settings).await,
        Command::Org(command) => command.run(&settings).await,
        Command::Pref(command) => command.run(&settings).await,
        Command::Retention(command) => command.run(&settings).await,
        Command::Hold(command) => command.run(&settings).await,
        Command::User(command) => command.run(&settings).await,
        Command::Group(command) => command.run(&settings).await,
        Command::Right(command) => command.run(&settings).await,
        Command::Module(command) => command.run(&settings).await,
        Command::Suppression(command) => command.run(&settings).await,
        Command::Hook(command) => command.run(&settings).await,
        Command::Fsck(command) => command.run(&settings).await,
        Command::Backup(command) => command.run(&settings).await,
        Command::Restore(command) => command.run(&settings).await,
        Command::Doctor(command) => command.run(&settings).await,
        Command::Bench(command) => command.run(&settings).await,
    }
}

fn fail(error: &anyhow::Error, code: u8) -> ExitCode {
    eprintln!("annals: {error:#}");
    ExitCode::from(code)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
