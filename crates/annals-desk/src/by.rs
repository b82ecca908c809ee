//! Who changes something, and from where.

use std::net::IpAddr;

use annals_model::{Actor, ActorKind, Principal, PrincipalKind};

use crate::SignedIn;

/// Who changes something, and from where: goes into the entry.
#[derive(Clone, Debug)]
pub struct By {
    /// Who, as far as permissions go.
    pub principal: Principal,
    /// The user's name for signing in.
    pub username: Option<String>,
    /// From where.
    pub client: Client,
}

/// From where a request came.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Address of the client, behind trusted proxies.
    pub ip: Option<IpAddr>,
    /// Its program.
    pub user_agent: Option<String>,
}

impl By {
    /// The actor of the entry.
    pub(crate) fn actor(&self) -> Actor {
        Actor {
            id: Some(self.principal.id.clone()),
            name: Some(self.principal.name.clone()),
            username: self.username.clone(),
            kind: match self.principal.kind {
                PrincipalKind::User => ActorKind::Staff,
                PrincipalKind::Key => ActorKind::Api,
                PrincipalKind::System => ActorKind::System,
            },
            ..Actor::default()
        }
    }
}

impl From<&Principal> for By {
    fn from(principal: &Principal) -> Self {
        Self { principal: principal.clone(), username: None, client: Client::default() }
    }
}

impl From<&By> for By {
    fn from(by: &By) -> Self {
        by.clone()
    }
}

impl From<&SignedIn> for By {
    fn from(who: &SignedIn) -> Self {
        Self {
            principal: who.principal.clone(),
            username: Some(who.user.username.clone()),
            client: Client::default(),
        }
    }
}
