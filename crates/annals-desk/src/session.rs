//! Sessions of signed-in users.

use std::net::IpAddr;

use annals_model::Principal;

use crate::{Desk, Result, User};

/// From where a request came; goes into entries.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Address of the client, behind trusted proxies.
    pub ip: Option<IpAddr>,
    /// Its program.
    pub user_agent: Option<String>,
}

/// The secret that the browser keeps in a cookie: 256 random bits in base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub String);

/// An attempt to sign in.
#[derive(Clone)]
pub struct SignIn {
    /// What was typed as username.
    pub username: String,
    /// What was typed as password.
    pub password: String,
    /// From where.
    pub client: Client,
}

/// A user with a valid session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Id of the session; not a secret.
    pub session_id: String,
    /// The user.
    pub user: User,
    /// What the user may do.
    pub principal: Principal,
}

impl Desk {
    /// Checks the password and begins a session; slows down after failures, never locks out.
    pub async fn sign_in(&self, _attempt: SignIn) -> Result<(SessionToken, SignedIn)> {
        unimplemented!()
    }

    /// The user whose session `token` belongs to, if it still holds.
    pub async fn session(&self, _token: &str) -> Result<Option<SignedIn>> {
        unimplemented!()
    }

    /// Ends a session.
    pub async fn sign_out(&self, _who: &SignedIn, _client: &Client) -> Result<()> {
        unimplemented!()
    }
}
