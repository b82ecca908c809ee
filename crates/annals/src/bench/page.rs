//! The Audit Log's page through a real server on loopback: its rows, what follows them, what a page
//! that is there asks for, and the bytes of a first visit.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use annals_desk::{Desk, NewUser, SignIn};
use annals_model::{Millis, OrganizationOrdinal, Permission, Rights};
use annals_samples::Bench;
use annals_server::{Config, Server};
use annals_store::Store;
use anyhow::Context;
use reqwest::{Client, Response};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::parameters::{Class, Pool};
use super::queries::About;
use super::query::{WARM_UP_PART, WARM_UP_TIME_MAX};
use super::report::{Draws, Times};
use super::{Directory, Plan};
use crate::cli::{password, progress};

/// A slow kind of page ends after so long in each class; how many draws there were is printed.
const KIND_TIME_MAX: Duration = Duration::from_secs(30);
const SEED: u64 = 11;
/// What the page says when its rows are there, and before what follows them.
const ROWS_END: &str = "</table>";
const CHART_BEGIN: &str = "id=\"chart\"";

/// What someone looks at.
#[derive(Clone, Copy)]
enum Look {
    Newest,
    TwoWords,
    FrequentWord,
    ActorSourceDates,
}

impl Look {
    const ALL: [Self; 4] =
        [Self::Newest, Self::TwoWords, Self::FrequentWord, Self::ActorSourceDates];

    fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::TwoWords => "two words",
            Self::FrequentWord => "frequent word",
            Self::ActorSourceDates => "actor + source + dates",
        }
    }

    fn pairs(self, about: &About) -> Vec<(&'static str, String)> {
        let day = |at: Option<Millis>| {
            let text = at.map(|at| at.to_string()).unwrap_or_default();
            text.get(..10).unwrap_or_default().to_owned()
        };
        match self {
            Self::Newest => Vec::new(),
            Self::TwoWords => vec![("q", about.words.join(" "))],
            Self::FrequentWord => vec![("q", about.frequent.to_owned())],
            Self::ActorSourceDates => {
                let mut pairs = vec![("from", day(about.from)), ("to", day(about.to))];
                pairs.extend(about.username.clone().map(|user| ("user", user)));
                pairs.extend(about.source.clone().map(|source| ("source", source)));
                pairs
            }
        }
    }
}

pub(super) async fn run(plan: &Plan) -> anyhow::Result<Value> {
    let directory = Directory::open(plan, "store")?;
    anyhow::ensure!(
        directory.state.ingest.is_some(),
        "there is nothing to look at yet: run `annals bench ingest` with the same options first"
    );
    let stream = directory.stream();
    let store = directory.store(&stream, false).await?;
    let config = Config { listen: ([127, 0, 0, 1], 0).into(), ..Config::default() };
    let server = Server::bind(store.clone(), config).await?;
    let (url, desk) = (server.url(), server.desk());
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    // Fails when another client installed it before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = Client::builder().no_proxy().build()?;
    let mut draws = Draws::new(SEED);
    let mut rows = Vec::new();
    let mut visit = Value::Null;
    for class in [Class::Largest, Class::Median, Class::Tiny] {
        let Some(pool) = Pool::collect(&store, &stream, class, &mut draws)? else { continue };
        let cookie = sign_in(&store, &desk, &stream, class).await?;
        let browser = Browser { http: http.clone(), url: url.clone(), cookie };
        for look in Look::ALL {
            rows.extend(browser.measure(look, class, &pool, plan.draws, &mut draws).await?);
        }
        if class == Class::Largest {
            visit = browser.first_visit().await?;
        }
    }
    let _ = stop.send(());
    serving.await??;
    store.close().await;
    Ok(json!({
        "events": directory.state.events,
        "draws": plan.draws,
        "seconds_of_a_slow_kind": KIND_TIME_MAX.as_secs(),
        "first_visit_compressed_bytes": visit["bytes"],
        "first_visit_page_bytes": visit["page"],
        "first_visit_page_compressed_bytes": visit["page_compressed"],
        "first_visit_files": visit["files"],
        "warm": rows,
    }))
}

/// A session of someone who reads there.
async fn sign_in(
    store: &Store,
    desk: &Desk,
    stream: &Bench,
    class: Class,
) -> anyhow::Result<String> {
    let sample =
        stream.organizations().get(class.organization()).context("the stream is too small")?;
    let organization = store.organizations().find(&sample.id).map(|found| found.ordinal);
    let organization: OrganizationOrdinal = organization.context("an organisation is missing")?;
    let secret = password::generate()?;
    let username = format!("bench-{}", &secret[..12]);
    let new = NewUser {
        rights: Rights::here([Permission::ReadEvents].into_iter().collect()),
        ..NewUser::new(organization, &username, "Bench", &secret)
    };
    desk.create_user(&desk.operator(), new).await?;
    let attempt = SignIn { username, password: secret, client: Default::default() };
    let (token, _) = desk.sign_in(attempt).await?.session().context("no code is asked for")?;
    Ok(format!("annals={}", token.0))
}

/// Who looks.
struct Browser {
    http: Client,
    url: String,
    cookie: String,
}

/// Times of one look.
#[derive(Default)]
struct Kinds {
    rows: Times,
    facets_after: Times,
    chart_after: Times,
    content: Times,
    facets: Times,
    chart: Times,
}

impl Browser {
    async fn measure(
        &self,
        look: Look,
        class: Class,
        pool: &Pool,
        count: usize,
        draws: &mut Draws,
    ) -> anyhow::Result<Vec<Value>> {
        let warm_up = count.div_ceil(WARM_UP_PART);
        let all = warm_up + count;
        let bar = progress::bar(all as u64, "pages");
        let mut kinds = Kinds::default();
        let begin = Instant::now();
        for done in 0..all {
            if begin.elapsed() > KIND_TIME_MAX {
                break;
            }
            let about = About::of(pool.pick(draws), draws);
            let pairs = look.pairs(&about);
            let counts = done >= warm_up || begin.elapsed() > WARM_UP_TIME_MAX;
            let mut passed = Kinds::default();
            let kinds = if counts { &mut kinds } else { &mut passed };
            self.document(&pairs, kinds).await?;
            self.content(&pairs, kinds).await?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        let Kinds { rows, facets_after, chart_after, content, facets, chart } = kinds;
        let named = [
            ("rows of the page", rows),
            ("filters after them", facets_after),
            ("chart after these", chart_after),
            ("rows for a page that is there", content),
            ("its filters", facets),
            ("its chart", chart),
        ];
        let line = |(name, times): (&str, Times)| {
            times.json(&format!("{}: {name}", look.as_str()), class.as_str())
        };
        Ok(named.into_iter().map(line).collect())
    }

    /// The document, with the moments at which its parts were there.
    async fn document(&self, pairs: &[(&str, String)], kinds: &mut Kinds) -> anyhow::Result<()> {
        let begin = Instant::now();
        let mut response = self.get("/", pairs, &[]).await?;
        let mut text = String::new();
        let mut at_rows = None;
        let mut at_chart = None;
        while let Some(chunk) = response.chunk().await? {
            text.push_str(&String::from_utf8_lossy(&chunk));
            let now = begin.elapsed();
            if at_rows.is_none() && text.contains(ROWS_END) {
                at_rows = Some(now);
            }
            if at_chart.is_none() && text.contains("id=\"facets\"") {
                kinds.facets_after.add(now - at_rows.unwrap_or_default(), 1);
                at_chart = Some(now);
            }
        }
        let end = begin.elapsed();
        // Where nothing is found there is no table.
        kinds.rows.add(at_rows.or(at_chart).unwrap_or(end), rows_in(&text));
        if text.contains(CHART_BEGIN) {
            kinds.chart_after.add(end - at_chart.unwrap_or_default(), 1);
        }
        Ok(())
    }

    /// What a page that is there asks for.
    async fn content(&self, pairs: &[(&str, String)], kinds: &mut Kinds) -> anyhow::Result<()> {
        let partial = [("HX-Request-Type", "partial")];
        for (path, times) in [
            ("/", &mut kinds.content),
            ("/facets", &mut kinds.facets),
            ("/chart", &mut kinds.chart),
        ] {
            let begin = Instant::now();
            let text = self.get(path, pairs, &partial).await?.text().await?;
            times.add(begin.elapsed(), rows_in(&text));
        }
        Ok(())
    }

    /// What a browser with nothing of Annals loads for the page, in bytes without heads.
    async fn first_visit(&self) -> anyhow::Result<Value> {
        let asked = [("Accept-Encoding", "gzip"), ("Sec-Fetch-Site", "none")];
        let plain = self.get("/", &[], &[]).await?.text().await?;
        let page = self.get("/", &[], &asked).await?.bytes().await?.len();
        let mut files = BTreeSet::new();
        let mut open: Vec<String> = assets(&plain);
        let mut bytes = page;
        while let Some(path) = open.pop() {
            if files.insert(path.clone()) {
                bytes += self.get(&path, &[], &asked).await?.bytes().await?.len();
                open.extend(assets(&self.get(&path, &[], &[]).await?.text().await?));
            }
        }
        Ok(json!({
            "bytes": bytes, "page": plain.len(), "page_compressed": page, "files": files.len(),
        }))
    }

    async fn get(
        &self,
        path: &str,
        pairs: &[(&str, String)],
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Response> {
        let request = self.http.get(format!("{}{path}", self.url)).query(pairs);
        let mut request = request.header("Cookie", &self.cookie).header("Accept", "text/html");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await?;
        anyhow::ensure!(response.status().is_success(), "{path}: {}", response.status());
        Ok(response)
    }
}

fn rows_in(text: &str) -> u64 {
    text.matches("<tr id=\"e").count() as u64
}

/// Paths of the files that a page or a module names.
fn assets(text: &str) -> Vec<String> {
    let in_pages = text.split("\"/assets/").skip(1);
    let in_modules = text.split(" from \"./").skip(1);
    let path = |rest: &str| rest.split_once('"').map(|(file, _)| format!("/assets/{file}"));
    in_pages.chain(in_modules).filter_map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_pages_and_modules() {
        let page = "<link href=\"/assets/a.css\"><script src=\"/assets/b.js\"></script>";
        assert_eq!(assets(page), ["/assets/a.css", "/assets/b.js"]);
        assert_eq!(assets("import x from \"./c-1.js\";\n"), ["/assets/c-1.js"]);
        assert_eq!(rows_in("<tr id=\"e1\"><tr><tr id=\"e2\">"), 2);
    }
}
