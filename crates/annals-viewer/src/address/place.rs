//! Whose entries a page shows.

use annals_model::OrganizationId;

use super::{LogAddress, LogPage};

/// Whose entries a page shows: those of one organisation, or of all below it as well. The words in
/// the address are those of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The organisation, as it was written; absent for the reader's own.
    pub organization: Option<String>,
    /// Whether those below are shown with it.
    pub below: bool,
    /// On the page of an entry among those of several organisations: the one whose it is.
    pub log: Option<String>,
}

/// The value of `below`.
const BELOW: &str = "true";

impl Place {
    /// One organisation alone.
    pub fn of(organization: &OrganizationId) -> Self {
        Self { organization: Some(organization.as_str().to_owned()), ..Self::default() }
    }

    /// The same organisation with those below.
    #[must_use]
    pub fn and_below(self) -> Self {
        Self { below: true, ..self }
    }

    /// The organisation in whose log the page's entry is numbered.
    #[must_use]
    pub fn of_entry(&self) -> Self {
        let organization = self.log.clone().or_else(|| self.organization.clone());
        Self { organization, ..Self::default() }
    }

    /// Takes up a pair of the query string, if it belongs here.
    pub fn read(&mut self, name: &str, value: &str) -> bool {
        match name {
            "organization" => self.organization = Some(value.to_owned()),
            "below" if value == BELOW => self.below = true,
            "below" if value == "false" => self.below = false,
            "log" => self.log = Some(value.to_owned()),
            _ => return false,
        }
        true
    }

    /// The pairs of the page of a log, without those that are as usual.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let organization = self.organization.as_deref().map(|id| ("organization", id));
        organization.into_iter().chain(self.below.then_some(("below", BELOW)))
    }
}

impl LogAddress {
    /// The same for an entry of `organization`: among those of several, each has its own log.
    #[must_use]
    pub fn in_log(&self, organization: &OrganizationId) -> Self {
        let mut address = self.clone();
        if address.place.below {
            address.place.log = Some(organization.as_str().to_owned());
        }
        address
    }

    /// Another search, in the one organisation that the page's entry is of: names of records mean
    /// something else in each.
    #[must_use]
    pub fn anew_in_log(&self) -> Self {
        let address = self.anew();
        match self.place.log {
            Some(_) => Self { place: self.place.of_entry(), ..address },
            None => address,
        }
    }

    /// The id of the row of the entry `number` in the table at this address.
    pub fn row_id(&self, number: u64) -> String {
        match self.place.log.as_deref().filter(|_| self.place.below) {
            Some(log) => format!("e{log}-{number}"),
            None => format!("e{number}"),
        }
    }

    /// The same search elsewhere; on its first page, and in no view, which is of one place.
    #[must_use]
    pub fn at(&self, place: Place) -> Self {
        // A record is one of its organisation.
        let page = match &self.page {
            LogPage::Record(_) => LogPage::AuditLog,
            page => page.clone(),
        };
        Self { place, page, view: None, ..self.first_page() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> LogAddress {
        let (address, unknown) =
            LogAddress::read(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        assert!(unknown.is_empty(), "{unknown:?}");
        address
    }

    #[test]
    fn a_place_is_kept_by_every_way() {
        let address = read(&[("q", "a"), ("organization", "north"), ("below", "true")]);
        assert_eq!(address.href(), "/?organization=north&below=true&q=a");
        assert_eq!(address.anew().href(), "/?organization=north&below=true");
        assert_eq!(address.search_string(), "?organization=north&below=true&q=a");
        assert_eq!(read(&[("below", "false")]).href(), "/");
        assert_eq!(read(&[("organization", "n&o")]).href(), "/?organization=n%26o");
        let unknown = LogAddress::read([("below".to_owned(), "yes".to_owned())]).1;
        assert_eq!(unknown, ["below"]);
    }

    #[test]
    fn an_entry_among_those_of_several_names_its_log() {
        let n1 = OrganizationId::parse("n1").unwrap();
        let address = read(&[("organization", "north"), ("below", "true")]);
        let entry = address.in_log(&n1);
        assert_eq!(entry.entry_href(7), "/entries/7?organization=north&below=true&log=n1");
        assert_eq!(entry.href(), address.href());
        assert_eq!(entry.row_id(7), "en1-7");
        assert_eq!(entry.place.of_entry(), Place::of(&n1));
        assert_eq!(entry.anew_in_log().href(), "/?organization=n1");
        let one = read(&[("organization", "north")]).in_log(&n1);
        assert_eq!(one.entry_href(7), "/entries/7?organization=north");
        assert_eq!((one.row_id(7), one.anew_in_log().href()), ("e7".to_owned(), one.href()));
    }

    #[test]
    fn a_search_is_kept_elsewhere_but_not_its_page() {
        let n1 = OrganizationId::parse("n1").unwrap();
        let address = read(&[("q", "a"), ("next", "t"), ("view", "v"), ("range", "7d")]);
        assert_eq!(address.at(Place::of(&n1)).href(), "/?organization=n1&q=a&range=7d");
        assert_eq!(address.at(Place::default()).href(), "/?q=a&range=7d");
    }
}
