//! The topics in Spanish.

mod access;
mod accounts;
mod calendars;
mod communication;
mod copying;
mod deleting;
mod entries;
mod groups;
mod holds;
mod keeping;
mod organizations;
mod passkeys;
mod people;
mod preferences;
mod proof;
mod record_pages;
mod records;
mod rights;
mod searching;
mod security;
mod signing_in;
mod sources;
mod views;
mod webhooks;
mod zones;

use super::Topics;

pub(super) static TOPICS: Topics = [
    &entries::TOPIC,
    &searching::TOPIC,
    &records::TOPIC,
    &record_pages::TOPIC,
    &communication::TOPIC,
    &webhooks::TOPIC,
    &sources::TOPIC,
    &people::TOPIC,
    &keeping::TOPIC,
    &copying::TOPIC,
    &deleting::TOPIC,
    &holds::TOPIC,
    &views::TOPIC,
    &zones::TOPIC,
    &security::TOPIC,
    &accounts::TOPIC,
    &groups::TOPIC,
    &rights::TOPIC,
    &calendars::TOPIC,
    &access::TOPIC,
    &organizations::TOPIC,
    &preferences::TOPIC,
    &signing_in::TOPIC,
    &passkeys::TOPIC,
    &proof::TOPIC,
];
