//! Reading what came at webhooks, and telling of it.

use std::collections::BTreeMap;

use annals_delivery::{Provider, Report};
use annals_model::{
    EventType, Millis, OrganizationOrdinal, Permission, Principal, PrincipalKind, RowFilter,
    Scopes, limits,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use super::change::RECORD_TYPE;
use super::{HookId, KeptHook, row};
use crate::entry::{Told, cut};
use crate::message::{STEP_REPORTS, Tell, report_problems};
use crate::{
    About, By, Client, Desk, Error, ListSaid, MessageReason, ReportOutcome, Reported, Result,
    Teller,
};

/// Calls that are read at once; what tells of more messages than one turn of the writer takes is
/// read by itself.
const READ_AT_ONCE_MAX: usize = 200;
/// Bytes that are read at once, once there is something.
const READ_BYTES_MAX: i64 = 1 << 20;

/// What was read at once.
#[derive(Debug, Default)]
pub struct ReadStep {
    /// What came of each.
    pub read: Vec<ReadEnvelope>,
    /// Whether more waited behind it.
    pub more: bool,
}

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

/// What of it is told of messages.
enum Brought {
    Reports(Vec<Reported>),
    /// It is of no form that its provider uses.
    Unreadable,
    /// It is beyond what messages may have.
    Refused(String),
}

impl Brought {
    fn of(kept: &Kept) -> Self {
        let read = annals_delivery::read(kept.provider, kept.own_id.as_deref(), &kept.payload);
        let Ok(reports) = read else { return Self::Unreadable };
        let told = reports.into_iter().filter_map(|report| reported(kept.provider, report));
        let told: Vec<_> = told.collect();
        match report_problems(&told).first() {
            None => Self::Reports(told),
            Some(first) => Self::Refused(format!("{}: {}", first.field, first.reason)),
        }
    }

    fn reports(&self) -> &[Reported] {
        match self {
            Self::Reports(reports) => reports,
            Self::Unreadable | Self::Refused(_) => &[],
        }
    }

    /// What came of it, once it is told.
    fn read(&self) -> Result<Option<usize>> {
        match self {
            Self::Reports(reports) => Ok(Some(reports.len())),
            Self::Unreadable => Ok(None),
            Self::Refused(reason) => Err(Error::refused(reason)),
        }
    }
}

fn kept(row: &SqliteRow) -> Result<Kept> {
    let provider = row::provider(row, 3)?;
    Ok(Kept {
        seq: row.try_get(0)?,
        hook: HookId(row.try_get(1)?),
        // Of one that was deleted meanwhile.
        name: row.try_get::<Option<_>, _>(6)?.unwrap_or_else(|| provider.as_str().to_owned()),
        organization: OrganizationOrdinal(row.try_get(2)?),
        provider,
        own_id: row.try_get(4)?,
        payload: row.try_get(5)?,
    })
}

impl Desk {
    /// How much came and is not read yet.
    pub async fn envelopes_waiting(&self) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM desk_envelope WHERE state <> 'read' AND state = 'waiting'";
        let row = sqlx::query(sql).fetch_one(self.store.settings()).await?;
        Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
    }

    /// Events that applications sent since the store was opened.
    pub fn events_taken(&self) -> u64 {
        self.store.events_taken()
    }

    /// Reads what waits behind `after`, as much as is read at once, and tells of it. After a crash
    /// in between it is read again, and nothing is noted twice.
    pub async fn read_envelopes(&self, after: i64) -> Result<ReadStep> {
        let (kept, mut more) = self.kept_after(after).await?;
        let mut step: Vec<(Kept, Brought)> = Vec::with_capacity(kept.len());
        let mut reports = 0;
        for kept in kept {
            let brought = Brought::of(&kept);
            reports += brought.reports().len();
            if reports > STEP_REPORTS && !step.is_empty() {
                more = true;
                break;
            }
            step.push((kept, brought));
        }
        let is_told = self.tell(&step).await.is_ok();
        let mut read = Vec::with_capacity(step.len());
        for one in &step {
            // One that can't be told doesn't keep the others waiting.
            let told = match is_told {
                true => Ok(()),
                false => self.tell(std::slice::from_ref(one)).await,
            };
            let (kept, brought) = one;
            let told = told.map_err(|error| Error::refused(error.to_string()));
            read.push(ReadEnvelope { seq: kept.seq, read: told.and_then(|()| brought.read()) });
        }
        Ok(ReadStep { read, more })
    }

    /// What came first, as much as is read at once, and whether there is more: payloads may be
    /// large, so that they are chosen by their lengths.
    async fn kept_after(&self, after: i64) -> Result<(Vec<Kept>, bool)> {
        let connection = &mut *self.store.settings().acquire().await?;
        let lengths = sqlx::query(
            "SELECT seq, length(payload) FROM desk_envelope
             WHERE state <> 'read' AND state = 'waiting' AND seq > $1 ORDER BY seq LIMIT $2",
        )
        .bind(after)
        .bind(READ_AT_ONCE_MAX as i64 + 1)
        .fetch_all(&mut *connection)
        .await?;
        let (mut last, mut bytes, mut count) = (after, 0, 0);
        for row in lengths.iter().take(READ_AT_ONCE_MAX) {
            bytes += row.try_get::<i64, _>(1)?;
            if bytes > READ_BYTES_MAX && count > 0 {
                break;
            }
            last = row.try_get(0)?;
            count += 1;
        }
        let rows = sqlx::query(
            "SELECT e.seq, e.hook, e.organization, e.provider, e.own_id, e.payload, h.name
             FROM desk_envelope e LEFT JOIN desk_hook h ON h.id = e.hook
             WHERE e.state <> 'read' AND e.state = 'waiting' AND e.seq > $1 AND e.seq <= $2
             ORDER BY e.seq",
        )
        .bind(after)
        .bind(last)
        .fetch_all(connection)
        .await?;
        let kept = rows.iter().map(kept).collect::<Result<_>>()?;
        Ok((kept, count < lengths.len()))
    }

    /// Tells of messages what came, and notes that it is read: as one, unless it is a large one.
    async fn tell(&self, step: &[(Kept, Brought)]) -> Result<()> {
        let mut of_hooks: BTreeMap<&str, Vec<&(Kept, Brought)>> = BTreeMap::new();
        for one in step {
            of_hooks.entry(&one.0.hook.0).or_default().push(one);
        }
        let mut parts = Vec::with_capacity(of_hooks.len());
        for of_hook in of_hooks.values() {
            parts.extend(self.part(of_hook).await?);
        }
        if parts.is_empty() {
            return Ok(());
        }
        Ok(self.store.command(TellAndMark { parts }).await?)
    }

    /// What is told by one webhook, but for what a large call tells before its last turn.
    async fn part(&self, of_hook: &[&(Kept, Brought)]) -> Result<Option<Part>> {
        let Some((first, _)) = of_hook.first() else { return Ok(None) };
        let by = by(&first.hook, &first.name, first.organization, Client::default());
        let organization =
            self.require(&by.principal, first.organization, Permission::WriteEvents)?;
        let reports = of_hook.iter().flat_map(|(_, brought)| brought.reports());
        let reports: Vec<_> = reports.cloned().collect();
        let mut steps: Vec<_> = reports.chunks(STEP_REPORTS).collect();
        let last = steps.pop().unwrap_or_default();
        let mut before = Vec::new();
        for some in steps {
            before.extend(self.store.command(Tell::new(&by, &organization, some)).await?);
        }
        let marks = of_hook.iter().filter_map(|(kept, brought)| Mark::new(kept.seq, brought));
        let tell = Tell::new(&by, &organization, last);
        Ok(Some(Part { before, tell, marks: marks.collect() }))
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

/// Tells of messages what several calls brought, and notes that these are read.
struct TellAndMark {
    parts: Vec<Part>,
}

/// What calls of one webhook brought.
struct Part {
    /// What came of what the first of them told, where it took several turns.
    before: Vec<ReportOutcome>,
    tell: Tell,
    marks: Vec<Mark>,
}

/// What is noted of a call that was read.
struct Mark {
    seq: i64,
    /// How much it told of messages; nothing if it can't be read.
    told: Option<usize>,
}

impl Mark {
    /// None of what was refused: it waits on.
    fn new(seq: i64, brought: &Brought) -> Option<Self> {
        match brought {
            Brought::Reports(reports) => Some(Self { seq, told: Some(reports.len()) }),
            Brought::Unreadable => Some(Self { seq, told: None }),
            Brought::Refused(_) => None,
        }
    }
}

impl Command for TellAndMark {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        // Most tell of one message that is there: one statement is enough for them.
        let mut alike: BTreeMap<(Option<usize>, usize), Vec<i64>> = BTreeMap::new();
        for Part { before, tell, marks } in &mut self.parts {
            let mut outcomes = std::mem::take(before);
            outcomes.extend(tell.run(transaction).await?);
            let mut rest = &outcomes[..];
            for Mark { seq, told } in marks {
                let (own, others) = rest.split_at(told.unwrap_or_default().min(rest.len()));
                let is_parked = |outcome: &&ReportOutcome| **outcome == ReportOutcome::Parked;
                let parked = own.iter().filter(is_parked).count();
                alike.entry((*told, parked)).or_default().push(*seq);
                rest = others;
            }
        }
        for ((told, parked), marked) in alike {
            mark(transaction, told, parked, &marked).await?;
        }
        Ok(())
    }
}

/// Notes that calls are read: how much each told, and how much of that of messages that aren't
/// recorded.
async fn mark(
    transaction: &mut Transaction<'_>,
    told: Option<usize>,
    parked: usize,
    calls: &[i64],
) -> Result<(), CommandError> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let state = if told.is_some() { row::READ } else { row::UNREADABLE };
    let mut query = QueryBuilder::<Sqlite>::new("UPDATE desk_envelope SET state = ");
    query.push_bind(state).push(", told = ").push_bind(told.map(count));
    query.push(", parked = ").push_bind(told.map(|_| count(parked))).push(" WHERE seq IN (");
    let mut list = query.separated(", ");
    for seq in calls {
        list.push_bind(*seq);
    }
    query.push(")");
    query.build().persistent(false).execute(transaction.sql()).await?;
    Ok(())
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

#[cfg(test)]
mod tests;
