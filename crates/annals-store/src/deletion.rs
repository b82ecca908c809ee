//! What may be deleted, and what is about to be.

use annals_model::{Event, Millis, Number, OrganizationOrdinal};
use annals_query::{Expr, Field, Pattern, Term};
use hashbrown::HashMap;
use roaring::{RoaringBitmap, RoaringTreemap};

/// Actions with this beginning are Annals' own entries about its logs; applications can't send
/// them.
pub const RESERVED_ACTION_PREFIX: &str = "annals.";

const SESSIONS: &[u8] = b"annals.session.";

/// Whether an action is kept for Annals, as a search and a reader take it: neither knows capitals,
/// wide letters or spaces from their plain forms.
pub fn is_reserved(action: &str) -> bool {
    if !action.is_ascii() {
        return annals_query::fold::fold(action).starts_with(RESERVED_ACTION_PREFIX);
    }
    let begin = action.trim_start().get(..RESERVED_ACTION_PREFIX.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(RESERVED_ACTION_PREFIX))
}

/// Whether an entry may be deleted, whoever asks and by whatever policy.
///
/// Entries that authorise deletion, retention, redaction, hold, key or epoch stay for ever: the
/// verifier would otherwise find entries missing without a reason. Sign-ins authorise nothing, and
/// tell where people were: retention may take them.
pub fn may_delete(event: &Event) -> bool {
    may_delete_action(event.action.as_bytes())
}

/// The same of the entry's action, on which alone it depends.
pub(crate) fn may_delete_action(action: &[u8]) -> bool {
    !action.starts_with(RESERVED_ACTION_PREFIX.as_bytes()) || action.starts_with(SESSIONS)
}

/// A search without what nobody may delete, for figures of what goes. Where a label reads like such
/// an action it is left out as well; only [`Deletable`] decides.
pub fn without_reserved(expr: &Expr) -> Expr {
    let action =
        |pattern: &str| Expr::Term(Term::Field(Field::Action, Pattern(pattern.to_owned())));
    let own = Expr::Not(Box::new(action("annals.*")));
    Expr::And(vec![expr.clone(), Expr::Or(vec![own, action("annals.session.*")])]).normal()
}

/// What is kept from being deleted, whoever may delete it. Why, the store doesn't know: it leaves
/// out what matches, and hands back of which state that was, for [`Deletable::held_in`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Searches; what one of them finds stays.
    pub by: Vec<Expr>,
    /// Stands for all that `by` follows from.
    pub state: String,
}

impl Held {
    /// A search without what is held, for figures of what goes.
    pub fn left_of(&self, expr: &Expr) -> Expr {
        if self.by.is_empty() {
            return expr.clone();
        }
        let held = Expr::Not(Box::new(Expr::Or(self.by.clone())));
        Expr::And(vec![expr.clone(), held]).normal()
    }
}

/// Entries of one organisation that someone may delete, all of which may be deleted: what
/// [`crate::Transaction::delete`] takes. Only [`crate::Snapshot::deletable`] makes one.
#[derive(Clone, Debug)]
pub struct Deletable {
    pub(crate) organization: OrganizationOrdinal,
    pub(crate) numbers: RoaringTreemap,
    /// Where they stand in each part that the snapshot saw, so that the writer, for whom everyone
    /// waits, need not look for millions of numbers.
    pub(crate) places: HashMap<u64, RoaringBitmap>,
    pub(crate) bounds: Option<(Millis, Millis)>,
    pub(crate) kept: u64,
    pub(crate) held: u64,
    pub(crate) held_by: Vec<u64>,
    pub(crate) held_in: String,
}

impl Deletable {
    /// The organisation whose entries they are.
    pub fn organization(&self) -> OrganizationOrdinal {
        self.organization
    }

    /// How many they are.
    pub fn len(&self) -> u64 {
        self.numbers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// When the earliest and the latest of them happened; `None` if there is none.
    pub fn time_bounds(&self) -> Option<(Millis, Millis)> {
        self.bounds
    }

    /// How many entries of the search stay, because nobody may delete them.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// How many entries of the search stay, because they are held.
    pub fn held(&self) -> u64 {
        self.held
    }

    /// How many of those are held by each of [`Held::by`]; by several, if they are.
    pub fn held_by(&self) -> &[u64] {
        &self.held_by
    }

    /// The [`Held::state`] in which they were found. A command that deletes them checks that it is
    /// still so: what is held since then may be among them.
    pub fn held_in(&self) -> &str {
        &self.held_in
    }

    /// Their numbers, ascending.
    pub fn numbers(&self) -> impl Iterator<Item = Number> + '_ {
        self.numbers.iter().map(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[test]
    fn no_form_of_the_prefix_passes() {
        for action in
            ["annals.x", "Annals.key.created", " annals.x", "\u{ff41}nnals.x", "\u{e0}nnals.x"]
        {
            assert!(is_reserved(action), "{action}");
        }
        for action in ["annals", "annalsx.y", "x.annals.y", "\u{e4}", ""] {
            assert!(!is_reserved(action), "{action}");
        }
    }
}
