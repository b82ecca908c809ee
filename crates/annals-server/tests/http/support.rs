//! A server over real HTTP on an empty store, with a tree of organisations and keys of all kinds.
//!
//! ```text
//! installation > state > north > n1
//!                      > south
//! ```

use std::sync::Arc;
use std::time::Duration;

use annals_desk::{Desk, MIGRATIONS, NewKey, NewOrganization, NewUser, OrganizationFields};
use annals_model::{
    FixedClock, Millis, OrganizationId, OrganizationOrdinal, Permission, Rights, Scopes,
};
use annals_server::{Config, Server};
use annals_store::{Command, CommandError, Options, Store, Transaction};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use tokio::sync::oneshot;

/// Of users whose tests don't ask for another.
pub(crate) const PASSWORD: &str = "correct horse";

/// When all tests take place: 2026-11-20T09:00:00Z, a Friday.
pub(crate) const NOW: Millis = Millis(1_795_165_200_000);

pub(crate) struct TestServer {
    pub(crate) url: String,
    pub(crate) http: Client,
    pub(crate) store: Store,
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<FixedClock>,
    #[allow(dead_code, reason = "the data is there as long as this is")]
    pub(crate) directory: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    task: Option<tokio::task::JoinHandle<()>>,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}, |_| {}).await
    }

    pub(crate) async fn start_with(
        options: impl FnOnce(&mut Options),
        config: impl FnOnce(&mut Config),
    ) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(NOW));
        let mut store_options = Options {
            clock: clock.clone(),
            migrations: MIGRATIONS,
            background: false,
            disk_refuse_percent: 0,
            ..Options::default()
        };
        options(&mut store_options);
        let store = Store::open(directory.path(), store_options).await.unwrap();
        let mut server_config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            clock: clock.clone(),
            drain: Duration::from_secs(5),
            ..Config::default()
        };
        config(&mut server_config);
        let server = Server::bind(store.clone(), server_config).await.unwrap();
        let url = server.url();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let stopped = async move { stopped.await.unwrap_or(()) };
            server.run(stopped).await.unwrap();
        });
        let desk = Desk::with_clock(store.clone(), clock.clone());
        // The client would otherwise look for one, although it speaks no TLS here.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let stop = Some(stop);
        let task = Some(task);
        let this = Self { url, http, store, desk, clock, directory, stop, task };
        for (id, parent) in
            [("state", "installation"), ("north", "state"), ("south", "state"), ("n1", "north")]
        {
            this.organization(id, parent).await;
        }
        this
    }

    pub(crate) async fn organization(&self, id: &str, parent: &str) -> OrganizationOrdinal {
        let new = NewOrganization {
            id: OrganizationId::parse(id).unwrap(),
            name: id.to_uppercase(),
            parent: self.ordinal(parent),
            time_zone: None,
        };
        self.desk.create_organization(&self.desk.operator(), new).await.unwrap().ordinal
    }

    /// Changes an organisation as the operator.
    pub(crate) async fn change(&self, id: &str, new: OrganizationFields) {
        let (operator, seen) = (self.desk.operator(), OrganizationFields::default());
        let at = self.ordinal(id);
        self.desk.change_organization(&operator, at, new, seen).await.unwrap();
    }

    pub(crate) async fn set_zone(&self, id: &str, zone: &str) {
        let time_zone = Some(zone.to_owned());
        self.change(id, OrganizationFields { time_zone, ..Default::default() }).await;
    }

    /// Many organisations below `parent`, `{prefix}-0` and so on, in one transaction.
    pub(crate) async fn organizations(&self, prefix: &str, count: usize, parent: &str) {
        let new = (0..count)
            .map(|i| annals_store::NewOrganization {
                id: OrganizationId::parse(&format!("{prefix}-{i}")).unwrap(),
                name: format!("{prefix} {i}"),
                parent: self.ordinal(parent),
            })
            .collect();
        self.store.command(Create(new)).await.unwrap();
    }

    pub(crate) fn ordinal(&self, id: &str) -> OrganizationOrdinal {
        let id = OrganizationId::parse(id).unwrap();
        self.store.organizations().find(&id).unwrap().ordinal
    }

    /// A key of `organization` that reaches below.
    pub(crate) async fn key(&self, organization: &str, scopes: &[Permission]) -> String {
        self.key_with(organization, scopes, |_| {}).await.1
    }

    /// A key's id and secret.
    pub(crate) async fn key_with(
        &self,
        organization: &str,
        scopes: &[Permission],
        change: impl FnOnce(&mut NewKey),
    ) -> (annals_desk::KeyId, String) {
        let mut new = NewKey {
            organization: self.ordinal(organization),
            name: "test".to_owned(),
            scopes: scopes.iter().copied().collect(),
            reaches_below: true,
            expires_at: None,
        };
        change(&mut new);
        let (key, secret) = self.desk.create_key(&self.desk.operator(), new).await.unwrap();
        (key.id, secret.0)
    }

    /// A key that may do everything in `organization` and below.
    pub(crate) async fn admin(&self, organization: &str) -> String {
        self.key(organization, &Permission::ALL).await
    }

    /// A user who may do everything.
    pub(crate) async fn user(&self, organization: &str, username: &str, password: &str) {
        self.create_user(organization, username, password, &Permission::ALL).await;
    }

    /// A user who may do no more than `scopes`; their id.
    pub(crate) async fn user_who_may(
        &self,
        organization: &str,
        username: &str,
        scopes: &[Permission],
    ) -> String {
        self.create_user(organization, username, PASSWORD, scopes).await
    }

    async fn create_user(
        &self,
        organization: &str,
        username: &str,
        password: &str,
        scopes: &[Permission],
    ) -> String {
        let name = format!("{username} in person");
        let is_administrator = scopes == Permission::ALL;
        let (groups, scopes) = match is_administrator {
            true => (vec![annals_desk::Role::Administrators.group()], Scopes::default()),
            false => (Vec::new(), scopes.iter().copied().collect()),
        };
        let new = NewUser {
            groups,
            rights: Rights::reaching_below(scopes),
            ..NewUser::new(self.ordinal(organization), username, &name, password)
        };
        self.desk.create_user(&self.desk.operator(), new).await.unwrap().id.0
    }

    pub(crate) fn request(&self, method: Method, path: &str, key: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        if key.is_empty() { request } else { request.bearer_auth(key) }
    }

    pub(crate) async fn get(&self, path: &str, key: &str) -> Answer {
        Answer::of(self.request(Method::GET, path, key).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, key: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path, key).json(body).send().await.unwrap()).await
    }

    /// Sends events as NDJSON and expects them to be taken.
    pub(crate) async fn send(&self, key: &str, events: &[Value]) -> Value {
        let body: String = events.iter().map(|event| format!("{event}\n")).collect();
        let request = self
            .request(Method::POST, "/v1/events", key)
            .header("content-type", "application/x-ndjson")
            .body(body);
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body
    }

    /// Stops the server and waits for its end.
    pub(crate) async fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(task) = self.task.take() {
            task.await.unwrap();
        }
    }
}

/// An answer with its body, `null` if it is no JSON.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) async fn of(response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, text, body }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Status and code of a problem document.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        assert_eq!(self.body["status"], self.status);
        assert_eq!(self.body["request_id"], self.header("x-request-id"));
        format!("{} {}", self.status, self.body["code"].as_str().unwrap())
    }
}

struct Create(Vec<annals_store::NewOrganization>);

impl Command for Create {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        for new in std::mem::take(&mut self.0) {
            transaction.create_organization(new).await?;
        }
        Ok(())
    }
}

/// The smallest event.
pub(crate) fn event(id: &str, action: &str) -> Value {
    serde_json::json!({ "id": id, "action": action, "actor": { "name": "Ada" } })
}

/// The ids of a page's entries.
pub(crate) fn ids(page: &Value) -> Vec<String> {
    let entries = page["entries"].as_array().unwrap_or_else(|| panic!("no entries in {page}"));
    entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// What it takes to read entries whole.
pub(crate) const READS: [Permission; 2] = [Permission::ReadEvents, Permission::ReadEventDetails];
