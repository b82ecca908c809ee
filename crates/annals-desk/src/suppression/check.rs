//! What whoever sends has to know of an address.

use annals_model::{Channel, OrganizationOrdinal, SuppressionState};
use sqlx::SqliteConnection;

use super::{Suppression, list};
use crate::Result;

/// Addresses that one request may ask for.
pub const CHECKED_ADDRESSES_MAX: usize = 100;

/// An address, and whether something may be sent there.
#[derive(Clone, Debug)]
pub struct CheckedAddress {
    /// As it was asked for.
    pub address: String,
    /// What is wrong with it, if it is no address of the channel.
    pub problem: Option<&'static str>,
    /// Why nothing is to be sent there: all that is active now.
    pub active: Vec<Suppression>,
    /// Whether any of those holds for what is to be sent.
    pub is_suppressed: bool,
}

/// What is known of each address. With `scope`, what holds for another alone keeps nothing back.
pub(super) async fn check(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    channel: Channel,
    addresses: &[String],
    scope: Option<&str>,
) -> Result<Vec<CheckedAddress>> {
    let keys: Vec<_> = addresses.iter().map(|address| channel.listed_key(address)).collect();
    let known: Vec<String> = keys.iter().flatten().cloned().collect();
    let found = list::active(connection, organization, channel, &known).await?;
    let checked = |(address, key): (&String, Result<String, &'static str>)| {
        let of_key = |one: &&Suppression| key.as_ref() == Ok(&one.address_key);
        let active: Vec<_> = found.iter().filter(of_key).cloned().collect();
        let holds = |one: &Suppression| {
            let is_active = one.state == SuppressionState::Active;
            let own = one.scope.as_deref();
            // Numbers come with their plus sign and without.
            let bare =
                |scope: Option<&str>| scope.map(|text| text.trim_start_matches('+').to_owned());
            is_active && (own.is_none() || scope.is_none() || bare(own) == bare(scope))
        };
        CheckedAddress {
            address: address.clone(),
            is_suppressed: key.is_err() || active.iter().any(holds),
            problem: key.err(),
            active,
        }
    };
    Ok(addresses.iter().zip(keys).map(checked).collect())
}
