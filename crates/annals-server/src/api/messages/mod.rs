//! `/v1/messages`: what applications sent to people, and what became of it.

pub(crate) mod cursor;
mod record;
mod report;
mod search;
mod write;

use annals_desk::{By, Message, MessageId, MessageProblem, REQUEST_MESSAGES_MAX, message_logs};
use annals_model::{Channel, OrganizationId, OrganizationOrdinal, Principal};
use axum::extract::State;

use super::caller::Caller;
use super::params::{Named, Params};
use super::reply::Json;
use crate::error::{Code, Failure, Refused};
use crate::readings::Reading;
use crate::state::AppState;
use crate::wire::{Object, write_list};

pub(super) use record::{BODY_BYTES_MAX, record};
pub(super) use report::report;
pub(crate) use search::check_words;
pub(super) use search::list;

/// A message with all that was told of it.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    params.finish()?;
    let principal = &caller.by.principal;
    let at = allow_logs(&state, principal, named.as_ref(), None)?;
    let (message, events) = state.desk.message(principal, at, &MessageId(id)).await?;
    tell_texts(&state, &caller.by, at, std::slice::from_ref(&message), &message.id.0).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write::fields(&mut object, &message);
    write_list(object.value("events"), &events, write::event);
    object.end();
    Ok(Json::ok(out))
}

/// The organisation that is named, or the principal's own, if they may see one of its logs of
/// messages; of `channel`, if it is given.
pub(super) fn allow_logs(
    state: &AppState,
    principal: &Principal,
    named: Option<&OrganizationId>,
    channel: Option<Channel>,
) -> Result<OrganizationOrdinal, Failure> {
    let logs = message_logs(channel);
    let allowed = logs.map(|log| state.allow_named(principal, named, false, log));
    let first = allowed.reduce(Result::or);
    let missing = || Failure::new(Code::NotFound, "no such log");
    first.unwrap_or_else(|| Err(missing())).map(|(organization, _)| organization.ordinal)
}

/// Tells that someone reads what these messages say, as far as that is among what they are shown.
pub(crate) async fn tell_texts(
    state: &AppState,
    by: &By,
    at: OrganizationOrdinal,
    messages: &[Message],
    asked: &str,
) -> Result<(), Failure> {
    let said = messages.iter().find(|message| message.said.is_some());
    let Some(message) = said else { return Ok(()) };
    state.readings.tell(by, Reading::of_texts(at, message.fields.channel, asked)).await
}

/// What `read` makes of each thing of a request, or what is refused of them, by the field and why.
fn each<T, U>(
    things: Vec<T>,
    noun: &str,
    read: impl Fn(T) -> Result<U, (&'static str, String)>,
) -> Result<Vec<U>, Failure> {
    if things.len() > REQUEST_MESSAGES_MAX {
        let detail = format!("at most {REQUEST_MESSAGES_MAX} {noun} are taken at once");
        return Err(Failure::new(Code::TooLarge, detail));
    }
    let mut problems = Vec::new();
    let mut known = Vec::with_capacity(things.len());
    for (index, thing) in things.into_iter().enumerate() {
        match read(thing) {
            Ok(one) => known.push(one),
            Err((field, reason)) => {
                problems.push(MessageProblem { index, field: field.to_owned(), reason });
            }
        }
    }
    if problems.is_empty() { Ok(known) } else { Err(refuse(problems)) }
}

/// Names what is refused.
fn refuse(problems: Vec<MessageProblem>) -> Failure {
    let count = problems.len();
    let detail = format!("{count} fields are refused; what was not kept is to be sent again");
    let mut failure = Failure::new(Code::InvalidMessages, detail);
    let refused =
        |MessageProblem { index, field, reason }| Refused { index: Some(index), field, reason };
    failure.refused = problems.into_iter().map(refused).collect();
    failure
}
