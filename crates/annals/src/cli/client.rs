//! The API from the client's side.

use std::time::Duration;

use anyhow::Context;
use reqwest::{Method, RequestBuilder, Response, StatusCode, Url};
use serde_json::Value;

use super::context::Usage;
use super::record::AskedOfRecord;
use super::source::Asked;

/// A server and the key for it.
pub(crate) struct Client {
    http: reqwest::Client,
    base: Url,
    key: String,
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Rows asked for at once.
const PAGE_ROWS: usize = 500;

impl Client {
    pub(crate) fn new(server: &str, key: Option<String>) -> anyhow::Result<Self> {
        let no_key = "a server wants a key: put one in ANNALS_KEY (see `annals key create`)";
        let key = key.ok_or_else(|| Usage(no_key.to_owned()))?;
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        let base: Url = server.parse().ok().filter(is_web).ok_or_else(|| {
            Usage(format!("{server:?} is no URL; write one such as http://127.0.0.1:8321"))
        })?;
        // Fails when another client installed it before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).build()?;
        Ok(Self { http, base, key })
    }

    pub(crate) async fn search(
        &self,
        asked: &Asked,
        rows_max: usize,
        emit: &mut (dyn FnMut(Value) -> anyhow::Result<()> + Send),
    ) -> anyhow::Result<usize> {
        let (mut rows, mut cursor) = (0, None::<String>);
        while rows < rows_max {
            let limit = (rows_max - rows).min(PAGE_ROWS).to_string();
            let request = match &cursor {
                // A cursor holds its whole search.
                Some(cursor) => {
                    self.request(Method::GET, self.url("v1/events")?).query(&[("cursor", cursor)])
                }
                None => self.asking("v1/events", asked)?,
            };
            let mut page = json(self.send(request.query(&[("limit", limit)])).await?).await?;
            let Value::Array(entries) = page["entries"].take() else { break };
            for entry in entries {
                emit(entry)?;
                rows += 1;
            }
            cursor = page["next"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        Ok(rows)
    }

    pub(crate) async fn count(&self, asked: &Asked) -> anyhow::Result<u64> {
        let answer = json(self.send(self.asking("v1/events/count", asked)?).await?).await?;
        answer["total"].as_u64().context("the server's answer has no total")
    }

    pub(crate) async fn get(&self, id: &str, asked: &Asked) -> anyhow::Result<Option<Value>> {
        if id.starts_with('#') {
            let asked = Asked { q: id.to_owned(), ..asked.clone() };
            let mut found = None;
            let mut emit = |entry| {
                found = Some(entry);
                Ok(())
            };
            self.search(&asked, 1, &mut emit).await?;
            return Ok(found);
        }
        let mut url = self.url("v1/events")?;
        if let Ok(mut path) = url.path_segments_mut() {
            path.push(id);
        }
        let mut request = self.request(Method::GET, url);
        if let Some(org) = &asked.org {
            request = request.query(&[("organization", org)]);
        }
        let response = self.send(request).await?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        json(response).await.map(Some)
    }

    /// A page of a record's history, or its state; nothing if there is no entry on it.
    pub(crate) async fn record_history(
        &self,
        asked: &AskedOfRecord,
        cursor: Option<&str>,
    ) -> anyhow::Result<Option<Value>> {
        let mut url = self.url("v1/records")?;
        if let Ok(mut path) = url.path_segments_mut() {
            path.extend([&asked.record_type, &asked.id]).push("history");
        }
        let named = [
            ("organization", asked.org.as_deref()),
            ("at", asked.at.as_deref()),
            ("property", asked.property.as_deref()),
            ("cursor", cursor),
        ];
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let request = self.request(Method::GET, url).query(&named.collect::<Vec<_>>());
        let response = self.send(request).await?;
        if response.status() == StatusCode::NOT_FOUND {
            // An organisation that isn't there is another answer than a record that isn't.
            let url = self.url("v1/record-types")?;
            let organization = asked.org.as_deref().map(|id| ("organization", id));
            let request = self.request(Method::GET, url).query(organization.as_slice());
            json(self.send(request).await?).await?;
            return Ok(None);
        }
        json(response).await.map(Some)
    }

    /// Sends a body of NDJSON and returns the answer.
    pub(crate) async fn post_events(&self, body: Vec<u8>) -> anyhow::Result<Response> {
        let request = self
            .request(Method::POST, self.url("v1/events")?)
            .header("content-type", "application/x-ndjson")
            .body(body);
        self.send(request).await
    }

    /// Begins a live tail.
    pub(crate) async fn stream(&self, asked: &Asked) -> anyhow::Result<Response> {
        let response = self.send(self.asking("v1/events/stream", asked)?).await?;
        match response.status().is_success() {
            true => Ok(response),
            false => Err(problem(response).await),
        }
    }

    fn asking(&self, path: &str, asked: &Asked) -> anyhow::Result<RequestBuilder> {
        let mut request = self.request(Method::GET, self.url(path)?);
        if !asked.q.is_empty() {
            request = request.query(&[("q", &asked.q)]);
        }
        if let Some(org) = &asked.org {
            request = request.query(&[("organization", org)]);
        }
        if asked.below {
            request = request.query(&[("below", "true")]);
        }
        Ok(request)
    }

    fn url(&self, path: &str) -> anyhow::Result<Url> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| Usage(format!("{} has no path", self.base)))?
            .pop_if_empty()
            .extend(path.split('/'));
        Ok(url)
    }

    /// An error does not repeat the address, which holds what was searched for.
    async fn send(&self, request: RequestBuilder) -> anyhow::Result<Response> {
        let sent = request.send().await.map_err(reqwest::Error::without_url);
        sent.with_context(|| format!("can't reach the server at {}", self.base))
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.http.request(method, url).bearer_auth(&self.key)
    }
}

/// The body of a good answer; else the problem that the server tells of.
pub(crate) async fn json(response: Response) -> anyhow::Result<Value> {
    if !response.status().is_success() {
        return Err(problem(response).await);
    }
    response.json().await.context("the server's answer is not JSON")
}

/// What a problem document says, for people.
pub(crate) async fn problem(response: Response) -> anyhow::Error {
    let status = response.status();
    let body = response.text().await.unwrap_or_default();
    let Ok(problem) = serde_json::from_str::<Value>(&body) else {
        return anyhow::anyhow!("the server answered {status}");
    };
    let text = |field: &str| problem[field].as_str().unwrap_or_default().to_owned();
    let request_id = match problem["request_id"].as_str() {
        Some(id) => format!(" (request {id})"),
        None => String::new(),
    };
    let message = format!("{}: {}{request_id}", text("title"), text("detail"));
    match text("code").as_str() {
        "invalid_query" | "invalid_parameter" => Usage(message).into(),
        _ => anyhow::anyhow!(message),
    }
}
