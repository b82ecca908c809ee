//! Readings of the log, told in it.

use annals_model::{
    Channel, EventType, Millis, Number, Organization, OrganizationOrdinal, Permission, Value,
};
use annals_store::{Command, CommandError, Transaction};

use crate::entry::Told;
use crate::{By, Desk, Error, LogSearch, Result, message_logs};

/// What of the log was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LogReading {
    /// What a search found: rows, counts or a live tail.
    Search(LogSearch),
    /// Names of people and records, to choose from.
    Names {
        /// The organisation in whose log they stand.
        organization: OrganizationOrdinal,
    },
    /// One entry, whole.
    Entry {
        /// The organisation whose log it is in.
        organization: OrganizationOrdinal,
        /// Its number there.
        number: Number,
    },
    /// What text messages or notifications say, in a list of them.
    Texts {
        /// The organisation whose they are.
        organization: OrganizationOrdinal,
        /// Which of the two.
        channel: Channel,
    },
}

/// How often the same was read again after its first time, which was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// How many more times.
    pub times: u64,
    /// When it was read the first time.
    pub first: Millis,
    /// When it was read the last time.
    pub last: Millis,
}

impl LogReading {
    /// The organisation in whose log it is told.
    pub fn organization(&self) -> OrganizationOrdinal {
        match self {
            Self::Search(search) => search.organization,
            Self::Names { organization }
            | Self::Entry { organization, .. }
            | Self::Texts { organization, .. } => *organization,
        }
    }
}

impl Desk {
    /// Tells that `by` reads what they may read; it is durable when this returns.
    pub async fn tell_reading(&self, by: By, reading: LogReading) -> Result<()> {
        let at = reading.organization();
        let organization = match &reading {
            LogReading::Texts { .. } => self.message_logs(&by.principal, at)?.0,
            _ => self.require(&by.principal, at, Permission::ReadEvents)?,
        };
        let told = TellReading { by, organization, reading, again: None };
        Ok(self.store.command(told).await?)
    }

    /// Tells of what `by` read again after it had been told once: also of those who may no longer.
    pub async fn tell_readings(&self, by: By, reading: LogReading, again: Again) -> Result<()> {
        let tree = self.store.organizations();
        let organization = tree.get(reading.organization()).cloned().ok_or(Error::NotFound)?;
        let told = TellReading { by, organization, reading, again: Some(again) };
        Ok(self.store.command(told).await?)
    }
}

struct TellReading {
    by: By,
    organization: Organization,
    reading: LogReading,
    again: Option<Again>,
}

impl Command for TellReading {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let told = match &self.reading {
            LogReading::Search(search) => search.tell(Told::new(&self.by, "log.viewed")),
            LogReading::Names { .. } => {
                let names = Value::text("names of people and records");
                Told::new(&self.by, "log.viewed").detail("only", names)
            }
            LogReading::Entry { number, .. } => {
                let number = Value::from_json(number.0.to_string());
                Told::new(&self.by, "entry.viewed").detail("entry", number)
            }
            LogReading::Texts { channel, .. } => {
                let logs = message_logs(Some(*channel));
                let told = Told::new(&self.by, "message.viewed").of_messages(logs);
                told.named("only", &format!("a list of {}", channel.as_str()))
            }
        };
        let told = match self.again {
            None => told,
            Some(Again { times, first, last }) => {
                let noun = if times == 1 { "time" } else { "times" };
                told.description(format!("{times} more {noun}"))
                    .detail("times", Value::from_json(times.to_string()))
                    .detail("first", Value::text(&first.to_string()))
                    .detail("last", Value::text(&last.to_string()))
            }
        };
        told.event_type(EventType::Access).tell(transaction, &self.organization)
    }
}
