//! Which entries of a search something is to be done with.

use annals_model::limits::SELECTED_ENTRIES_MAX;

use super::LogAddress;
use crate::fault::RequestFault;

/// Which entries of a search something is to be done with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// All that match.
    #[default]
    All,
    /// Those with these numbers, ascending, which were ticked.
    Entries(Vec<u64>),
}

/// Its name in a query string.
const NAME: &str = "entries";

impl Selection {
    /// The entries with these numbers.
    pub fn entries(numbers: impl IntoIterator<Item = u64>) -> Result<Self, RequestFault> {
        let mut numbers: Vec<u64> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        match numbers.len() {
            0 => Err(RequestFault::NothingSelected),
            1..=SELECTED_ENTRIES_MAX => Ok(Self::Entries(numbers)),
            count => {
                let (count, max) = (count as u64, SELECTED_ENTRIES_MAX as u64);
                Err(RequestFault::TooManySelected { count, max })
            }
        }
    }

    /// Takes the selection out of the decoded pairs of a query string.
    pub fn take(pairs: &mut Vec<(String, String)>) -> Result<Self, RequestFault> {
        let mut selection = Self::All;
        for (_, value) in pairs.extract_if(.., |(name, _)| name == NAME) {
            let numbers = value.split(',').map(entry_number).collect::<Result<Vec<_>, _>>()?;
            if selection != Self::All {
                return Err(RequestFault::SelectedTwice(NAME));
            }
            selection = Self::entries(numbers)?;
        }
        Ok(selection)
    }

    fn add_to(&self, mut href: String) -> String {
        if let Self::Entries(numbers) = self {
            let numbers: Vec<_> = numbers.iter().map(u64::to_string).collect();
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str(&format!("{NAME}={}", numbers.join(",")));
        }
        href
    }
}

/// An entry's number as it stands in an address or a form.
pub fn entry_number(text: &str) -> Result<u64, RequestFault> {
    text.parse().map_err(|_| RequestFault::NoEntryNumber(text.to_owned()))
}

impl LogAddress {
    /// Where a form with ticked boxes goes on its way to [`LogAddress::delete_href`].
    pub fn select_href(&self) -> String {
        format!("/delete/selected{}", self.query_string())
    }

    /// Where the deletion is looked at that the entry `number` tells of.
    pub fn deleted_href(&self, number: u64) -> String {
        format!("/deletions/{number}{}", self.query_string())
    }

    /// Where the deletion of entries of this search is looked at before it is done.
    pub fn delete_href(&self, selection: &Selection) -> String {
        selection.add_to(format!("/delete{}", self.query_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(query: &str) -> Result<(Selection, usize), RequestFault> {
        let mut pairs: Vec<_> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Selection::take(&mut pairs).map(|selection| (selection, pairs.len()))
    }

    #[test]
    fn an_address_names_what_was_ticked() {
        let address = LogAddress::default().with_query("a b");
        assert_eq!(address.delete_href(&Selection::All), "/delete?q=a+b");
        let ticked = Selection::entries([17, 3, 17]).unwrap();
        assert_eq!(address.delete_href(&ticked), "/delete?q=a+b&entries=3,17");
        assert_eq!(LogAddress::default().delete_href(&ticked), "/delete?entries=3,17");
        assert_eq!(take("q=a&entries=3,17"), Ok((ticked, 1)));
        assert_eq!(take("q=a"), Ok((Selection::All, 1)));
    }

    #[test]
    fn what_names_no_entries_is_refused_rather_than_all() {
        for query in ["entries=", "entries=1,,2", "entries=-1", "entries=x", "entries=1&entries=2"]
        {
            assert!(take(query).is_err(), "{query}");
        }
        assert!(Selection::entries([]).is_err());
        let max = SELECTED_ENTRIES_MAX as u64;
        assert!(Selection::entries(0..max).is_ok());
        let refused = Selection::entries(0..=max).unwrap_err();
        assert_eq!(refused, RequestFault::TooManySelected { count: max + 1, max });
    }
}
