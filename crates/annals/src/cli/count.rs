//! `annals count`: how many entries.

use clap::Args;
use serde_json::json;

use super::Outcome;
use super::output::{Format, print_json, print_line};
use super::source::SourceFlags;
use crate::config::Settings;

/// Count entries exactly; ends with 1 when there are none
#[derive(Args, Debug)]
pub(crate) struct Count {
    /// What to look for; none counts everything; -- goes before words that begin with a hyphen
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    source: SourceFlags,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Count {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let source = self.source.open(settings).await?;
        let asked = self.source.asked(&self.words, &source)?;
        let count = source.count(&asked).await?;
        match self.output {
            Format::Table => print_line(&count.to_string())?,
            Format::Json => print_json(&json!({ "count": count }))?,
        }
        source.close().await;
        Ok(if count > 0 { Outcome::Done } else { Outcome::No })
    }
}
