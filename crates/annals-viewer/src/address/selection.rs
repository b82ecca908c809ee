//! Which entries of a search something is to be done with.

use std::collections::BTreeSet;
use std::fmt;

use annals_model::OrganizationId;
use annals_model::limits::SELECTED_ENTRIES_MAX;

use super::LogAddress;
use crate::fault::RequestFault;

/// Which entries of a search something is to be done with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// All that match.
    #[default]
    All,
    /// Those that were ticked.
    Entries(BTreeSet<Ticked>),
}

/// An entry that was ticked, in an address or a form `17` or `lincoln:17`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticked {
    /// Whose it is, among those of several organisations: numbers are the same in each log.
    pub log: Option<OrganizationId>,
    /// Its number.
    pub number: u64,
}

/// Its name in a query string.
const NAME: &str = "entries";

impl Ticked {
    /// Reads it as [`fmt::Display`] writes it.
    pub fn parse(text: &str) -> Result<Self, RequestFault> {
        let (log, number) = match text.split_once(':') {
            Some((log, number)) => (Some(OrganizationId::parse(log)), number),
            None => (None, text),
        };
        match (log.transpose(), number.parse()) {
            (Ok(log), Ok(number)) => Ok(Self { log, number }),
            _ => Err(RequestFault::NoEntryNumber(text.to_owned())),
        }
    }
}

impl fmt::Display for Ticked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.log.iter().try_for_each(|log| write!(f, "{log}:"))?;
        self.number.fmt(f)
    }
}

impl Selection {
    /// These entries.
    pub fn entries(ticked: impl IntoIterator<Item = Ticked>) -> Result<Self, RequestFault> {
        let ticked: BTreeSet<Ticked> = ticked.into_iter().collect();
        match ticked.len() {
            0 => Err(RequestFault::NothingSelected),
            1..=SELECTED_ENTRIES_MAX => Ok(Self::Entries(ticked)),
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
            let ticked = value.split(',').map(Ticked::parse).collect::<Result<Vec<_>, _>>()?;
            if selection != Self::All {
                return Err(RequestFault::SelectedTwice(NAME));
            }
            selection = Self::entries(ticked)?;
        }
        Ok(selection)
    }

    fn add_to(&self, mut href: String) -> String {
        if let Self::Entries(ticked) = self {
            let ticked: Vec<_> = ticked.iter().map(Ticked::to_string).collect();
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str(&format!("{NAME}={}", ticked.join(",")));
        }
        href
    }
}

impl LogAddress {
    /// Where a form with ticked boxes goes on its way to [`LogAddress::delete_href`].
    pub fn select_href(&self) -> String {
        format!("/delete/selected{}", self.query_string())
    }

    /// Where the deletion is looked at that the entry `number` tells of.
    pub fn deleted_href(&self, number: u64) -> String {
        format!("/deletions/{number}{}", self.entry_string())
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

    fn ticked(all: impl IntoIterator<Item = u64>) -> Result<Selection, RequestFault> {
        Selection::entries(all.into_iter().map(|number| Ticked { log: None, number }))
    }

    #[test]
    fn an_address_names_what_was_ticked() {
        let address = LogAddress::default().with_query("a b");
        assert_eq!(address.delete_href(&Selection::All), "/delete?q=a+b");
        let one = ticked([17, 3, 17]).unwrap();
        assert_eq!(address.delete_href(&one), "/delete?q=a+b&entries=3,17");
        assert_eq!(LogAddress::default().delete_href(&one), "/delete?entries=3,17");
        assert_eq!(take("q=a&entries=3,17"), Ok((one, 1)));
        assert_eq!(take("q=a"), Ok((Selection::All, 1)));
        // Of several organisations each number stands with its own.
        let several = ["n1:3", "lincoln:17", "n1:20"].map(|text| Ticked::parse(text).unwrap());
        let several = Selection::entries(several).unwrap();
        let href = LogAddress::default().delete_href(&several);
        assert_eq!(href, "/delete?entries=lincoln:17,n1:3,n1:20");
        assert_eq!(take("entries=n1:20,n1:3,lincoln:17"), Ok((several, 0)));
    }

    #[test]
    fn what_names_no_entries_is_refused_rather_than_all() {
        for entries in
            ["", "1,,2", "-1", "x", "1&entries=2", ":1", "n1:", "n1:x", "N1:1", "a:b:1", "n1:1,"]
        {
            assert!(take(&format!("entries={entries}")).is_err(), "{entries}");
        }
        assert!(ticked([]).is_err());
        let max = SELECTED_ENTRIES_MAX as u64;
        assert!(ticked(0..max).is_ok());
        let refused = ticked(0..=max).unwrap_err();
        assert_eq!(refused, RequestFault::TooManySelected { count: max + 1, max });
    }
}
