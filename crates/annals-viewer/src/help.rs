//! Help: topics with their answers, and where they are.
//!
//! The topics are documents, in English only so far: they come to another language as a whole, with
//! people who write them, not message by message; the words around them are messages. Within their
//! texts `[words](address)` is a link and `` `code` `` what is typed; see
//! [`crate::components::help`].

mod copying;
mod deleting;
mod entries;
mod keeping;
mod people;
mod proof;
mod records;
mod searching;
mod security;
mod sources;
mod views;
mod zones;

/// All topics, in the order in which they stand.
pub static TOPICS: [&Topic; 12] = [
    &entries::TOPIC,
    &searching::TOPIC,
    &records::TOPIC,
    &sources::TOPIC,
    &people::TOPIC,
    &keeping::TOPIC,
    &copying::TOPIC,
    &deleting::TOPIC,
    &views::TOPIC,
    &zones::TOPIC,
    &security::TOPIC,
    &proof::TOPIC,
];

/// The language of all answers: words around them may be in another one.
pub const LANGUAGE: &str = "en";
/// Where all help is.
pub const PATH: &str = "/help";

/// A page of help.
#[derive(Debug)]
pub struct Topic {
    /// The word in the address.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// What it answers, in a few words.
    pub about: &'static str,
    /// The answers, in the order in which they stand.
    pub answers: &'static [Answer],
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its place on the page.
    pub anchor: &'static str,
    /// What is asked.
    pub question: &'static str,
    /// Other words by which it is found.
    pub words: &'static str,
    /// The answer; the first part is short enough to stand where the question arises.
    pub parts: &'static [Part],
}

/// A part of an answer.
#[derive(Debug)]
pub enum Part {
    /// A paragraph.
    Text(&'static str),
    /// Points.
    List(&'static [&'static str]),
    /// Names and what they are.
    Facts(&'static [(&'static str, &'static str)]),
    /// Searches that can be followed, and what they find.
    Searches(&'static [(&'static str, &'static str)]),
}

/// The topic called `id` in addresses.
pub fn topic(id: &str) -> Option<&'static Topic> {
    TOPICS.into_iter().find(|topic| topic.id == id)
}

/// The answer at `place`: "records#blank".
pub fn answer(place: &str) -> Option<&'static Answer> {
    let (id, anchor) = place.split_once('#')?;
    topic(id)?.answers.iter().find(|answer| answer.anchor == anchor)
}

/// The address of `place`: a topic, or an answer of one.
pub fn href(place: &str) -> String {
    format!("{PATH}/{place}")
}

/// Every answer with its place.
pub fn answers() -> impl Iterator<Item = (String, &'static Answer)> {
    TOPICS.into_iter().flat_map(|topic| {
        topic.answers.iter().map(|answer| (format!("{}#{}", topic.id, answer.anchor), answer))
    })
}
