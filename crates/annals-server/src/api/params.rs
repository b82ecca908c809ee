//! Parameters of the query string, strictly: an unknown one is an error that names it, because a
//! misspelt filter that is passed over shows more than was asked for.

use std::str::FromStr;

use annals_model::{Organization, OrganizationId, Permission};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;

use super::caller::Caller;
use crate::error::{Code, Failure, Refused};
use crate::state::AppState;

/// The parameters of a request that no one has taken yet.
#[derive(Debug)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    /// Takes a parameter that may stand once.
    pub(crate) fn take(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let mut values = self.take_all(name);
        if values.len() > 1 {
            return Err(invalid(name, "stands more than once"));
        }
        Ok(values.pop())
    }

    /// Takes every value of a parameter.
    pub(crate) fn take_all(&mut self, name: &str) -> Vec<String> {
        let (found, rest) =
            std::mem::take(&mut self.0).into_iter().partition(|(key, _)| key == name);
        self.0 = rest;
        found.into_iter().map(|(_, value): (String, String)| value).collect()
    }

    /// Takes a number from 1 to `max`.
    pub(crate) fn take_count(
        &mut self,
        name: &str,
        default: usize,
        max: usize,
    ) -> Result<usize, Failure> {
        let Some(text) = self.take(name)? else { return Ok(default) };
        match usize::from_str(&text) {
            Ok(count) if (1..=max).contains(&count) => Ok(count),
            _ => Err(invalid(name, &format!("must be a number from 1 to {max}"))),
        }
    }

    /// Takes `true` or `false`; absent is false.
    pub(crate) fn take_bool(&mut self, name: &str) -> Result<bool, Failure> {
        match self.take(name)?.as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(invalid(name, "must be true or false")),
        }
    }

    /// Takes what `parse` makes of a parameter; its error is a sentence for people.
    pub(crate) fn take_parsed<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Failure> {
        let Some(text) = self.take(name)? else { return Ok(None) };
        parse(&text).map(Some).map_err(|reason| invalid(name, &reason))
    }

    /// Refuses what is left.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(invalid(name, "is not a parameter of this address")),
        }
    }
}

/// That there are none, where what is asked for stands in the path or in the body: an organisation
/// that is named in another place and passed over is an account in the wrong one.
pub(crate) struct NoParams;

impl FromRequestParts<AppState> for NoParams {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        Params::from_request_parts(parts, state).await?.finish()?;
        Ok(Self)
    }
}

/// The one part of a path that is a name, such as the `{id}` of `/v1/events/{id}`.
pub(crate) struct Named(pub(crate) String);

impl FromRequestParts<AppState> for Named {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let Path(name) = Path::from_request_parts(parts, state)
            .await
            .map_err(|_| invalid("(path)", "must be UTF-8, percent-encoded"))?;
        Ok(Self(name))
    }
}

/// A refused parameter of an address.
pub(crate) fn invalid(name: &str, reason: &str) -> Failure {
    about(Code::InvalidParameter, name, reason)
}

/// A refused value of a body that could be read.
pub(crate) fn invalid_value(name: &str, reason: &str) -> Failure {
    about(Code::InvalidValue, name, reason)
}

fn about(code: Code, name: &str, reason: &str) -> Failure {
    let mut failure = Failure::new(code, format!("{name}: {reason}"));
    failure.refused.push(Refused {
        index: None,
        field: name.to_owned(),
        reason: reason.to_owned(),
    });
    failure
}

impl FromRequestParts<AppState> for Params {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|_| invalid("(query string)", "can't be read"))?;
        Ok(Self(pairs))
    }
}

/// Takes `organization`, or the caller's own, where `permission` is asked for.
pub(super) fn take_organization(
    state: &AppState,
    caller: &Caller,
    params: &mut Params,
    permission: Permission,
) -> Result<Organization, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    let principal = &caller.by.principal;
    Ok(state.allow_named(principal, named.as_ref(), false, permission)?.0)
}
