//! One entry with everything known about it.

use annals_model::{Catalogue, Event, Flags};
use jiff::{ToSpan, Zoned};
use maud::{Markup, html};

use crate::address::{LogAddress, Range};
use crate::components::actor::kind_word;
use crate::components::copy;
use crate::components::entry_table::{critical, outcome, outcome_word};
use crate::components::icon::{Icon, icon, named_icon, type_mark, type_word};
use crate::components::moment::{moment, utc};
use crate::components::number::grouped;
use crate::components::record;
use crate::components::shell::{Frame, shell};
use crate::components::text::{block, json_value, text};
use crate::json;
use crate::messages::{entry as messages, log};

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// What stands around it.
    pub frame: Frame,
    /// The search that led here.
    pub address: LogAddress,
    /// Its number in the organisation's log.
    pub number: u64,
    /// The entry.
    pub event: Event,
    /// When it happened, in the zone of whoever reads.
    pub occurred_at: Zoned,
    /// When Annals had it, in the same zone.
    pub recorded_at: Zoned,
    /// The entry as the API gives it.
    pub raw_json: String,
    /// Its place in the log.
    pub proof: Option<ProofView>,
    /// Labels and record types.
    pub catalogue: Catalogue,
}

/// What pins an entry to its place in the log; hashes in hexadecimal.
#[derive(Clone, Debug)]
pub struct ProofView {
    /// Name of the log.
    pub log_id: String,
    /// The commitment to the entry.
    pub commitment: String,
    /// Size of the tree that contains it.
    pub tree_size: u64,
    /// Root of that tree.
    pub root: String,
    /// Sibling hashes from the leaf to the root.
    pub path: Vec<String>,
}

/// The page.
pub fn entry(view: &EntryView) -> Markup {
    let event = &view.event;
    let number = grouped(view.number);
    let main = html! {
        article class="entry-page" {
            p class="back" {
                a href={ (view.address.href()) "#e" (view.number) } {
                    (icon(Icon::Left)) (messages::BACK)
                }
            }
            header class="entry-head" {
                h1 {
                    (type_mark(event.event_type)) " " (text(&event.label))
                    (outcome(event)) (critical(event))
                }
                p class="entry-number" {
                    (messages::ID) " " span id="entry-number" { (view.number) }
                    " · " (moment(&view.occurred_at))
                }
            }
            @if let Some(description) = &event.description {
                p class="lead" { (block(description)) }
            }
            (notes(event.flags))
            div class="entry-columns" {
                div class="entry-main" {
                    (changes(event))
                    (records(event, &view.catalogue))
                    (details(event))
                    (calendars(event))
                }
                div class="entry-side" {
                    (who(event))
                    (when(view))
                    (what(event))
                    (related(view))
                }
            }
            (proof(view))
            (raw(view))
        }
    };
    shell(&view.frame, &format!("{} · {}", event.label, messages::title(&number)), &main)
}

fn notes(flags: Flags) -> Markup {
    html! {
        @for (flag, words) in [
            (Flags::TIME_MISSING, messages::TIME_MISSING),
            (Flags::CLOCK_AHEAD, messages::CLOCK_AHEAD),
            (Flags::MASKED, messages::MASKED),
            (Flags::REDACTED, messages::REDACTED),
        ] {
            @if flags.contains(flag) { p class="note" { (words) } }
        }
    }
}

fn changes(event: &Event) -> Markup {
    html! {
        @if !event.changes.is_empty() {
            section aria-labelledby="changes" {
                h2 id="changes" { (messages::CHANGES) }
                table class="changes" {
                    thead {
                        tr {
                            th scope="col" { (messages::PROPERTY_NAME) }
                            th scope="col" { (messages::EXISTING_VALUE) }
                            th scope="col" { (messages::NEW_VALUE) }
                        }
                    }
                    tbody {
                        @for change in &event.changes {
                            tr {
                                th scope="row" {
                                    @if let Some(label) = &change.label {
                                        (text(label))
                                        span class="machine-name code" { (text(&change.property)) }
                                    } @else { span class="code" { (text(&change.property)) } }
                                }
                                @if change.masked {
                                    td colspan="2" class="absent" { (messages::MASKED_VALUE) }
                                } @else {
                                    td class="old" data-label=(messages::EXISTING_VALUE) {
                                        (json_value(change.old.as_ref()))
                                    }
                                    td class="new" data-label=(messages::NEW_VALUE) {
                                        (json_value(change.new.as_ref()))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn records(event: &Event, catalogue: &Catalogue) -> Markup {
    html! {
        @if !event.records.is_empty() {
            section aria-labelledby="records" {
                h2 id="records" { (icon(Icon::Book)) (log::AFFECTED_RECORDS) }
                table class="record-list" {
                    thead {
                        tr {
                            th scope="col" { (messages::RECORD) }
                            th scope="col" { (messages::RECORD_TYPE) }
                            th scope="col" { (messages::RECORD_ID) }
                            th scope="col" { (messages::EFFECT) }
                        }
                    }
                    tbody {
                        @for record in &event.records {
                            @let name = record::name(record, catalogue);
                            @let open = messages::open_record(&name);
                            tr {
                                th scope="row" {
                                    a href=(record::entries_href(record))
                                        title=(messages::record_entries(&name)) { (text(&name)) }
                                    @if let Some(href) = record::edit_href(record, catalogue) {
                                        a class="icon-link" href=(href) rel="noreferrer"
                                            title=(open) {
                                            (named_icon(Icon::Magnifier, &open))
                                        }
                                    }
                                }
                                td { (text(&record::type_label(&record.record_type, catalogue))) }
                                td class="code" { (text(&record.id)) }
                                td {
                                    @if let Some(change) = record.change {
                                        (type_mark(change)) " " (type_word(change))
                                    } @else { span class="absent" { (messages::BELONGS) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn details(event: &Event) -> Markup {
    html! {
        @if !event.details.is_empty() {
            section aria-labelledby="details" {
                h2 id="details" { (messages::DETAILS) }
                dl class="facts" {
                    @for detail in &event.details {
                        dt { (text(&detail.key)) }
                        dd {
                            @if detail.value.is_none() {
                                span class="absent" { (messages::MASKED_VALUE) }
                            } @else { (json_value(detail.value.as_ref())) }
                        }
                    }
                }
            }
        }
    }
}

fn calendars(event: &Event) -> Markup {
    html! {
        @if !event.calendars.is_empty() {
            section aria-labelledby="calendars" {
                h2 id="calendars" { (messages::CALENDARS) }
                table class="calendar-list" {
                    thead {
                        tr {
                            th scope="col" { (messages::SCHOOL) }
                            th scope="col" { (messages::END_YEAR) }
                        }
                    }
                    tbody {
                        @for calendar in &event.calendars {
                            tr { td { (text(&calendar.school)) } td { (calendar.end_year) } }
                        }
                    }
                }
            }
        }
    }
}

/// A fact, unless there is nothing to say.
fn fact(name: &str, value: Option<Markup>) -> Markup {
    html! { @if let Some(value) = value { dt { (name) } dd { (value) } } }
}

fn plain(value: Option<&String>) -> Option<Markup> {
    value.map(|value| block(value))
}

fn code(value: Option<&String>) -> Option<Markup> {
    value.map(|value| html! { span class="code" { (text(value)) } })
}

fn who(event: &Event) -> Markup {
    let actor = &event.actor;
    let other = actor.on_behalf_of.as_ref();
    html! {
        section aria-labelledby="who" {
            h2 id="who" { (messages::WHO) }
            dl class="facts" {
                (fact(log::MEMBER_NAME, plain(actor.name.as_ref())))
                (fact(log::USERNAME, plain(actor.username.as_ref())))
                (fact(messages::ROLE, plain(actor.role.as_ref())))
                (fact(messages::KIND, Some(html! { (kind_word(actor.kind)) })))
                (fact(messages::EMAIL, plain(actor.email.as_ref())))
                (fact(messages::USER_ID, code(actor.id.as_ref())))
                (fact(messages::ON_BEHALF_OF, other.map(|other| html! {
                    @if let Some(name) = &other.name { (text(name)) " " }
                    @if let Some(id) = &other.id { span class="code" { (text(id)) } }
                })))
            }
        }
    }
}

fn when(view: &EntryView) -> Markup {
    let event = &view.event;
    html! {
        section aria-labelledby="when" {
            h2 id="when" { (messages::WHEN) }
            dl class="facts" {
                (fact(log::DATE_AND_TIME, Some(moment(&view.occurred_at))))
                (fact(messages::UTC, code(Some(&utc(&view.occurred_at)))))
                (fact(messages::RECORDED, Some(moment(&view.recorded_at))))
                (fact(log::SOURCE, plain(event.source.as_ref())))
                (fact(log::IP_ADDRESS, event.ip.map(|ip| html! { span class="code" { (ip) } })))
                (fact(messages::USER_AGENT, plain(event.user_agent.as_ref())))
            }
        }
    }
}

fn what(event: &Event) -> Markup {
    html! {
        section aria-labelledby="what" {
            h2 id="what" { (messages::WHAT) }
            dl class="facts" {
                (fact(log::ACTION, Some(text(&event.label))))
                (fact(messages::ACTION_CODE, code(Some(&event.action))))
                (fact(messages::TYPE, Some(html! { (type_word(event.event_type)) })))
                (fact(messages::CATEGORY, plain(event.category.as_ref())))
                (fact(messages::AREA, plain(event.area.as_ref())))
                (fact(messages::OUTCOME, Some(html! { (outcome_word(event.outcome)) })))
                (fact(messages::REASON, plain(event.reason.as_ref())))
                (fact(messages::CORRELATION, code(event.correlation_id.as_ref())))
            }
        }
    }
}

fn related(view: &EntryView) -> Markup {
    let event = &view.event;
    let search = |query: String| LogAddress::default().with_query(query).href();
    let mut links = Vec::new();
    let by = event.actor.username.as_ref().map(|username| ("user", username));
    if let Some((field, value)) = by.or(event.actor.name.as_ref().map(|name| ("by", name))) {
        links.push((messages::SAME_USER, search(format!("{field}:{}", record::quoted(value)))));
    }
    if let Some(ip) = event.ip {
        links.push((messages::SAME_IP, search(format!("ip:{ip}"))));
    }
    if let Some(id) = &event.correlation_id {
        links.push((
            messages::SAME_OPERATION,
            search(format!("correlation:{}", record::quoted(id))),
        ));
    }
    links
        .push((messages::SAME_ACTION, search(format!("action:{}", record::quoted(&event.action)))));
    if let Some(range) = around(&view.occurred_at) {
        links.push((messages::SAME_TIME, LogAddress::default().with_range(range).href()));
    }
    html! {
        section aria-labelledby="related" {
            h2 id="related" { (messages::RELATED) }
            ul class="related" { @for (words, href) in &links { li { a href=(href) { (words) } } } }
        }
    }
}

fn around(at: &Zoned) -> Option<Range> {
    let minute = |at: Zoned| at.strftime("%Y-%m-%d %H:%M").to_string();
    let from = minute(at.checked_sub(5.minutes()).ok()?);
    let to = minute(at.checked_add(5.minutes()).ok()?);
    Some(Range::Typed { from, to })
}

fn proof(view: &EntryView) -> Markup {
    html! {
        @if let Some(proof) = &view.proof {
            details class="proof" {
                summary { (messages::PROOF) }
                p { (messages::PROOF_TEXT) }
                dl class="facts" {
                    dt { (messages::ID) } dd { (view.number) }
                    dt { (messages::EVENT_ID) }
                    dd class="code" { (text(&view.event.id.to_string())) }
                    dt { (messages::LOG_ID) } dd class="code" { (proof.log_id) }
                    dt { (messages::COMMITMENT) } dd class="code" { (proof.commitment) }
                    dt { (messages::TREE_SIZE) } dd { (grouped(proof.tree_size)) }
                    dt { (messages::ROOT) } dd class="code" { (proof.root) }
                    @if !proof.path.is_empty() {
                        dt { (messages::path(proof.path.len())) }
                        dd { ol class="code path" { @for hash in &proof.path { li { (hash) } } } }
                    }
                }
            }
        }
    }
}

fn raw(view: &EntryView) -> Markup {
    html! {
        details class="raw" {
            summary { (messages::RAW) }
            (copy::frame("raw-entry", &json::indent(&view.raw_json), messages::RAW))
        }
    }
}
