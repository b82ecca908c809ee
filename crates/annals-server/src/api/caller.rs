//! Who calls: a program with an API key, or a signed-in user.

use annals_desk::{By, Client, Required, SignedIn};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, header};
use subtle::ConstantTimeEq;

use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::session::{self, Visitor};
use crate::state::AppState;

/// Header in which a page's script repeats its form token when it changes something.
const FORM_TOKEN_HEADER: &str = "x-annals-form-token";

/// Who calls, and from where. Whoever is neither a key nor signed in gets 401.
pub(crate) struct Caller {
    pub(crate) by: By,
    /// The session of a signed-in user.
    pub(crate) session: Option<SignedIn>,
    credential: Credential,
}

/// With what the caller came, to be shown again while a stream is open.
enum Credential {
    Key(String),
    Session(String),
}

impl Caller {
    /// A signed-in user.
    pub(crate) fn signed_in(visitor: Visitor, client: Client) -> Self {
        let by = visitor.by(client);
        let session = Some(visitor.signed_in);
        Self { by, session, credential: Credential::Session(visitor.token) }
    }

    /// Whether key or session still hold, with the same rights.
    pub(crate) async fn still_holds(&self, state: &AppState) -> Result<bool, Failure> {
        let principal = match &self.credential {
            Credential::Key(secret) => state.desk.authenticate(secret).await?,
            Credential::Session(token) => {
                let found = state.desk.session_unused(token).await?;
                let found = found.filter(|signed_in| signed_in.required.is_none());
                found.map(|signed_in| signed_in.principal)
            }
        };
        Ok(principal.is_some_and(|principal| principal == self.by.principal))
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let client =
            parts.extensions.get::<Requester>().map(|from| from.client.clone()).unwrap_or_default();
        let mut values = parts.headers.get_all(header::AUTHORIZATION).iter();
        if let Some(value) = values.next() {
            if values.next().is_some() {
                let reason = "there is more than one Authorization header; send one";
                return Err(Failure::new(Code::Malformed, reason));
            }
            let secret = value.to_str().ok().and_then(bearer);
            let secret = secret.unwrap_or_default();
            let principal = state.desk.authenticate(secret).await?;
            // One text for wrong, revoked and expired: which it is, is for its owner to know.
            let principal = principal.ok_or_else(|| {
                Failure::new(Code::Unauthenticated, "the API key is not known, or holds no longer")
            })?;
            let credential = Credential::Key(secret.to_owned());
            let by = By { client, ..By::from(&principal) };
            return Ok(Self { by, session: None, credential });
        }
        let Some(visitor) = session::find(parts, state).await? else {
            let reason = "send an API key as `Authorization: Bearer …`";
            return Err(Failure::new(Code::Unauthenticated, reason));
        };
        require_nothing(&visitor.signed_in)?;
        if parts.method != Method::GET && parts.method != Method::HEAD {
            let token = parts.headers.get(FORM_TOKEN_HEADER);
            let token = token.map(|value| value.as_bytes()).unwrap_or_default();
            if !bool::from(token.ct_eq(visitor.form_token.as_bytes())) {
                let reason = format!("with a session, changes need the header {FORM_TOKEN_HEADER}");
                return Err(Failure::new(Code::CrossSite, reason));
            }
        }
        Ok(Self::signed_in(visitor, client))
    }
}

/// Refuses who has to do something on a page before anything else.
fn require_nothing(signed_in: &SignedIn) -> Result<(), Failure> {
    let Some(required) = signed_in.required else { return Ok(()) };
    let (code, reason) = match required {
        Required::Password => {
            (Code::PasswordChangeRequired, "choose another password on /account/password first")
        }
        Required::SecondFactor => {
            (Code::SecondFactorRequired, "set a second factor up on /account/second-factor first")
        }
    };
    Err(Failure::new(code, reason))
}

/// The credentials of a `Bearer` header.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, rest) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| rest.trim())
}
