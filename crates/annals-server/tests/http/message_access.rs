//! Who may read which log of messages: every combination of rights against everything that tells
//! of messages. What is expected is the rule itself, and not the code that applies it: what
//! belongs to a log is for those who may read that log, and what a message says for those who may
//! read that besides.

use std::collections::{BTreeMap, BTreeSet};

use annals_desk::{Holder, UserId};
use annals_model::{
    Permission::{self as P, *},
    Rights, Scopes,
};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::stream::Tail;
use crate::support::{Answer, READS, TestServer, event};

const LOGS: [P; 5] =
    [ReadFamilyEmailLog, ReadStaffEmailLog, ReadSmsLogs, ReadStaffSmsLog, ReadPushLog];

const FAMILY: &str = "family";
const STAFF: &str = "staff";

/// To whom something belongs.
#[derive(Clone, Copy)]
enum Belongs {
    /// Whoever may read one of these logs.
    To(&'static [P]),
    /// An entry about messages that names no log.
    ToAll,
    /// An entry that is about something else.
    ToNone,
}

/// A message with an application's entry about it, or such an entry alone. Its mark is part of all
/// words that tell of it.
struct Thing {
    mark: &'static str,
    belongs: Belongs,
    record: &'static str,
    channel: Option<&'static str>,
}

const fn sent(
    mark: &'static str,
    log: &'static [P],
    record: &'static str,
    channel: &'static str,
) -> Thing {
    Thing { mark, belongs: Belongs::To(log), record, channel: Some(channel) }
}

const fn told(mark: &'static str, belongs: Belongs) -> Thing {
    Thing { mark, belongs, record: FAMILY, channel: None }
}

static THINGS: [Thing; 9] = [
    sent("alder", &[ReadFamilyEmailLog], FAMILY, "email"),
    sent("birch", &[ReadStaffEmailLog], STAFF, "email"),
    sent("cedar", &[ReadSmsLogs], FAMILY, "sms"),
    sent("dogwood", &[ReadStaffSmsLog], STAFF, "sms"),
    sent("elm", &[ReadPushLog], FAMILY, "push"),
    sent("fir", &[ReadPushLog], STAFF, "push"),
    told("gorse", Belongs::ToAll),
    told("hawthorn", Belongs::To(&[ReadStaffSmsLog, ReadPushLog])),
    told("ivy", Belongs::ToNone),
];

/// Words that tell of a thing, each with its mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// The name of a message's recipient.
    Sent,
    /// What a message says.
    Said,
    /// The address it went to.
    Address,
    /// Who did what an entry tells.
    Writer,
    /// What an entry affects.
    Letter,
    /// What an entry says was changed.
    Changed,
}

impl Word {
    const ALL: [Self; 6] =
        [Self::Sent, Self::Said, Self::Address, Self::Writer, Self::Letter, Self::Changed];

    fn of(self, thing: &Thing) -> String {
        let mark = thing.mark;
        match (self, thing.channel) {
            (Self::Sent, _) => format!("Sent{mark}"),
            (Self::Said, _) => format!("said{mark}"),
            (Self::Address, Some("sms")) => format!("+155501002{:02}", mark.len()),
            (Self::Address, Some("push")) => format!("token-{mark}"),
            (Self::Address, _) => format!("{mark}@home.example"),
            (Self::Writer, _) => format!("Writer{mark}"),
            (Self::Letter, _) => format!("Letter{mark}"),
            (Self::Changed, _) => format!("Changed{mark}"),
        }
    }
}

impl Thing {
    fn message(&self) -> Option<Value> {
        let channel = self.channel?;
        Some(json!({
            "id": self.mark, "channel": channel,
            "to": { "address": Word::Address.of(self), "name": Word::Sent.of(self) },
            "record": { "type": self.record, "id": "1" },
            "subject": (channel == "push").then(|| Word::Sent.of(self)),
            "text": format!("zebra {}", Word::Said.of(self)),
        }))
    }

    fn entry(&self) -> Value {
        let mut entry = event(&format!("e-{}", self.mark), "letter.sent");
        entry["actor"]["name"] = Word::Writer.of(self).into();
        entry["category"] = "communication".into();
        entry["type"] = "change".into();
        entry["records"] = json!([
            { "type": self.record, "id": "1", "change": "change" },
            { "type": "letter", "id": self.mark, "name": Word::Letter.of(self) },
        ]);
        entry["changes"] = json!([{ "property": "text", "new": Word::Changed.of(self) }]);
        match self.belongs {
            Belongs::To(logs) => {
                let logs: Vec<_> = logs.iter().map(|log| log.as_str()).collect();
                entry["details"] = json!({ "Message Log": logs.join(" ") });
            }
            Belongs::ToAll => {}
            Belongs::ToNone => {
                entry["category"] = "Letters".into();
                entry["details"] = json!({ "Message Log": ReadPushLog.as_str() });
            }
        }
        entry
    }
}

/// The marks of those whose word is in the text.
fn marks(word: Word, text: &str) -> BTreeSet<&'static str> {
    let has = |thing: &&Thing| text.contains(&word.of(thing));
    THINGS.iter().filter(has).map(|thing| thing.mark).collect()
}

/// Everything there is to be seen, by its mark.
struct World {
    server: TestServer,
    messages: BTreeMap<&'static str, String>,
    suppressions: BTreeMap<&'static str, String>,
    /// Id and number of each entry about something, with what it is about.
    entries: Vec<(&'static Thing, String, u64)>,
}

impl World {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let admin = server.admin("north").await;
        let new: Vec<_> = THINGS.iter().filter_map(Thing::message).collect();
        let sent = server.post("/v1/messages", &admin, &json!({ "messages": new })).await;
        assert_eq!(sent.status, 201, "{}", sent.text);
        let ids = sent.body["messages"].as_array().unwrap().iter();
        let ids = ids.map(|one| one["id"].as_str().unwrap().to_owned());
        let with_message = || THINGS.iter().filter(|thing| thing.channel.is_some());
        let messages = with_message().map(|thing| thing.mark).zip(ids).collect();
        let mut suppressions = BTreeMap::new();
        for thing in with_message() {
            let body = json!({ "channel": thing.channel, "address": Word::Address.of(thing) });
            let added = server.post("/v1/suppressions", &admin, &body).await;
            assert_eq!(added.status, 201, "{}", added.text);
            suppressions.insert(thing.mark, added.body["id"].as_str().unwrap().to_owned());
        }
        server.send(&admin, &THINGS.each_ref().map(Thing::entry)).await;
        let mut this = Self { server, messages, suppressions, entries: Vec::new() };
        let all = this.server.get("/v1/events?q=-type:access&limit=1000", &admin).await.body;
        for entry in all["entries"].as_array().unwrap() {
            let text = entry.to_string();
            let about = |thing: &&Thing| {
                let message = this.messages.get(thing.mark);
                text.contains(&Word::Writer.of(thing))
                    || message.is_some_and(|id| text.contains(id))
            };
            if let Some(thing) = THINGS.iter().find(about) {
                let id = entry["id"].as_str().unwrap().to_owned();
                this.entries.push((thing, id, entry["number"].as_u64().unwrap()));
            }
        }
        let told_of_messages = this.messages.len();
        assert_eq!(this.entries.len(), THINGS.len() + told_of_messages, "{all}");
        this
    }
}

/// Someone with some rights, and what is wrong about what they are answered.
struct Asker<'w> {
    world: &'w World,
    key: String,
    browser: &'w Browser<'w>,
    rights: Scopes,
    /// Of what is asked for by its id a third each time, which one by this: lists and counts are
    /// asked for every time, and there are many.
    turn: usize,
    wrong: Vec<String>,
}

impl Asker<'_> {
    fn may(&self, right: P) -> bool {
        self.rights.holds(right)
    }

    fn has_log(&self) -> bool {
        LOGS.iter().any(|log| self.may(*log))
    }

    /// The rule.
    fn sees(&self, thing: &Thing) -> bool {
        match thing.belongs {
            Belongs::To(logs) => logs.iter().any(|log| self.may(*log)),
            Belongs::ToAll => LOGS.iter().all(|log| self.may(*log)),
            Belongs::ToNone => true,
        }
    }

    fn has_channel(&self, channel: &str) -> bool {
        THINGS.iter().any(|thing| thing.channel == Some(channel) && self.sees(thing))
    }

    /// Whether an entry on the record is theirs to see.
    fn knows(&self, record: &str) -> bool {
        THINGS.iter().any(|thing| thing.record == record && self.sees(thing))
    }

    /// Those whose turn it is.
    fn in_turn<T: Copy>(&self, all: impl Iterator<Item = T>) -> Vec<T> {
        all.skip(self.turn % 3).step_by(3).collect()
    }

    fn say(&mut self, what: impl std::fmt::Display) {
        let held: Vec<_> = self.rights.iter().map(P::as_str).collect();
        self.wrong.push(format!("{held:?}: {what}"));
    }

    fn status(&mut self, path: &str, answer: &Answer, expected: &[u16]) {
        if !expected.contains(&answer.status) {
            self.say(format_args!("{path}: {}, not {expected:?}", answer.status));
        }
    }

    /// Whatever is asked, nothing tells of what isn't for them.
    fn check_leaks(&mut self, path: &str, text: &str) {
        for word in Word::ALL {
            let reads = word != Word::Said || self.may(ReadMessageContent);
            for mark in marks(word, text) {
                let thing = THINGS.iter().find(|thing| thing.mark == mark).unwrap();
                if !self.sees(thing) || !reads {
                    self.say(format_args!("{path} tells {}", word.of(thing)));
                }
            }
        }
        for (mark, id) in &self.world.messages {
            let thing = THINGS.iter().find(|thing| thing.mark == *mark).unwrap();
            if text.contains(id) && !path.contains(id) && !self.sees(thing) {
                self.say(format_args!("{path} names the message {mark}"));
            }
        }
    }

    /// Exactly those of `relevant` are told that they may see.
    fn check(&mut self, path: &str, text: &str, word: Word, relevant: impl Fn(&Thing) -> bool) {
        let seen = THINGS.iter().filter(|thing| relevant(thing) && self.sees(thing));
        let expected: BTreeSet<_> = seen.map(|thing| thing.mark).collect();
        let found = marks(word, text);
        if found != expected {
            self.say(format_args!("{path}: {found:?}, not {expected:?}"));
        }
    }

    async fn get(&mut self, path: &str) -> Answer {
        let answer = self.world.server.get(path, &self.key).await;
        self.check_leaks(path, &answer.text);
        answer
    }

    async fn page(&mut self, path: &str) -> Answer {
        let mut answer = self.browser.get(path).await.0;
        // Where a long address may break.
        answer.text = answer.text.replace("<wbr>", "");
        self.check_leaks(path, &answer.text);
        answer
    }

    /// Logs of messages and the addresses that get nothing more, by the API.
    async fn ask_for_messages(&mut self) {
        let denied: &[u16] = if self.has_log() { &[404] } else { &[403] };
        let listed: &[u16] = if self.has_log() { &[200] } else { &[403] };
        let reads = self.may(ReadMessageContent);
        for (path, record) in [
            ("/v1/messages?limit=200", None),
            ("/v1/messages?record=family:1", Some(FAMILY)),
            ("/v1/messages?record=staff:1", Some(STAFF)),
        ] {
            let answer = self.get(path).await;
            self.status(path, &answer, listed);
            let is_there = |thing: &Thing| {
                thing.channel.is_some() && record.is_none_or(|record| thing.record == record)
            };
            self.check(path, &answer.text, Word::Sent, is_there);
            let is_said = |thing: &Thing| is_there(thing) && thing.channel != Some("email");
            self.check(path, &answer.text, Word::Said, |thing| reads && is_said(thing));
        }
        let path = "/v1/messages?q=zebra";
        let answer = self.get(path).await;
        self.check(path, &answer.text, Word::Sent, |thing| reads && thing.channel.is_some());
        if reads {
            // The rest is the same for those who may read texts.
            return;
        }
        for path in ["/v1/suppressions?limit=100", "/v1/suppressions/export"] {
            let answer = self.get(path).await;
            self.status(path, &answer, listed);
            self.check(path, &answer.text, Word::Address, |thing| thing.channel.is_some());
        }
        for channel in ["email", "sms", "push"] {
            let path = format!("/v1/suppressions/check?channel={channel}&address=x");
            let answer = self.get(&path).await;
            self.status(&path, &answer, if self.has_channel(channel) { &[200] } else { &[403] });
        }
        for (thing, id) in of_messages(&self.world.messages) {
            let path = format!("/v1/messages/{id}");
            let answer = self.get(&path).await;
            self.status(&path, &answer, if self.sees(thing) { &[200] } else { denied });
            let path = format!("/v1/suppressions/{}", self.world.suppressions[thing.mark]);
            let answer = self.get(&path).await;
            self.status(&path, &answer, if self.sees(thing) { &[200] } else { denied });
        }
    }

    /// The same on pages.
    async fn look_at_messages(&mut self) {
        let denied: &[u16] = if self.has_log() { &[404] } else { &[403] };
        let reads = self.may(ReadMessageContent);
        for channel in ["email", "sms", "push"] {
            for (path, record) in [
                (format!("/communications/{channel}"), None),
                (format!("/records/family/1/communication/{channel}"), Some(FAMILY)),
                (format!("/records/staff/1/communication/{channel}"), Some(STAFF)),
            ] {
                let answer = self.page(&path).await;
                let has_channel = self.has_channel(channel);
                // With the log, what nothing is known of isn't there, and what they may see of it
                // by messages alone doesn't tell otherwise.
                let expected: &[u16] = match record {
                    _ if !has_channel => &[403],
                    Some(record) if self.may(ReadEvents) && !self.knows(record) => &[404],
                    _ => &[200],
                };
                self.status(&path, &answer, expected);
                // Nothing is said of entries to whoever may not read them.
                let is_told = answer.text.contains("no entries on this record");
                assert!(self.may(ReadEvents) || !is_told, "{path}");
                let is_there = |thing: &Thing| {
                    thing.channel == Some(channel)
                        && record.is_none_or(|record| thing.record == record)
                };
                self.check(&path, &answer.text, Word::Sent, is_there);
                let is_said = |thing: &Thing| reads && is_there(thing) && channel != "email";
                self.check(&path, &answer.text, Word::Said, is_said);
            }
        }
        let path = "/communications/blacklist";
        let answer = self.page(path).await;
        self.check(path, &answer.text, Word::Address, |thing| thing.channel.is_some());
        for (thing, id) in self.in_turn(of_messages(&self.world.messages)) {
            let sees = self.sees(thing);
            let path = format!("/messages/{id}");
            let answer = self.page(&path).await;
            self.status(&path, &answer, if sees { &[200] } else { denied });
            let path = format!("/messages/{id}/text");
            let answer = self.page(&path).await;
            let expected = match (sees, reads) {
                (true, true) => &[200],
                (_, false) => &[403],
                (false, true) => denied,
            };
            self.status(&path, &answer, expected);
            let is_it = |other: &Thing| other.mark == thing.mark && reads;
            self.check(&path, &answer.text, Word::Said, is_it);
            let path = format!("/communications/blacklist/{}", self.world.suppressions[thing.mark]);
            let answer = self.page(&path).await;
            self.status(&path, &answer, if sees { &[200] } else { denied });
        }
    }

    /// Entries about messages, by the API.
    async fn ask_for_entries(&mut self) {
        let path = "/v1/events?q=-type:access&limit=1000";
        let answer = self.get(path).await;
        self.check(path, &answer.text, Word::Writer, |_| true);
        let seen = THINGS.iter().filter(|thing| self.sees(thing)).count();
        let path = "/v1/events/count?q=action:letter.sent";
        let total = self.get(path).await.body["total"].as_u64();
        if total != Some(seen as u64) {
            self.say(format_args!("{path}: {total:?}, not {seen}"));
        }
        let path = "/v1/events/histogram?q=action:letter.sent";
        let bars = self.get(path).await.body["counts"].clone();
        let total = bars.as_array().map(|bars| bars.iter().filter_map(Value::as_u64).sum::<u64>());
        if total != Some(seen as u64) {
            self.say(format_args!("{path}: {total:?}, not {seen}"));
        }
        let path = "/v1/events/facets?q=action:letter.sent&field=actor&limit=100";
        let answer = self.get(path).await;
        self.check(path, &answer.text, Word::Writer, |_| true);
        let path = "/v1/records/family/1/history?limit=100";
        let answer = self.get(path).await;
        self.check(path, &answer.text, Word::Changed, |thing| thing.record == FAMILY);
        let path = "/v1/events/delete";
        let order = json!({ "q": "action:letter.sent", "dry_run": true });
        let found = self.world.server.post(path, &self.key, &order).await.body;
        if found["entries"] != seen {
            self.say(format_args!("{path}: {found}, not {seen}"));
        }
        for (thing, id, _) in self.in_turn(self.world.entries.iter()) {
            // The entries of applications stand for all that proofs are asked of.
            let parts: &[&str] = if id.starts_with("e-") { &["", "/proof"] } else { &[""] };
            for part in parts {
                let path = format!("/v1/events/{id}{part}");
                let answer = self.get(&path).await;
                self.status(&path, &answer, if self.sees(thing) { &[200] } else { &[404] });
            }
        }
        // What is for everyone is the last one to come.
        let path = "/v1/events/stream?q=action:letter.sent&after=0";
        let mut tail = Tail::open(&self.world.server, &self.key, path, None).await;
        tail.until(&Word::Writer.of(&THINGS[8])).await;
        self.check_leaks(path, &tail.text);
        self.check(path, &tail.text, Word::Writer, |_| true);
    }

    /// The same on pages and in files.
    async fn look_at_entries(&mut self) {
        for (path, record) in [
            ("/?q=action:letter.sent", None),
            ("/records/family/1?q=action:letter.sent", Some(FAMILY)),
            ("/records/staff/1?q=action:letter.sent", Some(STAFF)),
            ("/delete?q=action:letter.sent", None),
        ] {
            let of_record = |thing: &Thing| record.is_none_or(|record| thing.record == record);
            let answer = self.page(path).await;
            let is_any = THINGS.iter().any(|thing| of_record(thing) && self.sees(thing));
            self.status(path, &answer, if is_any { &[200] } else { &[404] });
            self.check(path, &answer.text, Word::Writer, of_record);
        }
        let path = "/records/family/1/history";
        let answer = self.page(path).await;
        self.check(path, &answer.text, Word::Changed, |thing| thing.record == FAMILY);
        for path in ["/facets?q=action:letter.sent", "/chart?q=action:letter.sent"] {
            let server = &self.world.server;
            let request = server.request(reqwest::Method::GET, path, "");
            let request = request.header("cookie", &self.browser.cookie);
            let request = request.header("hx-request", "true").header("hx-request-type", "partial");
            let answer = Answer::of(request.send().await.unwrap()).await;
            self.status(path, &answer, &[200]);
            self.check_leaks(path, &answer.text);
        }
        for (path, word) in [
            ("/complete?of=user&q=writer", Word::Writer),
            ("/complete?of=q&q=who:writer", Word::Writer),
            ("/complete?of=q&q=object:letter", Word::Letter),
            ("/complete?of=q&q=record:letter:letter", Word::Letter),
        ] {
            let answer = self.page(path).await;
            self.check(path, &answer.text, word, |_| true);
        }
        for (path, word) in [("/go/results?q=writer", Word::Writer), ("/go?q=letter", Word::Letter)]
        {
            let answer = self.page(path).await;
            let seen = THINGS.iter().filter(|thing| self.sees(thing)).count();
            let (found, listed_max) = (marks(word, &answer.text).len(), 6);
            if found != seen.min(listed_max) {
                self.say(format_args!("{path}: {found} of {seen}"));
            }
        }
        let format = ["csv", "ndjson"][self.turn % 2];
        let file = self.browser.export("?q=action:letter.sent", format).await;
        let file = file.text().await.unwrap();
        self.check_leaks(format, &file);
        self.check(format, &file, Word::Writer, |_| true);
        for (thing, id) in self.in_turn(of_messages(&self.world.messages)) {
            let path = format!("/records/message/{id}");
            let answer = self.page(&path).await;
            self.status(&path, &answer, if self.sees(thing) { &[200] } else { &[404] });
        }
        for (thing, _, number) in self.in_turn(self.world.entries.iter()) {
            let path = format!("/entries/{number}");
            let answer = self.page(&path).await;
            self.status(&path, &answer, if self.sees(thing) { &[200] } else { &[404] });
        }
    }
}

fn of_messages<'a>(
    ids: &'a BTreeMap<&'static str, String>,
) -> impl Iterator<Item = (&'static Thing, &'a String)> {
    let of = |mark: &str| THINGS.iter().find(|thing| thing.mark == mark).unwrap();
    ids.iter().map(move |(mark, id)| (of(mark), id))
}

enum Part {
    Api,
    Pages,
    Entries,
}

#[tokio::test]
async fn every_combination_of_rights_sees_what_belongs_to_its_logs_and_nothing_else() {
    let world = World::start().await;
    let (server, desk) = (&world.server, &world.server.desk);
    let (operator, at) = (desk.operator(), server.ordinal("north"));
    let id = UserId(server.user_who_may("north", "sam", &READS).await);
    let holder = Holder::User(desk.user(&operator, at, &id).await.unwrap());
    let browser = Browser::signed_in(server, "sam").await;
    let (mut wrong, mut old) = (Vec::new(), desk.tool_rights(&operator, &holder).await.unwrap());
    let of_log = [ReadEvents, ReadEventDetails, ExportEvents, DeleteEvents, ReadProof];
    for set in 0..1_u32 << LOGS.len() {
        let held = (0..LOGS.len()).filter(|at| set & (1 << at) != 0).map(|at| LOGS[at]);
        let held: Vec<P> = held.chain([ManageSuppressions]).collect();
        // Each key, right and look is an entry, which all of these searches read past.
        server.store.seal().await.unwrap();
        let is_odd = |number: u32| number.count_ones() % 2 == 1;
        // Logs of messages are for people who may not read the main log, too. Pages with and
        // without their texts, and the log, take turns: there are many.
        for (part, reads, has_log) in [
            (Part::Api, false, false),
            (Part::Api, true, false),
            (Part::Pages, is_odd(set), is_odd(set >> 1)),
            (Part::Entries, !is_odd(set), true),
        ] {
            let content = reads.then_some(ReadMessageContent);
            let of_log = of_log.into_iter().filter(|_| has_log);
            let rights: Vec<P> = held.iter().copied().chain(content).chain(of_log).collect();
            let new = Rights::reaching_below(rights.iter().copied().collect());
            let key = match part {
                Part::Pages => String::new(),
                Part::Api | Part::Entries => server.key("north", &rights).await,
            };
            if !matches!(part, Part::Api) {
                desk.set_tool_rights(&operator, &holder, old, new).await.unwrap();
                old = new;
            }
            let (world, browser, rights) = (&world, &browser, new.scopes());
            let mut asker =
                Asker { world, key, browser, rights, turn: set as usize, wrong: Vec::new() };
            match part {
                Part::Api => asker.ask_for_messages().await,
                Part::Pages => asker.look_at_messages().await,
                Part::Entries => {
                    asker.ask_for_entries().await;
                    asker.look_at_entries().await;
                }
            }
            wrong.append(&mut asker.wrong);
        }
    }
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn nobody_deletes_unseen_what_belongs_to_other_logs() {
    let world = World::start().await;
    let server = &world.server;
    let rights = [&READS[..], &[DeleteEvents, ReadSmsLogs]].concat();
    let key = server.key("north", &rights).await;
    let delete = async |body: Value| server.post("/v1/events/delete", &key, &body).await.body;
    let q = "letter -type:access";
    let found = delete(json!({ "q": q, "dry_run": true })).await;
    assert_eq!(found["entries"], 2, "{found}");
    let order = json!({ "q": q, "entries": found["entries"], "digest": found["digest"],
                        "before": found["before"], "at": found["at"],
                        "reason": "Asked by the family" });
    assert_eq!(delete(order).await["deleted"], true);
    let admin = server.admin("north").await;
    let left = server.get("/v1/events/count?q=action:letter.sent", &admin).await.body;
    assert_eq!(left["total"], 7);
}
