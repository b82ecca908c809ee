//! Where a page of a history begins, in addresses.

use annals_model::{Millis, OrganizationId, RecordKey};
use annals_store::{Order, Position};

use super::HistoryPage;
use crate::wire::Cursor;

/// What a cursor belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HistoryCursor<'a> {
    pub(crate) key: &'a RecordKey,
    pub(crate) property: Option<&'a str>,
    pub(crate) end: Option<Millis>,
}

impl<'a> HistoryCursor<'a> {
    /// Of what is asked.
    pub(crate) fn of(page: &'a HistoryPage) -> Self {
        Self { key: &page.key, property: page.property.as_deref(), end: page.end }
    }

    fn asked(&self) -> String {
        let end = self.end.map(|end| end.to_string()).unwrap_or_default();
        format!("history {}\n{}\n{end}", self.key, self.property.unwrap_or_default())
    }

    /// The token.
    pub(crate) fn token(&self, organization: &OrganizationId, position: Position) -> String {
        let cursor = Cursor {
            q: self.asked(),
            asked_at: Millis(0),
            organization: organization.clone(),
            below: false,
            order: Order::default(),
            position,
            backwards: false,
        };
        cursor.encode()
    }

    /// The place that a token names, if it is one of what is asked.
    pub(crate) fn position(&self, token: &str, organization: &OrganizationId) -> Option<Position> {
        Cursor::decode(token)
            .filter(|cursor| cursor.organization == *organization && cursor.q == self.asked())
            .map(|cursor| cursor.position)
    }
}
