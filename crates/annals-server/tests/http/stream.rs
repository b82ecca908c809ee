//! The live tail.

use std::time::Duration;

use reqwest::Method;

use crate::support::{Answer, READS, TestServer, event};

/// An open stream.
pub(crate) struct Tail {
    response: reqwest::Response,
    pub(crate) text: String,
}

impl Tail {
    pub(crate) async fn open(
        server: &TestServer,
        key: &str,
        path: &str,
        last: Option<&str>,
    ) -> Self {
        let mut request = server.request(Method::GET, path, key);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        Self::of(request.send().await.unwrap()).await
    }

    pub(crate) async fn of(response: reqwest::Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut tail = Self { response, text: String::new() };
        tail.until("retry:").await;
        tail
    }

    /// Reads until `needle` has come.
    pub(crate) async fn until(&mut self, needle: &str) {
        let reading = async {
            while !self.text.contains(needle) {
                let chunk = self.response.chunk().await.unwrap().expect("the stream goes on");
                self.text.push_str(std::str::from_utf8(&chunk).unwrap());
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(10), reading).await;
        assert!(waited.is_ok(), "{needle} did not come: {}", self.text);
    }

    /// Reads to the end.
    pub(crate) async fn end(&mut self) {
        let reading = async {
            while let Ok(Some(chunk)) = self.response.chunk().await {
                self.text.push_str(std::str::from_utf8(&chunk).unwrap());
            }
        };
        tokio::time::timeout(Duration::from_secs(10), reading).await.expect("the stream ends");
    }

    /// The ids of the entries that came.
    fn entries(&self) -> Vec<String> {
        self.text
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .map(|json| serde_json::from_str::<serde_json::Value>(json).unwrap())
            .map(|entry| entry["id"].as_str().unwrap().to_owned())
            .collect()
    }

    fn last_id(&self) -> &str {
        self.text.lines().filter_map(|line| line.strip_prefix("id: ")).next_back().unwrap()
    }
}

#[tokio::test]
async fn entries_come_as_they_are_taken_and_none_is_lost_between() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    server.send(&key, &[event("before", "a.created")]).await;
    let mut tail = Tail::open(&server, &key, "/v1/events/stream?q=action:a.*", None).await;
    server.send(&key, &[event("e-1", "a.created"), event("other", "b.created")]).await;
    tail.until("e-1").await;
    assert_eq!(tail.entries(), ["e-1"], "it starts at now and shows what matches");
    let last = tail.last_id().to_owned();
    drop(tail);

    server.send(&key, &[event("e-2", "a.created")]).await;
    let mut tail = Tail::open(&server, &key, "/v1/events/stream?q=action:a.*", Some(&last)).await;
    tail.until("e-2").await;
    server.send(&key, &[event("e-3", "a.created")]).await;
    tail.until("e-3").await;
    assert_eq!(tail.entries(), ["e-2", "e-3"]);

    let mut tail =
        Tail::open(&server, &key, "/v1/events/stream?after=0&q=-type:access", None).await;
    tail.until("e-3").await;
    assert!(tail.entries().ends_with(&["other".to_owned(), "e-2".to_owned(), "e-3".to_owned()]));
}

fn event_of(organization: &str, id: &str) -> serde_json::Value {
    let mut event = event(id, "a.created");
    event["organization"] = organization.into();
    event
}

#[tokio::test]
async fn a_tree_is_followed_log_by_log_and_none_is_lost_between() {
    const BELOW: &str = "/v1/events/stream?below=true&q=action:a.*";
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let root = server.admin("installation").await;
    let of = event_of;
    server.send(&root, &[of("n1", "before"), of("south", "s-1")]).await;
    let mut tail = Tail::open(&server, &key, BELOW, None).await;
    server.send(&root, &[of("south", "s-2"), of("n1", "e-1"), of("north", "e-2")]).await;
    tail.until("e-1").await;
    tail.until("e-2").await;
    let mut seen = tail.entries();
    seen.sort();
    assert_eq!(seen, ["e-1", "e-2"], "it starts at now and stays within the tree");

    // A late event, one in a log of which nothing was sent yet, one in a log that is new.
    let last = tail.last_id().to_owned();
    drop(tail);
    let mut late = of("north", "e-3");
    late["occurred_at"] = "2001-01-01T00:00:00Z".into();
    server.organization("n2", "north").await;
    server.send(&root, &[late, of("n1", "e-4"), of("n2", "e-5"), of("south", "s-3")]).await;
    server.store.seal().await.unwrap();
    let mut tail = Tail::open(&server, &key, BELOW, Some(&last)).await;
    for id in ["e-3", "e-4", "e-5"] {
        tail.until(&format!("\"{id}\"")).await;
    }
    // So is one that comes while the stream is open.
    server.organization("n3", "n1").await;
    server.send(&root, &[of("n3", "e-6")]).await;
    tail.until("e-6").await;
    assert_eq!(tail.entries(), ["e-3", "e-4", "e-5", "e-6"]);

    // Whichever event was the last to arrive, what follows is the rest, each once.
    let ids: Vec<_> = tail.text.lines().filter_map(|line| line.strip_prefix("id: ")).collect();
    assert_eq!(ids.len(), 4);
    for (seen, id) in ids.iter().enumerate() {
        let mut rest = Tail::open(&server, &key, BELOW, Some(id)).await;
        server.send(&root, &[of("n1", &format!("end-{seen}"))]).await;
        rest.until(&format!("end-{seen}")).await;
        let mut found = rest.entries();
        found.retain(|id| id.starts_with("e-"));
        let mut wanted = tail.entries()[seen + 1..].to_vec();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "after {seen}");
    }
}

#[tokio::test]
async fn a_busy_log_holds_up_no_other() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    let root = server.admin("installation").await;
    let path = "/v1/events/stream?below=true";
    let mut tail = Tail::open(&server, &key, path, None).await;
    server.send(&root, &[event_of("north", "start")]).await;
    tail.until("\"start\"").await;
    let from = tail.last_id().to_owned();
    drop(tail);
    let many: Vec<_> = (0..500).map(|i| event_of("north", &format!("busy-{i}"))).collect();
    server.send(&root, &many).await;
    server.send(&root, &[event_of("n1", "quiet")]).await;
    let mut tail = Tail::open(&server, &key, path, Some(&from)).await;
    tail.until("\"busy-499\"").await;
    let entries = tail.entries();
    let quiet = entries.iter().position(|id| id == "quiet").unwrap();
    assert!(quiet <= 60, "it came after {quiet} others");
    assert_eq!(entries.len(), 501);
}

#[tokio::test]
async fn a_stream_follows_a_thousand_logs_and_no_more() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    // With north and n1.
    server.organizations("many", 998, "north").await;
    let mut tail = Tail::open(&server, &key, "/v1/events/stream?below=true", None).await;
    server.send(&key, &[event_of("many-997", "last")]).await;
    tail.until("\"last\"").await;
    server.organization("one-more", "north").await;
    tail.end().await;
    let answer = server.get("/v1/events/stream?below=true", &key).await;
    assert_eq!(answer.problem(), "400 invalid_parameter");
    assert!(answer.text.contains("at most 1000"), "{}", answer.text);
}

#[tokio::test]
async fn a_busy_stream_ends_with_the_right_to_see_it() {
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.heartbeat = Duration::from_millis(50);
        },
    )
    .await;
    let (id, key) = server.key_with("north", &READS, |_| {}).await;
    let writer = server.admin("north").await;
    let mut tail = Tail::open(&server, &key, "/v1/events/stream", None).await;
    server.desk.revoke_key(&server.desk.operator(), &id).await.unwrap();
    let busy = async {
        for i in 0_u64.. {
            server.send(&writer, &[event(&format!("e-{i}"), "a.created")]).await;
        }
    };
    tokio::select! {
        () = tail.end() => {}
        () = busy => {}
    }
}

#[tokio::test]
async fn a_quiet_stream_says_how_far_it_looked() {
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.heartbeat = Duration::from_millis(50);
        },
    )
    .await;
    let key = server.admin("north").await;
    let mut tail = Tail::open(&server, &key, "/v1/events/stream?q=nothing", None).await;
    let sent = server.send(&key, &[event("e-1", "a.created")]).await;
    let number = sent["receipts"][0]["number"].as_u64().unwrap();
    tail.until(&format!(": alive\nid: {number}\n\n")).await;
}

#[tokio::test]
async fn a_stream_ends_with_the_right_to_see_it() {
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.heartbeat = Duration::from_millis(50);
        },
    )
    .await;
    let (id, key) = server.key_with("north", &READS, |_| {}).await;
    let mut tail = Tail::open(&server, &key, "/v1/events/stream", None).await;
    server.desk.revoke_key(&server.desk.operator(), &id).await.unwrap();
    tail.end().await;
}

#[tokio::test]
async fn streams_are_few_and_end_with_the_server() {
    let mut server = TestServer::start_with(|_| {}, |config| config.streams_max = 2).await;
    let key = server.admin("north").await;
    let mut first = Tail::open(&server, &key, "/v1/events/stream", None).await;
    let second = Tail::open(&server, &key, "/v1/events/stream", None).await;
    let third = server.get("/v1/events/stream", &key).await;
    assert_eq!(third.problem(), "503 busy");
    assert_eq!(third.header("retry-after"), "1");
    drop(second);
    let mut open = None;
    for _ in 0..200 {
        let request = server.request(Method::GET, "/v1/events/stream", &key);
        let response = request.send().await.unwrap();
        if response.status() == 200 {
            open = Some(response);
            break;
        }
        Answer::of(response).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(open.is_some(), "a stream that was left makes room");
    server.stop().await;
    first.end().await;
}
