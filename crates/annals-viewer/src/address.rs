//! The state of the log page, as it stands in the address bar.

mod filter;
mod look;
mod page;
mod place;
mod range;
mod record;
mod selection;
mod sort;
mod zone;

use std::borrow::Cow;
use std::fmt::Write;

use annals_model::{Millis, limits};

pub use filter::{Chosen, Filter, FilterGroup};
pub use look::{Column, Columns, Density, Look};
pub use page::{LogPage, USER_SECURITY_PATH};
pub use place::Place;
pub use range::{Preset, Range};
pub(crate) use record::record_path;
pub use record::{RecordLog, RecordPage};
pub use selection::{Selection, Ticked};
pub use sort::{Sort, SortBy};
pub use zone::{Zone, name as zone_name};

/// Values that one search chooses; each of their links names all others.
const FILTERS_MAX: usize = 100;

/// Everything that decides what the log page shows: read from the query string, printed into links.
///
/// Printing leaves out what is as usual, so that the plain log has the plain address `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogAddress {
    /// The page that shows it.
    pub page: LogPage,
    /// Whose entries are shown.
    pub place: Place,
    /// The search as typed.
    pub query: String,
    /// Whether words stand for themselves alone, not for records that are called so.
    pub words_alone: bool,
    /// The date range.
    pub range: Range,
    /// What is chosen in the filters.
    pub chosen: Chosen,
    /// Whether entries that tell of views and exports are among the others.
    pub shows_access: bool,
    /// The zone in which times are shown and typed; absent when it is the organisation's.
    pub zone: Option<Zone>,
    /// The order of rows.
    pub sort: Sort,
    /// The columns of the table; absent when they are the reader's usual ones.
    pub columns: Option<Columns>,
    /// How much room rows take; absent when it is as the reader usually has it.
    pub density: Option<Density>,
    /// The saved or ready view from which the search began: names the page, decides nothing.
    pub view: Option<String>,
    /// Whether entries are shown as they come: see [`LogAddress::is_live`].
    pub live: bool,
    /// Which page; absent for the first.
    pub cursor: Option<Cursor>,
}

/// An opaque place between rows and the direction to go from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// Rows after it, in the order of rows.
    Next(String),
    /// Rows before it.
    Previous(String),
}

impl LogAddress {
    /// Reads decoded pairs of a query string. Also returns the names of those that are not
    /// understood: a link that silently shows something else than was meant is worse than a notice.
    pub fn read(pairs: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<String>) {
        let mut address = Self::default();
        let mut unknown = Vec::new();
        let (mut from, mut to) = (String::new(), String::new());
        for (name, value) in pairs {
            let value = value.trim().to_owned();
            if value.is_empty() {
                continue;
            }
            match &*name {
                "page" => match LogPage::parse(&value) {
                    Some(page) => address.page = page,
                    None => unknown.push(format!("page={value}")),
                },
                "q" => address.query = value,
                "words" if value == ALONE => address.words_alone = true,
                "from" => from = value,
                "to" => to = value,
                "range" => match Preset::parse(&value) {
                    Some(preset) => address.range = Range::Preset(preset),
                    None => unknown.push(format!("range={value}")),
                },
                "access" if value == SHOWN => address.shows_access = true,
                "zone" => match Zone::parse(&value) {
                    Some(zone) => address.zone = Some(zone),
                    None => unknown.push(format!("{ZONE}{value}")),
                },
                "sort" => match Sort::parse(&value) {
                    Some(sort) => address.sort = sort,
                    None => unknown.push(format!("sort={value}")),
                },
                "columns" => {
                    let (columns, not_understood) = Columns::parse(&value);
                    address.columns = Some(columns);
                    unknown.extend(not_understood.iter().map(|word| format!("columns={word}")));
                }
                "density" => match Density::parse(&value) {
                    Some(density) => address.density = Some(density),
                    None => unknown.push(format!("density={value}")),
                },
                "live" if value == LIVE => address.live = true,
                "view" => address.view = Some(value),
                "next" => address.cursor = Some(Cursor::Next(value)),
                "previous" => address.cursor = Some(Cursor::Previous(value)),
                _ if address.place.read(&name, &value) => {}
                _ => unknown.extend(address.choose(name, value)),
            }
        }
        unknown.dedup();
        // Typed dates win over a preset: they are what the person did last.
        if !from.is_empty() || !to.is_empty() {
            address.range = Range::Typed { from, to };
        }
        (address, unknown)
    }

    /// Chooses what a pair of the query string names; gives what is not understood.
    fn choose(&mut self, name: String, value: String) -> Option<String> {
        let Some(filter) = Filter::parse(&name) else { return Some(name) };
        if self.chosen.len() >= FILTERS_MAX {
            return Some(format!("{name} (more than {FILTERS_MAX} filters)"));
        }
        // Nothing in the log is longer.
        if value.len() > limits::NAME_BYTES_MAX {
            return Some(format!("{name} (more than {} bytes)", limits::NAME_BYTES_MAX));
        }
        if !filter.accepts(&value) {
            return Some(format!("{name}={value}"));
        }
        self.chosen.add(filter, value);
        None
    }

    /// The address of the page in this state.
    pub fn href(&self) -> String {
        format!("{}{}", self.page.path(), self.own_query_string())
    }

    /// Where the whole search is exported, whichever page of it is shown.
    pub fn export_href(&self) -> String {
        format!("/export{}", self.search_string())
    }

    /// Where the filters of the search are counted; the same on each of its pages. `asked_at` is
    /// what "today" means on them.
    pub fn facets_href(&self, asked_at: Millis) -> String {
        self.part_href(FACETS_PATH, asked_at)
    }

    /// Where the search's chart is drawn, for the same time.
    pub fn chart_href(&self, asked_at: Millis) -> String {
        self.part_href(CHART_PATH, asked_at)
    }

    fn part_href(&self, path: &str, asked_at: Millis) -> String {
        let first_page = self.first_page();
        let mut pairs = first_page.pairs();
        pairs.push(("at", asked_at.to_string().into()));
        format!("{path}{}", query_string(&pairs))
    }

    /// Where entries of the search are told as they come; `last` says how far they are known.
    pub fn live_href(&self, last: Option<&str>) -> String {
        let mut pairs = self.pairs();
        pairs.extend(last.map(|last| ("after", last.into())));
        format!("/live{}", query_string(&pairs))
    }

    /// Where the same page, or that of the entry `entry`, is shown in another zone; a chosen one
    /// goes after `in=`.
    pub fn zone_href(&self, entry: Option<u64>, to: &str) -> String {
        let mut pairs = self.pairs();
        pairs.extend(entry.map(|number| ("entry", number.to_string().into())));
        pairs.extend(self.log_pair().filter(|_| entry.is_some()));
        if !to.is_empty() {
            pairs.push(("in", to.into()));
        }
        format!("/zone{}", query_string(&pairs))
    }

    /// Where the API counts the entries of the search `query` in this place.
    pub fn count_href(&self, query: String) -> String {
        let search = Self { query, place: self.place.clone(), ..Self::default() };
        format!("/v1/events/count{}", search.query_string())
    }

    /// The address of the entry `number`, which leads back to this state.
    pub fn entry_href(&self, number: u64) -> String {
        format!("/entries/{number}{}", self.entry_string())
    }

    /// The address of the list of the records that the entry `number` updated.
    pub fn records_href(&self, number: u64) -> String {
        format!("/entries/{number}/records{}", self.entry_string())
    }

    /// Where the proof of the entry `number` is.
    pub fn proof_href(&self, number: u64) -> String {
        let place = self.place.of_entry();
        let entry = Self { place, ..Self::default() };
        format!("/entries/{number}/proof{}", entry.query_string())
    }

    /// `?q=…` of the page of an entry.
    fn entry_string(&self) -> String {
        let mut pairs = self.pairs();
        pairs.extend(self.log_pair());
        query_string(&pairs)
    }

    fn log_pair(&self) -> Option<(&'static str, Cow<'_, str>)> {
        self.place.log.as_deref().map(|log| ("log", log.into()))
    }

    /// `?q=…`, or nothing when all is as usual.
    pub fn query_string(&self) -> String {
        query_string(&self.pairs())
    }

    /// The same of what decides which entries there are, and in which order.
    pub fn search_string(&self) -> String {
        Self { columns: None, density: None, ..self.state() }.query_string()
    }

    /// What a view keeps of it: all but the page, and the view itself.
    #[must_use]
    pub fn state(&self) -> Self {
        Self { view: None, live: false, cursor: None, ..self.clone() }
    }

    /// The state as names and values, without those that are as usual.
    pub fn pairs(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let place = self.place.pairs().map(|(name, value)| (name, value.into()));
        let mut pairs: Vec<(&str, Cow<'_, str>)> = place.collect();
        if self.page != LogPage::default() {
            pairs.push(("page", self.page.word()));
        }
        pairs.push(("q", (&*self.query).into()));
        if self.words_alone {
            pairs.push(("words", ALONE.into()));
        }
        match &self.range {
            Range::Any => {}
            Range::Preset(preset) => pairs.push(("range", preset.as_str().into())),
            Range::Typed { from, to } => {
                pairs.extend([("from", (&**from).into()), ("to", (&**to).into())]);
            }
        }
        pairs.extend(self.chosen.iter().map(|(filter, value)| (filter.as_str(), value.into())));
        if self.shows_access {
            pairs.push(("access", SHOWN.into()));
        }
        pairs.extend(self.zone.iter().map(|zone| ("zone", zone.as_str().into())));
        if self.sort != Sort::default() {
            pairs.push(("sort", self.sort.word().into()));
        }
        pairs.extend(self.columns.iter().map(|columns| ("columns", columns.words().into())));
        pairs.extend(self.density.iter().map(|density| ("density", density.as_str().into())));
        pairs.extend(self.view.iter().map(|view| ("view", (&**view).into())));
        if self.is_live() {
            pairs.push(("live", LIVE.into()));
        }
        match &self.cursor {
            None => {}
            Some(Cursor::Next(token)) => pairs.push(("next", (&**token).into())),
            Some(Cursor::Previous(token)) => pairs.push(("previous", (&**token).into())),
        }
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// What the table looks like for someone who usually has it look like `usual`.
    pub fn look(&self, usual: Look) -> Look {
        Look {
            columns: self.columns.clone().unwrap_or(usual.columns),
            density: self.density.unwrap_or(usual.density),
        }
    }

    /// How many filters are active; the search words are none.
    pub fn filters(&self) -> usize {
        usize::from(self.range != Range::Any) + self.chosen.len()
    }

    /// The same search on its first page; every link that changes the search begins with this.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self { cursor: None, ..self.clone() }
    }

    /// Whether entries are shown as they come, which only the first page can, the newest first:
    /// another page or order ends it.
    pub fn is_live(&self) -> bool {
        self.live && self.sort == Sort::default() && self.cursor.is_none()
    }

    /// The newest, with those that come.
    #[must_use]
    pub fn live(&self) -> Self {
        Self { live: true, sort: Sort::default(), ..self.first_page() }
    }

    /// Without those that come.
    #[must_use]
    pub fn at_rest(&self) -> Self {
        Self { live: false, ..self.clone() }
    }

    /// Another search, of which only the place and the zone are the same.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self { place: self.place.clone(), zone: self.zone.clone(), ..Self::default() }
    }

    /// With other search words.
    #[must_use]
    pub fn with_query(&self, query: impl Into<String>) -> Self {
        Self { query: query.into(), ..self.first_page() }
    }

    /// With another date range.
    #[must_use]
    pub fn with_range(&self, range: Range) -> Self {
        Self { range, ..self.first_page() }
    }

    /// In another order.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        Self { sort, ..self.first_page() }
    }

    /// With the value chosen if it wasn't, and the other way round.
    #[must_use]
    pub fn toggle(&self, filter: Filter, value: &str) -> Self {
        Self { chosen: self.chosen.toggled(filter, value), ..self.first_page() }
    }

    /// Without what is chosen of a group.
    #[must_use]
    pub fn without_group(&self, group: FilterGroup) -> Self {
        Self { chosen: self.chosen.without(group), ..self.first_page() }
    }

    /// With entries that tell of views and exports, or without them.
    #[must_use]
    pub fn with_access(&self, shows_access: bool) -> Self {
        Self { shows_access, ..self.first_page() }
    }

    /// With words that stand for themselves alone, or not.
    #[must_use]
    pub fn with_words_alone(&self, words_alone: bool) -> Self {
        Self { words_alone, ..self.first_page() }
    }

    /// Without any filter; words, order and look stay, and whether views and exports are shown.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { range: Range::Any, chosen: Chosen::default(), ..self.first_page() }
    }

    /// As the view called `id`.
    #[must_use]
    pub fn of_view(&self, id: &str) -> Self {
        Self { view: Some(id.to_owned()), ..self.first_page() }
    }

    /// With another look; the page stays.
    #[must_use]
    pub fn with_look(&self, look: &Look) -> Self {
        let columns = Some(look.columns.clone());
        Self { columns, density: Some(look.density), ..self.clone() }
    }
}

/// Where filters are counted, for pages that are there already.
pub const FACETS_PATH: &str = "/facets";
/// Where charts are drawn, for pages that are there already.
pub const CHART_PATH: &str = "/chart";
/// The value of `words`.
const ALONE: &str = "alone";
/// The value of `access`.
const SHOWN: &str = "shown";
/// Begins the name of a zone that is not known, where [`LogAddress::read`] tells of it.
pub const ZONE: &str = "zone=";
/// The value of `live`.
const LIVE: &str = "1";

/// The way to the page at `path`, which has no query of its own, for whoever reads at `from`: place
/// and zone go along.
pub(crate) fn way(path: &str, from: &LogAddress) -> String {
    let (path, place) = path.split_at(path.find('#').unwrap_or(path.len()));
    format!("{path}{}{place}", from.anew().query_string())
}

/// Names and values as a query string: `?name=value&…`, or nothing.
pub(crate) fn query_string(pairs: &[(&str, Cow<'_, str>)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        encode(value, &mut out);
    }
    out
}

/// Percent-encodes a value of a query string; what may stand there unencoded stays readable.
fn encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b':'
            | b'/'
            | b'*'
            | b'('
            | b')'
            | b','
            | b'@' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                // Writing to a String does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (LogAddress, Vec<String>) {
        LogAddress::read(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn what_is_read_is_printed_again() {
        let check = |pairs: &[(&str, &str)], expected: &str| {
            let (address, unknown) = read(pairs);
            assert_eq!(address.href(), expected);
            assert!(unknown.is_empty(), "{unknown:?}");
        };
        check(&[], "/");
        check(&[("q", ""), ("from", " "), ("to", "")], "/");
        check(&[("q", "by:ana -x \"a & b\"")], "/?q=by:ana+-x+%22a+%26+b%22");
        check(&[("range", "7d")], "/?range=7d");
        check(&[("range", "7d"), ("from", "2026-11-01")], "/?from=2026-11-01");
        check(
            &[("source", "Office Portal"), ("source", "Autopilot"), ("source", "Autopilot")],
            "/?source=Office+Portal&source=Autopilot",
        );
        check(
            &[("object", "Smith"), ("type", "add"), ("action", "a.b"), ("category", "C")],
            "/?category=C&action=a.b&type=add&object=Smith",
        );
        check(
            &[("outcome", "denied"), ("area", "UserToolRights")],
            "/?area=UserToolRights&outcome=denied",
        );
        check(&[("access", "shown"), ("q", "a")], "/?q=a&access=shown");
        check(&[("sort", "-date")], "/");
        check(&[("zone", "UTC"), ("range", "7d")], "/?range=7d&zone=utc");
        check(&[("zone", "Asia/Kathmandu"), ("sort", "ip")], "/?zone=Asia/Kathmandu&sort=ip");
        check(&[("sort", "date"), ("next", "abc")], "/?sort=date&next=abc");
        check(&[("columns", "ip,date,action")], "/?columns=ip,date,action");
        check(&[("density", "compact"), ("columns", "ip")], "/?columns=ip,action&density=compact");
        check(&[("view", "deletions"), ("q", "a")], "/?q=a&view=deletions");
        check(&[("user", "Zoë 😀"), ("previous", "t")], "/?user=Zo%C3%AB+%F0%9F%98%80&previous=t");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let (address, unknown) =
            read(&[("range", "9d"), ("sort", "name"), ("utm", "x"), ("q", "a"), ("density", "1")]);
        assert_eq!(unknown, ["range=9d", "sort=name", "utm", "density=1"]);
        assert_eq!(read(&[("access", "hidden")]).1, ["access"]);
        assert_eq!(read(&[("zone", "Mars/Olympus")]).1, ["zone=Mars/Olympus"]);
        assert_eq!(read(&[("type", "x"), ("outcome", "y")]).1, ["type=x", "outcome=y"]);
        assert_eq!(address.href(), "/?q=a");
        let (address, unknown) = read(&[("columns", "name,ip")]);
        assert_eq!(
            (&*address.href(), &*unknown),
            ("/?columns=ip,action", &["columns=name".to_owned()][..])
        );
    }

    #[test]
    fn a_look_is_no_part_of_the_search() {
        let (address, _) =
            read(&[("q", "a"), ("columns", "ip"), ("density", "compact"), ("next", "t")]);
        assert_eq!(address.search_string(), "?q=a");
        assert_eq!(address.without_filters().href(), "/?q=a&columns=ip,action&density=compact");
        let look = address.look(Look::default());
        assert_eq!(LogAddress::default().look(look.clone()), look);
        assert_eq!(LogAddress::default().with_look(&look).look(Look::default()), look);
    }

    #[test]
    fn a_view_is_left_by_no_filter_and_no_part_of_the_search() {
        let (address, _) = read(&[("q", "a"), ("view", "v"), ("columns", "ip"), ("next", "t")]);
        assert_eq!(address.search_string(), "?q=a");
        assert_eq!(address.state().query_string(), "?q=a&columns=ip,action");
        assert_eq!(address.toggle(Filter::Source, "S").view.as_deref(), Some("v"));
        assert_eq!(address.state().of_view("w").href(), "/?q=a&columns=ip,action&view=w");
    }

    #[test]
    fn only_the_newest_are_live() {
        let (address, unknown) = read(&[("q", "a"), ("live", "1"), ("columns", "ip")]);
        assert!(unknown.is_empty() && address.is_live());
        assert_eq!(address.href(), "/?q=a&columns=ip,action&live=1");
        assert_eq!(
            address.toggle(Filter::Source, "S").href(),
            "/?q=a&source=S&columns=ip,action&live=1"
        );
        assert_eq!(address.live_href(Some("7")), "/live?q=a&columns=ip,action&live=1&after=7");
        assert_eq!(address.at_rest().href(), "/?q=a&columns=ip,action");
        assert_eq!(address.search_string(), "?q=a");
        for (name, value) in [("sort", "date"), ("next", "t"), ("previous", "t")] {
            let (address, _) = read(&[("live", "1"), (name, value)]);
            assert!(!address.is_live());
            assert_eq!(address.href(), format!("/?{name}={value}"));
            assert_eq!(address.live().href(), "/?live=1");
        }
        assert_eq!(read(&[("live", "yes")]).1, ["live"]);
    }

    #[test]
    fn a_changed_search_begins_on_its_first_page() {
        let (address, _) = read(&[("q", "a"), ("source", "S"), ("user", "u"), ("next", "t")]);
        assert_eq!(address.toggle(Filter::Source, "S").href(), "/?q=a&user=u");
        assert_eq!(address.toggle(Filter::Source, "T").href(), "/?q=a&source=S&source=T&user=u");
        assert_eq!(address.toggle(Filter::User, "u").href(), "/?q=a&source=S");
        assert_eq!(address.without_filters().href(), "/?q=a");
        assert_eq!(address.export_href(), "/export?q=a&source=S&user=u");
        assert_eq!(address.entry_href(7), "/entries/7?q=a&source=S&user=u&next=t");
        assert_eq!(address.filters(), 2);
    }

    #[test]
    fn filters_are_limited() {
        let user = |at: usize| ("user".to_owned(), format!("u{at}"));
        for (len, chosen) in [(limits::NAME_BYTES_MAX, 1), (limits::NAME_BYTES_MAX + 1, 0)] {
            let pair = ("object".to_owned(), "a".repeat(len));
            let (address, unknown) = LogAddress::read([pair]);
            assert_eq!((address.chosen.len(), unknown.len()), (chosen, 1 - chosen), "{unknown:?}");
        }
        let (address, unknown) = LogAddress::read((0..FILTERS_MAX).map(user));
        assert_eq!((address.chosen.len(), unknown.len()), (FILTERS_MAX, 0));
        let (address, unknown) = LogAddress::read((0..2_000).map(user));
        assert_eq!(address.chosen.len(), FILTERS_MAX);
        assert_eq!(unknown, ["user (more than 100 filters)"]);
    }
}
