//! What people manage: organisations, users, sessions and API keys.
//!
//! Every change is one [`annals_store::Command`]: the row and the entry that tells of it commit
//! together or not at all. Who may do it is decided by [`annals_model::decide`] and nowhere else.

#![expect(clippy::unimplemented, reason = "the signatures stand before what is behind them")]

mod error;
mod key;
mod organization;
mod schema;
mod session;
mod user;

use annals_model::{OrganizationId, OrganizationOrdinal, Permission, Principal, PrincipalKind};
use annals_model::{RowFilter, Scopes};
use annals_store::Store;

pub use error::{Error, Result};
pub use key::{Key, KeyId, KeySecret, NewKey};
pub use organization::NewOrganization;
pub use schema::MIGRATIONS;
pub use session::{Client, SessionToken, SignIn, SignedIn};
pub use user::{NewUser, User, UserId};

/// The settings of an installation. Clones share it.
#[derive(Clone)]
pub struct Desk {
    store: Store,
}

impl Desk {
    /// The settings in `store`, which was opened with [`MIGRATIONS`].
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// The operator on the host: may do everything everywhere. Only for what runs on the machine
    /// itself, such as the command line.
    pub fn operator(&self) -> Principal {
        Principal {
            kind: PrincipalKind::System,
            id: "operator".to_owned(),
            name: "Operator".to_owned(),
            home: self.root(),
            scopes: Scopes::all(),
            reaches_below: true,
            rows: RowFilter::default(),
        }
    }

    fn root(&self) -> OrganizationOrdinal {
        let tree = self.store.organizations();
        tree.find(&OrganizationId::installation())
            .map_or(OrganizationOrdinal(0), |root| root.ordinal)
    }

    fn require(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        permission: Permission,
    ) -> Result<()> {
        let tree = self.store.organizations();
        annals_model::decide(&tree, by, organization, permission)
            .allowed()
            .map(|_| ())
            .ok_or(Error::NotAllowed)
    }
}
