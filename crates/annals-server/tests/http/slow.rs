//! Clients that hold on to what they were given.

use std::time::Duration;

use annals_model::Permission;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{TestServer, event};

/// Nothing here takes nearly as long; what waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(20);

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.url.strip_prefix("http://").unwrap()).await.unwrap()
}

/// What comes until the server closes the connection.
async fn until_closed(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    // A reset is an end as well.
    let _ = tokio::time::timeout(PATIENCE, reading).await.expect("the connection is closed");
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let short = Duration::from_millis(50);
    let server = TestServer::start_with(|_| {}, |config| config.head_timeout = short).await;
    for begun in
        ["", "GET /healthz HTTP/1.0\r\nx-slow: ", "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"]
    {
        let mut stream = connect(&server).await;
        stream.write_all(begun.as_bytes()).await.unwrap();
        let answer = until_closed(stream).await;
        // A connection that is kept for the next request waits no longer for its head.
        assert_eq!(answer.contains("200 OK"), begun.ends_with("\r\n\r\n"), "{begun:?} {answer}");
    }
}

#[tokio::test]
async fn a_body_that_is_said_to_be_too_large_is_not_waited_for() {
    let server = TestServer::start().await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    let mut stream = connect(&server).await;
    let request = format!(
        "POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        annals_model::limits::REQUEST_BYTES_MAX + 1
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let answer = until_closed(stream).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("\"code\":\"too_large\""), "{answer}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_answered_and_ends_the_connection() {
    let short = Duration::from_millis(100);
    let server = TestServer::start_with(|_| {}, |config| config.request_timeout = short).await;
    let key = server.key("north", &[Permission::WriteEvents]).await;
    for path in ["/v1/events", "/v1/keys"] {
        let mut stream = connect(&server).await;
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n\
             content-type: application/json\r\ncontent-length: 1000\r\n\r\n{{\"action\":"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = until_closed(stream).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{path} {answer}");
        assert!(answer.contains("\"code\":\"timeout\""), "{path} {answer}");
    }
}

#[tokio::test]
async fn a_request_names_one_host() {
    let server = TestServer::start().await;
    for (head, expected) in [
        ("HTTP/1.1\r\nhost: x", 200),
        ("HTTP/1.0", 200),
        ("HTTP/1.1", 400),
        ("HTTP/1.1\r\nhost: x\r\nhost: y", 400),
        ("HTTP/1.0\r\nhost: x\r\nhost: y", 400),
    ] {
        let mut stream = connect(&server).await;
        let request = format!("GET /healthz {head}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = until_closed(stream).await;
        assert_eq!(answer.get(9..12), Some(&*expected.to_string()), "{head} {answer}");
    }
}

/// Far more than the kernel keeps for one connection.
async fn fill(server: &TestServer, key: &str) {
    for part in 0..4 {
        let large = |i: usize| {
            let mut event = event(&format!("{part}-{i}"), "charge.deleted");
            event["description"] = "x".repeat(30_000).into();
            event
        };
        server.send(key, &(0..250).map(large).collect::<Vec<_>>()).await;
    }
}

#[tokio::test]
async fn an_answer_that_is_not_read_ends_the_connection() {
    let short = Duration::from_millis(100);
    let server = TestServer::start_with(
        |_| {},
        |config| {
            config.write_timeout = short;
            config.streams_max = 1;
        },
    )
    .await;
    let key = server.admin("north").await;
    fill(&server, &key).await;
    for path in ["/v1/events?limit=1000", "/v1/events/stream?after=0"] {
        let mut stream = connect(&server).await;
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.readable().await.unwrap();
        // Written to in turn until the other side has gone; nothing is read meanwhile.
        let gone = async { while stream.write_all(b"\r\n").await.is_ok() {} };
        tokio::time::timeout(PATIENCE, gone).await.unwrap_or_else(|_| panic!("{path} is closed"));
    }
    // The place of the one that was cut off is free.
    let again = server.request(reqwest::Method::GET, "/v1/events/stream", &key).send().await;
    assert_eq!(again.unwrap().status(), 200);
}

const ALIVE: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";

/// Reads one answer to [`ALIVE`].
async fn alive(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    while !answer.ends_with(b"ok\n") {
        let read = tokio::time::timeout(PATIENCE, stream.read_buf(&mut answer)).await;
        assert_ne!(read.expect("it is answered").unwrap(), 0, "it is not closed");
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_their_turn() {
    let server = TestServer::start_with(|_| {}, |config| config.connections_max = 2).await;
    let mut open = [connect(&server).await, connect(&server).await];
    for stream in &mut open {
        stream.write_all(ALIVE).await.unwrap();
        alive(stream).await;
    }
    let mut third = connect(&server).await;
    third.write_all(ALIVE).await.unwrap();
    // Those two are answered, however often they ask, and the third is not.
    for _ in 0..20 {
        for stream in &mut open {
            stream.write_all(ALIVE).await.unwrap();
            alive(stream).await;
        }
    }
    let third = third.into_std().unwrap();
    let waiting = third.peek(&mut [0]).map_err(|error| error.kind());
    assert_eq!(waiting, Err(std::io::ErrorKind::WouldBlock));
    drop(open);
    alive(&mut TcpStream::from_std(third).unwrap()).await;
}
