//! `annals tail`: the newest entries, and those that follow.

use clap::Args;
use serde_json::Value;

use super::Outcome;
use super::context::Usage;
use super::output::{Format, entry_row, print_json, print_line};
use super::source::{Source, SourceFlags};
use crate::config::Settings;

/// Show the newest entries in the order they came, then each new one as it is recorded
///
/// New ones come from a server; a data directory that nobody has open gets none, so that reading
/// one ends after the newest.
#[derive(Args, Debug)]
pub(crate) struct Tail {
    /// What to look for; none shows everything; -- goes before words that begin with a hyphen
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Begin with so many entries
    #[arg(long, short = 'n', default_value_t = 10, value_name = "ROWS")]
    lines: usize,
    /// End after the newest entries
    #[arg(long)]
    no_follow: bool,
    #[command(flatten)]
    source: SourceFlags,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Tail {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let source = self.source.open(settings).await?;
        let asked = self.source.asked(&self.words, &source)?;
        // The stream begins before the newest are read: what comes in between is seen twice rather
        // than never, and shown once.
        let stream = match &source {
            Source::Server(client) if !self.no_follow => Some(client.stream(&asked).await?),
            _ => None,
        };
        let mut newest = Vec::new();
        let mut emit = |entry: Value| {
            newest.push(entry);
            Ok(())
        };
        source.search(&asked, self.lines, &mut emit).await?;
        for entry in newest.iter().rev() {
            self.show(entry, &asked.zone)?;
        }
        let Some(stream) = stream else {
            source.close().await;
            return Ok(if newest.is_empty() { Outcome::No } else { Outcome::Done });
        };
        let mut shown: Vec<String> = newest.iter().map(name).collect();
        let mut events = ServerSentEvents::new(stream);
        let stopped = super::serve::stopped()?;
        tokio::pin!(stopped);
        loop {
            let data = tokio::select! {
                data = events.next() => data?,
                () = &mut stopped => return Ok(Outcome::Done),
            };
            let Some(data) = data else {
                anyhow::bail!("the server ended the stream");
            };
            let entry: Value = serde_json::from_str(&data)?;
            let name = name(&entry);
            match shown.iter().position(|known| *known == name) {
                Some(at) => drop(shown.swap_remove(at)),
                None => self.show(&entry, &asked.zone)?,
            }
        }
    }

    fn show(&self, entry: &Value, zone: &jiff::tz::TimeZone) -> anyhow::Result<()> {
        match self.output {
            Format::Json => print_json(entry)?,
            Format::Table => {
                let row = entry_row(entry, zone);
                let cells = row.iter().map(|cell| super::output::printable(cell));
                print_line(&cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  "))?;
            }
        }
        Ok(())
    }
}

/// What tells an entry from all others: two organisations may use one id.
fn name(entry: &Value) -> String {
    format!("{} {}", entry["organization"], entry["id"])
}

/// The data of `text/event-stream`, as far as Annals' server uses it.
struct ServerSentEvents {
    response: reqwest::Response,
    buffer: Vec<u8>,
}

/// An entry is far below this, whatever it holds.
const EVENT_BYTES_MAX: usize = 4 * 1024 * 1024;

impl ServerSentEvents {
    fn new(response: reqwest::Response) -> Self {
        Self { response, buffer: Vec::new() }
    }

    /// The data of the next event; `None` at the end of the stream.
    async fn next(&mut self) -> anyhow::Result<Option<String>> {
        loop {
            while let Some(end) = find(&self.buffer, b"\n\n") {
                let block: Vec<u8> = self.buffer.drain(..end + 2).collect();
                if let Some(data) = data_of(&String::from_utf8_lossy(&block)) {
                    return Ok(Some(data));
                }
            }
            if self.buffer.len() > EVENT_BYTES_MAX {
                return Err(Usage("the server's stream is not one of entries".to_owned()).into());
            }
            match self.response.chunk().await? {
                Some(chunk) => self.buffer.extend_from_slice(&chunk),
                None => return Ok(None),
            }
        }
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// The data lines of a block; `None` for a comment or another kind of event.
fn data_of(block: &str) -> Option<String> {
    let of_kind = |kind: &str| block.lines().any(|line| line == format!("event: {kind}"));
    if block.lines().any(|line| line.starts_with("event:")) && !of_kind("entry") {
        return None;
    }
    let lines: Vec<&str> = block
        .lines()
        .filter_map(|line| line.strip_prefix("data:"))
        .map(|data| data.strip_prefix(' ').unwrap_or(data))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::data_of;

    #[test]
    fn data_is_what_entries_carry() {
        assert_eq!(data_of(": heartbeat\n\n"), None);
        assert_eq!(data_of("id: 7\ndata: {}\n\n").as_deref(), Some("{}"));
        assert_eq!(data_of("event: entry\ndata:{}\n\n").as_deref(), Some("{}"));
        assert_eq!(data_of("event: position\ndata: 9\n\n"), None);
        assert_eq!(data_of("data: a\ndata: b\n\n").as_deref(), Some("a\nb"));
    }
}
