//! Deletions in several organisations, one after the other: each goes whole or not at all, and what
//! came of it is said of each.

use annals_desk::LogDeletion;
use annals_model::{EventId, Permission};
use annals_viewer::fault::DeletionFault;
use annals_viewer::pages::deletion::{
    DeletedEachView, DeletedIn, DeletionForm, Outcome, deleted_each,
};
use axum::http::StatusCode;
use axum::response::Response;

use super::asked::Asked;
use crate::error::Failure;
use crate::pages::selected::Find;
use crate::pages::{branches, frame, html};
use crate::state::AppState;

impl Asked {
    pub(super) async fn delete_each<'f>(
        self,
        state: &AppState,
        orders: impl Iterator<Item = (&'f Find, LogDeletion)>,
        reason: String,
    ) -> Result<Response, Failure> {
        let mut organizations = Vec::new();
        // Of some there may be nothing but what nobody can delete.
        for (find, order) in orders.filter(|(_, order)| !order.entries.is_empty()) {
            let entries = order.entries.len();
            let outcome = match state.desk.delete_entries(&self.by, order).await {
                Ok(told_by) => Outcome::Deleted { trace: self.trace(state, find, told_by).await },
                Err(error) => Outcome::Stayed { why: Failure::from(error).fault },
            };
            let organization = find.organization.name.clone();
            organizations.push(DeletedIn { organization, entries, outcome });
        }
        if organizations.is_empty() {
            let form = DeletionForm { reason, ..DeletionForm::default() };
            let nothing = Some(DeletionFault::Nothing.into());
            return self.page(state, StatusCode::CONFLICT, nothing, form).await;
        }
        let is_done = organizations.iter().all(DeletedIn::is_deleted);
        let status = if is_done { StatusCode::OK } else { StatusCode::CONFLICT };
        let (frame, address) = (frame(state, &self.visitor), self.selected.address.clone());
        let view = DeletedEachView { frame, address, reason, organizations };
        Ok(html(status, deleted_each(&view)))
    }

    /// The page of the entry that tells of it. That one can't be found doesn't undo anything.
    async fn trace(&self, state: &AppState, find: &Find, told_by: EventId) -> Option<String> {
        let organization = &find.organization;
        let (reader, allow) = (&self.by.principal, find.allow.clone());
        let opens = Permission::ReadEventDetails;
        if !branches::may(state, reader, organization.ordinal, opens) {
            return None;
        }
        let found = state.search(reader, move |snapshot| snapshot.by_id(&allow, &told_by)).await;
        let number = found.ok()??.number.0;
        Some(self.selected.address.first_page().in_log(&organization.id).entry_href(number))
    }
}
