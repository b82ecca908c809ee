//! What is refused of messages before anything is written.

use annals_model::{Channel, Millis, limits};

use crate::look;

use super::{
    MESSAGE_BODY_BYTES_MAX, MESSAGE_TAGS_MAX, MessageFields, MessageProblem, NewMessage,
    PROVIDER_IDS_MAX, Reported,
};

/// What is wrong with messages that come together.
pub(super) fn problems(messages: &[NewMessage], now: Millis) -> Vec<MessageProblem> {
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        let mut found = Problems { index, all: &mut all };
        found.of_message(message, now);
        if let Some(id) = message.own_id.as_deref().filter(|id| !seen.insert(*id)) {
            found.add("id", format!("{id:?} stands twice in the request"));
        }
    }
    all
}

/// What is wrong with reports that come together.
pub(crate) fn report_problems(reports: &[Reported]) -> Vec<MessageProblem> {
    let mut all = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        let mut found = Problems { index, all: &mut all };
        let name_max = limits::NAME_BYTES_MAX;
        found.text("id", Some(&report.dedupe), name_max);
        found.text("code", report.reason.code.as_deref(), limits::CODE_BYTES_MAX);
        found.text("reason", report.reason.text.as_deref(), limits::TEXT_BYTES_MAX);
        found.text("url", report.url.as_deref(), limits::TEXT_BYTES_MAX);
        found.text("recipient", report.recipient.as_deref(), name_max);
        let (field, id) = report.about.named();
        found.text(field, Some(id), name_max);
        found.time("at", report.at);
    }
    all
}

struct Problems<'a> {
    index: usize,
    all: &'a mut Vec<MessageProblem>,
}

impl Problems<'_> {
    fn add(&mut self, field: &str, reason: impl Into<String>) {
        let (field, reason) = (field.to_owned(), reason.into());
        self.all.push(MessageProblem { index: self.index, field, reason });
    }

    fn text(&mut self, field: &str, text: Option<&str>, bytes_max: usize) {
        let Some(text) = text else { return };
        if text.trim().is_empty() {
            self.add(field, "must not be empty; leave it out instead");
        } else if text.len() > bytes_max {
            self.add(field, format!("has {} bytes, at most {bytes_max} are taken", text.len()));
        } else if let Some(c) = text.chars().find(|c| c.is_control() && !"\r\n\t".contains(*c)) {
            self.add(field, format!("contains the control character U+{:04X}", c as u32));
        }
    }

    fn time(&mut self, field: &str, at: Option<Millis>) {
        if at.is_some_and(|at| at.0 < limits::OCCURRED_AT_MS_MIN) {
            self.add(field, "is before 1900");
        }
    }

    fn of_message(&mut self, message: &NewMessage, now: Millis) {
        let name_max = limits::NAME_BYTES_MAX;
        self.text("id", message.own_id.as_deref(), limits::EVENT_ID_BYTES_MAX);
        self.text("resend_of", message.resend_of.as_deref(), limits::EVENT_ID_BYTES_MAX);
        self.of_fields(&message.fields);
        for (field, body) in [("text", &message.body.text), ("html", &message.body.html)] {
            // Whatever was sent is kept, also what can't be shown.
            if body.as_ref().is_some_and(|body| body.len() > MESSAGE_BODY_BYTES_MAX) {
                self.add(field, format!("at most {MESSAGE_BODY_BYTES_MAX} bytes are taken"));
            }
        }
        if message.provider_ids.len() > PROVIDER_IDS_MAX {
            self.add("provider_message_ids", format!("at most {PROVIDER_IDS_MAX} are taken"));
        }
        for id in message.provider_ids.iter().take(PROVIDER_IDS_MAX) {
            self.text("provider_message_ids", Some(id), name_max);
        }
        if message.fields.provider.is_none() && !message.provider_ids.is_empty() {
            self.add("provider", "is needed with provider_message_ids");
        }
        self.time("sent_at", message.sent_at);
        if message.sent_at.is_some_and(|at| at.0.saturating_sub(now.0) > limits::CLOCK_AHEAD_MS_MAX)
        {
            self.add("sent_at", "is more than a day ahead");
        }
    }

    fn of_fields(&mut self, fields: &MessageFields) {
        let name_max = limits::NAME_BYTES_MAX;
        self.text("to.address", Some(&fields.address), name_max);
        if let Err(reason) = fields.channel.address_key(&fields.address)
            && !fields.address.trim().is_empty()
        {
            self.add("to.address", reason);
        }
        if let Some(record) = &fields.record {
            self.text("record.type", Some(&record.record_type), limits::CODE_BYTES_MAX);
            if let Some(character) = look::unseen_in(&record.record_type) {
                self.add("record.type", format!("has {character}, which can't be seen"));
            }
            self.text("record.id", Some(&record.id), name_max);
        }
        for (field, text) in [
            ("to.name", &fields.recipient),
            ("from", &fields.from),
            ("sent_by", &fields.sent_by),
            ("campaign", &fields.campaign),
            ("provider", &fields.provider),
        ] {
            self.text(field, text.as_deref(), name_max);
        }
        self.text("subject", fields.subject.as_deref(), limits::TEXT_BYTES_MAX);
        if fields.channel == Channel::Sms && fields.subject.is_some() {
            self.add("subject", "a text message has none; give its text");
        }
        if fields.tags.len() > MESSAGE_TAGS_MAX {
            self.add("tags", format!("at most {MESSAGE_TAGS_MAX} are taken"));
        }
        for tag in fields.tags.iter().take(MESSAGE_TAGS_MAX) {
            self.text("tags", Some(tag), limits::CODE_BYTES_MAX);
        }
    }
}
