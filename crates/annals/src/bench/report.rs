//! Figures: drawn at random, sorted, printed.

use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::output::{Table, cell, print_line};
use crate::machine::quantile;

use super::share::Took;

/// Random numbers for parameters: the same in every run.
pub(super) struct Draws(u64);

impl Draws {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Uniform in `0..n`; 0 when `n` is 0. SplitMix64.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        ((u128::from(x) * u128::from(n)) >> 64) as u64
    }
}

/// Times of one kind of query.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    times: Vec<Took>,
    rows: u64,
}

impl Times {
    pub(super) fn add(&mut self, time: Duration, rows: u64) {
        self.add_shared(Took { all: time, shares: None }, rows);
    }

    /// The same where others want the processors too.
    pub(super) fn add_shared(&mut self, took: Took, rows: u64) {
        self.times.push(took);
        self.rows += rows;
    }

    /// Milliseconds, and the mean of what came out, which tells a figure from a mistake.
    pub(super) fn json(&self, query: &str, class: &str) -> Value {
        let mut sorted: Vec<_> = self.times.iter().map(|took| took.all).collect();
        sorted.sort_unstable();
        let ms = |q| millis(quantile(&sorted, q));
        let mut row = json!({
            "query": query,
            "class": class,
            "draws": sorted.len(),
            "p50_ms": ms(0.5),
            "p99_ms": ms(0.99),
            "max_ms": ms(1.0),
            "mean_rows": self.rows as f64 / sorted.len().max(1) as f64,
        });
        if let Some((computing, waiting)) = self.slowest(quantile(&sorted, 0.9)) {
            row["slow_computing_ms"] = computing.into();
            row["slow_waiting_ms"] = waiting.into();
        }
        row
    }

    /// Of those that took at least `limit`: means of what they computed and waited for a
    /// processor.
    fn slowest(&self, limit: Duration) -> Option<(f64, f64)> {
        let slow = self.times.iter().filter(|took| took.all >= limit);
        let shares: Vec<_> = slow.filter_map(|took| took.shares).collect();
        let mean = |sum: Duration| millis(sum) / shares.len() as f64;
        (!shares.is_empty()).then(|| {
            let computing = shares.iter().map(|shares| shares.computing).sum();
            let waiting = shares.iter().map(|shares| shares.waiting).sum();
            (mean(computing), mean(waiting))
        })
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Columns of a table of queries, as [`Times::json`] calls them.
const COLUMNS: [&str; 7] = ["query", "class", "draws", "p50_ms", "p99_ms", "max_ms", "mean_rows"];
/// Of queries beside which other work goes on: what the slowest tenth spends its time on.
const SHARED_COLUMNS: [&str; 2] = ["slow_computing_ms", "slow_waiting_ms"];

/// Prints the answer of a measurement: single figures, then its tables of queries.
pub fn print(title: &str, answer: &Value) -> anyhow::Result<()> {
    print_line(&format!("== {title}"))?;
    let mut figures = Table::new(&["Figure", "Value"]);
    let mut tables = Vec::new();
    for (name, value) in answer.as_object().into_iter().flatten() {
        match value {
            Value::Array(rows) => tables.push((name, rows)),
            value => figures.push(&[name.replace('_', " "), figure(value)]),
        }
    }
    figures.print()?;
    // What is asked most comes first.
    tables.sort_by_key(|(name, _)| ["warm", "cold", "busy"].iter().position(|one| one == name));
    for (name, rows) in tables {
        print_line(&format!("\n{}", name.replace('_', " ")))?;
        let is_shared = rows.iter().any(|row| row.get(SHARED_COLUMNS[0]).is_some());
        let more = if is_shared { &SHARED_COLUMNS[..] } else { &[] };
        let columns: Vec<_> = COLUMNS.iter().chain(more).copied().collect();
        let headings: Vec<_> = columns.iter().map(|name| name.replace('_', " ")).collect();
        let mut table = Table::new(&headings.iter().map(String::as_str).collect::<Vec<_>>());
        for row in rows {
            let cells: Vec<_> = columns.iter().map(|name| figure(&row[*name])).collect();
            table.push(&cells);
        }
        table.print()?;
    }
    print_line("")?;
    Ok(())
}

fn figure(value: &Value) -> String {
    match value.as_f64() {
        Some(number) if value.is_f64() && number.abs() < 10.0 => format!("{number:.3}"),
        Some(number) if value.is_f64() => format!("{number:.1}"),
        _ => cell(value),
    }
}
