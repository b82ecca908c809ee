//! Reading what came at webhooks, and telling of it.

use annals_delivery::{Provider, Report};
use annals_model::{
    EventType, Millis, OrganizationOrdinal, Permission, Principal, PrincipalKind, RowFilter,
    Scopes, limits,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use super::change::RECORD_TYPE;
use super::{HookId, KeptHook, row};
use crate::entry::{Told, cut};
use crate::{About, By, Client, Desk, Error, ListSaid, MessageReason, Reported, Result, Teller};

/// What came of one thing that had come.
#[derive(Debug)]
pub struct ReadEnvelope {
    /// Its place among all.
    pub seq: i64,
    /// How much it told of messages, or that it can't be read; an error, and it waits on.
    pub read: Result<Option<usize>>,
}

struct Kept {
    seq: i64,
    hook: HookId,
    name: String,
    organization: OrganizationOrdinal,
    provider: Provider,
    own_id: Option<String>,
    payload: Vec<u8>,
}

impl Desk {
    /// How much came and is not read yet.
    pub async fn envelopes_waiting(&self) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM desk_envelope WHERE state <> 'read' AND state = 'waiting'";
        let row = sqlx::query(sql).fetch_one(self.store.settings()).await?;
        Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
    }

    /// Reads the first that waits behind `after`, and tells of it; none if nothing waits there.
    /// After a crash in between it is read again, and nothing is noted twice.
    pub async fn read_envelope(&self, after: i64) -> Result<Option<ReadEnvelope>> {
        let Some(kept) = self.kept_after(after).await? else { return Ok(None) };
        let seq = kept.seq;
        let read = match annals_delivery::read(kept.provider, kept.own_id.as_deref(), &kept.payload)
        {
            Ok(reports) => self.tell_reports(&kept, reports).await.map(Some),
            Err(_) => Ok(None),
        };
        let read = match read {
            Ok(told) => {
                let state = if told.is_some() { row::READ } else { row::UNREADABLE };
                self.store.command(Mark { seq, state }).await.map(|()| told).map_err(Error::from)
            }
            Err(error) => Err(error),
        };
        Ok(Some(ReadEnvelope { seq, read }))
    }

    async fn kept_after(&self, after: i64) -> Result<Option<Kept>> {
        let row = sqlx::query(
            "SELECT e.seq, e.hook, e.organization, e.provider, e.own_id, e.payload, h.name
             FROM desk_envelope e LEFT JOIN desk_hook h ON h.id = e.hook
             WHERE e.state <> 'read' AND e.state = 'waiting' AND e.seq > $1
             ORDER BY e.seq LIMIT 1",
        )
        .bind(after)
        .fetch_optional(self.store.settings())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let provider = row::provider(&row, 3)?;
        Ok(Some(Kept {
            seq: row.try_get(0)?,
            hook: HookId(row.try_get(1)?),
            // Of one that was deleted meanwhile.
            name: row.try_get::<Option<_>, _>(6)?.unwrap_or_else(|| provider.as_str().to_owned()),
            organization: OrganizationOrdinal(row.try_get(2)?),
            provider,
            own_id: row.try_get(4)?,
            payload: row.try_get(5)?,
        }))
    }

    /// Tells of messages of the webhook's organisation; how many things.
    async fn tell_reports(&self, kept: &Kept, reports: Vec<Report>) -> Result<usize> {
        let by = by(&kept.hook, &kept.name, kept.organization, Client::default());
        let told: Vec<_> =
            reports.into_iter().filter_map(|report| reported(kept.provider, report)).collect();
        let count = told.len();
        match self.report_messages(&by, kept.organization, told).await? {
            Ok(_) => Ok(count),
            Err(problems) => {
                let words =
                    problems.first().map(|first| format!("{}: {}", first.field, first.reason));
                Err(Error::refused(words.unwrap_or_default()))
            }
        }
    }

    /// Tells in the log that calls of a webhook were refused.
    pub async fn tell_hook_refusals(
        &self,
        hook: &KeptHook,
        client: Client,
        count: u64,
        reason: &str,
    ) -> Result<()> {
        let told = about(hook, client, "hook.refused").named("Calls", &count.to_string());
        self.tell_of_hook(hook, told.failed(reason)).await
    }

    /// Tells in the log that a topic of Amazon SNS is subscribed to, or was until now.
    pub async fn tell_hook_subscription(
        &self,
        hook: &KeptHook,
        client: Client,
        topic: &str,
        is_subscribed: bool,
    ) -> Result<()> {
        let action = if is_subscribed { "hook.subscribed" } else { "hook.unsubscribed" };
        let told = about(hook, client, action).critical().named("Topic", topic);
        self.tell_of_hook(hook, told.event_type(EventType::Change)).await
    }

    async fn tell_of_hook(&self, hook: &KeptHook, told: Told) -> Result<()> {
        let tree = self.store.organizations();
        let organization = tree.get(hook.organization).cloned().ok_or(Error::NotFound)?;
        Ok(self.store.command(TellOfHook { told: Some(told), organization }).await?)
    }
}

/// An entry about what came to a webhook.
fn about(hook: &KeptHook, client: Client, action: &str) -> Told {
    let by = by(&hook.id, &hook.name, hook.organization, client);
    Told::new(&by, action)
        .record(RECORD_TYPE, &hook.id.0, &hook.name, None)
        .named("Provider", hook.provider.as_str())
}

/// The webhook as who does something: no more than telling of messages of its organisation.
fn by(id: &HookId, name: &str, home: OrganizationOrdinal, client: Client) -> By {
    let principal = Principal {
        kind: PrincipalKind::System,
        id: id.0.clone(),
        name: name.to_owned(),
        home,
        scopes: [Permission::WriteEvents].into_iter().collect(),
        below: Scopes::default(),
        rows: RowFilter::default(),
    };
    By { client, ..By::from(&principal) }
}

/// What is told of a message, or else of an address alone, within the limits of what is told of
/// messages; none if it names neither.
fn reported(provider: Provider, report: Report) -> Option<Reported> {
    let text = |text: Option<String>, bytes_max| {
        let seen = |c: char| if c.is_control() && !"\r\n\t".contains(c) { ' ' } else { c };
        let text: String = text?.chars().map(seen).collect();
        Some(cut(&text, bytes_max)).filter(|text| !text.trim().is_empty())
    };
    // Another id would be that of another message.
    let name = |id: &String| {
        id.len() <= limits::NAME_BYTES_MAX
            && !id.trim().is_empty()
            && !id.chars().any(char::is_control)
    };
    let recipient = report.recipient.filter(name);
    let called = provider.as_str().to_owned();
    let about = match report.message.filter(name) {
        Some(id) => About::Provider { provider: called, id },
        None if recipient.is_some() => About::Address { provider: called },
        None => return None,
    };
    Some(Reported {
        teller: Teller::Provider,
        about,
        dedupe: report.dedupe,
        recipient,
        kind: report.kind,
        at: report.at.filter(|at| *at >= Millis(limits::OCCURRED_AT_MS_MIN)),
        reason: MessageReason {
            code: text(report.code, limits::CODE_BYTES_MAX),
            text: text(report.text, limits::TEXT_BYTES_MAX),
        },
        url: text(report.url, limits::TEXT_BYTES_MAX),
        list: ListSaid {
            scope: report.scope.filter(name),
            can_reset: report.can_reset,
            ambiguous: report.ambiguous,
        },
    })
}

struct Mark {
    seq: i64,
    state: &'static str,
}

impl Command for Mark {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let sql = "UPDATE desk_envelope SET state = $2 WHERE seq = $1";
        sqlx::query(sql).bind(self.seq).bind(self.state).execute(transaction.sql()).await?;
        Ok(())
    }
}

struct TellOfHook {
    told: Option<Told>,
    organization: annals_model::Organization,
}

impl Command for TellOfHook {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        match self.told.take() {
            Some(told) => told.tell(transaction, &self.organization),
            None => Ok(()),
        }
    }
}
