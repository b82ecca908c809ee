//! The entries that tell of changes here.

use std::sync::LazyLock;

use annals_model::{
    Actor, Catalogue, Change, Detail, Draft, EventType, MESSAGE_CATEGORY, MESSAGE_LOG, Masker,
    Millis, Organization, Permission, Record, RecordKey, RecordType, SecurityArea, Value, limits,
};
use annals_store::{CommandError, NewEvent, Transaction};

use crate::{By, Client, preference};

/// Where it was done, in every entry that Annals writes about itself.
const SOURCE: &str = "Annals";
/// What their actions begin with, which nobody else may send: an application with a key could
/// otherwise forge them, and [`annals_store::may_delete`] would let them be deleted.
const PREFIX: &str = annals_store::RESERVED_ACTION_PREFIX;
/// The category of those that don't say another.
const CATEGORY: &str = "Security";

/// An entry in the making.
pub(crate) struct Told(Draft);

impl Told {
    /// What `by` did.
    pub(crate) fn new(by: &By, action: &str) -> Self {
        Self::by_actor(by.actor(), &by.client, action)
    }

    /// What someone did who is not, or not yet, signed in.
    pub(crate) fn by_actor(actor: Actor, client: &Client, action: &str) -> Self {
        let user_agent = client.user_agent.as_deref().filter(|text| !text.is_empty());
        Self(Draft {
            action: format!("{PREFIX}{action}"),
            category: Some(CATEGORY.to_owned()),
            source: Some(SOURCE.to_owned()),
            actor,
            ip: client.ip,
            user_agent: user_agent.map(|text| cut(text, limits::NAME_BYTES_MAX)),
            ..Draft::default()
        })
    }

    /// About messages of these logs, and not about security: for whoever may read one of them.
    /// Without a log it is for those who may read all.
    pub(crate) fn of_messages(mut self, logs: impl IntoIterator<Item = Permission>) -> Self {
        self.0.category = Some(MESSAGE_CATEGORY.to_owned());
        let logs: Vec<_> = logs.into_iter().map(Permission::as_str).collect();
        if logs.is_empty() { self } else { self.named(MESSAGE_LOG, &logs.join(" ")) }
    }

    /// When it happened, if that is not now: what senders tell of messages, they tell later.
    pub(crate) fn at(mut self, at: Millis) -> Self {
        self.0.occurred_at = Some(at);
        self
    }

    pub(crate) fn event_type(mut self, event_type: EventType) -> Self {
        self.0.event_type = Some(event_type);
        self
    }

    /// Permission changes stand out.
    pub(crate) fn critical(mut self) -> Self {
        self.0.critical = Some(true);
        self
    }

    pub(crate) fn failed(mut self, reason: &str) -> Self {
        self.0.outcome = Some(annals_model::Outcome::Failure);
        self.0.reason = Some(reason.to_owned());
        self
    }

    /// Why it was done.
    pub(crate) fn because(mut self, reason: &str) -> Self {
        self.0.reason = Some(reason.to_owned());
        self
    }

    /// The record that it is about.
    pub(crate) fn record(
        mut self,
        record_type: &str,
        id: &str,
        name: &str,
        change: Option<EventType>,
    ) -> Self {
        self.0.records.push(Record {
            record_type: record_type.to_owned(),
            id: id.to_owned(),
            name: Some(name.to_owned()),
            change,
        });
        self
    }

    /// A record of an application, by its key alone: these entries stay when its others go.
    pub(crate) fn record_key(mut self, key: &RecordKey, change: Option<EventType>) -> Self {
        self.0.records.push(Record {
            record_type: key.record_type.clone(),
            id: key.id.clone(),
            name: None,
            change,
        });
        self
    }

    /// A property that changed.
    pub(crate) fn change(mut self, property: &str, old: Option<&str>, new: Option<&str>) -> Self {
        if old != new {
            self.0.changes.push(Change {
                property: property.to_owned(),
                label: None,
                old: old.map(Value::text),
                new: new.map(Value::text),
                masked: false,
            });
        }
        self
    }

    /// A property with the name that people know it by.
    pub(crate) fn labelled_change(
        self,
        property: &str,
        label: &str,
        old: Option<&str>,
        new: Option<&str>,
    ) -> Self {
        let before = self.0.changes.len();
        let mut told = self.change(property, old, new);
        for change in told.0.changes.iter_mut().skip(before) {
            change.label = Some(label.to_owned());
        }
        told
    }

    /// A property that was set, also when it was set to what it had been.
    pub(crate) fn set(self, property: &str, old: &str, new: &str) -> Self {
        self.set_called(property, None, old, new)
    }

    /// The same with the name that people know it by.
    pub(crate) fn labelled_set(self, property: &str, label: &str, old: &str, new: &str) -> Self {
        self.set_called(property, Some(label), old, new)
    }

    fn set_called(mut self, property: &str, label: Option<&str>, old: &str, new: &str) -> Self {
        self.0.changes.push(Change {
            property: property.to_owned(),
            label: label.map(str::to_owned),
            old: Some(Value::text(old)),
            new: Some(Value::text(new)),
            masked: false,
        });
        self
    }

    /// A secret that changed, of which no value is kept.
    pub(crate) fn secret_change(mut self, property: &str, label: &str) -> Self {
        self.0.changes.push(Change {
            property: property.to_owned(),
            label: Some(label.to_owned()),
            old: None,
            new: None,
            masked: true,
        });
        self
    }

    /// A sentence for people.
    pub(crate) fn description(mut self, text: String) -> Self {
        self.0.description = Some(text);
        self
    }

    /// A named value.
    pub(crate) fn detail(mut self, key: &str, value: Value) -> Self {
        self.0.details.push(Detail { key: key.to_owned(), value: Some(value) });
        self
    }

    /// The same whose value is text.
    pub(crate) fn named(self, key: &str, value: &str) -> Self {
        self.detail(key, Value::text(value))
    }

    /// What was done at once with others.
    pub(crate) fn correlated(mut self, correlation_id: &str) -> Self {
        self.0.correlation_id = Some(correlation_id.to_owned());
        self
    }

    /// Adds an entry of `area` to the log of `organization`, committed with the change. While
    /// Audit Users is off there, all that is left of those of other areas than preferences is that
    /// something was done to a record, by whom and when: no blindfold for security.
    pub(crate) async fn tell_of_security(
        mut self,
        area: SecurityArea,
        transaction: &mut Transaction<'_>,
        organization: &Organization,
    ) -> Result<(), CommandError> {
        let is_told = area == SecurityArea::Preference
            || preference::audits_users(transaction, organization.ordinal).await?;
        if is_told {
            self.0.area = Some(area.as_str().to_owned());
        } else {
            self = self.bare();
        }
        self.tell(transaction, organization)
    }

    /// Without what was changed.
    fn bare(self) -> Self {
        Self(Draft {
            changes: Vec::new(),
            details: Vec::new(),
            calendars: Vec::new(),
            description: None,
            ..self.0
        })
    }

    /// Adds the entry to the log of `organization`, committed with the change.
    pub(crate) fn tell(
        self,
        transaction: &mut Transaction<'_>,
        organization: &Organization,
    ) -> Result<(), CommandError> {
        let entry = self.in_log_of(organization, transaction.now())?;
        transaction.record(entry);
        Ok(())
    }

    /// The entry for the log of `organization`.
    pub(crate) fn in_log_of(
        self,
        organization: &Organization,
        now: Millis,
    ) -> Result<NewEvent, CommandError> {
        let (mut event, fingerprint) = annals_model::admit(
            Draft { occurred_at: Some(self.0.occurred_at.unwrap_or(now)), ..self.0 },
            organization.id.clone(),
            &CATALOGUE,
            &MASKER,
            now,
        )
        .map_err(|problems| {
            let problem = problems.first().map(ToString::to_string).unwrap_or_default();
            CommandError::Refused(format!("the entry about it can't be written: {problem}").into())
        })?;
        event.recorded_at = now;
        Ok(NewEvent { organization: organization.ordinal, event, fingerprint })
    }
}

/// Labels that don't follow from the code.
const LABELS: &[(&str, &str)] = &[
    ("session.signed_in", "Signed In"),
    ("session.signed_out", "Signed Out"),
    ("session.sign_in_failed", "Sign-In Failed"),
    ("session.password_refused", "Password Refused"),
    ("session.code_refused", "Code Refused"),
    ("session.passkey_refused", "Passkey Refused"),
    ("session.confirmed", "Confirmed with Passkey"),
    ("session.ended", "Ended Session"),
    ("key.created", "Created API Key"),
    ("key.revoked", "Revoked API Key"),
    ("entries.deleted", "Deleted Audit Log Entries"),
    ("log.exported", "Exported Audit Log"),
    ("log.viewed", "Viewed Audit Log"),
    ("entry.viewed", "Viewed Audit Log Entry"),
    ("organization.created", "Created Organisation"),
    ("organization.updated", "Updated Organisation"),
    ("organization.moved", "Moved Organisation"),
    ("organization.closed", "Closed Organisation"),
    ("organization.reopened", "Reopened Organisation"),
    ("user.created", "Created User"),
    ("user.updated", "Updated User"),
    ("user.deleted", "Deleted User"),
    ("user.recovery_code_used", "Used Recovery Code"),
    ("user.reset_link_made", "Made Password Reset Link"),
    ("group.created", "Created User Group"),
    ("group.updated", "Updated User Group"),
    ("group.deleted", "Deleted User Group"),
    ("group.member_added", "Added User to Group"),
    ("group.member_removed", "Removed User from Group"),
    ("tool_right.granted", "Granted Tool Right"),
    ("tool_right.removed", "Removed Tool Right"),
    ("calendar_right.granted", "Granted Calendar Right"),
    ("calendar_right.updated", "Updated Calendar Right"),
    ("calendar_right.removed", "Removed Calendar Right"),
    ("preference.changed", "Changed Preference"),
    ("preference.reset", "Reset Preference"),
    ("preference.locked", "Locked Preference"),
    ("preference.unlocked", "Unlocked Preference"),
    ("record_type.declared", "Declared Record Type"),
    ("record_type.updated", "Updated Record Type"),
    ("record_type.removed", "Removed Record Type"),
    ("record.described", "Described Record"),
    ("record.forgotten", "Forgot Record"),
    ("message.recorded", "Recorded Message"),
    ("message.viewed", "Viewed Message Text"),
    ("message.under_way", "Message Under Way"),
    ("message.delivered", "Delivered Message"),
    ("message.not_delivered", "Message Not Delivered"),
    ("message.complained", "Message Reported as Spam"),
    ("suppression.added", "Blacklisted Recipient"),
    ("suppression.lifted", "Recipient No Longer Blacklisted"),
    ("suppression.reset", "Reset Blacklisted Recipient"),
    ("suppression.imported", "Imported Blacklisted Recipients"),
    ("suppression.exported", "Exported Blacklisted Recipients"),
    ("suppression.reconciled", "Compared Blacklisted Recipients"),
    ("hold.placed", "Placed Legal Hold"),
    ("hold.released", "Released Legal Hold"),
    ("hook.created", "Created Webhook"),
    ("hook.renamed", "Renamed Webhook"),
    ("hook.disabled", "Disabled Webhook"),
    ("hook.enabled", "Enabled Webhook"),
    ("hook.secret_added", "Added Webhook Secret"),
    ("hook.secret_removed", "Removed Webhook Secret"),
    ("hook.deleted", "Deleted Webhook"),
    ("hook.refused", "Refused Webhook Calls"),
    ("hook.subscribed", "Subscribed to Topic"),
    ("hook.unsubscribed", "Unsubscribed from Topic"),
    ("retention.confirmed", "Confirmed Content Retention"),
    ("retention.purged", "Purged Message Texts"),
    ("view.saved", "Saved View"),
    ("view.changed", "Changed View"),
    ("view.deleted", "Deleted View"),
];

/// Made once: what is told of messages makes thousands of entries a second.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut catalogue = Catalogue::default();
    for (action, label) in LABELS {
        catalogue.set_action(&format!("{PREFIX}{action}"), label);
    }
    catalogue
});

/// Whether someone has to change a password is told, and not what they choose.
static MASKER: LazyLock<Masker> =
    LazyLock::new(|| Masker::default().keeping("must_change_password"));

/// Labels the one type of records in Annals' own entries whose label doesn't follow from its name.
pub fn label_record_types(catalogue: &mut Catalogue) {
    let (label, plural) = ("API Key".to_owned(), "API Keys".to_owned());
    let record_type = RecordType { label, plural, ..RecordType::default() };
    catalogue.set_record_type("api_key", record_type);
}

/// The beginning of `text` that has at most `bytes_max` bytes.
pub(crate) fn cut(text: &str, bytes_max: usize) -> String {
    let mut end = text.len().min(bytes_max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().replace('\0', " ")
}
