//! Entries over time: bars to click, and the same figures as a table for everyone else.

use jiff::civil::Weekday;
use jiff::{ToSpan, Zoned};
use maud::{Markup, html};

use crate::address::{LogAddress, Range};
use crate::components::bins::{Bins, Step};
use crate::components::moment;
use crate::components::number::grouped;
use crate::messages::histogram as messages;

/// Height of the tallest bar, in pixels.
const HEIGHT: f64 = 56.0;
/// Room for the words below, in pixels.
const AXIS_HEIGHT: f64 = 18.0;
/// So many words stand below.
const TICKS_MAX: usize = 8;

/// Exact counts of the search's entries in neighbouring bars.
#[derive(Clone, Debug)]
pub struct Histogram {
    /// Where the bars lie.
    pub bins: Bins,
    /// One count per bar.
    pub counts: Vec<u64>,
    /// Entries before the first bar, when the chart leaves a far past out.
    pub earlier: u64,
}

struct Bar {
    label: String,
    tick: Option<String>,
    count: u64,
    href: String,
}

/// The chart.
pub fn histogram(histogram: &Histogram, address: &LogAddress) -> Markup {
    let bars = bars(histogram, address);
    html! {
        figure class="histogram" data-range=(messages::chosen("{from}", "{to}", "{entries}"))
            data-one=(messages::chosen_one("{from}", "{entries}"))
            data-entries=(messages::chosen_entries()) {
            figcaption {
                span { (histogram.bins.step.caption()) }
                @if let Some((count, day, href)) = earlier(histogram, address) {
                    " · "
                    a href=(href) { (messages::earlier(count, &day)) }
                }
            }
            // What dragging over the bars would choose.
            p class="brushed" aria-live="polite" hidden {}
            (chart(&bars))
            (table(&bars))
        }
    }
}

fn bars(histogram: &Histogram, address: &LogAddress) -> Vec<Bar> {
    let step = histogram.bins.step;
    let edges = histogram.bins.edges.windows(2);
    let mut bars: Vec<Bar> = edges
        .zip(&histogram.counts)
        .map(|(pair, &count)| Bar {
            label: label(step, &pair[0], &pair[1]),
            tick: tick(step, &pair[0], &pair[1]),
            count,
            href: address.with_range(moment::typed(Some(&pair[0]), Some(&pair[1]))).href(),
        })
        .collect();
    thin_out(&mut bars);
    bars
}

fn label(step: Step, from: &Zoned, to: &Zoned) -> String {
    match step {
        Step::Minutes(1) => messages::minute(&moment::day(from), &moment::short_clock(from)),
        Step::Minutes(_) | Step::Hours(_) => {
            let (begin, end) = (moment::short_clock(from), moment::short_clock(to));
            messages::hours(&moment::day(from), &begin, &end)
        }
        Step::Day => moment::day_of_week(from),
        Step::Week => messages::week(&moment::day(from)),
        Step::Month => moment::month(from),
        Step::Quarter => messages::quarter(&moment::month(from)),
        Step::Year => moment::year(from),
    }
}

/// The word under a bar that begins something: an hour, a day, a month, a year.
fn tick(step: Step, from: &Zoned, to: &Zoned) -> Option<String> {
    let midnight = from.hour() == 0 && from.minute() == 0;
    let month_begins = to.checked_sub(1.second()).is_ok_and(|last| last.month() != from.month());
    let (begins, at, words): (_, _, fn(&Zoned) -> String) = match step {
        Step::Minutes(1) => (from.minute() % 15 == 0, from, moment::short_clock),
        Step::Minutes(_) => (from.minute() == 0, from, moment::hour),
        Step::Hours(_) => (midnight, from, moment::day_of_month),
        Step::Day => (from.weekday() == Weekday::Monday, from, moment::day_of_month),
        Step::Week => (month_begins || from.day() == 1, to, moment::month_in_little_room),
        Step::Month => (from.month() % 3 == 1, from, moment::month_in_little_room),
        Step::Quarter => (from.month() == 1, from, moment::year),
        Step::Year => (true, from, moment::year),
    };
    begins.then(|| words(at))
}

/// So many words at most, evenly chosen among the bars that begin something.
fn thin_out(bars: &mut [Bar]) {
    let named = bars.iter().filter(|bar| bar.tick.is_some()).count();
    let apart = named.div_ceil(TICKS_MAX).max(1);
    let named = bars.iter_mut().filter(|bar| bar.tick.is_some());
    for (_, bar) in named.enumerate().filter(|(nth, _)| nth % apart != 0) {
        bar.tick = None;
    }
}

fn earlier(histogram: &Histogram, address: &LogAddress) -> Option<(u64, String, String)> {
    let first = histogram.bins.edges.first().filter(|_| histogram.earlier > 0)?;
    let last = first.checked_sub(1.day()).ok()?.strftime("%Y-%m-%d").to_string();
    let range = Range::Typed { from: String::new(), to: last };
    Some((histogram.earlier, moment::day(first), address.with_range(range).href()))
}

/// Places are percentages, so that the chart fills any width while its words keep their shape.
///
/// Hidden from assistive technology and from the keyboard: a hundred stops on the way to the table
/// serve nobody; the table below has the same links.
fn chart(bars: &[Bar]) -> Markup {
    let max = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let width = 100.0 / bars.len().max(1) as f64;
    html! {
        svg class="chart" width="100%" height=(HEIGHT + AXIS_HEIGHT) aria-hidden="true" {
            line class="axis" x1="0" x2="100%" y1=(HEIGHT + 0.5) y2=(HEIGHT + 0.5) {}
            @for (i, bar) in bars.iter().enumerate() {
                @let height = height(bar.count, max);
                @let left = i as f64 * width;
                a href=(bar.href) tabindex="-1" class="bar-link" data-label=(bar.label)
                    data-holds=(bar.count) {
                    title { (messages::bar(&bar.label, bar.count)) }
                    rect class="hit" x=(percent(left)) width=(percent(width))
                        y="0" height=(HEIGHT) {}
                    rect class="bar" x=(percent(left + width * 0.1)) width=(percent(width * 0.8))
                        y=(pixels(HEIGHT - height)) height=(pixels(height)) {}
                }
            }
            @for (nth, (left, words)) in ticks(bars, width).enumerate() {
                text class={ "tick" @if nth % 2 == 1 { " tick-odd" } }
                    x=(percent(left)) y=(HEIGHT + 14.0) { (words) }
            }
        }
    }
}

/// Words with their places; none where it would stand out at the end.
fn ticks(bars: &[Bar], width: f64) -> impl Iterator<Item = (f64, &str)> {
    bars.iter()
        .enumerate()
        .filter_map(move |(i, bar)| Some((i as f64 * width, bar.tick.as_deref()?)))
        .filter(|(left, _)| *left < 92.0)
}

/// A bar with a single entry among thousands must still be seen.
fn height(count: u64, max: u64) -> f64 {
    if count == 0 { 0.0 } else { (count as f64 / max as f64 * HEIGHT).max(2.0) }
}

fn percent(value: f64) -> String {
    format!("{value:.3}%")
}

fn pixels(value: f64) -> String {
    format!("{value:.1}")
}

fn table(bars: &[Bar]) -> Markup {
    html! {
        details class="figures" {
            summary { (messages::as_table()) }
            table {
                thead {
                    tr {
                        th scope="col" { (messages::period()) }
                        th scope="col" class="number" { (messages::entries()) }
                    }
                }
                tbody {
                    @for bar in bars.iter().filter(|bar| bar.count > 0) {
                        tr {
                            th scope="row" { a href=(bar.href) { (bar.label) } }
                            td class="number" { (grouped(bar.count)) }
                        }
                    }
                }
            }
        }
    }
}
