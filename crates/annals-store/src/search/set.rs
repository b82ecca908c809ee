//! A set of positions within one organisation's slice of a segment.

use std::ops::Range;

use roaring::RoaringBitmap;

/// Positions, ascending. The form follows where it came from: a time range costs nothing, a rare
/// term stays a short list, and only what is both large and scattered is a bitmap.
#[derive(Clone, Debug)]
pub(crate) enum Set {
    /// Every position from `start` up to `end`.
    Span(Range<u32>),
    /// A few positions, ascending and distinct.
    Few(Vec<u32>),
    /// Many positions.
    Many(RoaringBitmap),
}

impl Set {
    pub(crate) const EMPTY: Self = Self::Span(0..0);

    pub(crate) fn span(start: u32, end: u32) -> Self {
        Self::Span(start..end.max(start))
    }

    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Span(span) => u64::from(span.end - span.start),
            Self::Few(few) => few.len() as u64,
            Self::Many(many) => many.len(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Span(span) => span.is_empty(),
            Self::Few(few) => few.is_empty(),
            Self::Many(many) => many.is_empty(),
        }
    }

    pub(crate) fn contains(&self, position: u32) -> bool {
        match self {
            Self::Span(span) => span.contains(&position),
            Self::Few(few) => few.binary_search(&position).is_ok(),
            Self::Many(many) => many.contains(position),
        }
    }

    /// The positions of `self` that lie in `span`.
    pub(crate) fn clip(self, span: &Range<u32>) -> Self {
        match self {
            Self::Span(own) => Self::span(own.start.max(span.start), own.end.min(span.end)),
            Self::Few(mut few) => {
                few.truncate(few.partition_point(|&position| position < span.end));
                few.drain(..few.partition_point(|&position| position < span.start));
                Self::Few(few)
            }
            Self::Many(mut many) => {
                many.remove_range(..span.start);
                many.remove_range(span.end..);
                Self::Many(many)
            }
        }
    }

    pub(crate) fn and(self, other: &Self) -> Self {
        match (self, other) {
            (set, Self::Span(span)) => set.clip(span),
            (Self::Span(span), other) => other.clone().clip(&span),
            (Self::Few(few), Self::Few(other)) => Self::Few(intersect(few, other)),
            (Self::Few(mut few), other) => {
                few.retain(|&position| other.contains(position));
                Self::Few(few)
            }
            (Self::Many(many), Self::Few(few)) => {
                Self::Few(few.iter().copied().filter(|&position| many.contains(position)).collect())
            }
            (Self::Many(mut many), Self::Many(other)) => {
                many &= other;
                Self::Many(many)
            }
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (set, other) if other.is_empty() => set,
            (set, other) if set.is_empty() => other,
            (Self::Span(a), Self::Span(b)) if a.start <= b.end && b.start <= a.end => {
                Self::span(a.start.min(b.start), a.end.max(b.end))
            }
            (Self::Few(a), Self::Few(b)) if a.len() + b.len() <= FEW_MAX => {
                Self::Few(merge(&a, &b))
            }
            (Self::Many(mut many), Self::Few(few)) | (Self::Few(few), Self::Many(mut many)) => {
                many.extend(few);
                Self::Many(many)
            }
            (Self::Many(a), Self::Many(b)) => Self::Many(a | b),
            (a, b) => Self::Many(a.into_bitmap() | b.into_bitmap()),
        }
    }

    pub(crate) fn minus(self, other: &Self) -> Self {
        match (self, other) {
            (set, other) if set.is_empty() || other.is_empty() => set,
            (Self::Few(mut few), other) => {
                few.retain(|&position| !other.contains(position));
                Self::Few(few)
            }
            (Self::Span(a), Self::Span(b)) if b.start <= a.start || b.end >= a.end => {
                if b.start <= a.start {
                    Self::span(a.start.max(b.end), a.end)
                } else {
                    Self::span(a.start, a.end.min(b.start))
                }
            }
            (set, other) => {
                let mut many = set.into_bitmap();
                match other {
                    Self::Span(span) => {
                        many.remove_range(span.clone());
                    }
                    Self::Few(few) => few.iter().for_each(|&position| {
                        many.remove(position);
                    }),
                    Self::Many(other) => many -= other,
                }
                Self::Many(many)
            }
        }
    }

    /// The positions of `self` that are not in `dead`.
    pub(crate) fn without(self, dead: Option<&RoaringBitmap>) -> Self {
        let Some(dead) = dead else { return self };
        match self {
            Self::Few(mut few) => {
                few.retain(|&position| !dead.contains(position));
                Self::Few(few)
            }
            Self::Span(span) if dead.range_cardinality(span.clone()) == 0 => Self::Span(span),
            set => Self::Many(set.into_bitmap() - dead),
        }
    }

    /// How many positions both have; decodes and allocates nothing.
    pub(crate) fn shared(&self, other: &Self) -> u64 {
        match (self, other) {
            (Self::Span(span), set) | (set, Self::Span(span)) => set.count(span),
            (Self::Few(a), Self::Few(b)) => shared(a, b),
            (Self::Few(few), set) | (set, Self::Few(few)) => {
                few.iter().filter(|&&position| set.contains(position)).count() as u64
            }
            (Self::Many(a), Self::Many(b)) => a.intersection_len(b),
        }
    }

    /// The first position that both have. It looks at those of the smaller one in turn.
    pub(crate) fn first_shared(&self, other: &Self) -> Option<u32> {
        match (self, other) {
            (Self::Span(span), set) | (set, Self::Span(span)) => {
                set.next_from(span.start).filter(|position| *position < span.end)
            }
            (a, b) if a.len() > b.len() => b.iter().find(|&position| a.contains(position)),
            (a, b) => a.iter().find(|&position| b.contains(position)),
        }
    }

    /// How many positions lie in `span`.
    pub(crate) fn count(&self, span: &Range<u32>) -> u64 {
        match self {
            Self::Span(own) => {
                u64::from(own.end.min(span.end).saturating_sub(own.start.max(span.start)))
            }
            Self::Few(few) => {
                let below = |end| few.partition_point(|&position| position < end) as u64;
                below(span.end).saturating_sub(below(span.start))
            }
            Self::Many(many) => many.range_cardinality(span.clone()),
        }
    }

    /// The smallest position at or after `from`.
    pub(crate) fn next_from(&self, from: u32) -> Option<u32> {
        match self {
            Self::Span(span) => Some(from.max(span.start)).filter(|&position| position < span.end),
            Self::Few(few) => few.get(few.partition_point(|&position| position < from)).copied(),
            Self::Many(many) => many.range(from..).next(),
        }
    }

    /// The greatest position before `end`.
    pub(crate) fn last_before(&self, end: u32) -> Option<u32> {
        match self {
            Self::Span(span) => {
                end.min(span.end).checked_sub(1).filter(|&position| position >= span.start)
            }
            Self::Few(few) => {
                few.partition_point(|&position| position < end).checked_sub(1).map(|at| few[at])
            }
            Self::Many(many) => many.range(..end).next_back(),
        }
    }

    /// All positions, ascending.
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::Span(span) => Box::new(span.clone()),
            Self::Few(few) => Box::new(few.iter().copied()),
            Self::Many(many) => Box::new(many.iter()),
        }
    }

    /// Calls `each` with all positions, ascending; quicker than [`Set::iter`] for many.
    pub(crate) fn try_for_each<E>(
        &self,
        mut each: impl FnMut(u32) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Span(span) => span.clone().try_for_each(each),
            Self::Few(few) => few.iter().try_for_each(|&position| each(position)),
            Self::Many(many) => many.iter().try_for_each(each),
        }
    }

    pub(crate) fn into_bitmap(self) -> RoaringBitmap {
        match self {
            Self::Span(span) => {
                let mut many = RoaringBitmap::new();
                many.insert_range(span);
                many
            }
            Self::Few(few) => few.into_iter().collect(),
            Self::Many(many) => many,
        }
    }
}

impl Set {
    /// Takes positions in any order, each any number of times.
    pub(crate) fn of_any(mut positions: Vec<u32>) -> Self {
        if positions.len() > FEW_MAX {
            // Setting bits takes a fraction of what sorting does.
            let last = positions.iter().copied().max().unwrap_or_default();
            let mut bits = vec![0_u8; last as usize / 8 + 1];
            for position in positions {
                bits[position as usize / 8] |= 1 << (position % 8);
            }
            return Self::Many(RoaringBitmap::from_lsb0_bytes(0, &bits));
        }
        positions.sort_unstable();
        positions.dedup();
        Self::Few(positions)
    }
}

impl FromIterator<u32> for Set {
    /// Takes ascending positions.
    fn from_iter<I: IntoIterator<Item = u32>>(positions: I) -> Self {
        let few: Vec<u32> = positions.into_iter().collect();
        debug_assert!(few.is_sorted(), "positions are ascending");
        if few.len() > FEW_MAX { Self::Many(few.into_iter().collect()) } else { Self::Few(few) }
    }
}

/// Above this a list is slower to intersect than a bitmap.
const FEW_MAX: usize = 4096;

/// What both lists have.
fn intersect(mut few: Vec<u32>, other: &[u32]) -> Vec<u32> {
    let mut rest = other;
    few.retain(|&position| skip_to(&mut rest, position));
    few
}

/// How many positions both lists have.
fn shared(a: &[u32], b: &[u32]) -> u64 {
    let (few, mut rest) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|&&position| skip_to(&mut rest, position)).count() as u64
}

/// Leaves out what is below `wanted`; whether `wanted` is what comes then. Near places are
/// found first, so that going through a list this way takes no longer than reading it.
#[inline]
pub(super) fn skip_to<T: Copy + Ord>(rest: &mut &[T], wanted: T) -> bool {
    let mut step = 1;
    while step < rest.len() && rest[step - 1] < wanted {
        *rest = &rest[step..];
        step *= 2;
    }
    let below = rest[..step.min(rest.len())].partition_point(|&one| one < wanted);
    *rest = &rest[below..];
    rest.first() == Some(&wanted)
}

fn merge(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a, b);
    while let (Some((&x, a_rest)), Some((&y, b_rest))) = (a.split_first(), b.split_first()) {
        out.push(x.min(y));
        if x <= y {
            a = a_rest;
        }
        if y <= x {
            b = b_rest;
        }
    }
    out.extend_from_slice(a);
    out.extend_from_slice(b);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn any_set() -> impl Strategy<Value = Set> {
        prop_oneof![
            (0..200_u32, 0..200_u32).prop_map(|(start, end)| Set::span(start, end)),
            proptest::collection::btree_set(0..200_u32, 0..30)
                .prop_map(|few| Set::Few(few.into_iter().collect())),
            proptest::collection::btree_set(0..200_u32, 0..150)
                .prop_map(|many| Set::Many(many.into_iter().collect())),
        ]
    }

    fn model(set: &Set) -> BTreeSet<u32> {
        set.iter().collect()
    }

    proptest! {
        #[test]
        fn every_form_is_the_same_set(
            a in any_set(),
            b in any_set(),
            x in 0..210_u32,
            y in 0..210_u32,
        ) {
            let (model_a, model_b) = (model(&a), model(&b));
            prop_assert_eq!(a.len(), model_a.len() as u64);
            let mut each = BTreeSet::new();
            let all: Result<(), ()> = a.try_for_each(|position| {
                each.insert(position);
                Ok(())
            });
            prop_assert!(all.is_ok() && each == model_a);
            prop_assert_eq!(a.is_empty(), model_a.is_empty());
            prop_assert_eq!(a.contains(x), model_a.contains(&x));
            prop_assert_eq!(a.next_from(x), model_a.range(x..).next().copied());
            prop_assert_eq!(a.last_before(x), model_a.range(..x).next_back().copied());
            let span = x.min(y)..y;
            let first_shared = model_a.intersection(&model_b).next().copied();
            prop_assert_eq!(a.first_shared(&b), first_shared);
            prop_assert_eq!(a.count(&span), model_a.range(span.clone()).count() as u64);
            prop_assert_eq!(a.shared(&b), model_a.intersection(&model_b).count() as u64);
            prop_assert_eq!(model(&a.clone().clip(&span)), model_a.range(span).copied().collect());
            prop_assert_eq!(model(&a.clone().and(&b)), &model_a & &model_b);
            prop_assert_eq!(model(&a.clone().or(b.clone())), &model_a | &model_b);
            let both = Set::of_any(b.iter().chain(a.iter()).collect());
            prop_assert_eq!(model(&both), &model_a | &model_b);
            prop_assert_eq!(model(&a.clone().minus(&b)), &model_a - &model_b);
            let dead = b.into_bitmap();
            prop_assert_eq!(model(&a.without(Some(&dead))), &model_a - &model_b);
        }
    }
}
