//! Units of disclosure: the smallest parts of an event that can be shown or erased alone.

use annals_model::limits;

/// The path of the unit that every event has.
pub(super) const CORE_PATH: &[u8] = b"core";

/// A unit other than the core. They are stored, and sorted for the commitment, in this order,
/// which is that of their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Kind {
    /// Id, kind and role of the actor; id of whom it stood in for.
    ActorKey = 1,
    /// Name, username and e-mail of the actor; name of whom it stood in for.
    ActorPerson = 2,
    /// Which properties changed.
    Changes = 3,
    /// Old and new value of one property.
    Change = 4,
    /// The description.
    Description = 6,
    /// Key and value of one detail.
    Detail = 7,
    /// Address and program of the actor.
    Network = 8,
    /// The reason.
    Reason = 9,
    /// Which records were affected, and how.
    Records = 10,
    /// Name of one record.
    RecordName = 11,
}

impl Kind {
    pub(super) fn from_u8(byte: u8) -> Option<Self> {
        use Kind::*;
        let kinds = [
            ActorKey,
            ActorPerson,
            Changes,
            Change,
            Description,
            Detail,
            Network,
            Reason,
            Records,
            RecordName,
        ];
        kinds.into_iter().find(|&kind| kind as u8 == byte)
    }

    /// Whether the value is one text, which may be empty.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Description | Self::Reason | Self::RecordName)
    }

    /// Whether there may be several.
    pub(super) fn is_indexed(self) -> bool {
        matches!(self, Self::Change | Self::Detail | Self::RecordName)
    }
}

/// The path of a unit, such as `changes/007`: digits have a fixed width, so that the order of the
/// indexes is that of the paths. `None` for an index above every limit.
pub(super) fn path(kind: Kind, index: u32) -> Option<Path> {
    let (name, indexes_max) = match kind {
        Kind::ActorKey => ("actor.key", 0),
        Kind::ActorPerson => ("actor.person", 0),
        Kind::Changes => ("changes", 0),
        Kind::Change => ("changes/", limits::EVENT_CHANGES_MAX),
        Kind::Description => ("description", 0),
        Kind::Detail => ("details/", limits::EVENT_DETAILS_MAX),
        Kind::Network => ("network", 0),
        Kind::Reason => ("reason", 0),
        Kind::Records => ("records", 0),
        Kind::RecordName => ("records/", limits::EVENT_RECORDS_MAX),
    };
    let mut path = Path { bytes: [0; 12], len: name.len() };
    path.bytes[..name.len()].copy_from_slice(name.as_bytes());
    if kind.is_indexed() {
        if index as usize >= indexes_max {
            return None;
        }
        for divisor in [100, 10, 1] {
            path.bytes[path.len] = b'0' + (index / divisor % 10) as u8;
            path.len += 1;
        }
    }
    Some(path)
}

/// The bytes of a path, kept off the heap.
#[derive(Clone, Copy)]
pub(super) struct Path {
    bytes: [u8; 12],
    len: usize,
}

impl Path {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

const _: () = {
    assert!(limits::EVENT_CHANGES_MAX <= 1000, "three digits must do");
    assert!(limits::EVENT_DETAILS_MAX <= 1000, "three digits must do");
    assert!(limits::EVENT_RECORDS_MAX <= 1000, "three digits must do");
};
