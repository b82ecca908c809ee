//! The entry's place in the log, and the button that checks it in the browser.

use maud::{Markup, html};

use super::{EntryView, ProofView};
use crate::address::LogAddress;
use crate::assets;
use crate::components::copy;
use crate::components::help;
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
        details class="proof" data-proof=(view.address.proof_href(view.number))
            data-number=(view.number) data-id=(id) data-log-id=(proof.log_id)
            data-commitment=(proof.commitment) data-tree-size=(proof.tree_size)
            data-root=(proof.root) {
            summary { (messages::title()) }
            p { (messages::text()) }
            (verify(&view.address))
            (figures(view, proof, &id))
            h3 { (messages::by_command()) }
            p { (messages::by_command_text()) }
            (copy::frame(COMMAND_ID, &command(view, &id), messages::by_command()))
        }
        script type="module" src=(assets::VERIFY.path) {}
    }
}

fn figures(view: &EntryView, proof: &ProofView, id: &str) -> Markup {
    html! {
        dl class="facts" {
            dt { (words::id()) } dd { (view.number) }
            dt { (words::event_id()) } dd class="code" { (text(id)) }
            dt { (messages::log_id()) } dd class="code" { (proof.log_id) }
            dt { (messages::commitment()) }
            dd class="code" {
                span id=(COMMITMENT_ID) { (proof.commitment) }
                (copy::button(COMMITMENT_ID, words::copy()))
            }
            dt { (messages::tree_size()) } dd { (grouped(proof.tree_size)) }
            dt { (messages::root()) } dd class="code" { (proof.root) }
            @if !proof.path.is_empty() {
                dt { (messages::path(proof.path.len() as u64)) }
                dd { ol class="code path" { @for hash in &proof.path { li { (hash) } } } }
            }
        }
    }
}

/// The button, and all that may come of it: script shows what did.
fn verify(address: &LogAddress) -> Markup {
    html! {
        div class="verify" {
            button type="button" class="button strong" hidden data-verify { (messages::verify()) }
            (help::link("proof#verify", address))
            div role="status" {
                p hidden data-outcome="running" { (messages::running()) }
                div class="note note-good" hidden data-outcome="matches" {
                    p class="note-title" { (icon(Icon::Check)) (messages::matches()) }
                    p { (messages::matches_text()) }
                    dl class="facts" {
                        dt { (messages::tree_size()) } dd data-of="tree_size" {}
                        dt { (messages::root()) } dd class="code" data-of="root" {}
                    }
                    p { (messages::not_anchored()) }
                }
                div class="note note-problem" hidden data-outcome="differs" {
                    p class="note-title" { (icon(Icon::Alert)) (messages::differs()) }
                    ul {
                        @for (name, what) in faults() {
                            li hidden data-fault=(name) {
                                (what)
                                @if what.ends_with(':') { " " code class="code" {} }
                            }
                        }
                    }
                }
                @for (name, what) in others() {
                    div class="note note-problem" hidden data-outcome=(name) {
                        p class="note-title" { (icon(Icon::Alert)) (messages::not_checked()) }
                        p { (what) }
                    }
                }
            }
        }
    }
}

/// What may be wrong, as script calls it and in words.
fn faults() -> [(&'static str, &'static str); 9] {
    [
        ("other", messages::fault_other()),
        ("commitment", messages::fault_commitment()),
        ("contents", messages::fault_contents()),
        ("length", messages::fault_length()),
        ("path", messages::fault_path()),
        ("smaller", messages::fault_smaller()),
        ("root", messages::fault_root()),
        ("shown", messages::fault_shown()),
        ("units", messages::fault_units()),
    ]
}

/// Why nothing was checked, in the same way.
fn others() -> [(&'static str, &'static str); 5] {
    [
        ("silence", messages::instead_silence()),
        ("signed-out", messages::instead_signed_out()),
        ("gone", messages::instead_gone()),
        ("refused", messages::instead_refused()),
        ("unreadable", messages::instead_unreadable()),
    ]
}

/// For a shell, quoted as in [`super::copies`].
fn command(view: &EntryView, id: &str) -> String {
    let id = record::percent_encoded(id);
    let organization = view.event.organization.as_str();
    let url = format!("{}/v1/events/{id}/proof?organization={organization}", view.base_url);
    let quoted = url.replace('\'', "'\\''");
    format!("curl -H \"Authorization: Bearer $ANNALS_KEY\" '{quoted}'")
}
