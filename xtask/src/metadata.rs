//! What `cargo metadata` says of this workspace.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run;

/// A package, ours or a dependency.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its SPDX expression, if it has one.
    pub(crate) licence: Option<String>,
    /// Whether it is a member of this workspace.
    pub(crate) ours: bool,
    /// What its manifest names.
    pub(crate) dependencies: Vec<Dependency>,
}

/// A dependency as a manifest names it.
#[derive(Clone, Debug)]
pub(crate) struct Dependency {
    /// The package's name.
    pub(crate) name: String,
    /// Whether only tests, examples and benches see it.
    pub(crate) dev: bool,
}

/// All packages of the lock file.
pub(crate) fn packages() -> Result<Vec<Package>> {
    let text = run::output(&mut run::cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata")?;
    array(&metadata, "packages").iter().map(package).collect()
}

fn package(value: &Value) -> Result<Package> {
    Ok(Package {
        name: text(value, "name").context("a package without name")?,
        version: text(value, "version").context("a package without version")?,
        licence: text(value, "license"),
        ours: value["source"].is_null(),
        dependencies: array(value, "dependencies").iter().filter_map(dependency).collect(),
    })
}

fn dependency(value: &Value) -> Option<Dependency> {
    Some(Dependency { name: text(value, "name")?, dev: value["kind"] == "dev" })
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
