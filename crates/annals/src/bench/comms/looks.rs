//! Looks at the logs of messages.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::super::connection::Connection;
use super::super::report::{Draws, Times};
use super::load::{Access, FAMILY};
use crate::cli::progress;

const SEED: u64 = 23;
/// A slow kind of look ends after so long; how many draws there were is printed.
const KIND_TIME_MAX: Duration = Duration::from_secs(30);
/// Looks before the first that counts.
const WARM_UP: usize = 20;

/// A kind of look.
#[derive(Clone, Copy)]
enum Look {
    OneWord,
    TwoWords,
    Beginning,
    FamilyMessages,
    FamilyEntries,
}

impl Look {
    const ALL: [Self; 5] =
        [Self::OneWord, Self::TwoWords, Self::Beginning, Self::FamilyMessages, Self::FamilyEntries];

    fn as_str(self) -> &'static str {
        match self {
            Self::OneWord => "any field: a word",
            Self::TwoWords => "any field: two words",
            Self::Beginning => "any field: a beginning",
            Self::FamilyMessages => "family page: messages",
            Self::FamilyEntries => "family page: entries",
        }
    }

    fn path(self, words: &[String], draws: &mut Draws) -> String {
        let mut word = || words[draws.below(words.len() as u64) as usize].as_str();
        match self {
            Self::OneWord => format!("/communications/email?q={}", encoded(word())),
            Self::TwoWords => {
                format!("/communications/email?q={}+{}", encoded(word()), encoded(word()))
            }
            Self::Beginning => {
                let beginning: String = word().chars().take(3).collect();
                format!("/communications/email?q={}", encoded(&beginning))
            }
            Self::FamilyMessages => format!("/records/family/{FAMILY}/communication/email"),
            Self::FamilyEntries => format!("/records/family/{FAMILY}"),
        }
    }
}

fn encoded(word: &str) -> String {
    word.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// Who looks.
pub(super) struct Looks<'a> {
    address: &'a str,
    head: String,
    words: &'a [String],
}

impl<'a> Looks<'a> {
    pub(super) fn new(address: &'a str, access: &'a Access) -> anyhow::Result<Self> {
        let Access { cookie, words, .. } = access;
        anyhow::ensure!(!words.is_empty(), "the stream has no words");
        let head = format!("host: {address}\r\ncookie: {cookie}\r\naccept: text/html\r\n");
        Ok(Self { address, head, words })
    }

    pub(super) async fn measure(&self, count: usize) -> anyhow::Result<Vec<Value>> {
        let mut connection = Connection::open(self.address).await?;
        let mut draws = Draws::new(SEED);
        let mut rows = Vec::new();
        for look in Look::ALL {
            let bar = progress::bar((count + WARM_UP) as u64, "looks");
            let mut times = Times::default();
            let begin = Instant::now();
            for done in 0..count + WARM_UP {
                if begin.elapsed() > KIND_TIME_MAX {
                    break;
                }
                let path = look.path(self.words, &mut draws);
                let head = format!("GET {path} HTTP/1.1\r\n{}", self.head);
                let begin = Instant::now();
                let (status, page) = connection.ask(&head, b"").await?;
                let took = begin.elapsed();
                anyhow::ensure!(status == 200, "{path}: {status}");
                if done >= WARM_UP {
                    times.add(took, String::from_utf8_lossy(page).matches("<tr").count() as u64);
                }
                bar.inc(1);
            }
            bar.finish_and_clear();
            rows.push(times.json(look.as_str(), "largest"));
        }
        Ok(rows)
    }
}
