//! `annals fsck`, `backup` and `restore`.

use std::path::PathBuf;

use clap::Args;
use indicatif::HumanBytes;
use serde_json::json;

use super::operator::{Request, ask};
use super::output::{Format, Table, cell, print_json, print_line};
use super::{Outcome, context, progress};
use crate::config::Settings;

/// Read everything again and check it: checksums, commitments, Merkle roots, indexes
///
/// Needs the data directory for itself. Ends with 1 when something is damaged.
#[derive(Args, Debug)]
pub(crate) struct Fsck {
    /// First make damaged indexes anew from their documents
    #[arg(long)]
    repair: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Copy the data directory, while the server runs or not
///
/// A backup into the directory of an earlier one copies only what is new.
#[derive(Args, Debug)]
pub(crate) struct Backup {
    /// Directory of the backup
    target: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Make the data directory (--data) from a backup; it must be empty or absent
#[derive(Args, Debug)]
pub(crate) struct Restore {
    /// Directory of the backup
    backup: PathBuf,
}

impl Fsck {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        if self.repair {
            repair(settings).await?;
        }
        let spinner = progress::spinner("checking");
        let mut advance = |entries| spinner.set_message(format!("checked {entries} entries"));
        let checked = annals_store::fsck(&settings.data, &mut advance).await;
        spinner.finish_and_clear();
        let report = checked.map_err(context::explain)?;
        let problems = report.problems.iter().map(|problem| (&problem.place, &problem.what));
        match self.output {
            Format::Json => print_json(&json!({
                "entries": report.entries,
                "segments": report.segments,
                "logs": report.logs,
                "problems": problems
                    .map(|(place, what)| json!({ "place": place, "what": what }))
                    .collect::<Vec<_>>(),
            }))?,
            Format::Table => {
                if !report.problems.is_empty() {
                    let mut table = Table::new(&["Place", "Problem"]);
                    problems.for_each(|(place, what)| {
                        table.push(&[place.clone(), what.clone()]);
                    });
                    table.print()?;
                }
                print_line(&format!(
                    "{} entries in {} logs and {} segments: {}",
                    report.entries,
                    report.logs,
                    report.segments,
                    match report.problems.len() {
                        0 => "sound".to_owned(),
                        1 => "1 problem".to_owned(),
                        n => format!("{n} problems"),
                    }
                ))?;
            }
        }
        Ok(if report.problems.is_empty() { Outcome::Done } else { Outcome::No })
    }
}

/// Says on stderr what was made anew; what is lost shows in the check that follows.
async fn repair(settings: &Settings) -> anyhow::Result<()> {
    let spinner = progress::spinner("making damaged indexes anew");
    let repaired = annals_store::repair(&settings.data).await;
    spinner.finish_and_clear();
    let report = repaired.map_err(context::explain)?;
    for file in &report.rebuilt {
        eprintln!("{file}: made anew from its documents");
    }
    for problem in &report.lost {
        eprintln!("{}: {}; restore it from a backup", problem.place, problem.what);
    }
    Ok(())
}

impl Backup {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let spinner = progress::spinner("copying");
        // The server has its own working directory.
        let target = std::path::absolute(&self.target)?;
        let done = ask(&settings.data, Request::Backup { target }).await;
        spinner.finish_and_clear();
        let report = done?;
        match self.output {
            Format::Json => print_json(&report)?,
            Format::Table => print_line(&format!(
                "copied {} segments, {} were there already; {} written to {}",
                cell(&report["files_copied"]),
                cell(&report["files_kept"]),
                HumanBytes(report["bytes_copied"].as_u64().unwrap_or(0)),
                self.target.display()
            ))?,
        }
        Ok(Outcome::Done)
    }
}

impl Restore {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let (backup, target) = (self.backup, settings.data.clone());
        let spinner = progress::spinner("copying");
        let restored =
            tokio::task::spawn_blocking(move || annals_store::restore(&backup, &target)).await?;
        spinner.finish_and_clear();
        let data = settings.data.display();
        print_line(&format!("restored {} to {data}", HumanBytes(restored?)))?;
        Ok(Outcome::Done)
    }
}
