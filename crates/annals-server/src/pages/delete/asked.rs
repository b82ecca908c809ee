//! What is to be deleted: a look at it, and the deletion.

use std::sync::Arc;

use annals_desk::{By, Client, HeldEntries, LogDeletion, REASON_CHARS_MAX, Reason};
use annals_model::{AllowDeletion, Millis, Number, Permission};
use annals_store::{Deletable, Entry, Snapshot};
use annals_viewer::components::entry_table::EntryRow;
use annals_viewer::fault::{DeletionFault, RequestFault};
use annals_viewer::pages::deletion::{DeletionForm, DeletionView, Figure, deletion};
use annals_viewer::{Fault, Selection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::OrderForm;
use crate::deletion::{Pin, digest};
use crate::error::{Code, Failure};
use crate::pages::looked_at::{Looked, look};
use crate::pages::selected::{Find, Selected, refused};
use crate::pages::{around, branches, fault_of, frame, holds, html, status_of, zoned};
use crate::session::Visitor;
use crate::state::AppState;

/// A selection that the visitor may delete.
pub(super) struct Asked {
    pub(super) visitor: Visitor,
    pub(super) by: By,
    pub(super) selected: Arc<Selected>,
    /// For each of what is looked for.
    allowed: Arc<[AllowDeletion]>,
}

impl Asked {
    pub(super) async fn new(
        state: &AppState,
        visitor: &Visitor,
        client: Client,
        mut pairs: Vec<(String, String)>,
        at: Millis,
    ) -> Result<Self, Failure> {
        let selection = Selection::take(&mut pairs).map_err(refused)?;
        let selected = Selected::new(state, visitor, pairs, selection, at).await?;
        // Who means entries of several organisations says which.
        if selected.address.place.below && selected.selection == Selection::All {
            return Err(refused(RequestFault::OneLogOnly));
        }
        let allow = |Find { organization, .. }: &Find| {
            let allowed =
                state.allow_deletion(&visitor.signed_in.principal, Some(&organization.id));
            let not_here = || DeletionFault::NotHere(organization.name.clone());
            allowed.map(|(_, allow)| allow).map_err(|failure| match failure.code {
                // They see that it is there.
                Code::NotFound => Failure::told(Code::PermissionMissing, not_here()),
                _ => failure,
            })
        };
        let allowed = selected.finds().map(allow).collect::<Result<_, _>>()?;
        let (by, selected) = (visitor.by(client), Arc::new(selected));
        Ok(Self { visitor: visitor.clone(), by, selected, allowed })
    }

    /// Deletes what was looked at if all is in order, and else shows what is not.
    pub(super) async fn delete(
        self,
        state: &AppState,
        form: OrderForm,
    ) -> Result<Response, Failure> {
        let at = self.selected.context.now;
        let OrderForm { entries, digest, before, .. } = form;
        let pin = Pin { entries, digest, before: Number(before), at };
        let reason = Reason::parse(&form.reason);
        let is_confirmed = number_typed(&form.confirm) == Some(pin.entries);
        let found = self.find(state, pin.before).await?;
        if let Err(failure) = pin.check(&found) {
            let form = DeletionForm { reason: form.reason, ..DeletionForm::default() };
            let (then, now) = (pin.entries, found.iter().map(Deletable::len).sum());
            let notice = Some(DeletionFault::Changed { then, now }.into());
            return self.page(state, failure.code.status(), notice, form).await;
        }
        let reason = match reason {
            Ok(reason) if is_confirmed => reason,
            reason => {
                let problem = || DeletionFault::NotConfirmed(pin.entries).into();
                let form = DeletionForm {
                    reason_problem: reason.err().and_then(|error| Failure::from(error).fault),
                    confirm_problem: (!is_confirmed).then(problem),
                    reason: form.reason,
                };
                return self.page(state, StatusCode::UNPROCESSABLE_ENTITY, None, form).await;
            }
        };
        let selected = Arc::clone(&self.selected);
        let mut orders = selected.finds().zip(found).map(|(find, entries)| {
            let (search, reason) = (find.told.clone(), reason.clone());
            (find, LogDeletion { entries, search, reason })
        });
        match orders.next() {
            Some((_, only)) if selected.more.is_empty() => {
                self.delete_one(state, only, form.reason).await
            }
            first => self.delete_each(state, first.into_iter().chain(orders), form.reason).await,
        }
    }

    async fn delete_one(
        self,
        state: &AppState,
        deletion: LogDeletion,
        reason: String,
    ) -> Result<Response, Failure> {
        let id = match state.desk.delete_entries(&self.by, deletion).await {
            Ok(id) => id,
            // Someone else deleted some of them at the same moment.
            Err(annals_desk::Error::Refused(refusal)) => {
                let form = DeletionForm { reason, ..DeletionForm::default() };
                let status = status_of(&refusal);
                return self.page(state, status, Some(fault_of(refusal)), form).await;
            }
            Err(error) => return Err(error.into()),
        };
        let Selected { find: Find { allow, organization, .. }, address, .. } = &*self.selected;
        let allow = allow.clone();
        let trace =
            state.search(&self.by.principal, move |snapshot| snapshot.by_id(&allow, &id)).await?;
        // Who sees no entries without a school year doesn't see this one either.
        let href = trace.map_or_else(
            || address.href(),
            |trace| address.in_log(&organization.id).deleted_href(trace.number.0),
        );
        Ok(Redirect::to(&href).into_response())
    }

    /// What is held, for each of what is looked for. The deletion checks that it is still so.
    async fn held(&self, state: &AppState) -> Result<Vec<HeldEntries>, Failure> {
        let mut all = Vec::with_capacity(self.allowed.len());
        for allow in self.allowed.iter() {
            let held = state.desk.held_entries(&self.by.principal, allow.organization());
            all.push(held.await?);
        }
        Ok(all)
    }

    /// What may be deleted, for each of what is looked for.
    async fn find(&self, state: &AppState, before: Number) -> Result<Vec<Deletable>, Failure> {
        let (allowed, selected) = (Arc::clone(&self.allowed), Arc::clone(&self.selected));
        let held = self.held(state).await?;
        let find = move |snapshot: &Snapshot| {
            let each = allowed.iter().zip(selected.finds()).zip(held);
            let find = |((allow, find), held): ((_, &Find), HeldEntries)| {
                snapshot.deletable(allow, &find.expr, before, &held.held)
            };
            each.map(find).collect()
        };
        state.search(&self.by.principal, find).await
    }

    /// A look at what would go now.
    pub(super) async fn page(
        self,
        state: &AppState,
        status: StatusCode,
        notice: Option<Fault>,
        form: DeletionForm,
    ) -> Result<Response, Failure> {
        let (allowed, selected) = (Arc::clone(&self.allowed), Arc::clone(&self.selected));
        let held = self.held(state).await?;
        let seen: Vec<_> = held.iter().map(|held| held.by.clone()).collect();
        let looked = move |snapshot: &Snapshot| {
            let each = allowed.iter().zip(selected.finds()).zip(&held);
            let each = each.map(|((allow, find), held)| (allow, &find.expr, &held.held));
            look(snapshot, &each.collect::<Vec<_>>())
        };
        let looked = state.search(&self.by.principal, looked).await?;
        let Looked { found, before, actions, users, sample } = looked;
        state.readings.tell(&self.by, self.selected.reading()).await?;
        let Selected { address, selection, context, words, hides_access, more, .. } =
            &*self.selected;
        let tree = state.store.organizations();
        let (reader, opens) = (&self.by.principal, Permission::ReadEventDetails);
        let row = |Entry { number, event, organization, .. }| EntryRow {
            number: number.0,
            occurred_at: zoned(event.occurred_at, &context.zone),
            organization: around::name(&tree, organization),
            opens: branches::may_in(&tree, reader, organization, opens),
            event,
        };
        let each = found.iter().filter(|each| !more.is_empty() && !each.is_empty());
        let organizations = each.map(|each| Figure {
            label: around::name(&tree, each.organization()),
            count: each.len(),
        });
        let bounds = || found.iter().filter_map(Deletable::time_bounds);
        let earliest = bounds().map(|(earliest, _)| earliest).min();
        let time = earliest.zip(bounds().map(|(_, latest)| latest).max());
        let moment = |at| zoned(at, &context.zone);
        let held_by = found.iter().zip(&seen).flat_map(|(found, seen)| {
            let each = seen.iter().zip(found.held_by().iter().copied());
            each.filter(|(_, count)| *count > 0)
                .map(|(seen, count)| (holds::mark(seen, &context.zone), count))
        });
        let view = DeletionView {
            held: found.iter().map(Deletable::held).sum(),
            holds: held_by.collect(),
            frame: frame(state, &self.visitor),
            address: address.clone(),
            selection: selection.clone(),
            search: words.clone(),
            hides_access: *hides_access,
            notice,
            entries: found.iter().map(Deletable::len).sum(),
            kept: found.iter().map(Deletable::kept).sum(),
            organizations: organizations.collect(),
            time: time.map(|(earliest, latest)| (moment(earliest), moment(latest))),
            actions,
            users,
            sample: sample.into_iter().map(row).collect(),
            seen: (digest(&found), before, context.now),
            form,
            reason_chars_max: REASON_CHARS_MAX,
        };
        Ok(html(status, deletion(&view)))
    }
}

/// A number as people type it: "1,204".
fn number_typed(text: &str) -> Option<u64> {
    let is_between = |c: char| matches!(c, ',' | '.' | '\'' | '’') || c.is_whitespace();
    text.trim().chars().filter(|c| !is_between(*c)).collect::<String>().parse().ok()
}
