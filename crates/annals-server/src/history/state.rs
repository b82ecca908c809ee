//! What a record was at a moment.

use annals_model::{Allow, Change, Millis, RecordKey, TimeRange, Value};
use annals_store::{Entry, Result, Search, Snapshot};

use super::look::{Found, Look};
use super::{Life, Told, of_property, on};

/// Properties of one state. The first by name are shown; a record that has more is no record of a
/// person.
pub const PROPERTIES_MAX: usize = 100;

/// What a record was just before a moment, as far as its entries tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordState {
    /// The first moment whose entries don't count.
    pub end: Millis,
    /// Whether it was there.
    pub life: Life,
    /// By name.
    pub properties: Vec<PropertyState>,
    /// Whether there are more than are listed.
    pub has_more: bool,
    /// Properties that many entries on records below it changed: none that was read changed them
    /// here, or whether one did after the moment isn't known.
    pub unread: Vec<String>,
}

/// What a property was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyState {
    /// Its machine name.
    pub property: String,
    /// What people call it.
    pub label: Option<String>,
    /// What it was, as far as is known.
    pub known: Known,
    /// Who set it, if that is told.
    pub set: Option<Told>,
    /// Who changed it next.
    pub later: Option<Later>,
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It was set so; absent if it was taken away.
    Set(Option<Value>),
    /// Nobody told when it was set, and the next change says that this stood there before.
    Derived(Option<Value>),
    /// It was a secret.
    Masked,
    /// Nothing tells.
    Unknown,
}

/// The first change after the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Who made it.
    pub told: Told,
    /// What it says that stood there before.
    pub old: Option<Value>,
    /// Whether that is something else than was told last: it became so without an entry.
    pub differs: bool,
}

/// A change of a property, and the entry that tells of it.
#[derive(PartialEq, Eq)]
struct Changed {
    told: Told,
    change: Change,
}

/// What the record `key` was just before `end`, of what `allow` allows; of one property alone, if
/// it is named.
pub fn state(
    snapshot: &Snapshot,
    allow: &Allow,
    key: &RecordKey,
    end: Millis,
    named: Option<&str>,
) -> Result<RecordState> {
    let look = Look { snapshot, allow, key };
    let life = Life::before(&look, end)?;
    let all = on(key).normal();
    let mut names = match named {
        Some(name) => vec![name.to_owned()],
        None => snapshot.properties(&Search { allow, expr: &all }, PROPERTIES_MAX + 1)?,
    };
    let has_more = names.len() > PROPERTIES_MAX;
    names.truncate(PROPERTIES_MAX);
    let (mut properties, mut unread) = (Vec::new(), Vec::new());
    for name in names {
        match property(&look, &life, end, &name)? {
            Found::This((found, is_whole)) => {
                properties.push(found);
                if !is_whole {
                    unread.push(name);
                }
            }
            Found::Nothing => {}
            Found::Cut => unread.push(name),
        }
    }
    Ok(RecordState { end, life, properties, has_more, unread })
}

/// A property, and whether all was read that tells of it.
fn property(
    look: &Look<'_>,
    life: &Life,
    end: Millis,
    name: &str,
) -> Result<Found<(PropertyState, bool)>> {
    let Some(changed) = of_property(name) else { return Ok(Found::Cut) };
    let last = look.newest(changed.clone(), end, |entry| {
        changes_of(entry, look.key, name).map(|(_, last)| last)
    })?;
    let time = TimeRange { from: Some(end), to: None };
    let next = look
        .oldest(changed, time, |entry| changes_of(entry, look.key, name).map(|(first, _)| first))?;
    // Whether something was told that was not read, which may be what is asked for.
    let (is_cut, is_whole) = (last.is_cut(), !last.is_cut() && !next.is_cut());
    let is_new = |last: &Changed| life.before.is_none_or(|before| before < last.told.place());
    match (last, next) {
        (Found::Nothing, Found::Nothing) => Ok(Found::Nothing),
        (Found::This(last), next) => {
            let last = Some(last).filter(is_new);
            Ok(Found::This((known(life, name, last, next.some(), is_cut), is_whole)))
        }
        (_, Found::This(next)) => {
            Ok(Found::This((known(life, name, None, Some(next), is_cut), is_whole)))
        }
        _ => Ok(Found::Cut),
    }
}

/// What two changes around the moment tell.
fn known(
    life: &Life,
    name: &str,
    last: Option<Changed>,
    next: Option<Changed>,
    is_cut: bool,
) -> PropertyState {
    let changes = last.iter().chain(&next);
    let label = changes.filter_map(|told| told.change.label.clone()).next();
    let reaching = next.as_ref().filter(|next| life.reaches(next.told.place()));
    let known = match (&last, reaching) {
        (Some(last), _) if last.change.masked => Known::Masked,
        (Some(last), _) => Known::Set(last.change.new.clone()),
        (None, _) if is_cut => Known::Unknown,
        (None, Some(next)) if next.change.masked => Known::Masked,
        (None, Some(next)) => Known::Derived(next.change.old.clone()),
        (None, None) => Known::Unknown,
    };
    let differs = match (&known, reaching.map(|next| &next.change)) {
        (Known::Set(value), Some(next)) => next.old.is_some() && next.old != *value,
        _ => false,
    };
    let later = next.map(|Changed { told, change }| Later { told, old: change.old, differs });
    PropertyState {
        property: name.to_owned(),
        label,
        known,
        set: last.map(|last| last.told),
        later,
    }
}

/// The first and the last change that an entry made to a property of the record.
fn changes_of(entry: &Entry, key: &RecordKey, name: &str) -> Option<(Changed, Changed)> {
    let effect = entry.event.effect_on(key)?;
    let (first, last) = effect.of_property(name)?;
    let told = |change: &Change| Changed { told: Told::of(entry), change: change.clone() };
    Some((told(first), told(last)))
}
