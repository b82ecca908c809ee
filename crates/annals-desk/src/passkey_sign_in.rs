//! Signing in with a passkey: without a password, or as the second step after it.

use crate::passkey_ceremony::{Asked, Question};
use crate::passkey_use::{self, Wrong};
use crate::pending_sign_in::Pending;
use crate::sign_in::{Shown, why_not};
use crate::throttle::Guessed;
use crate::{Client, Desk, Error, Result, SessionToken, SignedIn, Site, User, secret};

/// What a browser keeps in a cookie while it is asked for a passkey; not a session.
#[derive(Clone, PartialEq, Eq)]
pub struct PasskeyToken(pub String);

/// What a second step may be done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondSteps {
    /// A code of an app.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

impl Desk {
    /// Asks a browser for any passkey of `site`: what names the question, and the options for the
    /// browser, in JSON.
    pub fn ask_to_sign_in(&self, site: &Site, client: &Client) -> Result<(PasskeyToken, String)> {
        let request = passkey_use::ask(site, None)?;
        let token = secret::new_secret()?;
        let (now, asked) = (self.clock.now(), Asked::to_sign_in(&token));
        self.ceremonies(|all| all.ask_stranger(now, asked, request.question, client.ip));
        Ok((PasskeyToken(token), request.options))
    }

    /// Begins the session of whoever shows a passkey, which counts as password and second factor.
    /// Success and failure are told, and failures wait, as with passwords.
    pub async fn sign_in_with_passkey(
        &self,
        site: &Site,
        token: &PasskeyToken,
        answer: &str,
        client: Client,
    ) -> Result<(SessionToken, SignedIn)> {
        self.enter_shown(site, &Asked::to_sign_in(&token.0), answer, client, None).await
    }

    /// What the second step of a sign-in may be done with, while it is awaited.
    pub async fn second_steps(&self, token: &str) -> Result<Option<SecondSteps>> {
        let Some(pending) = self.pending(|all| all.find(self.clock.now(), token)) else {
            return Ok(None);
        };
        let mut connection = self.store.settings().acquire().await?;
        let factor = crate::second_factor::load(&mut connection, &pending.user).await?;
        Ok(factor.map(|factor| SecondSteps {
            app: factor.app.is_some(),
            passkey: !factor.passkeys.is_empty(),
        }))
    }

    /// Asks for a passkey of the user whose password was right: the options for the browser.
    pub async fn ask_for_second_step(&self, site: &Site, token: &str) -> Result<String> {
        let found = self.pending(|all| all.find(self.clock.now(), token));
        let pending = found.ok_or(Error::SignInOver)?;
        let known = self.stored_passkeys(&pending.user).await?;
        let request = passkey_use::ask(site, Some(&known))?;
        let (now, asked) = (self.clock.now(), Asked::as_second_step(token));
        self.ceremonies(|all| all.ask(now, asked, request.question));
        Ok(request.options)
    }

    /// Begins the session of a sign-in that awaits its second step with a passkey of its user.
    pub async fn enter_passkey(
        &self,
        site: &Site,
        token: &str,
        answer: &str,
        client: Client,
    ) -> Result<(SessionToken, SignedIn)> {
        let found = self.pending(|all| all.find(self.clock.now(), token));
        let pending = found.ok_or(Error::SignInOver)?;
        let asked = Asked::as_second_step(token);
        let entered = self.enter_shown(site, &asked, answer, client, Some(&pending)).await;
        match &entered {
            Ok(_) => self.pending(|pending| pending.end(token)),
            Err(Error::WrongPasskey) => self.pending(|pending| pending.count_wrong(token)),
            Err(_) => {}
        }
        entered
    }

    async fn enter_shown(
        &self,
        site: &Site,
        asked: &Asked,
        answer: &str,
        client: Client,
        pending: Option<&Pending>,
    ) -> Result<(SessionToken, SignedIn)> {
        // Whatever comes of it, the question is answered.
        let taken = self.ceremonies(|all| all.take(self.clock.now(), asked));
        let Some(Question::Show { state }) = taken else { return Err(Error::SignInOver) };
        let answer = passkey_use::read(answer);
        let said = match &answer {
            Some(answer) => self.said(answer).await?,
            None => None,
        };
        let guessed = match &said {
            Some(said) => said.user.0.clone(),
            None => answer.as_ref().map(|answer| answer.id.clone()).unwrap_or_default(),
        };
        let ip = client.ip;
        let work = async {
            let (Some(answer), Some(said)) = (answer, said) else {
                self.record_failure(None, "unknown passkey", &client).await?;
                return Err(Error::WrongPasskey);
            };
            // A second step is that of the first one's user, whoever else's passkey is shown.
            let id = pending.map_or(&said.user, |pending| &pending.user);
            let Some((user, hash)) = self.find_user_by_id(id).await? else {
                return Err(Error::SignInOver);
            };
            // Whoever set another password since the first step meant that one to begin again.
            if pending.is_some_and(|pending| pending.password_hash != hash) {
                return Err(Error::SignInOver);
            }
            let checked = match said.user == user.id {
                true => said.check(site, &answer, state, pending.is_some()),
                false => Err(Wrong::Passkey),
            };
            let shown = match checked {
                Ok(shown) if user.may_sign_in(self.clock.now()) => shown,
                Ok(_) => {
                    return self.refuse_passkey(&user, why_not(Some(&user), true), &client).await;
                }
                Err(Wrong::Copied) => {
                    self.record_alarm(&user, Wrong::Copied.reason(), &client).await?;
                    return Err(Error::WrongPasskey);
                }
                Err(wrong) => return self.refuse_passkey(&user, wrong.reason(), &client).await,
            };
            self.require_open(&user, &client).await?;
            match self.begin(user.clone(), Shown::Passkey(shown), client.clone()).await {
                Err(error) if error.is_wrong_passkey() => {
                    self.refuse_passkey(&user, Wrong::Meanwhile.reason(), &client).await
                }
                begun => begun,
            }
        };
        self.attempt(Guessed::Passkey(&guessed), ip, work).await
    }

    async fn refuse_passkey<T>(&self, user: &User, reason: &str, client: &Client) -> Result<T> {
        self.record_failure(Some(user.clone()), reason, client).await?;
        Err(Error::WrongPasskey)
    }
}
