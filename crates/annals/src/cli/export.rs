//! `annals export`: entries as a SQLite database.

mod database;

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
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
        refuse_existing(target)?;
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".unfinished");
        let path = target.with_file_name(name);
        // Another export may be writing it, or a link lead elsewhere.
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).with_context(
            || {
                let path = path.display();
                format!("{path} can't be made; remove it unless another export is writing it")
            },
        )?;
        Ok(Self { path })
    }

    /// Gives it its name, unless somebody took that meanwhile.
    fn finish(self, target: &Path) -> anyhow::Result<()> {
        File::open(&self.path)?.sync_all()?;
        let keep = RenameFlags::NOREPLACE;
        let renamed = match rustix::fs::renameat_with(CWD, &self.path, CWD, target, keep) {
            // Some file systems rename in one way only.
            Err(Errno::INVAL | Errno::NOSYS) => {
                refuse_existing(target)?;
                std::fs::rename(&self.path, target)
            }
            renamed => renamed.map_err(Into::into),
        };
        renamed.with_context(|| format!("{} can't be made", target.display()))
    }
}

fn refuse_existing(target: &Path) -> anyhow::Result<()> {
    if std::fs::symlink_metadata(target).is_ok() {
        let target = target.display();
        let reason = format!("{target} is there already; remove it, or name another file");
        return Err(context::Usage(reason).into());
    }
    Ok(())
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
