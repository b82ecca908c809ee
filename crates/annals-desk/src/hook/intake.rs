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
use crate::{
    About, By, Client, Desk, Error, ListSaid, MessageReason, ReportOutcome, Reported, Result,
    Teller,
};

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
                let told_count = told.as_ref().map(|told| told.all);
                let marked = self.store.command(Mark { seq, told }).await;
                marked.map(|()| told_count).map_err(Error::from)
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

    /// Tells of messages of the webhook's organisation.
    async fn tell_reports(&self, kept: &Kept, reports: Vec<Report>) -> Result<ToldOf> {
        let by = by(&kept.hook, &kept.name, kept.organization, Client::default());
        let told: Vec<_> =
            reports.into_iter().filter_map(|report| reported(kept.provider, report)).collect();
        match self.report_messages(&by, kept.organization, told).await? {
            Ok(outcomes) => {
                let is_parked = |outcome: &&ReportOutcome| **outcome == ReportOutcome::Parked;
                let parked = outcomes.iter().filter(is_parked).count();
                Ok(ToldOf { all: outcomes.len(), parked })
            }
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
        let ip = client.ip.map(|ip| ip.to_string());
        let noted = Noted::Refused { code: reason.to_owned(), count, ip };
        let told = about(hook, client, "hook.refused").named("Calls", &count.to_string());
        self.tell_of_hook(hook, told.failed(reason), noted).await
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
        let noted = Noted::Subscription { topic: topic.to_owned(), is_subscribed };
        self.tell_of_hook(hook, told.event_type(EventType::Change), noted).await
    }

    async fn tell_of_hook(&self, hook: &KeptHook, told: Told, noted: Noted) -> Result<()> {
        let tree = self.store.organizations();
        let organization = tree.get(hook.organization).cloned().ok_or(Error::NotFound)?;
        let hook = hook.id.clone();
        Ok(self.store.command(TellOfHook { told: Some(told), organization, hook, noted }).await?)
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

/// What a call told of messages.
#[derive(Clone, Copy)]
struct ToldOf {
    all: usize,
    /// Of messages that aren't recorded.
    parked: usize,
}

struct Mark {
    seq: i64,
    /// Nothing if it can't be read.
    told: Option<ToldOf>,
}

impl Command for Mark {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let state = if self.told.is_some() { row::READ } else { row::UNREADABLE };
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        sqlx::query("UPDATE desk_envelope SET state = $2, told = $3, parked = $4 WHERE seq = $1")
            .bind(self.seq)
            .bind(state)
            .bind(self.told.map(|told| count(told.all)))
            .bind(self.told.map(|told| count(told.parked)))
            .execute(transaction.sql())
            .await?;
        Ok(())
    }
}

/// What is kept of it besides the entry, for those who look after the webhook.
enum Noted {
    Refused { code: String, count: u64, ip: Option<String> },
    Subscription { topic: String, is_subscribed: bool },
}

struct TellOfHook {
    told: Option<Told>,
    organization: annals_model::Organization,
    hook: HookId,
    noted: Noted,
}

impl Command for TellOfHook {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Some(told) = self.told.take() else { return Ok(()) };
        self.noted.write(transaction, &self.hook).await?;
        told.tell(transaction, &self.organization)
    }
}

impl Noted {
    async fn write(
        &self,
        transaction: &mut Transaction<'_>,
        hook: &HookId,
    ) -> Result<(), CommandError> {
        let now = transaction.now();
        let query = match self {
            Self::Refused { code, count, ip } => sqlx::query(
                // Of one that was deleted meanwhile there is nobody to look after.
                "INSERT INTO desk_hook_refusal (hook, at, code, count, ip)
                 SELECT id, $2, $3, $4, $5 FROM desk_hook WHERE id = $1",
            )
            .bind(&hook.0)
            .bind(now.0)
            .bind(code)
            .bind(i64::try_from(*count).unwrap_or(i64::MAX))
            .bind(ip.as_deref()),
            Self::Subscription { topic, is_subscribed } => sqlx::query(match is_subscribed {
                true => {
                    "UPDATE desk_hook_secret SET subscribed_at = $2, unsubscribed_at = NULL
                     WHERE hook = $1 AND secret = $3"
                }
                false => {
                    "UPDATE desk_hook_secret SET unsubscribed_at = $2
                     WHERE hook = $1 AND secret = $3"
                }
            })
            .bind(&hook.0)
            .bind(now.0)
            .bind(topic),
        };
        query.execute(transaction.sql()).await?;
        Ok(())
    }
}
