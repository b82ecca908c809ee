//! Whoever is signed in shows that it is still they, before what they sign in with is changed: with
//! all that signing in would take.

use annals_model::{EventType, Organization};
use annals_store::{Command, CommandError, Transaction};

use crate::entry::Told;
use crate::passkey_ceremony::{Asked, Question};
use crate::passkey_use::{self, Shown, Wrong};
use crate::second_factor;
use crate::second_factor_change::{require_code, tell_used};
use crate::throttle::Guessed;
use crate::user::User;
use crate::{By, Client, Desk, Error, Result, SignedIn, Site};

/// What someone who is signed in shows.
#[derive(Clone)]
pub enum Proof {
    /// What they know, and a code if they have a second factor.
    Password {
        /// Their password.
        password: String,
        /// A code of their app, or a recovery code; empty if they have neither.
        code: String,
    },
    /// A passkey of theirs, which is as much as both.
    Passkey {
        /// What the browser answered to [`Desk::ask_to_confirm`].
        answer: String,
    },
}

impl Desk {
    /// Asks for a passkey of whoever is signed in: the options for the browser, in JSON.
    pub async fn ask_to_confirm(&self, who: &SignedIn, site: &Site) -> Result<String> {
        let known = self.stored_passkeys(&who.user.id).await?;
        let request = passkey_use::ask(site, Some(&known))?;
        let (now, asked) = (self.clock.now(), Asked::to_confirm(&who.session_id));
        self.ceremonies(|all| all.ask(now, asked, request.question));
        Ok(request.options)
    }

    /// Takes a proof, with the delays and the entries of signing in.
    pub(crate) async fn prove(
        &self,
        who: &SignedIn,
        client: &Client,
        site: Option<&Site>,
        proof: Proof,
    ) -> Result<()> {
        let by = By { client: client.clone(), ..By::from(who) };
        match proof {
            Proof::Password { password, code } => {
                self.verify_own(&by, &who.user, password).await?;
                let mut connection = self.store.settings().acquire().await?;
                let factor = second_factor::load(&mut connection, &who.user.id).await?;
                drop(connection);
                match factor {
                    None => Ok(()),
                    Some(_) if code.trim().is_empty() => Err(Error::WrongCode),
                    Some(_) => self.prove_with_code(by, &who.user, code).await,
                }
            }
            Proof::Passkey { answer } => self.prove_with_passkey(by, who, site, &answer).await,
        }
    }

    async fn prove_with_code(&self, by: By, user: &User, code: String) -> Result<()> {
        let ip = by.client.ip;
        let work = async move {
            match self.use_proof(by.clone(), user, Used::Code(code)).await {
                Err(error) if error.is_wrong_code() => {
                    self.tell_refused(&by, user, "session.code_refused", "wrong code").await?;
                    Err(Error::WrongCode)
                }
                used => used,
            }
        };
        self.attempt(Guessed::Code(&user.id.0), ip, work).await
    }

    async fn prove_with_passkey(
        &self,
        by: By,
        who: &SignedIn,
        site: Option<&Site>,
        answer: &str,
    ) -> Result<()> {
        let asked = Asked::to_confirm(&who.session_id);
        let taken = self.ceremonies(|all| all.take(self.clock.now(), &asked));
        let (Some(Question::Show { state }), Some(site)) = (taken, site) else {
            return Err(Error::WrongPasskey);
        };
        let ip = by.client.ip;
        let work = async move {
            let shown = match passkey_use::read(answer) {
                Some(answer) => match self.said(&answer).await? {
                    Some(said) if said.user == who.user.id => {
                        said.check(site, &answer, state, true)
                    }
                    _ => Err(Wrong::Passkey),
                },
                None => Err(Wrong::Passkey),
            };
            let reason = match shown {
                Ok(shown) => {
                    match self.use_proof(by.clone(), &who.user, Used::Passkey(shown)).await {
                        Err(error) if error.is_wrong_passkey() => Wrong::Meanwhile.reason(),
                        used => return used,
                    }
                }
                Err(wrong) => wrong.reason(),
            };
            self.tell_refused(&by, &who.user, "session.passkey_refused", reason).await?;
            Err(Error::WrongPasskey)
        };
        self.attempt(Guessed::Passkey(&who.user.id.0), ip, work).await
    }

    async fn use_proof(&self, by: By, user: &User, used: Used) -> Result<()> {
        let (organization, user) = (self.home(user)?, user.clone());
        Ok(self.store.command(UseProof { by, organization, user, used }).await?)
    }
}

enum Used {
    Code(String),
    Passkey(Shown),
}

struct UseProof {
    by: By,
    organization: Organization,
    user: User,
    used: Used,
}

impl Command for UseProof {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, user, used } = self;
        match used {
            Used::Code(code) => match require_code(transaction, user, code).await? {
                Some(left) => tell_used(transaction, by, organization, user, left).await,
                None => Ok(()),
            },
            Used::Passkey(shown) => {
                shown.write(transaction, user).await?;
                let told = Told::new(by, "session.confirmed").event_type(EventType::Other);
                told.named("Passkey", &shown.name).tell(transaction, organization)
            }
        }
    }
}
