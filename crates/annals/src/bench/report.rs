//! Figures: drawn at random, sorted, printed.

use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::output::{Table, cell, print_line};
use crate::machine::quantile;

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
    times: Vec<Duration>,
    rows: u64,
}

impl Times {
    pub(super) fn add(&mut self, time: Duration, rows: u64) {
        self.times.push(time);
        self.rows += rows;
    }

    /// Milliseconds, and the mean of what came out, which tells a figure from a mistake.
    pub(super) fn json(&self, query: &str, class: &str) -> Value {
        let mut sorted = self.times.clone();
        sorted.sort_unstable();
        let ms = |q| quantile(&sorted, q).as_secs_f64() * 1e3;
        json!({
            "query": query,
            "class": class,
            "draws": sorted.len(),
            "p50_ms": ms(0.5),
            "p99_ms": ms(0.99),
            "max_ms": ms(1.0),
            "mean_rows": self.rows as f64 / sorted.len().max(1) as f64,
        })
    }
}

/// Columns of a table of queries, as [`Times::json`] calls them.
const COLUMNS: [&str; 7] = ["query", "class", "draws", "p50_ms", "p99_ms", "max_ms", "mean_rows"];

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
        let headings = COLUMNS.map(|name| name.replace('_', " "));
        let mut table = Table::new(&headings.each_ref().map(String::as_str));
        for row in rows {
            table.push(&COLUMNS.map(|name| figure(&row[name])));
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
