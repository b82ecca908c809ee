//! Which properties the entries of a search changed.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::count::exact;
use super::{Plan, Set, View};
use crate::terms::{TermField, pair};
use crate::{Result, Search};

impl View<'_> {
    /// Machine names of the properties that entries of a search changed, by name, the first `max`
    /// of them. They come from the dictionaries, so that it takes no longer for many entries.
    pub(crate) fn properties(&self, search: &Search<'_>, max: usize) -> Result<Vec<String>> {
        let plan = Plan::new(search)?;
        let parts = self.fold(search.allow, &plan, |found: &mut BTreeSet<Vec<u8>>, slot| {
            let matching = exact(&plan, slot, slot.window(&plan.time)?)?;
            if matching.is_empty() {
                return Ok(());
            }
            slot.slice.walk(TermField::Property, b"", &mut |term, reference| {
                slot.interrupt.check()?;
                let (property, _) = pair(term);
                let is_last =
                    found.len() >= max && found.last().is_some_and(|last| **last < *property);
                if is_last {
                    return Ok(ControlFlow::Break(()));
                }
                if !found.contains(property)
                    && matching.shared(&Set::from(slot.slice.load(reference)?)) > 0
                {
                    found.insert(property.to_vec());
                    if found.len() > max {
                        found.pop_last();
                    }
                }
                Ok(ControlFlow::Continue(()))
            })
        })?;
        let found: BTreeSet<Vec<u8>> = parts.into_iter().flatten().collect();
        let text = |name: Vec<u8>| String::from_utf8_lossy(&name).into_owned();
        Ok(found.into_iter().take(max).map(text).collect())
    }
}
