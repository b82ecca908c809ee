//! `annals search`: entries on the terminal.

use clap::Args;

use super::Outcome;
use super::output::{ENTRY_HEADINGS, Format, Table, entry_row, print_json};
use super::source::SourceFlags;
use crate::config::Settings;

/// Find entries, newest first
///
/// The words are those of the search bar: annals search 01/01/2015 5:10 PM admin deleted Smith.
/// Ends with 1 when nothing is found.
#[derive(Args, Debug)]
pub(crate) struct Search {
    /// What to look for; none finds everything; -- goes before words that begin with a hyphen
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// At most so many entries; 0 means all
    #[arg(long, short = 'n', default_value_t = 50, value_name = "ROWS")]
    limit: usize,
    #[command(flatten)]
    source: SourceFlags,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Search {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let source = self.source.open(settings).await?;
        let asked = self.source.asked(&self.words, &source)?;
        let rows_max = if self.limit == 0 { usize::MAX } else { self.limit };
        let mut table = Table::new(&ENTRY_HEADINGS);
        let mut emit = |entry: serde_json::Value| {
            match self.output {
                Format::Json => print_json(&entry)?,
                Format::Table => table.push(&entry_row(&entry, &asked.zone)),
            }
            Ok(())
        };
        let found = source.search(&asked, rows_max, &mut emit).await?;
        if self.output == Format::Table && found > 0 {
            table.print()?;
        }
        if found == 0 {
            eprintln!("annals: nothing found");
        }
        source.close().await;
        Ok(if found > 0 { Outcome::Done } else { Outcome::No })
    }
}
