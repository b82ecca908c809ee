//! `annals doctor`: is this machine fit for Annals, and if not, what to do.

use std::io;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime};

use annals_server::{Config, Tls};
use clap::Args;
use serde_json::{Value, json};

use super::output::{Format, cell, print_list};
use super::{Outcome, context};
use crate::config::{ServerFlags, Settings};
use crate::machine;

/// Check this machine and its configuration; ends with 1 when something must be mended
#[derive(Args, Debug)]
pub(crate) struct Doctor {
    #[command(flatten)]
    flags: ServerFlags,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Good,
    Mind,
    Bad,
}

struct Finding {
    about: &'static str,
    verdict: Verdict,
    text: String,
}

/// 2025-01-01: a clock before it was never set.
const CLOCK_MIN: Duration = Duration::from_secs(1_735_689_600);
const SYNC_WRITES: usize = 100;
/// Above this, acknowledging single events takes longer than people like to wait.
const SYNC_SLOW: Duration = Duration::from_millis(10);
/// No disk is this quick: something on the way only says that it wrote.
const SYNC_TOO_QUICK: Duration = Duration::from_micros(8);
const FREE_WARN_PERCENT: u64 = 15;
const FREE_BAD_PERCENT: u64 = 5;

impl Doctor {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let mut findings = Findings::default();
        findings.add("version", Verdict::Good, format!("Annals {}", env!("CARGO_PKG_VERSION")));
        let from = settings.read_from.as_ref().map(|path| path.display().to_string());
        let from = from.unwrap_or_else(|| "no file; defaults, flags and environment".to_owned());
        findings.add("configuration", Verdict::Good, from);
        clock(&mut findings, &settings.data);
        directory(&mut findings, &settings.data);
        match settings.server(&self.flags) {
            Err(error) => findings.add("server", Verdict::Bad, format!("{error:#}")),
            Ok(config) => {
                port(&mut findings, &config);
                passkeys(&mut findings, &config);
                if let Some(tls) = &config.tls {
                    tls_files(&mut findings, tls);
                }
            }
        }
        store(&mut findings, &settings.data).await;
        findings.print(self.output)?;
        Ok(if findings.has_bad() { Outcome::No } else { Outcome::Done })
    }
}

/// What was looked at, in order.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, about: &'static str, verdict: Verdict, text: impl Into<String>) {
        self.0.push(Finding { about, verdict, text: text.into() });
    }

    fn has_bad(&self) -> bool {
        self.0.iter().any(|finding| finding.verdict == Verdict::Bad)
    }

    fn print(&self, format: Format) -> io::Result<()> {
        let all: Vec<_> = self.0.iter().map(Finding::json).collect();
        let row = |one: &Value| ["check", "verdict", "finding"].map(|key| cell(&one[key])).into();
        print_list(format, &["Check", "", "Finding"], &all, row)
    }
}

impl Finding {
    fn json(&self) -> Value {
        let word = match self.verdict {
            Verdict::Good => "good",
            Verdict::Mind => "mind",
            Verdict::Bad => "bad",
        };
        json!({ "check": self.about, "verdict": word, "finding": self.text })
    }
}

fn clock(findings: &mut Findings, data: &Path) {
    let now = SystemTime::now();
    let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let written = data.join("journal.db").metadata().and_then(|metadata| metadata.modified());
    let ahead = written.ok().and_then(|written| written.duration_since(now).ok());
    if since < CLOCK_MIN {
        findings.add("clock", Verdict::Bad, "it was never set; switch time synchronisation on");
    } else if let Some(ahead) = ahead.filter(|ahead| *ahead > Duration::from_secs(60)) {
        let text = format!("it is {} s behind the data's last change; set it", ahead.as_secs());
        findings.add("clock", Verdict::Bad, text);
    } else {
        let shown = annals_model::Millis(since.as_millis() as i64).to_string();
        findings.add("clock", Verdict::Good, shown);
    }
}

/// Where people can sign in with passkeys, and what to do about those who can't.
fn passkeys(findings: &mut Findings, config: &Config) {
    match &config.site {
        Some(site) => findings.add("passkeys", Verdict::Good, format!("at {}", site.origin())),
        None if config.listen.ip().is_loopback() && config.trusted_proxies.is_empty() => {
            findings.add("passkeys", Verdict::Good, "on this machine, at localhost");
        }
        None => {
            let text = "nobody else can use any; set public_url to the address that people type";
            findings.add("passkeys", Verdict::Mind, text);
        }
    }
}

fn directory(findings: &mut Findings, data: &Path) {
    let shown = data.display();
    let Ok(metadata) = data.metadata() else {
        let text = format!("{shown} does not exist yet; `annals serve` creates it");
        findings.add("data directory", Verdict::Mind, text);
        // What will lie there lies on the disk of what is there now.
        let above = data.ancestors().skip(1).find(|above| above.is_dir());
        return disk(findings, above.unwrap_or(Path::new(".")));
    };
    if !metadata.is_dir() {
        return findings.add("data directory", Verdict::Bad, format!("{shown} is no directory"));
    }
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        let text = format!("{shown}, for its owner only");
        findings.add("data directory", Verdict::Good, text);
    } else {
        let text = format!("others on this machine can look into it: chmod 700 {shown}");
        findings.add("data directory", Verdict::Mind, text);
    }
    disk(findings, data);
}

fn disk(findings: &mut Findings, place: &Path) {
    match machine::file_system(place) {
        Some(kind) if machine::is_volatile(&kind) => {
            let text = format!("{kind} is memory: everything is lost at a power cut; use a disk");
            findings.add("file system", Verdict::Bad, text);
        }
        Some(kind) if kind.starts_with("nfs") || kind == "cifs" || kind.starts_with("fuse") => {
            let text = format!(
                "{kind}: SQLite needs locks that such systems often lack; use a local disk"
            );
            findings.add("file system", Verdict::Mind, text);
        }
        Some(kind) => findings.add("file system", Verdict::Good, kind),
        None => findings.add("file system", Verdict::Mind, "its type can't be told"),
    }
    match (fs4::available_space(place), fs4::total_space(place)) {
        (Ok(free), Ok(total)) => {
            let percent = free * 100 / total.max(1);
            let text = format!("{percent} % free, {}", indicatif::HumanBytes(free));
            match percent {
                0..FREE_BAD_PERCENT => {
                    let text = format!("{text}; no events are taken: make room");
                    findings.add("disk", Verdict::Bad, text);
                }
                FREE_BAD_PERCENT..FREE_WARN_PERCENT => {
                    findings.add("disk", Verdict::Mind, format!("{text}; make room soon"));
                }
                _ => findings.add("disk", Verdict::Good, text),
            }
        }
        (Err(error), _) | (_, Err(error)) => {
            findings.add("disk", Verdict::Bad, format!("can't look at it: {error}"));
        }
    }
    match machine::sync_speed(place, SYNC_WRITES) {
        Err(error) => {
            let text = format!("can't write to {}: {error}", place.display());
            findings.add("durable writes", Verdict::Bad, text);
        }
        Ok(speed) => {
            let text = format!("4 KiB in {:.2?}, at worst {:.2?}", speed.median, speed.p99);
            if speed.median > SYNC_SLOW {
                let text = format!("{text}: slow; a disk with a protected write cache is quicker");
                findings.add("durable writes", Verdict::Mind, text);
            } else if speed.median < SYNC_TOO_QUICK {
                let text = format!("{text}: quicker than any disk; is it told to ignore syncs?");
                findings.add("durable writes", Verdict::Mind, text);
            } else {
                findings.add("durable writes", Verdict::Good, text);
            }
        }
    }
}

fn port(findings: &mut Findings, config: &Config) {
    let address = config.listen;
    match TcpListener::bind(address) {
        Ok(_) => findings.add("address", Verdict::Good, format!("{address} is free")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            let text =
                format!("{address} is in use: by Annals itself, or choose another with --listen");
            findings.add("address", Verdict::Mind, text);
        }
        Err(error) => findings.add("address", Verdict::Bad, format!("{address}: {error}")),
    }
    let hidden = !config.trusted_proxies.is_empty() || config.allow_plain;
    if config.tls.is_none() && !address.ip().is_loopback() && !hidden {
        let text = "plain HTTP on an address that others reach: set a certificate, name the proxy \
                    in front with trusted_proxies, or allow_plain";
        findings.add("encryption", Verdict::Bad, text);
    }
}

fn tls_files(findings: &mut Findings, tls: &Tls) {
    for (about, path) in [("TLS certificate", &tls.certificate), ("TLS key", &tls.key)] {
        match std::fs::read_to_string(path) {
            Err(error) => {
                findings.add(about, Verdict::Bad, format!("{}: {error}", path.display()));
            }
            Ok(text) if !text.contains("-----BEGIN ") => {
                let text = format!("{} is no PEM file", path.display());
                findings.add(about, Verdict::Bad, text);
            }
            Ok(_) => findings.add(about, Verdict::Good, path.display().to_string()),
        }
    }
    let open = tls.key.metadata().is_ok_and(|metadata| metadata.mode() & 0o077 != 0);
    if open {
        let text = format!("others can read it: chmod 600 {}", tls.key.display());
        findings.add("TLS key", Verdict::Mind, text);
    }
}

async fn store(findings: &mut Findings, data: &Path) {
    if context::require_data(data).is_err() {
        return;
    }
    match context::open_quiet(data).await {
        Ok(store) => {
            let health = store.health();
            let organizations = store.organizations().len();
            let text = format!(
                "opens: {organizations} organisations, {} segments, {} entries in the tail",
                health.segments, health.tail_events
            );
            findings.add("data", Verdict::Good, text);
            store.close().await;
        }
        Err(error) if context::is_in_use(&error) => {
            findings.add("data", Verdict::Good, "in use by a running Annals");
        }
        Err(error) => findings.add("data", Verdict::Bad, format!("{error:#}")),
    }
}
