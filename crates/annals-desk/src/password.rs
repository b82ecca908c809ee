//! Passwords: argon2id, off the reactor, few at once.

use std::sync::Arc;

use annals_model::OrganizationOrdinal;
use annals_model::limits::PASSWORD_CHARS_MIN;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::refusal::PasswordRefusal;
use crate::{Desk, Error, Refusal, Result};

/// Hashes computed at once: each takes 19 MiB and a core, and anyone may ask for one.
pub(crate) const HASHES_AT_ONCE_MAX: usize = 2;

/// Characters of a password, at most; longer ones only make work.
const PASSWORD_CHARS_MAX: usize = 1_000;

/// The hash of no password, so that an unknown name takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRmb3Jub29uZQ\
                      $RoQ0S4BcYzE3u3l3nT2b0mJ5sXQ2sVgq7z7rN8dWv2I";

/// Refuses passwords that no organisation takes: too short, too long, or the username itself.
pub fn check(password: &str, username: &str) -> Result<()> {
    check_for(password, username, PASSWORD_CHARS_MIN)
}

/// The same where a password has at least `chars_min` characters.
fn check_for(password: &str, username: &str, chars_min: usize) -> Result<()> {
    let chars = password.chars().count();
    if !(chars_min..=PASSWORD_CHARS_MAX).contains(&chars) {
        let (min, max) = (chars_min, PASSWORD_CHARS_MAX);
        return Err(Refusal::from(PasswordRefusal::Length { min, max }).into());
    }
    if password.eq_ignore_ascii_case(username) {
        return Err(Refusal::from(PasswordRefusal::IsUsername).into());
    }
    Ok(())
}

impl Desk {
    /// Refuses passwords that may not be chosen in `organization`.
    pub async fn check_password(
        &self,
        organization: OrganizationOrdinal,
        password: &str,
        username: &str,
    ) -> Result<()> {
        self.refresh_preferences().await?;
        let chars_min = self.preferences_of(organization).password_chars_min();
        check_for(password, username, chars_min.max(PASSWORD_CHARS_MIN))
    }
}

/// The hash to keep.
pub(crate) async fn hash(limit: &Arc<Semaphore>, password: String) -> Result<String> {
    off_reactor(limit, move || {
        let hash: PasswordHash = Argon2::default()
            .hash_password(password.as_bytes())
            .map_err(|error| Error::Machine(format!("the password can't be hashed: {error}")))?;
        Ok(hash.to_string())
    })
    .await?
}

/// Whether `password` is the one that was hashed; without a hash it takes as long and is not.
pub(crate) async fn verify(
    limit: &Arc<Semaphore>,
    password: String,
    hash: Option<String>,
) -> Result<bool> {
    off_reactor(limit, move || {
        let known = hash.is_some();
        if password.chars().count() > PASSWORD_CHARS_MAX {
            return false;
        }
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let Ok(parsed) = PasswordHash::new(&text) else {
            tracing::error!("a stored password hash can't be read");
            return false;
        };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
    })
    .await
}

async fn off_reactor<T: Send + 'static>(
    limit: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let failed = |_| Error::Store(annals_store::Error::Closed);
    let permit = limit.clone().acquire_owned().await.map_err(failed)?;
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    })
    .await
    .map_err(|_| Error::Machine("hashing a password failed".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let limit = Arc::new(Semaphore::new(1));
        let kept = hash(&limit, "correct horse".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        let verify = |password: &str, hash: Option<String>| {
            let limit = limit.clone();
            let password = password.to_owned();
            async move { verify(&limit, password, hash).await.unwrap() }
        };
        assert!(verify("correct horse", Some(kept.clone())).await);
        assert!(!verify("correct horsf", Some(kept)).await);
        assert!(!verify("", None).await);
        assert!(PasswordHash::new(NOBODY).is_ok(), "a stand-in that fails at once tells the time");
    }

    #[test]
    fn lengths_hold_at_their_edges() {
        for (password, good) in [
            ("a".repeat(PASSWORD_CHARS_MIN), true),
            ("a".repeat(PASSWORD_CHARS_MIN - 1), false),
            ("é".repeat(PASSWORD_CHARS_MAX), true),
            ("é".repeat(PASSWORD_CHARS_MAX + 1), false),
            ("administrator".to_owned(), false),
        ] {
            assert_eq!(check(&password, "Administrator").is_ok(), good, "{}", password.len());
        }
    }
}
