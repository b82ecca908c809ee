//! The real binary as a process.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::settings::GROUP;

const ANNALS: &str = env!("CARGO_BIN_EXE_annals");
/// Small, so that a run of a second seals and compacts.
const TAIL_EVENTS_MAX: &str = "1500";

/// A running `annals serve`; dropped, it is killed.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

impl Server {
    /// The command that starts it; its log goes to the file.
    pub(crate) fn command(data: &Path, log: &Path, flags: &[&str]) -> Command {
        let mut command = annals(data);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--ignore-disk-space"])
            .args(["--tail-events-max", TAIL_EVENTS_MAX])
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(log).unwrap());
        command
    }

    /// Starts it; nothing when it ends before it listens, as a failing disk can make it.
    pub(crate) fn start(mut command: Command) -> Option<Self> {
        let mut child = command.spawn().unwrap();
        let mut url = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut url).unwrap();
        let server = Self { child, url: url.trim_end().to_owned() };
        server.url.starts_with("http").then_some(server)
    }

    /// Whether it ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    pub(crate) fn kill(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Makes two organisations, one below the other, a group, and a key for both; its secret.
pub(crate) fn set_up(data: &Path) -> String {
    let run = |args: &[&str]| {
        let output = annals(data).args(args).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "annals {args:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    };
    run(&["org", "create", "org1", "--no-admin", "--zone", "UTC"]);
    run(&["org", "create", "org2", "--no-admin", "--zone", "UTC", "--parent", "org1"]);
    run(&["group", "create", GROUP, "--org", "org1"]);
    let scopes = [
        "events:write",
        "events:read",
        "events:details",
        "proof:read",
        "groups:read",
        "rights:read",
        "rights:manage",
    ];
    let scopes = scopes.map(|scope| ["--scope", scope]).concat();
    run(&[&["key", "create", "--org", "org1", "--below", "--name", "test"][..], &scopes].concat())
}

/// What `annals fsck` has to say when something is wrong.
pub(crate) fn fsck(data: &Path) -> Vec<String> {
    let output = annals(data).args(["fsck", "--output", "json"]).output().unwrap();
    if output.status.success() {
        return Vec::new();
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    vec![format!("fsck: {} {}", text(&output.stdout), text(&output.stderr))]
}

/// The binary, without the settings of whoever runs the tests.
fn annals(data: &Path) -> Command {
    let mut command = Command::new(ANNALS);
    let own: Vec<_> = std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| name.to_string_lossy().starts_with("ANNALS_"))
        .collect();
    for name in own {
        command.env_remove(name);
    }
    let nowhere: PathBuf = data.with_file_name("annals.toml");
    std::fs::write(&nowhere, "").unwrap();
    command.arg("--config").arg(nowhere).arg("--data").arg(data);
    command
}
