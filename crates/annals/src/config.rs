//! Where settings come from: flags, then the environment, then `annals.toml`, then defaults.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annals_desk::Site;
use annals_model::{Catalogue, EditUrl, Masker, RecordType};
use annals_server::SystemFonts;
use anyhow::Context;
use clap::Args;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

/// Where the configuration file is looked for when none is named; the first that exists is read.
const FILES: [&str; 2] = ["annals.toml", "/etc/annals/annals.toml"];
const DATA: &str = "annals-data";
const PORT: u16 = 8321;
/// Where Linux has its fonts.
const REPORT_FONTS: &str = "/usr/share/fonts";

/// Settings that every command takes.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Options of every command")]
pub struct Flags {
    /// Configuration file [default: annals.toml, then /etc/annals/annals.toml]
    #[arg(long, global = true, env = "ANNALS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data directory [default: annals-data]
    #[arg(long, global = true, env = "ANNALS_DATA", value_name = "DIRECTORY")]
    pub data: Option<PathBuf>,
    /// What goes into the log on stderr: error, warn, info, debug, or a filter by module
    #[arg(long, global = true, env = "ANNALS_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// Form of the log
    #[arg(long, global = true, env = "ANNALS_LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
}

/// Settings of a server.
#[derive(Args, Clone, Debug, Default)]
pub struct ServerFlags {
    /// Address and port to listen on [default: 127.0.0.1:8321]
    #[arg(long, env = "ANNALS_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Certificate chain in PEM; with --tls-key
    #[arg(long, env = "ANNALS_TLS_CERTIFICATE", value_name = "FILE")]
    pub tls_certificate: Option<PathBuf>,
    /// Private key in PEM
    #[arg(long, env = "ANNALS_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Address or network of a proxy in front; repeatable
    #[arg(long, env = "ANNALS_TRUSTED_PROXIES", value_delimiter = ',', value_name = "NETWORK")]
    pub trusted_proxy: Vec<String>,
    /// Address by which people reach the server, https and the name; passkeys are bound to the
    /// name, and without it work at localhost only
    #[arg(long, env = "ANNALS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Speak plain HTTP on addresses that others can reach
    #[arg(long, env = "ANNALS_ALLOW_PLAIN")]
    pub allow_plain: bool,
}

/// Form of the log on stderr.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Which number of `1/2/2026` is the month.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum DateOrder {
    #[default]
    MonthFirst,
    DayFirst,
}

/// The configuration file. A word that is not known is an error, so that a typing mistake does not
/// silently leave a default in force.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    allow_plain: Option<bool>,
    trusted_proxies: Vec<String>,
    log: Option<String>,
    log_format: Option<LogFormat>,
    date_order: DateOrder,
    tls: Option<FileTls>,
    actions: BTreeMap<String, String>,
    record_types: BTreeMap<String, FileRecordType>,
    secrets: Option<Vec<String>>,
    report_fonts: Option<PathBuf>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTls {
    certificate: PathBuf,
    key: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRecordType {
    label: String,
    plural: Option<String>,
    #[serde(default, deserialize_with = "edit_url")]
    edit_url: Option<EditUrl>,
}

fn edit_url<'de, D: Deserializer<'de>>(from: D) -> Result<Option<EditUrl>, D::Error> {
    let template = String::deserialize(from)?;
    EditUrl::parse(&template).map(Some).map_err(serde::de::Error::custom)
}

/// Resolved settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Data directory.
    pub data: PathBuf,
    /// Whether somebody named it; it has its usual name otherwise.
    pub data_is_named: bool,
    /// Filter of the log.
    pub log: String,
    /// Form of the log.
    pub log_format: LogFormat,
    /// The configuration file that was read, if there was one.
    pub read_from: Option<PathBuf>,
    file: File,
}

impl Settings {
    /// Reads the configuration file, if there is one, and lets `flags` win over it.
    pub fn resolve(flags: &Flags) -> anyhow::Result<Self> {
        let read_from = match &flags.config {
            Some(path) => Some(path.clone()),
            None => FILES.iter().map(PathBuf::from).find(|path| path.exists()),
        };
        let file = read_from.as_deref().map(read).transpose()?.unwrap_or_default();
        let log_format = flags.log_format.or(file.log_format).unwrap_or_default();
        let data = flags.data.clone().or(file.data.clone());
        Ok(Self {
            data_is_named: data.is_some(),
            data: data.unwrap_or_else(|| PathBuf::from(DATA)),
            log: flags.log.clone().or(file.log.clone()).unwrap_or_else(|| "info".to_owned()),
            log_format,
            read_from,
            file,
        })
    }

    /// Labels of actions and record types.
    pub fn catalogue(&self) -> Catalogue {
        let mut catalogue = Catalogue::default();
        annals_desk::label_record_types(&mut catalogue);
        for (action, label) in &self.file.actions {
            catalogue.set_action(action, label);
        }
        for (name, record_type) in &self.file.record_types {
            let FileRecordType { label, plural, edit_url } = record_type.clone();
            let plural = plural.unwrap_or_else(|| format!("{label}s"));
            let usual = RecordType::built_in(name).cloned().unwrap_or_default();
            catalogue.set_record_type(name, RecordType { label, plural, edit_url, ..usual });
        }
        catalogue
    }

    /// What is a secret.
    pub fn masker(&self) -> Masker {
        self.file.secrets.clone().map_or_else(Masker::default, Masker::new)
    }

    /// Whether `1/2/2026` is the second of January.
    pub fn month_first(&self) -> bool {
        self.file.date_order == DateOrder::MonthFirst
    }

    /// Where a server listens and whom it trusts.
    pub fn server(&self, flags: &ServerFlags) -> anyhow::Result<annals_server::Config> {
        let default = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);
        let proxies = match flags.trusted_proxy.is_empty() {
            true => &self.file.trusted_proxies,
            false => &flags.trusted_proxy,
        };
        Ok(annals_server::Config {
            listen: flags.listen.or(self.file.listen).unwrap_or(default),
            tls: self.tls(flags)?,
            allow_plain: flags.allow_plain || self.file.allow_plain.unwrap_or(false),
            trusted_proxies: proxies.iter().map(|text| network(text)).collect::<Result<_, _>>()?,
            site: self.site(flags)?,
            month_first: self.month_first(),
            catalogue: self.catalogue(),
            masker: self.masker(),
            report_fonts: Arc::new(self.report_fonts()),
            ..annals_server::Config::default()
        })
    }

    /// The address that passkeys are bound to.
    fn site(&self, flags: &ServerFlags) -> anyhow::Result<Option<Arc<Site>>> {
        let Some(url) = flags.public_url.as_ref().or(self.file.public_url.as_ref()) else {
            return Ok(None);
        };
        let site = Site::parse(url).with_context(|| format!("public_url {url:?} can't be used"))?;
        Ok(Some(Arc::new(site)))
    }

    /// Fonts for characters that the program's own lack.
    fn report_fonts(&self) -> SystemFonts {
        let folder = self.file.report_fonts.clone().unwrap_or_else(|| REPORT_FONTS.into());
        SystemFonts::new(Some(folder)).telling(|path, why| {
            tracing::info!(path = %path.display(), why, "reports do without a font");
        })
    }

    fn tls(&self, flags: &ServerFlags) -> anyhow::Result<Option<annals_server::Tls>> {
        match (&flags.tls_certificate, &flags.tls_key) {
            (Some(certificate), Some(key)) => {
                Ok(Some(annals_server::Tls { certificate: certificate.clone(), key: key.clone() }))
            }
            (None, None) => Ok(self
                .file
                .tls
                .clone()
                .map(|tls| annals_server::Tls { certificate: tls.certificate, key: tls.key })),
            _ => anyhow::bail!("TLS needs both a certificate and its key"),
        }
    }
}

fn read(path: &Path) -> anyhow::Result<File> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("can't read the configuration file {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("in the configuration file {}", path.display()))
}

fn network(text: &str) -> anyhow::Result<IpNet> {
    text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
        anyhow::anyhow!("{text:?} is neither an address nor a network such as 10.0.0.0/8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(toml: &str, flags: Flags) -> anyhow::Result<Settings> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("annals.toml");
        std::fs::write(&path, toml).unwrap();
        Settings::resolve(&Flags { config: Some(path), ..flags })
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_defaults() {
        let toml = "data = '/srv/a'\nlog = 'warn'\ntrusted_proxies = ['10.0.0.1', '10.1.0.0/16']\n\
                    date_order = 'day-first'\n[actions]\n'x.y' = 'Why'\n";
        let settings = resolve(toml, Flags::default()).unwrap();
        assert_eq!(settings.data, Path::new("/srv/a"));
        assert_eq!(settings.log, "warn");
        assert_eq!(settings.catalogue().label("x.y"), "Why");
        assert_eq!(settings.catalogue().record_type("api_key").unwrap().label, "API Key");
        assert!(!settings.month_first());
        let server = settings.server(&ServerFlags::default()).unwrap();
        assert_eq!(server.listen.to_string(), "127.0.0.1:8321");
        assert_eq!(server.trusted_proxies.len(), 2);
        let data = Some(PathBuf::from("/srv/b"));
        let settings = resolve(toml, Flags { data, ..Flags::default() }).unwrap();
        assert_eq!(settings.data, Path::new("/srv/b"));
        assert!(settings.data_is_named && !resolve("", Flags::default()).unwrap().data_is_named);
    }

    #[test]
    fn mistakes_in_the_file_are_told_with_their_place() {
        for (toml, expected) in [
            ("dat = 'x'", "unknown field `dat`"),
            ("listen = 'x'", "listen"),
            ("[record_types.a]\nlabel = 'A'\nedit_url = 'http://a/{id}'", "begin with https://"),
        ] {
            let error = format!("{:#}", resolve(toml, Flags::default()).unwrap_err());
            assert!(error.contains(expected) && error.contains("annals.toml"), "{error}");
        }
        let settings = resolve("trusted_proxies = ['proxy']", Flags::default()).unwrap();
        assert!(settings.server(&ServerFlags::default()).is_err());
    }

    #[test]
    fn passkeys_are_bound_to_an_address_that_browsers_allow_them_at() {
        let settings = resolve("public_url = 'https://log.example'", Flags::default()).unwrap();
        let origin = |flags: &ServerFlags| {
            settings.server(flags).map(|config| config.site.map(|site| site.origin().to_owned()))
        };
        let of_file = origin(&ServerFlags::default()).unwrap();
        assert_eq!(of_file.as_deref(), Some("https://log.example"));
        let public_url = Some("http://localhost:8321".to_owned());
        let flags = ServerFlags { public_url, ..ServerFlags::default() };
        assert_eq!(origin(&flags).unwrap().as_deref(), Some("http://localhost:8321"));
        let public_url = Some("https://192.0.2.1".to_owned());
        let flags = ServerFlags { public_url, ..ServerFlags::default() };
        let error = format!("{:#}", origin(&flags).unwrap_err());
        assert!(error.contains("public_url") && error.contains("bound to names"), "{error}");
        let none = resolve("", Flags::default()).unwrap();
        assert!(none.server(&ServerFlags::default()).unwrap().site.is_none());
    }

    #[test]
    fn half_a_tls_configuration_is_refused() {
        let flags = ServerFlags { tls_key: Some("key.pem".into()), ..ServerFlags::default() };
        let settings = resolve("", Flags::default()).unwrap();
        assert!(settings.server(&flags).is_err());
    }
}
