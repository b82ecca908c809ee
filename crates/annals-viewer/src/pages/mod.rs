//! Whole pages, one function each.

pub mod access;
pub mod account;
pub mod audit_log;
pub mod deletion;
pub mod entry;
pub mod go;
pub mod gone;
pub mod help;
pub mod message;
pub mod messages;
pub mod operations;
pub mod organization;
pub mod organizations;
pub mod outdated;
pub mod passkeys;
pub mod people;
pub mod preferences;
pub mod prepared;
pub mod problem;
pub mod record;
pub mod reset;
pub mod second_factor;
pub mod sign_in;
pub mod user_security;
pub mod views;
pub mod zone;
