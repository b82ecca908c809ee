//! Addresses that someone reset here: the next delivery says whether their provider did so, too.

use std::collections::HashSet;

use annals_model::{Channel, OrganizationOrdinal};
use sqlx::{Row, SqliteConnection};

use crate::message::word;

/// Addresses that are known at once; of more, each is looked up.
const ASKED_MAX: usize = 1_000;

/// Those of an organisation, so that not every delivery asks for them: there are few at a time.
pub(crate) enum Asked {
    /// Each is to be looked up.
    Unknown,
    /// No others than these.
    Of(HashSet<(Channel, String)>),
}

impl Asked {
    /// As they are now.
    pub(crate) async fn of(
        connection: &mut SqliteConnection,
        organization: OrganizationOrdinal,
    ) -> Result<Self, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT channel, address_key FROM desk_suppression
             WHERE state = 'reset_requested' AND organization = $1 LIMIT $2",
        )
        .bind(i64::from(organization.0))
        .bind(ASKED_MAX as i64 + 1)
        .fetch_all(connection)
        .await?;
        if rows.len() > ASKED_MAX {
            return Ok(Self::Unknown);
        }
        let known = rows.iter().map(|row| Ok((word(row, 0, Channel::parse)?, row.try_get(1)?)));
        Ok(Self::Of(known.collect::<Result<_, sqlx::Error>>()?))
    }

    /// Whether the address may be one of them.
    pub(super) fn may_have(&self, channel: Channel, key: &str) -> bool {
        match self {
            Self::Unknown => true,
            Self::Of(known) => known.contains(&(channel, key.to_owned())),
        }
    }
}
