//! What is asked for besides words, as SQL.

use annals_model::{Channel, Millis, RecordKey, STALE_AFTER_MS, Status, StatusGroup, TimeRange};
use sqlx::{QueryBuilder, Sqlite};

use super::{MessageOrder, MessageSearch};

impl MessageSearch {
    /// Whether nothing else is asked for than words.
    pub(super) fn is_by_words_alone(&self) -> bool {
        !self.words.trim().is_empty()
            && self.named.is_none()
            && self.is_of_any()
            && self.activity == TimeRange::default()
    }

    /// Whether nothing but words and time chooses them, and time orders them.
    pub(super) fn is_by_words_and_time(&self) -> bool {
        self.is_of_any() && self.order == MessageOrder::Activity
    }

    fn is_of_any(&self) -> bool {
        self.record.is_none()
            && self.statuses.is_empty()
            && !self.needs_attention
            && self.address.is_none()
    }

    /// What compares with a cursor, and the direction of the order.
    pub(super) fn direction(&self) -> (&'static str, &'static str) {
        match (self.order == MessageOrder::Activity) != self.reversed {
            true => ("<", "DESC"),
            false => (">", "ASC"),
        }
    }

    /// Conditions on `desk_message m`, each behind an `AND`.
    pub(super) fn push(&self, query: &mut QueryBuilder<Sqlite>, now: Millis) {
        if let Some(RecordKey { record_type, id }) = &self.record {
            query.push(" AND m.record_type = ").push_bind(record_type.clone());
            query.push(" AND m.record_id = ").push_bind(id.clone());
        }
        if !self.statuses.is_empty() {
            query.push(" AND m.status IN ");
            push_statuses(query, self.statuses.iter().copied());
        }
        if self.needs_attention {
            push_attention(query, now);
        }
        if let Some(address) = &self.address {
            push_address(query, address);
        }
        push_activity(query, &self.activity);
    }
}

pub(super) fn push_activity(query: &mut QueryBuilder<Sqlite>, activity: &TimeRange) {
    for (bound, than) in [(activity.from, ">="), (activity.to, "<")] {
        if let Some(at) = bound {
            query.push(format!(" AND m.activity_at {than} ")).push_bind(at.0);
        }
    }
}

pub(super) fn push_statuses(
    query: &mut QueryBuilder<Sqlite>,
    statuses: impl Iterator<Item = Status>,
) {
    let mut list = query.push("(").separated(", ");
    for status in statuses {
        list.push_bind(status.as_str());
    }
    query.push(")");
}

/// What didn't come, wasn't wanted, or should have ended by now. Of a message without a provider
/// nobody is expected to tell anything.
fn push_attention(query: &mut QueryBuilder<Sqlite>, now: Millis) {
    let of = |wanted: fn(StatusGroup) -> bool| {
        Status::ALL.into_iter().filter(move |status| wanted(status.group()))
    };
    query.push(" AND (m.is_conflict = 1 OR m.status IN ");
    push_statuses(
        query,
        of(|group| matches!(group, StatusGroup::NotDelivered | StatusGroup::Complaint)),
    );
    query.push(" OR (m.provider IS NOT NULL AND m.sent_at < ");
    query.push_bind(now.0.saturating_sub(STALE_AFTER_MS));
    query.push(" AND m.channel <> ").push_bind(Channel::Push.as_str()).push(" AND m.status IN ");
    push_statuses(query, of(|group| group == StatusGroup::UnderWay));
    query.push("))");
}

/// The address in the form of each channel in which it is one.
fn push_address(query: &mut QueryBuilder<Sqlite>, address: &str) {
    query.push(" AND (0");
    for channel in Channel::ALL {
        if let Ok(key) = channel.address_key(address) {
            query.push(" OR (m.channel = ").push_bind(channel.as_str());
            query.push(" AND m.address_key = ").push_bind(key).push(")");
        }
    }
    query.push(")");
}
