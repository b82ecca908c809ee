//! Why a webhook is not made or changed.

use maud::{Markup, Render, html};

use crate::components::hook::{EXAMPLE_BASIC, EXAMPLE_TOPIC};
use crate::components::text::code;
use crate::messages::webhooks as messages;

/// What operators set for webhooks whose provider signs the address.
const PUBLIC_URL: &str = "public_url";

/// Why a webhook is not made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookFault {
    /// No provider was chosen, or one that calls nobody.
    NoProvider,
    /// No way of signing was chosen, or one that the provider doesn't have.
    NoHashMethod,
    /// The name is empty, or has more characters than this.
    NameLength(u64),
    /// The name has this character, which can't be seen.
    NameUnprintable(String),
    /// No secret was given.
    SecretMissing,
    /// The secret is no topic.
    NoTopic,
    /// The secret has more bytes than this, or something that can't be seen.
    SecretLength(u64),
    /// The secret is neither a password nor an end of an address that has at least so many
    /// characters.
    PathSecret(u64),
    /// There are as many as there may be.
    TooMany(u64),
    /// There are as many secrets as there may be.
    TooManySecrets(u64),
    /// The last secret stays.
    LastSecret,
    /// There is no secret.
    NoSecret,
    /// Nobody said at which address this server is.
    NoPublicUrl,
    /// The box was not ticked.
    NotConfirmed,
    /// The secret is not there any more.
    SecretGone,
}

/// A field of a form of webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookField {
    /// The name.
    Name,
    /// The secret.
    Secret,
    /// The way of signing.
    HashMethod,
    /// The box.
    Confirm,
}

impl HookFault {
    /// The field that it is about; none if it is the whole form.
    pub fn field(&self) -> Option<HookField> {
        match self {
            Self::NameLength(_) | Self::NameUnprintable(_) => Some(HookField::Name),
            Self::SecretMissing | Self::NoTopic | Self::SecretLength(_) | Self::PathSecret(_) => {
                Some(HookField::Secret)
            }
            Self::NoHashMethod => Some(HookField::HashMethod),
            Self::NotConfirmed => Some(HookField::Confirm),
            Self::NoProvider
            | Self::TooMany(_)
            | Self::TooManySecrets(_)
            | Self::LastSecret
            | Self::NoSecret
            | Self::NoPublicUrl
            | Self::SecretGone => None,
        }
    }
}

impl Render for HookFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::NoProvider => (messages::no_provider()),
                Self::NoHashMethod => (messages::no_hash_method()),
                Self::NameLength(max) => (messages::name_length(*max)),
                Self::NameUnprintable(character) => {
                    (messages::name_unprintable(&code(character)))
                }
                Self::SecretMissing => (messages::secret_missing()),
                Self::NoTopic => (messages::no_topic(&code(EXAMPLE_TOPIC))),
                Self::SecretLength(max) => (messages::secret_length(*max)),
                Self::PathSecret(min) => (messages::path_secret(*min, &code(EXAMPLE_BASIC))),
                Self::TooMany(max) => (messages::too_many(*max)),
                Self::TooManySecrets(max) => (messages::too_many_secrets(*max)),
                Self::LastSecret => (messages::last_secret()),
                Self::NoSecret => (messages::no_secret()),
                Self::NoPublicUrl => (messages::no_public_url(&code(PUBLIC_URL))),
                Self::NotConfirmed => (messages::not_confirmed()),
                Self::SecretGone => (messages::secret_gone()),
            }
        }
    }
}
