//! `annals import`: files of events, Annals' own or another product's.

mod lines;
mod sink;
mod wire;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annals_model::limits::REQUEST_BYTES_MAX;
use annals_model::{Draft, EventId};
use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;
use tokio::sync::mpsc;
use xxhash_rust::xxh3::xxh3_128;

use self::lines::{Line, Lines};
use self::sink::Sink;
use super::context::{self, Usage};
use super::output::{self, print_json, print_line};
use super::{Outcome, progress};
use crate::config::Settings;
use crate::import::Format;

/// Take in files of events
///
/// Files hold one JSON object a line, plain or packed with gzip or zstd. What can't be read goes
/// to the reject file with its line and the reason. Importing a file again adds nothing: events
/// are known by their ids, and one without an id by its content.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// Files; - is stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, default_value = "native", value_name = "FORMAT", help = formats())]
    format: String,
    /// Organisation of events that name none [default: the key's, or the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Where rejected lines go; written only when there are some [default: FILE.rejects.ndjson]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Send to this server instead of opening the data directory
    #[arg(long, env = "ANNALS_SERVER", value_name = "URL")]
    server: Option<String>,
    /// API key for --server
    #[arg(long, env = "ANNALS_KEY", hide_env_values = true, value_name = "SECRET")]
    key: Option<String>,
    /// Form of the summary
    #[arg(long, value_enum, default_value_t)]
    output: output::Format,
}

/// Events sent at once.
const BATCH_EVENTS: usize = 1_000;
/// Bytes of the lines of events sent at once; far below what a request may have.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Batches read ahead.
const BATCHES_AHEAD: usize = 4;

/// One event and where it came from.
pub(crate) struct Item {
    pub(crate) draft: Draft,
    pub(crate) line: Line,
}

enum Message {
    Batch(Vec<Item>),
    Reject(Line, String),
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) lines: u64,
    pub(crate) added: u64,
    pub(crate) repeated: u64,
    pub(crate) rejected: u64,
}

impl Import {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let format = Format::find(&self.format).map_err(Usage)?;
        let mut sink = self.sink(settings, &format).await?;
        let total =
            self.files.iter().filter_map(|file| file.metadata().ok()).map(|m| m.len()).sum();
        let bar = progress::bytes_bar(total);
        let mut rejects = Rejects { path: self.rejects_path(), file: None, last: None };
        let mut counts = Counts::default();
        let (sender, mut receiver) = mpsc::channel(BATCHES_AHEAD);
        let reading = tokio::task::spawn_blocking({
            let (files, bar) = (self.files.clone(), bar.clone());
            move || read_all(&files, &format, &bar, &sender)
        });
        while let Some(message) = receiver.recv().await {
            match message {
                Message::Reject(line, reason) => rejects.add(&line, &reason, &mut counts)?,
                Message::Batch(batch) => {
                    sink.send(batch, &mut counts, &mut |item, reason, counts| {
                        rejects.add(&item.line, reason, counts)
                    })
                    .await?;
                }
            }
        }
        counts.lines = reading.await??;
        bar.finish_and_clear();
        sink.close().await;
        self.summary(&counts, &rejects)?;
        Ok(if counts.rejected == 0 { Outcome::Done } else { Outcome::No })
    }

    async fn sink(&self, settings: &Settings, format: &Format) -> anyhow::Result<Sink> {
        let names_organizations = matches!(format, Format::Native);
        if let Some(server) = &self.server {
            return Sink::server(server, self.key.clone(), self.org.clone());
        }
        let sink = Sink::directory(settings, self.org.as_deref(), names_organizations).await;
        sink.map_err(context::or_ask_a_server)
    }

    fn rejects_path(&self) -> PathBuf {
        if let Some(path) = &self.rejects {
            return path.clone();
        }
        match self.files.first().filter(|path| path.as_os_str() != "-") {
            Some(first) => PathBuf::from(format!("{}.rejects.ndjson", first.display())),
            None => PathBuf::from("stdin.rejects.ndjson"),
        }
    }

    fn summary(&self, counts: &Counts, rejects: &Rejects) -> anyhow::Result<()> {
        let Counts { lines, added, repeated, rejected } = counts;
        let path = rejects.file.as_ref().map(|_| rejects.path.display().to_string());
        match self.output {
            output::Format::Json => print_json(&json!({
                "lines": lines,
                "added": added,
                "repeated": repeated,
                "rejected": rejected,
                "rejects": path,
            }))?,
            output::Format::Table => {
                let rejects = path.map(|path| format!(", see {path}")).unwrap_or_default();
                print_line(&format!(
                    "{lines} lines: {added} events added, {repeated} were there already, \
                     {rejected} rejected{rejects}"
                ))?;
            }
        }
        Ok(())
    }
}

/// Bytes of a rejected line that the reject file repeats; file and line number tell where the rest
/// is.
const REJECT_TEXT_BYTES_MAX: usize = 64 * 1024;

fn formats() -> String {
    let names = Format::names().join(", ");
    format!("Whose format: {names}, or the path of a mapping file")
}

/// The reject file; made with the first reject.
struct Rejects {
    path: PathBuf,
    file: Option<File>,
    /// The line that was rejected last. Its text stands there once, whatever many events of it are
    /// rejected.
    last: Option<(Arc<Path>, u64)>,
}

impl Rejects {
    fn add(&mut self, line: &Line, reason: &str, counts: &mut Counts) -> anyhow::Result<()> {
        counts.rejected += 1;
        let file = match &mut self.file {
            Some(file) => file,
            // What could not be read may hold anything, secrets too.
            None => self.file.insert(private_file(&self.path)?),
        };
        let place = (Arc::clone(&line.file), line.number);
        let text = (self.last.as_ref() != Some(&place)).then(|| {
            let len = line.text.len().min(REJECT_TEXT_BYTES_MAX);
            String::from_utf8_lossy(&line.text[..len])
        });
        let reject = json!({
            "file": line.file.display().to_string(),
            "line": line.number,
            "reason": reason,
            "text": text,
        });
        self.last = Some(place);
        let what = || format!("can't write {}", self.path.display());
        writeln!(file, "{reject}").with_context(what)
    }
}

fn private_file(path: &Path) -> anyhow::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create(true).truncate(true).mode(0o600).open(path);
    opened.with_context(|| format!("can't create the reject file {}", path.display()))
}

/// Reads, converts and batches; returns how many lines there were.
fn read_all(
    files: &[PathBuf],
    format: &Format,
    bar: &ProgressBar,
    sender: &mpsc::Sender<Message>,
) -> anyhow::Result<u64> {
    let (mut lines, mut batch, mut bytes) = (0, Vec::new(), 0);
    // The receiver hangs up only when sending failed, and then tells why.
    let send = |message| sender.blocking_send(message).is_ok();
    for path in files {
        bar.set_message(path.display().to_string());
        for line in Lines::open(path, bar)? {
            let line = line.with_context(|| format!("can't read {}", path.display()))?;
            lines += 1;
            if line.text.trim_ascii().is_empty() {
                continue;
            }
            if line.is_cut {
                let reason = format!("it has more than {REQUEST_BYTES_MAX} bytes");
                if !send(Message::Reject(line, reason)) {
                    return Ok(lines);
                }
                continue;
            }
            let converted = format.convert(&line.text);
            for reason in converted.rejects {
                if !send(Message::Reject(line.clone(), reason)) {
                    return Ok(lines);
                }
            }
            bytes += line.text.len();
            let many = converted.drafts.len();
            for (i, mut draft) in converted.drafts.into_iter().enumerate() {
                draft.id = draft.id.or_else(|| id_of_content(&line.text, i, many));
                batch.push(Item { draft, line: line.clone() });
            }
            if batch.len() >= BATCH_EVENTS || bytes >= BATCH_BYTES {
                bytes = 0;
                if !send(Message::Batch(std::mem::take(&mut batch))) {
                    return Ok(lines);
                }
            }
        }
    }
    if !batch.is_empty() {
        send(Message::Batch(batch));
    }
    Ok(lines)
}

/// An id for an event without one: the same line always gives the same.
fn id_of_content(line: &[u8], place: usize, of: usize) -> Option<EventId> {
    let hash = xxh3_128(line.trim_ascii());
    let place = if of > 1 { format!("-{place}") } else { String::new() };
    EventId::parse(&format!("import-{hash:032x}{place}")).ok()
}
