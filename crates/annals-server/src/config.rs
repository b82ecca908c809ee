//! How the server listens and whom it trusts; the defaults work on one machine.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use annals_desk::Site;
use annals_model::{Catalogue, Clock, Masker, SystemClock};
/// Where [`Config::report_fonts`] are.
pub use annals_report::SystemFonts;
use ipnet::IpNet;

use crate::outgoing::Outgoing;

/// How the server listens and whom it trusts.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Own certificate; without one only plain HTTP is spoken.
    pub tls: Option<Tls>,
    /// Plain HTTP on other than loopback addresses although no trusted proxy is named.
    pub allow_plain: bool,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The address by which people reach the server, if somebody named it; passkeys are bound to
    /// it.
    pub site: Option<Arc<Site>>,
    /// Whether `1/2/2026` among typed words is the 2nd of January.
    pub month_first: bool,
    /// Labels of actions and record types.
    pub catalogue: Catalogue,
    /// What is a secret.
    pub masker: Masker,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// How other servers are asked, such as Amazon for its certificates.
    pub outgoing: Outgoing,
    /// Connections open at once; more wait in the kernel's queue.
    pub connections_max: usize,
    /// How long a client may take to send the head of a request, TLS and its own silence before it
    /// included: a connection on which nothing comes is closed.
    pub head_timeout: Duration,
    /// How long a client may leave unread what it is sent: a connection on which nothing leaves is
    /// closed, also in the midst of an export or a live tail.
    pub write_timeout: Duration,
    /// How long open requests may take to end after the shutdown began.
    pub drain: Duration,
    /// Searches that run at once; more wait, and are refused when the wait is long.
    pub searches_max: usize,
    /// How long a request may take, the arrival of its body included, streams excepted.
    pub request_timeout: Duration,
    /// Bytes of event bodies in memory at once; what would go beyond is refused for a moment. At
    /// least [`annals_model::limits::REQUEST_BYTES_MAX`], or the largest bodies are never taken.
    pub intake_bytes_max: usize,
    /// Live tails open at once.
    pub streams_max: usize,
    /// Exports under way at once; more are refused.
    pub exports_max: usize,
    /// Entries of one PDF report; more are refused.
    pub report_entries_max: u64,
    /// Entries of one workbook; more are refused.
    pub workbook_entries_max: u64,
    /// Different readings of the log whose repetitions are gathered at once; beyond, each one is
    /// told as if it were the first.
    pub readings_max: usize,
    /// Fonts for PDF reports with characters that the program's own fonts lack.
    pub report_fonts: Arc<SystemFonts>,
    /// How often a quiet live tail says that it lives, and how often whoever takes an export is
    /// asked whether they still may.
    pub heartbeat: Duration,
}

/// Certificate and key, read again when the files change.
#[derive(Clone, Debug)]
pub struct Tls {
    /// PEM file with the certificate and what is between it and the root.
    pub certificate: PathBuf,
    /// PEM file with the private key.
    pub key: PathBuf,
}

/// The port when none is told.
pub(crate) const PORT: u16 = 8321;

/// What [`Config::connections_max`] is unless told.
const CONNECTIONS_MAX: usize = 10_000;
/// What [`Config::head_timeout`] is unless told.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// What [`Config::write_timeout`] is unless told.
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);
/// What [`Config::report_entries_max`] is unless told: a hundred documents; nobody reads more on
/// paper.
const REPORT_ENTRIES_MAX: u64 = 2_000_000;
/// What [`Config::workbook_entries_max`] is unless told: beyond, no spreadsheet opens the file.
const WORKBOOK_ENTRIES_MAX: u64 = 3_000_000;

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT),
            tls: None,
            allow_plain: false,
            trusted_proxies: Vec::new(),
            site: None,
            month_first: true,
            catalogue: Catalogue::default(),
            masker: Masker::default(),
            clock: Arc::new(SystemClock),
            outgoing: Outgoing::default(),
            connections_max: CONNECTIONS_MAX,
            head_timeout: HEAD_TIMEOUT,
            write_timeout: WRITE_TIMEOUT,
            drain: Duration::from_secs(20),
            searches_max: 4,
            request_timeout: Duration::from_secs(30),
            intake_bytes_max: 128 * 1024 * 1024,
            streams_max: 200,
            exports_max: 8,
            report_entries_max: REPORT_ENTRIES_MAX,
            workbook_entries_max: WORKBOOK_ENTRIES_MAX,
            readings_max: 10_000,
            report_fonts: Arc::default(),
            heartbeat: Duration::from_secs(15),
        }
    }
}
