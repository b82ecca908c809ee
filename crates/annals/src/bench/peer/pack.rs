//! What the peer makes of an event before it is written: a row, its words, its packed body.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use annals_model::{Catalogue, EventId};
use annals_query::stems;
use annals_samples::Bench;
use anyhow::Context;
use serde::Deserialize;
use serde_json::value::RawValue;
use zstd::bulk::Compressor;
use zstd::dict::EncoderDictionary;

use super::tokens::{
    Words, action_token, actor_token, organization_token, record_token, source_token,
};

/// A batch that only has to be written. All rows share their buffers, so that a batch costs a few
/// allocations rather than a few thousand.
#[derive(Debug, Default)]
pub(super) struct Packed {
    /// Actions and actors that occur for the first time, with their codes.
    pub(super) names: Vec<(i64, String)>,
    pub(super) rows: Vec<Row>,
    pub(super) words: String,
    pub(super) bodies: Vec<u8>,
}

/// A row of `entry`; where its words and its body are in the batch.
#[derive(Debug)]
pub(super) struct Row {
    /// Once it is written; none when it was there already.
    pub(super) number: Option<i64>,
    pub(super) organization: i64,
    pub(super) occurred_at: i64,
    pub(super) id: [u8; 16],
    pub(super) action: i64,
    pub(super) actor: i64,
    pub(super) words: Range<usize>,
    pub(super) body: Range<usize>,
}

/// The fields by which an entry is found. The others are neither looked at nor checked.
#[derive(Deserialize)]
struct Sent<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    organization: Cow<'a, str>,
    #[serde(borrow)]
    occurred_at: Cow<'a, str>,
    #[serde(borrow)]
    action: Cow<'a, str>,
    #[serde(borrow, default)]
    category: Cow<'a, str>,
    #[serde(borrow, default)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    actor: Actor<'a>,
    #[serde(borrow, default)]
    description: Cow<'a, str>,
    #[serde(borrow, default)]
    records: Vec<Record<'a>>,
    #[serde(borrow, default)]
    changes: Vec<Change<'a>>,
    #[serde(borrow, default)]
    reason: Cow<'a, str>,
    #[serde(borrow, default)]
    details: BTreeMap<Cow<'a, str>, Option<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Actor<'a> {
    #[serde(borrow, default)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    username: Cow<'a, str>,
    #[serde(borrow, default)]
    email: Cow<'a, str>,
    #[serde(borrow)]
    on_behalf_of: Option<Other<'a>>,
}

#[derive(Deserialize)]
struct Other<'a> {
    #[serde(borrow, default)]
    name: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    name: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(borrow)]
    property: Cow<'a, str>,
    #[serde(borrow)]
    old: Option<&'a RawValue>,
    #[serde(borrow)]
    new: Option<&'a RawValue>,
}

/// Makes batches of JSON lines.
pub(super) struct Packer<'d> {
    organizations: usize,
    compressor: Compressor<'d>,
    codes: HashMap<String, i64>,
    /// The words of an action and its label; made once for each action.
    told: HashMap<String, Vec<String>>,
    seen: Vec<Range<usize>>,
}

impl<'d> Packer<'d> {
    pub(super) fn new(
        stream: &Bench,
        dictionary: &'d EncoderDictionary<'d>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            organizations: stream.organizations().len(),
            compressor: Compressor::with_prepared_dictionary(dictionary)?,
            codes: HashMap::new(),
            told: HashMap::new(),
            seen: Vec::new(),
        })
    }

    pub(super) fn pack(&mut self, json: &[u8]) -> anyhow::Result<Packed> {
        let mut packed = Packed::default();
        packed.words.reserve(json.len());
        packed.bodies.reserve(json.len() / 2);
        for line in json.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            self.pack_one(line, &mut packed)?;
        }
        Ok(packed)
    }

    fn pack_one(&mut self, line: &[u8], packed: &mut Packed) -> anyhow::Result<()> {
        let sent: Sent<'_> = serde_json::from_slice(line)?;
        let organization = self.organization(&sent.organization)?;
        let Ok(EventId::Uuid(id)) = EventId::parse(&sent.id) else {
            anyhow::bail!("a sample has a UUID")
        };
        let occurred_at: jiff::Timestamp = sent.occurred_at.parse()?;
        let actor =
            if sent.actor.username.is_empty() { &sent.actor.name } else { &sent.actor.username };
        let words_start = packed.words.len();
        let seen = std::mem::take(&mut self.seen);
        let mut words = Words { out: &mut packed.words, seen };
        self.words(organization, &sent, actor, &mut words);
        self.seen = words.seen;
        self.seen.clear();
        let words = words_start..packed.words.len();
        let body_start = packed.bodies.len();
        let bound = zstd::zstd_safe::compress_bound(line.len());
        packed.bodies.resize(body_start + bound, 0);
        let bytes = self.compressor.compress_to_buffer(line, &mut packed.bodies[body_start..])?;
        packed.bodies.truncate(body_start + bytes);
        packed.rows.push(Row {
            number: None,
            organization,
            occurred_at: occurred_at.as_millisecond(),
            id: id.into_bytes(),
            action: self.code(&sent.action, &mut packed.names),
            actor: self.code(actor, &mut packed.names),
            words,
            body: body_start..body_start + bytes,
        });
        Ok(())
    }

    /// The number in `lincoln-17`; it stands for the organisation.
    fn organization(&self, id: &str) -> anyhow::Result<i64> {
        let number = id.rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
        let number = number.filter(|&number| number < self.organizations);
        Ok(number.context("a sample's organisation is numbered")? as i64)
    }

    fn code(&mut self, text: &str, names: &mut Vec<(i64, String)>) -> i64 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = self.codes.len() as i64 + 1;
        self.codes.insert(text.to_owned(), code);
        names.push((code, text.to_owned()));
        code
    }

    /// Everything that the entry is found by.
    fn words(&mut self, organization: i64, sent: &Sent<'_>, actor: &str, words: &mut Words<'_>) {
        words.token(&organization_token(organization));
        words.token(&action_token(&sent.action));
        words.token(&source_token(organization, &sent.source));
        words.token(&actor_token(organization, actor));
        for record in &sent.records {
            words.token(&record_token(organization, &record.kind, &record.id));
        }
        if !self.told.contains_key(&*sent.action) {
            self.told.insert(sent.action.clone().into_owned(), told(&sent.action));
        }
        self.told[&*sent.action].iter().for_each(|word| words.token(word));
        stems(&sent.category, &mut |word| words.token(word));
        let other = sent.actor.on_behalf_of.as_ref().map_or("", |other| &other.name);
        let texts =
            [actor, &sent.actor.name, &sent.actor.email, other, &sent.description, &sent.reason];
        let names = sent.records.iter().map(|record| &*record.name);
        let properties = sent.changes.iter().map(|change| &*change.property);
        texts.into_iter().chain(names).chain(properties).for_each(|text| words.text(text));
        let changed = sent.changes.iter().flat_map(|change| [change.old, change.new]);
        for value in changed.chain(sent.details.values().copied()).flatten() {
            let json = value.get();
            let text: Cow<'_, str> = match json.starts_with('"') {
                true => serde_json::from_str(json).unwrap_or_default(),
                false => json.into(),
            };
            words.text(&text);
        }
    }
}

/// The words that an action says by its code and its label.
fn told(action: &str) -> Vec<String> {
    let mut told = Vec::new();
    for text in [action, &Catalogue::default().label(action)] {
        stems(text, &mut |word| told.push(word.to_owned()));
    }
    told
}

#[cfg(test)]
mod tests {
    use annals_samples::BenchOptions;

    use super::super::tokens::word_token;
    use super::*;

    #[test]
    fn an_entry_has_the_tokens_it_is_searched_by_once() {
        let stream = Bench::new(BenchOptions::new(1_000));
        let dictionary = EncoderDictionary::copy(&[], 3);
        let mut packer = Packer::new(&stream, &dictionary).unwrap();
        let line = br#"{"id":"0d9f4a7e-5d3c-4a53-9f0e-7a4c2f1f6a10","organization":"lincoln-17",
            "occurred_at":"2024-02-29T08:00:00.123Z","action":"charge.deleted","source":"web",
            "category":"ChargeBook","actor":{"name":"Ada L","username":"ada.l"},
            "records":[{"type":"student","id":"S-1","name":"Ada Smith"}],
            "changes":[{"property":"amount","old":1250,"new":null},
                       {"property":"note","old":"a \"b\"","new":"paid"}],
            "reason":"too late","details":{"door":"east","step":null}}"#;
        let line: Vec<u8> = line.iter().map(|&byte| byte.max(b' ')).collect();
        let packed = packer.pack(&line).unwrap();
        let mut tokens: Vec<&str> = packed.words.split_whitespace().collect();
        tokens.sort_unstable();
        let facets = [
            organization_token(17),
            action_token("charge.deleted"),
            source_token(17, "web"),
            actor_token(17, "ada.l"),
            record_token(17, "student", "S-1"),
        ];
        let texts = [
            "deleted",
            "charge",
            "chargebook",
            "book",
            "ada",
            "l",
            "smith",
            "amount",
            "1250",
            "note",
            "a",
            "b",
            "paid",
            "too",
            "late",
            "east",
        ];
        let mut expected: Vec<String> = facets.into_iter().chain(texts.map(word_token)).collect();
        expected.sort_unstable();
        assert_eq!(tokens, expected);
        assert_eq!(packed.rows[0].occurred_at, 1_709_193_600_123);
        assert_eq!(packed.names, [(1, "charge.deleted".to_owned()), (2, "ada.l".to_owned())]);
    }
}
