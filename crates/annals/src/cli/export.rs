//! `annals export`: entries as a SQLite database.

mod database;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde_json::json;

use self::database::Database;
use super::output::{Format, print_json, print_line};
use super::source::SourceFlags;
use super::{Outcome, context, progress};
use crate::config::Settings;

/// Write entries into a SQLite database
///
/// It has the tables AuditLogEntry, AuditLogEntryDescription and AuditLogEntryDetail, which
/// docs/export.md describes, and views that join them. Ends with 1 when nothing is found; the
/// database is then empty. With a data directory the export is itself told in the log.
#[derive(Args, Debug)]
pub(crate) struct Export {
    /// What to look for; none exports everything; -- goes before words that begin with a hyphen
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// The database to write; it must not be there yet
    #[arg(long, value_name = "FILE")]
    sql: PathBuf,
    #[command(flatten)]
    source: SourceFlags,
    /// Form of the summary
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Export {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let source = self.source.open(settings).await?;
        let asked = self.source.asked(&self.words, &source)?;
        let file = Unfinished::create(&self.sql)?;
        let mut database = Database::create(&file.path)?;
        let bar = progress::bar(0, "entries");
        let mut begin = |total| bar.set_length(total);
        let mut write = |entry| {
            database.add(&entry)?;
            bar.inc(1);
            Ok(())
        };
        let written = source.export(&asked, &mut begin, &mut write).await;
        bar.finish_and_clear();
        let entries = written?;
        source.close().await;
        database.finish()?;
        file.finish(&self.sql)?;
        match self.output {
            Format::Json => print_json(&json!({ "entries": entries, "file": self.sql }))?,
            Format::Table => {
                let noun = if entries == 1 { "entry" } else { "entries" };
                print_line(&format!("{entries} {noun} written to {}", self.sql.display()))?;
            }
        }
        Ok(if entries > 0 { Outcome::Done } else { Outcome::No })
    }
}

/// The file while it is written, under a name of its own so that nobody takes it for whole; removed
/// unless it is finished.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn create(target: &Path) -> anyhow::Result<Self> {
        if target.exists() {
            let target = target.display();
            let reason = format!("{target} is there already; remove it, or name another file");
            return Err(context::Usage(reason).into());
        }
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".unfinished");
        let path = target.with_file_name(name);
        context::write_private(&path, b"")
            .with_context(|| format!("{} can't be written", path.display()))?;
        Ok(Self { path })
    }

    /// Gives it its name, unless somebody took that meanwhile.
    fn finish(self, target: &Path) -> anyhow::Result<()> {
        let in_place = || format!("{} can't be made", target.display());
        std::fs::File::open(&self.path)?.sync_all()?;
        // A rename would replace what is there.
        std::fs::hard_link(&self.path, target).with_context(in_place)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
