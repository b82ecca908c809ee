//! Values chosen in the filters.

use annals_model::{EventType, Outcome};

/// What values can be chosen of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Where it was done.
    Source,
    /// Who did it.
    User,
    /// The category of the action.
    Category,
    /// The action's code.
    Action,
    /// Add, change, delete and the like.
    Type,
    /// The area, which is called Table on screen.
    Area,
    /// The name of an affected record, or of an affected user.
    Object,
    /// Whether it succeeded.
    Outcome,
}

/// Filters of which an entry has to match one value only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterGroup {
    /// Where it was done.
    Source,
    /// Who did it.
    User,
    /// Actions, one by one or by their category.
    Action,
    /// Add, change, delete and the like.
    Type,
    /// The area.
    Area,
    /// The name of an affected record or user.
    Object,
    /// Whether it succeeded.
    Outcome,
}

impl Filter {
    /// Every filter, in the order in which the address names them.
    pub const ALL: [Self; 8] = [
        Self::Source,
        Self::User,
        Self::Category,
        Self::Action,
        Self::Type,
        Self::Area,
        Self::Object,
        Self::Outcome,
    ];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::User => "user",
            Self::Category => "category",
            Self::Action => "action",
            Self::Type => "type",
            Self::Area => "area",
            Self::Object => "object",
            Self::Outcome => "outcome",
        }
    }

    /// The filter that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.as_str() == word)
    }

    /// Where it belongs.
    pub fn group(self) -> FilterGroup {
        match self {
            Self::Source => FilterGroup::Source,
            Self::User => FilterGroup::User,
            Self::Category | Self::Action => FilterGroup::Action,
            Self::Type => FilterGroup::Type,
            Self::Area => FilterGroup::Area,
            Self::Object => FilterGroup::Object,
            Self::Outcome => FilterGroup::Outcome,
        }
    }

    /// Whether `value` can be one of it.
    pub fn accepts(self, value: &str) -> bool {
        match self {
            Self::Type => EventType::parse(value).is_some(),
            Self::Outcome => Outcome::parse(value).is_some(),
            _ => true,
        }
    }
}

impl FilterGroup {
    /// Every group, in the order in which they stand.
    pub const ALL: [Self; 7] = [
        Self::User,
        Self::Source,
        Self::Action,
        Self::Type,
        Self::Area,
        Self::Object,
        Self::Outcome,
    ];

    /// Its filters.
    pub fn filters(self) -> impl Iterator<Item = Filter> {
        Filter::ALL.into_iter().filter(move |filter| filter.group() == self)
    }
}

/// The values that are chosen: an entry has one of those of each group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen([Vec<String>; Filter::ALL.len()]);

impl Chosen {
    /// Those of one filter.
    pub fn of(&self, filter: Filter) -> &[String] {
        &self.0[filter as usize]
    }

    /// Whether `value` is among them.
    pub fn has(&self, filter: Filter, value: &str) -> bool {
        self.of(filter).iter().any(|chosen| chosen == value)
    }

    /// Whether anything of a group is.
    pub fn has_any(&self, group: FilterGroup) -> bool {
        group.filters().any(|filter| !self.of(filter).is_empty())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (Filter, &str)> {
        Filter::ALL
            .into_iter()
            .flat_map(|filter| self.of(filter).iter().map(move |value| (filter, &**value)))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Chooses a value as well.
    pub(super) fn add(&mut self, filter: Filter, value: String) {
        if !self.has(filter, &value) {
            self.0[filter as usize].push(value);
        }
    }

    /// With the value chosen if it wasn't, and the other way round.
    #[must_use]
    pub fn toggled(&self, filter: Filter, value: &str) -> Self {
        let mut chosen = self.clone();
        if self.has(filter, value) {
            chosen.0[filter as usize].retain(|have| have != value);
        } else {
            chosen.add(filter, value.to_owned());
        }
        chosen
    }

    /// Without those of a group.
    #[must_use]
    pub fn without(&self, group: FilterGroup) -> Self {
        let mut chosen = self.clone();
        group.filters().for_each(|filter| chosen.0[filter as usize].clear());
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_has_a_word_and_a_place() {
        for (place, filter) in Filter::ALL.into_iter().enumerate() {
            assert_eq!((Filter::parse(filter.as_str()), filter as usize), (Some(filter), place));
            assert!(FilterGroup::ALL.contains(&filter.group()));
        }
        let of_groups: usize = FilterGroup::ALL.iter().map(|group| group.filters().count()).sum();
        assert_eq!(of_groups, Filter::ALL.len());
        assert_eq!(Filter::parse("q"), None);
    }

    #[test]
    fn values_are_chosen_once() {
        let mut chosen = Chosen::default().toggled(Filter::Action, "a").toggled(Filter::Area, "A");
        chosen.add(Filter::Action, "a".to_owned());
        let all: Vec<_> = chosen.iter().collect();
        assert_eq!(all, [(Filter::Action, "a"), (Filter::Area, "A")]);
        assert_eq!(chosen.toggled(Filter::Area, "A").len(), 1);
        let chosen = chosen.toggled(Filter::Category, "C").without(FilterGroup::Action);
        assert_eq!(chosen.iter().collect::<Vec<_>>(), [(Filter::Area, "A")]);
        assert!(chosen.has_any(FilterGroup::Area) && !chosen.has_any(FilterGroup::Action));
    }

    #[test]
    fn types_and_outcomes_are_known_words() {
        assert!(Filter::Type.accepts("add") && !Filter::Type.accepts("Add "));
        assert!(Filter::Outcome.accepts("denied") && !Filter::Outcome.accepts("x"));
        assert!(Filter::Object.accepts("x"));
    }
}
