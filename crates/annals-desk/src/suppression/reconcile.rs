//! A provider's list beside ours: who is on one of them alone, or on both for different reasons.
//!
//! Annals asks no provider: whoever looks after the lists takes theirs as a file. Comparing changes
//! nothing; what they alone have can then be imported.

use std::collections::{BTreeMap, HashSet};

use annals_model::{
    Channel, EventType, Organization, OrganizationOrdinal, SuppressionReason, SuppressionState,
    Value,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use super::add::Ready;
use super::{ImportedRow, NewSuppression, SuppressionId};
use crate::entry::Told;
use crate::{By, Desk, Error, Result};

/// Of ours, that many are compared at once.
pub const RECONCILED_OURS_MAX: usize = 100_000;

/// Which part of our list is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFor {
    /// The way of the messages.
    pub channel: Channel,
    /// On whose list; on anyone's, if absent.
    pub provider: Option<String>,
    /// What for; whatever it is, if absent.
    pub scope: Option<String>,
}

/// What two lists differ in. Each part is sorted by address and reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// On both for the same reason.
    pub same: usize,
    /// On theirs alone.
    pub only_theirs: Vec<Difference>,
    /// On ours alone.
    pub only_ours: Vec<Difference>,
    /// On both, for different reasons.
    pub other_reason: Vec<Difference>,
    /// On theirs, and ended here: it was reset, or its owner wants messages again.
    pub ended_here: Vec<Difference>,
    /// Rows that can't be compared, by their place: the field, and why.
    pub refused: Vec<(usize, &'static str, String)>,
}

/// An address in which the lists differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The form by which addresses are compared.
    pub address_key: String,
    /// Why they have it, by its word.
    pub theirs: Option<&'static str>,
    /// Why we have it.
    pub ours: Vec<&'static str>,
    /// The address as it is written.
    pub address: String,
    /// Ours, where there is one.
    pub id: Option<SuppressionId>,
    /// The place of their row.
    row: Option<usize>,
}

/// One of ours.
struct Ours {
    id: SuppressionId,
    address: String,
    reason: SuppressionReason,
    is_active: bool,
}

impl Difference {
    /// Its place in its list.
    pub fn place(&self) -> (&str, &'static str) {
        let ours = self.ours.first().copied().unwrap_or_default();
        (&self.address_key, self.theirs.unwrap_or(ours))
    }
}

impl Desk {
    /// Compares `rows`, which are a provider's list, with ours, where `by` may manage both; of
    /// lines that can't be read, `unread` are the addresses. That someone did is an entry; nothing
    /// else changes.
    pub async fn reconcile_suppressions(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        of: &ListedFor,
        rows: &[NewSuppression],
        unread: &[String],
    ) -> Result<Reconciliation> {
        let by = by.into();
        let organization = self.may_suppress(&by.principal, organization, Some(of.channel))?;
        let ours = {
            let connection = &mut *self.store.settings().acquire().await?;
            ours(connection, organization.ordinal, of).await?
        };
        let now = self.clock.now();
        let ready = rows.iter().map(|row| ready(row, of, now)).collect::<Vec<_>>();
        // What is wrong with a line makes its address no less theirs, unless it is of another list.
        let is_theirs = |(_, ready): &(&NewSuppression, &Theirs)| {
            ready.as_ref().is_err_and(|(field, _)| !is_of_other_list(field))
        };
        let refused = rows.iter().zip(&ready).filter(is_theirs);
        let addresses = refused.map(|(row, _)| &row.address).chain(unread);
        let keys = addresses.filter_map(|address| of.channel.listed_key(address.trim()).ok());
        let found = compare(&ready, &keys.collect(), &ours);
        let counts = [
            ("Same", found.same),
            ("Only Theirs", found.only_theirs.len()),
            ("Only Ours", found.only_ours.len()),
            ("Other Reason", found.other_reason.len()),
            ("Ended Here", found.ended_here.len()),
            ("Refused", found.refused.len()),
        ];
        self.store.command(TellReconciled { by, organization, of: of.clone(), counts }).await?;
        Ok(found)
    }

    /// Suppresses what they alone have, as an import does.
    pub async fn import_only_theirs(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        of: &ListedFor,
        rows: &[NewSuppression],
        found: &Reconciliation,
    ) -> Result<Vec<ImportedRow>> {
        let theirs = found.only_theirs.iter().filter_map(|one| rows.get(one.row?));
        let rows = theirs.map(|row| within(row, of)).collect();
        self.import_suppressions(by, organization, rows, 0).await
    }
}

/// A row of theirs, which is of the list that is compared unless it says so itself.
fn within(row: &NewSuppression, of: &ListedFor) -> NewSuppression {
    NewSuppression {
        provider: row.provider.clone().or_else(|| of.provider.clone()),
        scope: row.scope.clone().or_else(|| of.scope.clone()),
        ..row.clone()
    }
}

type Theirs = std::result::Result<(String, String, SuppressionReason), (&'static str, String)>;

/// Key, address and reason of a row, or why it can't be compared.
fn ready(row: &NewSuppression, of: &ListedFor, now: annals_model::Millis) -> Theirs {
    let row = within(row, of);
    for (field, own, wanted) in
        [("provider", &row.provider, &of.provider), ("scope", &row.scope, &of.scope)]
    {
        if let Some(wanted) = wanted.as_ref().filter(|wanted| own.as_ref() != Some(*wanted)) {
            return Err((field, format!("is not {wanted}, whose list is compared")));
        }
    }
    if row.channel != of.channel {
        return Err(("channel", format!("is not {}", of.channel.as_str())));
    }
    let ready = Ready::new(&row, now)?;
    Ok((ready.address_key().to_owned(), row.address.trim().to_owned(), row.reason))
}

/// Whether a line is refused because it isn't of the list that is compared, or no more.
pub fn is_of_other_list(field: &str) -> bool {
    ["provider", "scope", "channel", "state"].contains(&field)
}

/// Compares both lists; `refused` are addresses of theirs, in lines that can't be compared.
fn compare(
    theirs: &[Theirs],
    refused: &HashSet<String>,
    ours: &BTreeMap<String, Vec<Ours>>,
) -> Reconciliation {
    let mut found = Reconciliation::default();
    let mut seen = HashSet::new();
    let mut known: HashSet<&str> = refused.iter().map(String::as_str).collect();
    for (row, one) in theirs.iter().enumerate() {
        let (key, address, reason) = match one {
            Ok(one) => one,
            Err((field, why)) => {
                found.refused.push((row, field, why.clone()));
                continue;
            }
        };
        known.insert(key.as_str());
        // A list may have an address twice.
        if !seen.insert((key.as_str(), reason.as_str())) {
            continue;
        }
        let here = ours.get(key).map_or(&[][..], Vec::as_slice);
        let active: Vec<_> = here.iter().filter(|one| one.is_active).collect();
        let difference = |of: &[&Ours]| Difference {
            address_key: key.clone(),
            theirs: Some(reason.as_str()),
            ours: of.iter().map(|one| one.reason.as_str()).collect(),
            address: address.clone(),
            id: of.first().map(|one| one.id.clone()),
            row: Some(row),
        };
        if active.iter().any(|one| one.reason == *reason) {
            found.same += 1;
        } else if !active.is_empty() {
            found.other_reason.push(difference(&active));
        } else if !here.is_empty() {
            // For whatever reason it was: someone decided that it gets messages again.
            found.ended_here.push(difference(&here.iter().collect::<Vec<_>>()));
        } else {
            found.only_theirs.push(difference(&[]));
        }
    }
    for (key, here) in ours.iter().filter(|(key, _)| !known.contains(key.as_str())) {
        // Of several providers, or for several numbers of ours, it is one difference.
        let mut reasons = HashSet::new();
        let is_new = |one: &&Ours| one.is_active && reasons.insert(one.reason.as_str());
        found.only_ours.extend(here.iter().filter(is_new).map(|one| Difference {
            address_key: key.clone(),
            theirs: None,
            ours: vec![one.reason.as_str()],
            address: one.address.clone(),
            id: Some(one.id.clone()),
            row: None,
        }));
    }
    let lists = [
        &mut found.only_theirs,
        &mut found.only_ours,
        &mut found.other_reason,
        &mut found.ended_here,
    ];
    lists.into_iter().for_each(|list| list.sort_by(|one, other| one.place().cmp(&other.place())));
    found
}

/// Ours, by the form in which addresses are compared.
async fn ours(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    of: &ListedFor,
) -> Result<BTreeMap<String, Vec<Ours>>> {
    let rows = sqlx::query(
        "SELECT id, address_key, address, reason, state FROM desk_suppression
         WHERE organization = $1 AND channel = $2 AND (provider = $3 OR $3 IS NULL)
         AND (scope = $4 OR $4 IS NULL) LIMIT $5",
    )
    .bind(i64::from(organization.0))
    .bind(of.channel.as_str())
    .bind(of.provider.as_deref())
    .bind(of.scope.as_deref())
    .bind(i64::try_from(RECONCILED_OURS_MAX + 1).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    if rows.len() > RECONCILED_OURS_MAX {
        return Err(Error::refused(format!(
            "more than {RECONCILED_OURS_MAX} of ours are to be compared: name provider or scope"
        )));
    }
    let mut found = BTreeMap::<String, Vec<Ours>>::new();
    for row in &rows {
        let word = |column| row.try_get::<&str, _>(column);
        let reason = SuppressionReason::parse(word(3)?);
        let unknown = || sqlx::Error::Decode("a reason is no word of ours".into());
        let one = Ours {
            id: SuppressionId(row.try_get(0)?),
            address: row.try_get(2)?,
            reason: reason.ok_or_else(unknown)?,
            is_active: word(4)? == SuppressionState::Active.as_str(),
        };
        found.entry(row.try_get(1)?).or_default().push(one);
    }
    Ok(found)
}

struct TellReconciled {
    by: By,
    organization: Organization,
    of: ListedFor,
    counts: [(&'static str, usize); 6],
}

impl Command for TellReconciled {
    type Output = ();

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> std::result::Result<(), CommandError> {
        let told = Told::new(&self.by, "suppression.reconciled")
            .of_messages([])
            .event_type(EventType::Access)
            .named("Channel", self.of.channel.as_str());
        let named = [("Provider", &self.of.provider), ("Scope", &self.of.scope)];
        let told = named.into_iter().fold(told, |told, (name, value)| match value {
            Some(value) => told.named(name, value),
            None => told,
        });
        let counted = |told: Told, (name, count): &(&str, usize)| {
            told.detail(name, Value::from_json(count.to_string()))
        };
        self.counts.iter().fold(told, counted).tell(transaction, &self.organization)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(key: &str, reason: SuppressionReason, is_active: bool) -> (String, Ours) {
        let id = SuppressionId(format!("{key}-{}", reason.as_str()));
        (key.to_owned(), Ours { id, address: key.to_uppercase(), reason, is_active })
    }

    #[test]
    fn every_address_is_in_one_part() {
        use SuppressionReason::{Bounce, Complaint, Unsubscribed};
        let mut ours = BTreeMap::<String, Vec<Ours>>::new();
        for (key, one) in [
            one("both", Bounce, true),
            one("differs", Complaint, true),
            one("differs", Unsubscribed, true),
            one("ended", Bounce, false),
            one("ended otherwise", Complaint, false),
            one("mine", Bounce, true),
            one("mine", Bounce, true),
            one("mine no more", Bounce, false),
            one("mine, refused", Bounce, true),
        ] {
            ours.entry(key).or_default().push(one);
        }
        let row = |key: &str| Ok((key.to_owned(), format!("{key}!"), Bounce));
        let theirs: Vec<Theirs> = ["theirs", "both", "differs", "ended", "ended otherwise", "both"]
            .into_iter()
            .map(row)
            .chain([Err(("address", "is none".to_owned())), row("a")])
            .collect();
        let refused = HashSet::from(["mine, refused".to_owned()]);
        let found = compare(&theirs, &refused, &ours);
        let keys = |list: &[Difference]| {
            list.iter().map(|one| one.address_key.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found.same, 1, "an address that stands twice counts once");
        assert_eq!(keys(&found.only_theirs), ["a", "theirs"]);
        assert_eq!(
            found.only_theirs.iter().map(|one| one.row).collect::<Vec<_>>(),
            [Some(7), Some(0)]
        );
        assert_eq!(keys(&found.only_ours), ["mine"]);
        assert_eq!(keys(&found.ended_here), ["ended", "ended otherwise"]);
        assert_eq!(found.other_reason.len(), 1);
        assert_eq!(found.other_reason[0].ours, ["complaint", "unsubscribed"]);
        assert_eq!(found.refused, [(6, "address", "is none".to_owned())]);
    }
}
