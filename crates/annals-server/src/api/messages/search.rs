//! The logs of messages.

use annals_desk::{
    MESSAGE_WORDS_MAX, MESSAGES_COUNTED_MAX, MESSAGES_LISTED_MAX, MessageOrder, MessageSearch,
};
use annals_model::{Channel, Millis, OrganizationId, RecordKey, Status, TimeRange, limits};
use axum::extract::State;

use super::super::caller::Caller;
use super::super::params::Params;
use super::super::reply::Json;
use super::{allow_logs, cursor, tell_texts, write};
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// Rows of one page, if nothing else is asked for.
const LISTED: usize = 50;

/// The messages that a search finds, of the logs that the caller may see.
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    let search = take_search(&mut params)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let at = allow_logs(&state, principal, named.as_ref(), search.channel)?;
    let page = state.desk.messages(principal, at, &search).await?;
    let asked = format!("{:?} {}", search.record, search.words);
    tell_texts(&state, &caller.by, at, &page.messages, &asked).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("messages"), &page.messages, |out, message| {
        let mut object = Object::new(out);
        write::fields(&mut object, message);
        object.end();
    });
    object.raw("total", page.total.min(MESSAGES_COUNTED_MAX));
    object.raw("total_is_exact", page.total <= MESSAGES_COUNTED_MAX);
    object.text("next", page.next.as_ref().map(cursor::token).as_deref());
    object.end();
    Ok(Json::ok(out))
}

fn take_search(params: &mut Params) -> Result<MessageSearch, Failure> {
    let none_of = |words: &str| format!("is none of {words}");
    let channel = |word: &str| Channel::parse(word).ok_or_else(|| none_of("email, sms and push"));
    let order = |word: &str| match word {
        "activity" => Ok(MessageOrder::Activity),
        "recipient" => Ok(MessageOrder::Recipient),
        "status" => Ok(MessageOrder::Status),
        _ => Err(none_of("activity, recipient and status")),
    };
    let search = MessageSearch {
        channel: params.take_parsed("channel", channel)?,
        record: params.take_parsed("record", record)?,
        words: params.take("q")?.unwrap_or_default(),
        named: None,
        statuses: params.take_parsed("status", statuses)?.unwrap_or_default(),
        needs_attention: params.take_bool("needs_attention")?,
        address: params.take("address")?,
        activity: TimeRange {
            from: params.take_parsed("from", Millis::parse)?,
            to: params.take_parsed("to", Millis::parse)?,
        },
        order: params.take_parsed("sort", order)?.unwrap_or_default(),
        reversed: params.take_bool("reversed")?,
        rows_max: params.take_count("limit", LISTED, MESSAGES_LISTED_MAX)?,
        after: match params.take("cursor")? {
            Some(text) => Some(cursor::parse(&text).ok_or_else(|| {
                Failure::new(Code::InvalidCursor, "give `next` of a page as it was")
            })?),
            None => None,
        },
    };
    check_words(&search)?;
    Ok(search)
}

fn record(text: &str) -> Result<RecordKey, String> {
    let (record_type, id) = text.split_once(':').ok_or("is a type and an id: family:f-12")?;
    Ok(RecordKey { record_type: record_type.to_owned(), id: id.to_owned() })
}

/// Statuses with commas between.
fn statuses(text: &str) -> Result<Vec<Status>, String> {
    let status = |word| Status::parse(word).ok_or_else(|| format!("{word:?} is no status"));
    text.split(',').map(status).collect()
}

/// Refuses a search for more words than are looked for at once.
pub(crate) fn check_words(search: &MessageSearch) -> Result<(), Failure> {
    let bytes_max = limits::QUERY_BYTES_MAX;
    if search.words.len() > bytes_max {
        let why = format!("q has more than {bytes_max} bytes");
        return Err(Failure::new(Code::InvalidQuery, why));
    }
    if search.has_too_many_words() {
        let why = format!("q has more than {MESSAGE_WORDS_MAX} words; leave some out");
        return Err(Failure::new(Code::InvalidQuery, why));
    }
    Ok(())
}
