//! The entry's place in the log, and the button that checks it in the browser.

use maud::{Markup, html};

use super::{EntryView, ProofView};
use crate::assets;
use crate::components::copy;
use crate::components::icon::{Icon, icon};
use crate::components::number::grouped;
use crate::components::record;
use crate::components::text::text;
use crate::messages::entry as words;
use crate::messages::proof as messages;

const COMMITMENT_ID: &str = "commitment";
const COMMAND_ID: &str = "proof-command";

/// The figures, the button, and how the same is done without it.
pub(super) fn proof(view: &EntryView) -> Markup {
    let Some(proof) = &view.proof else { return Markup::default() };
    let id = view.event.id.to_string();
    html! {
        details class="proof" data-proof={ "/entries/" (view.number) "/proof" }
            data-number=(view.number) data-id=(id) data-log-id=(proof.log_id)
            data-commitment=(proof.commitment) data-tree-size=(proof.tree_size)
            data-root=(proof.root) {
            summary { (messages::TITLE) }
            p { (messages::TEXT) }
            (verify())
            (figures(view, proof, &id))
            h3 { (messages::BY_COMMAND) }
            p { (messages::BY_COMMAND_TEXT) }
            (copy::frame(COMMAND_ID, &command(view, &id), messages::BY_COMMAND))
        }
        script type="module" src=(assets::VERIFY.path) {}
    }
}

fn figures(view: &EntryView, proof: &ProofView, id: &str) -> Markup {
    html! {
        dl class="facts" {
            dt { (words::ID) } dd { (view.number) }
            dt { (words::EVENT_ID) } dd class="code" { (text(id)) }
            dt { (messages::LOG_ID) } dd class="code" { (proof.log_id) }
            dt { (messages::COMMITMENT) }
            dd class="code" {
                span id=(COMMITMENT_ID) { (proof.commitment) }
                (copy::button(COMMITMENT_ID, words::COPY))
            }
            dt { (messages::TREE_SIZE) } dd { (grouped(proof.tree_size)) }
            dt { (messages::ROOT) } dd class="code" { (proof.root) }
            @if !proof.path.is_empty() {
                dt { (messages::path(proof.path.len())) }
                dd { ol class="code path" { @for hash in &proof.path { li { (hash) } } } }
            }
        }
    }
}

/// The button, and all that may come of it: script shows what did.
fn verify() -> Markup {
    html! {
        div class="verify" {
            button type="button" class="button strong" hidden data-verify { (messages::VERIFY) }
            div role="status" {
                p hidden data-outcome="running" { (messages::RUNNING) }
                div class="note note-good" hidden data-outcome="matches" {
                    p class="note-title" { (icon(Icon::Check)) (messages::MATCHES) }
                    p { (messages::MATCHES_TEXT) }
                    dl class="facts" {
                        dt { (messages::TREE_SIZE) } dd data-of="tree_size" {}
                        dt { (messages::ROOT) } dd class="code" data-of="root" {}
                    }
                    p { (messages::NOT_ANCHORED) }
                }
                div class="note note-problem" hidden data-outcome="differs" {
                    p class="note-title" { (icon(Icon::Alert)) (messages::DIFFERS) }
                    ul {
                        @for (name, what) in messages::FAULTS {
                            li hidden data-fault=(name) {
                                (what)
                                @if what.ends_with(':') { " " code class="code" {} }
                            }
                        }
                    }
                }
                @for (name, what) in messages::INSTEAD {
                    div class="note note-problem" hidden data-outcome=(name) {
                        p class="note-title" { (icon(Icon::Alert)) (messages::NOT_CHECKED) }
                        p { (what) }
                    }
                }
            }
        }
    }
}

/// For a shell, quoted as in [`super::copies`].
fn command(view: &EntryView, id: &str) -> String {
    let id = record::percent_encoded(id);
    let organization = view.event.organization.as_str();
    let url = format!("{}/v1/events/{id}/proof?organization={organization}", view.base_url);
    let quoted = url.replace('\'', "'\\''");
    format!("curl -H \"Authorization: Bearer $ANNALS_KEY\" '{quoted}'")
}
