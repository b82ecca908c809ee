//! Help: topics with their answers, and where they are.
//!
//! The topics are documents in each language: whoever changes one changes it in all, as
//! `tests/help.rs` makes sure of places, searches, links and what is typed. Within their texts
//! `[words](address)` is a link, `` `code` `` what is typed, and `{name}` what someone else calls
//! a thing, in whatever language; see [`crate::components::help`].

mod ar;
mod en;
mod es;

use crate::messages::{Language, language};

/// All topics of a language.
type Topics = [&'static Topic; 25];

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

/// All topics in the language of what is written now, in the order in which they stand.
pub fn topics() -> Topics {
    match language() {
        Language::English => en::TOPICS,
        Language::Spanish => es::TOPICS,
        Language::Arabic => ar::TOPICS,
    }
}

/// The topic called `id` in addresses.
pub fn topic(id: &str) -> Option<&'static Topic> {
    topics().into_iter().find(|topic| topic.id == id)
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
    topics().into_iter().flat_map(|topic| {
        topic.answers.iter().map(|answer| (format!("{}#{}", topic.id, answer.anchor), answer))
    })
}
