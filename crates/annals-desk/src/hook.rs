//! Webhooks: the addresses at which providers of e-mail and text messages tell what became of
//! messages.
//!
//! An address belongs to one organisation and one provider. What comes there and is signed is kept
//! first (`envelope`), many calls in one turn (`arrivals`), and then read and told of messages of
//! that organisation (`intake`), and of no other: two may well use ids of a provider that are the
//! same.

mod arrivals;
mod calls;
mod change;
mod envelope;
mod intake;
mod known;
mod refusal;
mod row;

use annals_delivery::{HashMethod, Provider, Secret};
use annals_model::{Millis, OrganizationOrdinal, Permission, Principal};

use crate::cache::Tells;
use crate::{By, Desk, Error, NAME_CHARS_MAX, Result, look, secret};

pub(crate) use arrivals::Arrivals;
pub use calls::{
    CALLS_COUNTED_MAX, CALLS_LISTED_MAX, Came, HookActivity, HookCall, HookDay, Refused,
    UNMATCHED_LISTED_MAX, Unmatched,
};
pub use envelope::{Arrived, ENVELOPE_DAYS};
pub use intake::{ReadEnvelope, ReadStep};
pub(crate) use known::KnownHooks;
pub use refusal::HookRefusal;

/// Webhooks of one organisation.
pub const HOOKS_MAX: usize = 100;
/// Secrets of one webhook. While one is replaced by another there are two.
pub const HOOK_SECRETS_MAX: usize = 4;
/// Bytes of a secret.
const SECRET_BYTES_MAX: usize = 1_000;
/// Bytes of a secret that isn't made here and stands in an address: nobody is to guess it.
const PATH_SECRET_BYTES_MIN: usize = 16;

/// A webhook's stable id, which stands in its address: 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HookId(pub String);

/// A webhook as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Stable id.
    pub id: HookId,
    /// The organisation whose messages it tells of.
    pub organization: OrganizationOrdinal,
    /// What people call it.
    pub name: String,
    /// Who calls.
    pub provider: Provider,
    /// How Vonage's SMS API signs. Of Amazon SNS, SHA-1 means that topics which still sign so are
    /// taken as well.
    pub hash: HashMethod,
    /// What its calls are checked by, the oldest first; never the secrets themselves.
    pub secrets: Vec<HookSecret>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was disabled, if it is.
    pub disabled_at: Option<Millis>,
    /// Calls that are kept and not read yet.
    pub waiting: u64,
    /// Calls that are kept and can't be read.
    pub unreadable: u64,
}

/// That there is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookSecret {
    /// Stable id; not a secret.
    pub id: String,
    /// Since when.
    pub created_at: Millis,
    /// Of Amazon SES: the topic of Amazon SNS that may call, which is no secret.
    pub topic: Option<String>,
    /// When the topic was last subscribed to.
    pub subscribed_at: Option<Millis>,
    /// When its subscription last ended.
    pub unsubscribed_at: Option<Millis>,
}

/// What a new webhook is made of.
#[derive(Clone)]
pub struct NewHook {
    /// The organisation whose messages it tells of.
    pub organization: OrganizationOrdinal,
    /// What people call it.
    pub name: String,
    /// Who calls.
    pub provider: Provider,
    /// How Vonage's SMS API signs.
    pub hash: HashMethod,
    /// What the provider shows; where it shows nothing, one is made. Of Amazon SES, the topic.
    pub secret: Option<String>,
}

/// A webhook with what its calls are checked by.
#[derive(Clone, Debug)]
pub struct KeptHook {
    /// Stable id.
    pub id: HookId,
    /// The organisation whose messages it tells of.
    pub organization: OrganizationOrdinal,
    /// What people call it.
    pub name: String,
    /// Who calls.
    pub provider: Provider,
    /// How Vonage's SMS API signs.
    pub hash: HashMethod,
    /// Those in use. They are never shown.
    pub secrets: Vec<Secret>,
    /// The topics of Amazon SNS that may call.
    pub topics: Vec<String>,
    /// Whether it takes calls: it, its organisation, and those above are open.
    pub is_open: bool,
}

impl Desk {
    /// Creates a webhook where `by` may manage keys. A secret that was made here is returned this
    /// once.
    pub async fn create_hook(
        &self,
        by: impl Into<By>,
        new: NewHook,
    ) -> Result<(Hook, Option<String>)> {
        let by = by.into();
        let organization = self.require(&by.principal, new.organization, Permission::ManageKeys)?;
        check_name(&new.name)?;
        check_provider(new.provider)?;
        check_hash(new.provider, new.hash)?;
        let (secret, made) = usable(new.provider, new.secret)?;
        let id = HookId(format!("{}{}", secret::new_id()?, secret::new_id()?));
        let now = self.clock.now();
        let hook = Hook {
            id,
            organization: new.organization,
            name: new.name,
            provider: new.provider,
            hash: new.hash,
            secrets: vec![kept_secret(new.provider, &secret, now)?],
            created_at: now,
            disabled_at: None,
            waiting: 0,
            unreadable: 0,
        };
        let (secret_of_it, _tells) = (secret.clone(), Tells(&known::CHANGES));
        let create = change::Create { _tells, by, organization, hook, secret: secret_of_it };
        let hook = self.store.command(create).await?;
        Ok((hook, made.then_some(secret)))
    }

    /// The webhooks of an organisation where `by` may read keys, newest first.
    pub async fn hooks(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<Hook>> {
        self.require(by, organization, Permission::ReadKeys)?;
        let connection = &mut *self.store.settings().acquire().await?;
        Ok(row::hooks(connection, organization).await?)
    }

    /// A webhook; not found where `by` may not read keys.
    pub async fn hook(&self, by: &Principal, id: &HookId) -> Result<Hook> {
        self.hook_for(by, id, Permission::ReadKeys).await
    }

    async fn hook_for(&self, by: &Principal, id: &HookId, right: Permission) -> Result<Hook> {
        let connection = &mut *self.store.settings().acquire().await?;
        let hook = row::hook(connection, id).await?.ok_or(Error::NotFound)?;
        self.require(by, hook.organization, right)?;
        Ok(hook)
    }

    /// Another name, where `by` may manage keys.
    pub async fn rename_hook(&self, by: impl Into<By>, id: &HookId, name: &str) -> Result<Hook> {
        check_name(name)?;
        self.change_hook(by.into(), id, change::What::Rename(name.to_owned())).await
    }

    /// Takes no calls from now on, or takes them again, where `by` may manage keys.
    pub async fn set_hook_disabled(
        &self,
        by: impl Into<By>,
        id: &HookId,
        disabled: bool,
    ) -> Result<Hook> {
        self.change_hook(by.into(), id, change::What::Disable(disabled)).await
    }

    /// Another secret beside those in use, where `by` may manage keys; one that was made here is
    /// returned this once.
    pub async fn add_hook_secret(
        &self,
        by: impl Into<By>,
        id: &HookId,
        secret: Option<String>,
    ) -> Result<(Hook, Option<String>)> {
        let by = by.into();
        let hook = self.hook_for(&by.principal, id, Permission::ManageKeys).await?;
        let (secret, made) = usable(hook.provider, secret)?;
        let added = kept_secret(hook.provider, &secret, self.clock.now())?;
        let what = change::What::AddSecret(added, secret.clone());
        let hook = self.change_hook(by, id, what).await?;
        Ok((hook, made.then_some(secret)))
    }

    /// Takes a secret away, where `by` may manage keys: never the last one of a webhook that takes
    /// calls.
    pub async fn remove_hook_secret(
        &self,
        by: impl Into<By>,
        id: &HookId,
        secret: &str,
    ) -> Result<Hook> {
        self.change_hook(by.into(), id, change::What::RemoveSecret(secret.to_owned())).await
    }

    /// Deletes a webhook where `by` may manage keys. What came there stays, and is read.
    pub async fn delete_hook(&self, by: impl Into<By>, id: &HookId) -> Result<()> {
        self.change_hook(by.into(), id, change::What::Delete).await.map(drop)
    }

    async fn change_hook(&self, by: By, id: &HookId, what: change::What) -> Result<Hook> {
        let hook = self.hook_for(&by.principal, id, Permission::ManageKeys).await?;
        let organization =
            self.require(&by.principal, hook.organization, Permission::ManageKeys)?;
        let (id, _tells) = (id.clone(), Tells(&known::CHANGES));
        let change = change::Change { _tells, by, organization, id, what };
        self.store.command(change).await?.ok_or(Error::NotFound)
    }
}

fn check_name(name: &str) -> Result<(), HookRefusal> {
    if name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(HookRefusal::NameLength { chars_max: NAME_CHARS_MAX });
    }
    match look::unseen_in(name) {
        Some(character) => Err(HookRefusal::NameUnprintable { character }),
        None => Ok(()),
    }
}

/// Refuses who never calls.
fn check_provider(provider: Provider) -> Result<(), HookRefusal> {
    if provider.has_webhook() { Ok(()) } else { Err(HookRefusal::NeverCalls(provider)) }
}

/// Refuses a method that the provider doesn't have.
fn check_hash(provider: Provider, hash: HashMethod) -> Result<(), HookRefusal> {
    let methods = provider.hash_methods();
    if methods.contains(&hash) || (methods.is_empty() && hash == HashMethod::default()) {
        return Ok(());
    }
    Err(HookRefusal::HashMethod(provider, hash))
}

/// What is listed of a secret.
fn kept_secret(provider: Provider, secret: &str, now: Millis) -> Result<HookSecret> {
    let topic = (provider == Provider::AmazonSes).then(|| secret.to_owned());
    let id = secret::new_id()?;
    Ok(HookSecret { id, created_at: now, topic, subscribed_at: None, unsubscribed_at: None })
}

/// The secret that is given, or one that is made, and whether it was.
fn usable(provider: Provider, given: Option<String>) -> Result<(String, bool)> {
    let Some(given) = given else {
        // Its address is all that a provider without signatures can be told by.
        return match provider {
            Provider::Postmark => Ok((secret::new_secret()?, true)),
            Provider::AmazonSes => Err(HookRefusal::NoTopic.into()),
            _ => Err(HookRefusal::SecretMissing.into()),
        };
    };
    let text = given.trim();
    if text.is_empty() || text.len() > SECRET_BYTES_MAX || text.chars().any(char::is_control) {
        return Err(HookRefusal::SecretLength { bytes_max: SECRET_BYTES_MAX }.into());
    }
    if provider == Provider::AmazonSes && !annals_delivery::is_topic(text) {
        return Err(HookRefusal::NoTopic.into());
    }
    let in_path = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if provider == Provider::Postmark
        && !text.contains(':')
        && (text.len() < PATH_SECRET_BYTES_MIN || !text.bytes().all(in_path))
    {
        return Err(HookRefusal::PathSecret { bytes_min: PATH_SECRET_BYTES_MIN }.into());
    }
    Ok((text.to_owned(), false))
}
