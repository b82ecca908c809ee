//! Why the server can't do something now.

use maud::{Markup, Render, html};

use crate::messages::fault as messages;

/// Why the server can't do something now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerFault {
    /// Too many search.
    SearchesBusy,
    /// Too much waits to be written.
    WritesBusy,
    /// A write failed.
    NotWritable,
    /// There is no room for entries; in per cent of the disk.
    DiskFull {
        /// What is free.
        free: u64,
        /// What has to be.
        minimum: u64,
    },
    /// It ends.
    Closing,
    /// It took longer than so many seconds.
    NotDone(u64),
    /// Why, only its own log says.
    NotPossible,
}

impl Render for ServerFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::SearchesBusy => (messages::searches_busy()),
                Self::WritesBusy => (messages::writes_busy()),
                Self::NotWritable => (messages::not_writable()),
                Self::DiskFull { free, minimum } => (messages::disk_full(*free, *minimum)),
                Self::Closing => (messages::closing()),
                Self::NotDone(seconds) => (messages::not_done(*seconds)),
                Self::NotPossible => (messages::not_possible()),
            }
        }
    }
}
