//! The topics in Arabic.

mod copying;
mod deleting;
mod entries;
mod keeping;
mod passkeys;
mod people;
mod preferences;
mod proof;
mod records;
mod searching;
mod security;
mod sources;
mod views;
mod zones;

use super::Topics;

pub(super) static TOPICS: Topics = [
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
    &preferences::TOPIC,
    &passkeys::TOPIC,
    &proof::TOPIC,
];
