//! The API over real HTTP.

#![allow(clippy::unwrap_used, reason = "tests")]

mod access;
mod access_pages;
mod account;
mod account_pages;
mod browser;
mod deletion;
mod deletion_pages;
mod export;
mod faults;
mod filters;
mod go;
mod group_pages;
mod help;
mod intake;
mod isolation;
mod language;
mod large;
mod live;
mod modules;
mod operations;
mod organization_pages;
mod organizations;
mod pages;
mod parts;
mod people_access;
mod people_pages;
mod places;
mod preference_effects;
mod preference_pages;
mod preferences;
mod prepared;
mod proofs;
mod reading;
mod refusals;
mod sessions;
mod settings;
mod slow;
mod stream;
mod support;
mod tls;
mod told;
mod user_security;
mod views;
mod zones;
