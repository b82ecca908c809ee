//! Deletions in several organisations, one after the other: each goes whole or not at all, and what
//! came of it is said of each.

use annals_desk::LogDeletion;
use annals_model::{Allow, EventId, OrganizationId, Permission};
use annals_store::{Entry, Snapshot};
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
        let mut done = Vec::new();
        // Of some there may be nothing but what nobody can delete.
        for (find, order) in orders.filter(|(_, order)| !order.entries.is_empty()) {
            let entries = order.entries.len();
            done.push((find, entries, state.desk.delete_entries(&self.by, order).await));
        }
        // Only then: looking for what tells of them may wait for others' searches.
        let told_by = done.iter().map(|(find, _, told)| (*find, told.as_ref().ok()));
        let traces = self.traces(state, told_by).await;
        let organizations: Vec<_> = done
            .into_iter()
            .zip(traces)
            .map(|((find, entries, told), trace)| {
                let outcome = match told {
                    Ok(_) => Outcome::Deleted { trace },
                    Err(error) => Outcome::Stayed { why: Failure::from(error).fault },
                };
                let organization = find.organization.name.clone();
                DeletedIn { organization, entries, outcome }
            })
            .collect();
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

    /// The page of the entry that tells of each, for whom it opens. That one can't be found doesn't
    /// undo anything.
    async fn traces<'t>(
        &self,
        state: &AppState,
        told_by: impl Iterator<Item = (&'t Find, Option<&'t EventId>)>,
    ) -> Vec<Option<String>> {
        let reader = &self.by.principal;
        let opens = Permission::ReadEventDetails;
        let (mut organizations, mut wanted) = (Vec::new(), Vec::new());
        for (find, id) in told_by {
            let may = branches::may(state, reader, find.organization.ordinal, opens);
            organizations.push(find.organization.id.clone());
            wanted.push(id.filter(|_| may).map(|id| (find.allow.clone(), id.clone())));
        }
        let count = wanted.len();
        let look = move |snapshot: &Snapshot| {
            let number = |(allow, id): &(Allow, EventId)| snapshot.by_id(allow, id);
            let found =
                wanted.iter().map(|one| Ok(one.as_ref().map(number).transpose()?.flatten()));
            found.collect::<annals_store::Result<Vec<_>>>()
        };
        let Ok(found) = state.search(reader, look).await else { return vec![None; count] };
        let address = self.selected.address.first_page();
        let href = |(entry, id): (Option<Entry>, &OrganizationId)| {
            Some(address.in_log(id).entry_href(entry?.number.0))
        };
        found.into_iter().zip(&organizations).map(href).collect()
    }
}
