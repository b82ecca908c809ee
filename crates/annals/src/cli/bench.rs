//! `annals bench`: how fast it is on this machine.

use clap::Subcommand;

use super::Outcome;
use crate::config::Settings;

/// Measure this machine and Annals on it
#[derive(Subcommand, Debug)]
pub(crate) enum Bench {
    /// Show what the machine can do
    Machine,
}

impl Bench {
    pub(crate) async fn run(self, _settings: &Settings) -> anyhow::Result<Outcome> {
        Ok(Outcome::Done)
    }
}
