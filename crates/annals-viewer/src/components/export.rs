//! The way from a search to a file.

use annals_model::Millis;
use maud::{Markup, html};

use crate::Format;
use crate::address::LogAddress;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::shell::User;
use crate::components::text::text;
use crate::components::zone::ZoneView;
use crate::messages::{export as messages, zone as zone_messages};

/// What the button of a format says.
fn label(format: Format) -> &'static str {
    match format {
        Format::Xlsx => messages::xlsx(),
        Format::Csv => messages::csv(),
        Format::Pdf => messages::pdf(),
        Format::Ndjson => messages::ndjson(),
    }
}

/// Says what an export would hold, and exports it. A form that is posted, not a link: an export is
/// told in the log, and following links must change nothing.
pub fn export(
    address: &LogAddress,
    total: u64,
    asked_at: Millis,
    zone: &ZoneView,
    user: &User,
) -> Markup {
    let (token_field, token) = &user.form_token;
    html! {
        details class="export" {
            summary class="button" data-key="e" { (icon(Icon::Download)) (messages::title()) }
            form class="export-body" method="post" action=(address.export_href()) {
                input type="hidden" name=(token_field) value=(token);
                input type="hidden" name="at" value=(asked_at);
                p { (messages::scope(total)) }
                p class="hint" { (text(&zone_messages::in_file(&zone.name))) }
                p class="hint" { (messages::told()) }
                div class="export-formats" {
                    @for format in Format::ALL {
                        button type="submit" class="button" name="format"
                            value=(format.as_str()) { (label(format)) }
                    }
                    (help::link("copying#formats", address))
                }
            }
        }
    }
}
