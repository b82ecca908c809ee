//! Progress of long work on stderr; nothing when stderr is no terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `total` units, such as "events".
pub(crate) fn bar(total: u64, unit: &str) -> ProgressBar {
    let template = format!(
        "{{msg}} {{wide_bar}} {{human_pos}} / {{human_len}} {unit}, {{per_sec}}, {{eta}} left"
    );
    styled(ProgressBar::new(total), &template)
}

/// A bar over the bytes of a file.
pub(crate) fn bytes_bar(total: u64) -> ProgressBar {
    let template = "{msg} {wide_bar} {bytes} / {total_bytes}, {bytes_per_sec}, {eta} left";
    styled(ProgressBar::new(total), template)
}

/// Work whose end is not known.
pub(crate) fn spinner(message: &'static str) -> ProgressBar {
    let spinner = styled(ProgressBar::new_spinner(), "{spinner} {msg} {elapsed}");
    spinner.set_message(message);
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    // A template that does not parse would be our mistake; the default style then still works.
    bar.set_style(
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar
}
