//! Whether a record was there at a moment.

use annals_model::{EventType, Millis, Number, TimeRange};
use annals_query::{Expr, Has, Term};
use annals_store::{Entry, Result};

use super::look::{Found, Look};
use super::{Told, not};

/// Whether a record was there, and who says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// How it came into being, the last time.
    pub created: Option<Told>,
    /// How it went away, if it was gone.
    pub deleted: Option<Told>,
    /// How it came into being later, if it was not there yet.
    pub created_later: Option<Told>,
    /// Whether not all entries were read that may tell of this.
    pub is_unsure: bool,
    /// When it went away before it came into being for the last time: what was told by then is of
    /// another life.
    pub(super) before: Option<(Millis, Number)>,
    /// What is told next of its coming or going.
    pub(super) next: Option<(EventType, (Millis, Number))>,
}

impl Life {
    /// The word on the wire.
    pub fn word(&self) -> &'static str {
        match (&self.deleted, &self.created_later) {
            _ if self.is_unsure => "unsure",
            (Some(_), _) => "deleted",
            (None, Some(_)) => "not_yet",
            (None, None) => "yes",
        }
    }

    /// Whether it may have been there, and what it was is of interest.
    pub(super) fn is_there(&self) -> bool {
        self.deleted.is_none() && self.created_later.is_none()
    }

    /// Whether what an entry at `place` says of before was so at the moment: in between the record
    /// neither came nor went.
    pub(super) fn reaches(&self, place: (Millis, Number)) -> bool {
        let is_before = match self.next {
            None => true,
            Some((EventType::Delete, next)) => place <= next,
            Some((_, next)) => place < next,
        };
        self.is_there() && !self.is_unsure && is_before
    }

    /// How it stood just before `end`.
    pub(super) fn before(look: &Look<'_>, end: Millis) -> Result<Self> {
        let mut life = Self::default();
        let told = |kind| move |entry: &Entry| is(entry, look, kind).then(|| Told::of(entry));
        let (added, deleted) = (told(EventType::Add), told(EventType::Delete));
        let mut is_first = false;
        match look.newest(of_kind(EventType::Delete), end, deleted)? {
            Found::This(gone) => {
                let back = look.newest(of_kind(EventType::Add), end, added)?;
                life.is_unsure |= back.is_cut();
                life.created = back.some();
                life.settle(look, gone, &deleted)?;
            }
            none => {
                life.is_unsure |= none.is_cut();
                // It is mostly the first that is told of it.
                let time = TimeRange { from: None, to: Some(end) };
                let first = look.oldest(of_kind(EventType::Add), time, added)?;
                is_first = matches!(first, Found::Nothing) && !life.is_unsure;
                life.created = first.some();
            }
        }
        life.look_ahead(look, end, is_first)?;
        Ok(life)
    }

    /// What is told of its coming and going later; `is_first` if nothing was told by then.
    fn look_ahead(&mut self, look: &Look<'_>, end: Millis, is_first: bool) -> Result<()> {
        let time = TimeRange { from: Some(end), to: None };
        let next = |kind| {
            let told = move |entry: &Entry| is(entry, look, kind).then(|| Told::of(entry));
            look.oldest(of_kind(kind), time, told)
        };
        let (added, deleted) = (next(EventType::Add)?, next(EventType::Delete)?);
        // What lies below comes and goes as well. A record that was there doesn't come into being;
        // of one that nothing was told of it isn't known.
        let changed = was_changed(look, end)?;
        let is_hidden =
            added.is_cut() && self.created.is_none() && !matches!(changed, Found::This(()));
        self.is_unsure |= deleted.is_cut() || is_hidden;
        let added = added.some().map(|told| (EventType::Add, told));
        let deleted = deleted.some().map(|told| (EventType::Delete, told));
        let next = added.into_iter().chain(deleted).min_by_key(|(_, told)| told.place());
        if let Some((kind, told)) = next {
            self.next = Some((kind, told.place()));
            // What was changed before was there, whenever it is told that it was added.
            let is_coming = kind == EventType::Add
                && is_first
                && !self.is_unsure
                && matches!(changed, Found::Nothing);
            self.created_later = Some(told).filter(|_| is_coming);
        }
        Ok(())
    }

    /// With a deletion before the moment: whether the record came back, and which life ended before
    /// that one.
    fn settle(
        &mut self,
        look: &Look<'_>,
        gone: Told,
        deleted: &impl Fn(&Entry) -> Option<Told>,
    ) -> Result<()> {
        let back = self.created.as_ref().map(Told::place);
        if back.is_some_and(|back| gone.place() < back) {
            self.before = Some(gone.place());
            return Ok(());
        }
        if let Some(back) = back {
            // The moment of its coming included, of which entries with lower numbers came before.
            let end = Millis(back.0.0.saturating_add(1));
            let earlier = look.newest(of_kind(EventType::Delete), end, |entry| {
                deleted(entry).filter(|told| told.place() < back)
            })?;
            self.is_unsure |= earlier.is_cut();
            self.before = earlier.some().map(|told| told.place());
        }
        self.deleted = Some(gone);
        Ok(())
    }
}

/// Whether a change of the record is told before `end`.
fn was_changed(look: &Look<'_>, end: Millis) -> Result<Found<()>> {
    let changes = Expr::Term(Term::Has(Has::Changes));
    look.newest(changes, end, |entry| entry.event.effect_on(look.key).map(|_| ()))
}

fn is(entry: &Entry, look: &Look<'_>, kind: EventType) -> bool {
    entry.event.effect_on(look.key).is_some_and(|effect| effect.is_of_life && effect.kind == kind)
}

fn kind(event_type: EventType) -> Expr {
    Expr::Term(Term::Type(event_type))
}

/// Entries that may tell of it; see [`annals_model::Effect::is_of_life`].
fn of_kind(event_type: EventType) -> Expr {
    let other = match event_type {
        EventType::Add => EventType::Delete,
        _ => EventType::Add,
    };
    let bare = vec![
        not(Expr::Term(Term::Has(Has::Changes))),
        not(kind(EventType::Access)),
        not(kind(other)),
    ];
    Expr::Or(vec![kind(event_type), Expr::And(bare)])
}
