//! The pages that show a search of the log.

use std::borrow::Cow;

use annals_model::SecurityArea;

use super::{Filter, LogAddress, RecordPage};

/// A page that shows a search of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LogPage {
    /// Every entry.
    #[default]
    AuditLog,
    /// Those of the areas of user security, with the fields of reports about it.
    UserSecurity,
    /// Those of a record.
    Record(RecordPage),
}

/// The words in addresses of what belongs to a page.
const AUDIT_LOG: &str = "log";
const USER_SECURITY: &str = "user-security";

impl LogPage {
    /// The word in addresses of what belongs to the page.
    pub fn word(&self) -> Cow<'static, str> {
        match self {
            Self::AuditLog => AUDIT_LOG.into(),
            Self::UserSecurity => USER_SECURITY.into(),
            Self::Record(page) => page.word().into(),
        }
    }

    /// The page that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            AUDIT_LOG => Some(Self::AuditLog),
            USER_SECURITY => Some(Self::UserSecurity),
            other => RecordPage::parse(other).map(Self::Record),
        }
    }

    /// Where it is.
    pub fn path(&self) -> Cow<'static, str> {
        match self {
            Self::AuditLog => "/".into(),
            Self::UserSecurity => USER_SECURITY_PATH.into(),
            Self::Record(page) => page.path(),
        }
    }

    /// The record whose page it is.
    pub fn record(&self) -> Option<&RecordPage> {
        match self {
            Self::Record(page) => Some(page),
            Self::AuditLog | Self::UserSecurity => None,
        }
    }
}

/// Where the page of user security is.
pub const USER_SECURITY_PATH: &str = "/reports/user-security";

impl LogAddress {
    /// The same search on the page of user security, and what that page has no place for: it has
    /// fixed columns, and the areas of user security only.
    pub fn for_user_security(self) -> (Self, Vec<String>) {
        let mut left_out = Vec::new();
        let mut known = Self {
            page: LogPage::UserSecurity,
            query: String::new(),
            shows_access: false,
            columns: None,
            density: None,
            view: None,
            live: false,
            ..self.clone()
        };
        for area in self.chosen.of(Filter::Area) {
            if SecurityArea::parse(area).is_none() {
                left_out.push(format!("area={area}"));
                known.chosen = known.chosen.toggled(Filter::Area, area);
            }
        }
        let kept: Vec<_> = known.pairs().into_iter().map(|(name, _)| name).collect();
        let names = self.pairs().into_iter().map(|(name, _)| name);
        let dropped = names.filter(|name| *name != "area" && !kept.contains(name));
        left_out.extend(dropped.map(str::to_owned));
        (known, left_out)
    }

    /// The same search in the Audit Log.
    #[must_use]
    pub fn in_audit_log(&self) -> Self {
        let mut log = Self { page: LogPage::AuditLog, ..self.first_page() };
        if self.page == LogPage::UserSecurity && self.chosen.of(Filter::Area).is_empty() {
            for area in SecurityArea::ALL {
                log.chosen = log.chosen.toggled(Filter::Area, area.as_str());
            }
        }
        log
    }

    /// All that the page has, read in the same zone.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { page: self.page.clone(), ..self.anew() }
    }

    /// Where the entry `number` is shown with the fields of its area, and the way back here.
    pub fn security_href(&self, number: u64) -> String {
        let own = Self { page: LogPage::AuditLog, ..self.clone() };
        format!("{USER_SECURITY_PATH}/{number}{}", own.entry_string())
    }

    /// The query string of the page itself, which its path names.
    pub(super) fn own_query_string(&self) -> String {
        Self { page: LogPage::AuditLog, ..self.clone() }.query_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> LogAddress {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (address, unknown) =
            LogAddress::read(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(unknown.is_empty(), "{unknown:?}");
        address
    }

    #[test]
    fn what_belongs_to_a_page_leads_back_to_it() {
        let address = read("page=user-security&area=UserAccount&range=7d");
        assert_eq!(address.href(), "/reports/user-security?range=7d&area=UserAccount");
        let query = "?page=user-security&range=7d&area=UserAccount";
        assert_eq!(address.entry_href(7), format!("/entries/7{query}"));
        assert_eq!(address.export_href(), format!("/export{query}"));
        assert_eq!(address.security_href(7), "/reports/user-security/7?range=7d&area=UserAccount");
        assert_eq!(address.toggle(Filter::Area, "UserAccount").page, LogPage::UserSecurity);
        assert_eq!(address.whole().href(), USER_SECURITY_PATH);
        assert_eq!(address.anew().href(), "/");
        let unknown = LogAddress::read([("page".to_owned(), "x".to_owned())]).1;
        assert_eq!(unknown, ["page=x"]);
    }

    #[test]
    fn what_user_security_has_no_place_for_is_named() {
        let (address, left_out) =
            read("q=a&area=Billing&area=UserGroup&live=1&columns=ip&type=add&zone=utc")
                .for_user_security();
        assert_eq!(address.href(), "/reports/user-security?type=add&area=UserGroup&zone=utc");
        assert_eq!(left_out, ["area=Billing", "q", "columns", "live"]);
        let (address, left_out) = read("area=UserGroup&sort=user").for_user_security();
        assert_eq!(address.href(), "/reports/user-security?area=UserGroup&sort=user");
        assert_eq!(left_out, [""; 0]);
    }

    #[test]
    fn the_audit_log_finds_the_same() {
        let some = read("page=user-security&area=UserGroup&type=add&next=t").in_audit_log();
        assert_eq!(some.href(), "/?type=add&area=UserGroup");
        let all = read("page=user-security&type=add").in_audit_log();
        assert_eq!(all.chosen.of(Filter::Area).len(), SecurityArea::ALL.len());
        assert_eq!(read("q=a").in_audit_log().href(), "/?q=a");
    }
}
