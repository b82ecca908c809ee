//! What payloads say, in the one vocabulary.

use annals_delivery::{Provider, REPORTS_MAX, Report, Unreadable, read};
use annals_model::{Channel, Kind};
use serde_json::{Value, json};

use crate::payloads;

/// A report on one line: what is known of kind, message, recipient, time, code and text.
fn line(report: &Report) -> String {
    let known = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".into());
    let at = report.at.map_or("-".into(), |at| at.to_string());
    let mut line = format!(
        "{} {} {} {at} {}",
        report.kind.as_str(),
        known(&report.message),
        known(&report.recipient),
        known(&report.code),
    );
    for field in [&report.text, &report.url].into_iter().flatten() {
        line.push_str(" | ");
        line.push_str(field);
    }
    if report.ambiguous {
        line.push_str(" | ambiguous");
    }
    line
}

fn lines(provider: Provider, payload: &[u8]) -> Vec<String> {
    read(provider, Some("delivery-1"), payload).unwrap().iter().map(line).collect()
}

fn check(provider: Provider, payload: &Value, expected: &[&str]) {
    let bytes = serde_json::to_vec(payload).unwrap();
    assert_eq!(lines(provider, &bytes), expected, "{payload:#}");
}

#[test]
fn amazon_ses() {
    const AT: &str = "2026-11-20T08:00:01.000Z";
    for (event, expected) in payloads::amazon_ses() {
        let expected = expected.replace("@AT", AT);
        // In the envelope, as older notifications, and from a queue without the envelope.
        check(Provider::AmazonSes, &payloads::enveloped(&event), &[&expected]);
        check(Provider::AmazonSes, &event, &[&expected]);
        let mut older = event.clone();
        let fields = older.as_object_mut().unwrap();
        let word = fields.remove("eventType").unwrap();
        fields.insert("notificationType".into(), word);
        check(Provider::AmazonSes, &payloads::enveloped(&older), &[&expected]);
        // It is one fact, whichever way it comes.
        let dedupe = |payload: &Value| {
            let bytes = serde_json::to_vec(payload).unwrap();
            read(Provider::AmazonSes, None, &bytes).unwrap().remove(0).dedupe
        };
        assert_eq!(dedupe(&payloads::enveloped(&event)), dedupe(&older), "{expected}");
    }
}

#[test]
fn amazon_ses_names_several() {
    let two = json!([
        {"emailAddress": "Ada Reyes <ada@example.org>", "status": "5.1.1", "diagnosticCode": "gone"},
        {"emailAddress": "ben@example.org", "status": "4.4.7"},
    ]);
    let mut bounce = payloads::ses(
        "Bounce",
        json!({"bounce": {
        "bounceType": "Permanent", "bounceSubType": "NoEmail", "feedbackId": "fb-2",
        "timestamp": "2026-11-20T08:00:01Z", "bouncedRecipients": two}}),
    );
    let at = "2026-11-20T08:00:01.000Z";
    let expected = [
        format!("bounced_hard ses-1 ada@example.org {at} 5.1.1 | gone"),
        format!("bounced_hard ses-1 ben@example.org {at} 4.4.7"),
    ];
    check(Provider::AmazonSes, &bounce, &[&expected[0], &expected[1]]);
    bounce["mail"]["destination"] = json!(["ada@example.org", "ben@example.org"]);

    // Everyone of a domain who got it; it was one of them.
    let complaint = |people: Value| {
        payloads::ses(
            "Complaint",
            json!({"complaint": {
        "complainedRecipients": people, "timestamp": "2026-11-20T08:00:01Z",
        "feedbackId": "fb-3", "complaintFeedbackType": "abuse"}}),
        )
    };
    let expected = [
        format!("complained ses-1 ada@example.org {at} abuse | gone | ambiguous"),
        format!("complained ses-1 ben@example.org {at} abuse | ambiguous"),
    ];
    let mut two = two;
    two[0].as_object_mut().unwrap().remove("status");
    two[1].as_object_mut().unwrap().remove("status");
    check(Provider::AmazonSes, &complaint(two.clone()), &[&expected[0], &expected[1]]);
    let same = json!([two[1], two[1]]);
    let expected = format!("complained ses-1 ben@example.org {at} abuse");
    check(Provider::AmazonSes, &complaint(same), &[&expected, &expected]);

    // Of several, it doesn't say who opened it.
    let mut open = payloads::ses("Open", json!({"open": {"timestamp": "2026-11-20T08:00:01Z"}}));
    open["mail"]["destination"] = json!(["ada@example.org", "ben@example.org"]);
    check(Provider::AmazonSes, &open, &[&format!("opened ses-1 - {at} -")]);
    open["eventType"] = "Send".into();
    let sent = "2026-11-20T08:00:00.000Z";
    let expected = [
        format!("sent ses-1 ada@example.org {sent} -"),
        format!("sent ses-1 ben@example.org {sent} -"),
    ];
    check(Provider::AmazonSes, &open, &[&expected[0], &expected[1]]);
}

#[test]
fn amazon_ses_may_just_say_something() {
    let text = "Successfully validated SNS topic for Amazon SES event publishing.";
    let envelope = json!({"Type": "Notification", "Message": text});
    check(Provider::AmazonSes, &envelope, &[&format!("unknown - - - - | {text}")]);
}

#[test]
fn amazon_ses_gives_our_tags_back() {
    let event = payloads::ses("Send", json!({}));
    let bytes = serde_json::to_vec(&event).unwrap();
    let report = read(Provider::AmazonSes, None, &bytes).unwrap().remove(0);
    assert_eq!(report.tags, [("annals_message".into(), "m-1".into())]);
}

#[test]
fn sendgrid() {
    for (event, expected) in payloads::sendgrid() {
        check(Provider::SendGrid, &json!([event]), &[&expected]);
    }
    let (first, second) = (payloads::sendgrid().remove(0), payloads::sendgrid().remove(1));
    let batch = json!([first.0, second.0, {"event": "new thing"}, 7]);
    let expected = [first.1.as_str(), &second.1, "unknown - - - -", "unknown - - - -"];
    check(Provider::SendGrid, &batch, &expected);
}

#[test]
fn sendgrid_gives_our_arguments_back() {
    let mut event = payloads::sendgrid().remove(0).0;
    event["annals_message"] = "m-1".into();
    event["tenant"] = 7.into();
    event["category"] = json!(["billing", "reminder"]);
    let bytes = serde_json::to_vec(&json!([event])).unwrap();
    let report = read(Provider::SendGrid, None, &bytes).unwrap().remove(0);
    let tag = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = [
        tag("annals_message", "m-1"),
        tag("tenant", "7"),
        tag("category", "billing"),
        tag("category", "reminder"),
    ];
    assert_eq!(report.tags, expected);
}

#[test]
fn postmark() {
    for (record, expected) in payloads::postmark() {
        check(Provider::Postmark, &record, &[&expected]);
    }
}

#[test]
fn postmark_says_whether_an_address_can_be_reset() {
    let can_reset = |can: Option<bool>| {
        let mut record = payloads::postmark_bounce("HardBounce");
        record.as_object_mut().unwrap().remove("CanActivate");
        if let Some(can) = can {
            record["CanActivate"] = can.into();
        }
        let bytes = serde_json::to_vec(&record).unwrap();
        let report = read(Provider::Postmark, None, &bytes).unwrap().remove(0);
        assert_eq!(report.scope.as_deref(), Some("outbound"));
        let tag = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(report.tags, [tag("annals_message", "m-1"), tag("tag", "invoice")]);
        report.can_reset
    };
    for can in [Some(true), Some(false), None] {
        assert_eq!(can_reset(can), can);
    }
}

#[test]
fn mailgun() {
    for (event, expected) in payloads::mailgun() {
        check(Provider::Mailgun, &event, &[&expected]);
    }
    let mut event = payloads::mailgun().remove(0).0;
    event["event-data"]["message"]["headers"]["message-id"] = "<mg1@mg.example.org>".into();
    let bytes = serde_json::to_vec(&event).unwrap();
    let report = read(Provider::Mailgun, None, &bytes).unwrap().remove(0);
    assert_eq!(report.message.as_deref(), Some("mg1@mg.example.org"));
    let tag = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(report.tags, [tag("annals_message", "m-1"), tag("tag", "invoice")]);
    assert_eq!(report.scope.as_deref(), Some("mg.example.org"));
}

#[test]
fn resend_and_standard_webhooks() {
    for (event, expected) in payloads::resend() {
        check(Provider::Resend, &event, &[&expected]);
        if !expected.starts_with("unknown") {
            check(Provider::StandardWebhooks, &event, &[&expected]);
        }
    }
    // Others tell of other channels, and in our own words.
    let other = |word: &str| {
        json!({"type": word, "timestamp": "2026-11-20T08:00:00.000Z",
               "data": {"message_id": "sms-1", "recipient": "+15005550006", "reason": "gone"}})
    };
    for (word, kind) in [
        ("sms.undelivered", "undelivered"),
        ("push.token_invalid", "token_invalid"),
        ("message.read", "read"),
        ("email.bounced_soft", "bounced_soft"),
        ("email.delivery_delayed", "deferred"),
        ("invoice.failed", "unknown"),
        ("failed", "unknown"),
        ("sms.whatever", "unknown"),
    ] {
        let expected = format!("{kind} sms-1 +15005550006 2026-11-20T08:00:00.000Z - | gone");
        check(Provider::StandardWebhooks, &other(word), &[&expected]);
    }
}

#[test]
fn resend_names_several() {
    let mut event = payloads::resend().remove(0).0;
    event["data"]["to"] = json!(["ada@example.org", "ben@example.org", "ada@example.org"]);
    event["type"] = "email.delivered".into();
    check(Provider::Resend, &event, &["delivered re-1 - 2026-11-20T08:00:00.000Z - | ambiguous"]);
    event["type"] = "email.complained".into();
    let of = |name: &str| format!("complained re-1 {name} 2026-11-20T08:00:00.000Z - | ambiguous");
    let expected = [of("ada@example.org"), of("ben@example.org")];
    check(Provider::Resend, &event, &[&expected[0], &expected[1]]);
}

#[test]
fn twilio() {
    for (form, expected) in payloads::twilio() {
        assert_eq!(lines(Provider::Twilio, form.as_bytes()), [expected], "{form}");
    }
    let error = json!({"code": 21610, "message": "Attempt to send to unsubscribed recipient",
                       "more_info": "https://www.twilio.com/docs/errors/21610", "status": 400});
    let expected = "rejected - - - 21610 | Attempt to send to unsubscribed recipient";
    check(Provider::Twilio, &error, &[expected]);
}

#[test]
fn stop_and_start_are_whole_messages() {
    for (body, kind) in [
        ("STOP", Kind::Unsubscribed),
        (" sToP ", Kind::Unsubscribed),
        ("StopAll", Kind::Unsubscribed),
        ("unsubscribe", Kind::Unsubscribed),
        ("CANCEL", Kind::Unsubscribed),
        ("End", Kind::Unsubscribed),
        ("quit", Kind::Unsubscribed),
        ("revoke", Kind::Unsubscribed),
        ("OptOut", Kind::Unsubscribed),
        ("start", Kind::Resubscribed),
        ("\tYES\n", Kind::Resubscribed),
        ("unstop", Kind::Resubscribed),
        ("stop please", Kind::Unknown),
        ("please stop", Kind::Unknown),
        ("stop.", Kind::Unknown),
        ("nonstop", Kind::Unknown),
        ("yes please", Kind::Unknown),
        ("help", Kind::Unknown),
        ("", Kind::Unknown),
    ] {
        let form = payloads::twilio_answer(body, None);
        let report = read(Provider::Twilio, None, form.as_bytes()).unwrap().remove(0);
        assert_eq!(report.kind, kind, "{body:?}");
        assert_eq!(report.recipient.as_deref(), Some("+15005550006"));
        assert_eq!(report.scope.as_deref(), Some("+15005550001"));
        assert_eq!(report.message, None, "it is no message of ours");
        // What people write is theirs.
        let told = format!("{report:?}");
        assert!(kind != Kind::Unknown || body.is_empty() || !told.contains(body), "{told}");
    }
    // With Advanced Opt-Out the words are the account's own, and the service is what counts.
    for (said, kind) in
        [("STOP", Kind::Unsubscribed), ("START", Kind::Resubscribed), ("HELP", Kind::Unknown)]
    {
        let form = payloads::twilio_answer("basta", Some(said));
        let report = read(Provider::Twilio, None, form.as_bytes()).unwrap().remove(0);
        assert_eq!(report.kind, kind, "{said}");
        assert_eq!(report.scope.as_deref(), Some("MG01"));
    }
}

#[test]
fn vonage_messages() {
    for (event, expected) in payloads::vonage_messages() {
        check(Provider::VonageMessages, &event, &[&expected]);
    }
}

#[test]
fn vonage_sms() {
    for (form, expected) in payloads::vonage_sms() {
        assert_eq!(lines(Provider::VonageSms, form.as_bytes()), [expected.as_str()], "{form}");
        let pairs: serde_json::Map<String, Value> = form_urlencoded::parse(form.as_bytes())
            .map(|(key, value)| (key.into(), Value::from(value)))
            .collect();
        check(Provider::VonageSms, &Value::Object(pairs), &[&expected]);
    }
}

#[test]
fn expo() {
    for (answer, expected) in payloads::expo() {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(Provider::Expo, &answer, &expected);
    }
}

#[test]
fn fcm() {
    for (answer, expected) in payloads::fcm() {
        check(Provider::Fcm, &answer, &[&expected]);
    }
}

#[test]
fn apns() {
    for (answer, expected) in payloads::apns() {
        check(Provider::Apns, &answer, &[&expected]);
    }
    let all: Vec<Value> = payloads::apns().into_iter().map(|(answer, _)| answer).collect();
    let count = all.len();
    let bytes = serde_json::to_vec(&all).unwrap();
    assert_eq!(read(Provider::Apns, None, &bytes).unwrap().len(), count);
}

/// Which kinds each channel's providers can tell; whoever adds one adds a payload.
#[test]
fn every_kind_has_a_payload() {
    let told = |provider| -> Vec<Kind> {
        let mut kinds: Vec<Kind> = payloads::all(provider)
            .iter()
            .flat_map(|payload| read(provider, None, payload).unwrap())
            .map(|report| report.kind)
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    use Kind::{
        Accepted, AutoReplied, BouncedHard, BouncedSoft, Canceled, Clicked, Complained, Deferred,
        Delivered, Dropped, Expired, Failed, HandedOver, MachineClicked, MachineOpened, Opened,
        Queued, Read, Rejected, Resubscribed, Sent, TokenInvalid, Undelivered, Unknown,
        Unsubscribed,
    };
    let check = |provider, expected: &[Kind]| {
        let mut expected = expected.to_vec();
        expected.push(Unknown);
        expected.sort();
        assert_eq!(told(provider), expected, "{provider:?}");
    };
    check(
        Provider::AmazonSes,
        &[
            Sent,
            Deferred,
            Delivered,
            BouncedSoft,
            BouncedHard,
            Dropped,
            Rejected,
            Failed,
            Opened,
            Clicked,
            Complained,
            Unsubscribed,
            Resubscribed,
        ],
    );
    check(
        Provider::SendGrid,
        &[
            Queued,
            Deferred,
            Delivered,
            BouncedSoft,
            BouncedHard,
            Dropped,
            Rejected,
            Failed,
            Opened,
            MachineOpened,
            Clicked,
            Complained,
            Unsubscribed,
            Resubscribed,
        ],
    );
    check(
        Provider::Postmark,
        &[
            Deferred,
            Delivered,
            BouncedSoft,
            BouncedHard,
            Dropped,
            Rejected,
            Failed,
            Opened,
            Clicked,
            Complained,
            Unsubscribed,
            Resubscribed,
            AutoReplied,
        ],
    );
    check(
        Provider::Mailgun,
        &[
            Queued,
            Deferred,
            Delivered,
            BouncedSoft,
            BouncedHard,
            Dropped,
            Rejected,
            Opened,
            MachineOpened,
            MachineClicked,
            Clicked,
            Complained,
            Unsubscribed,
        ],
    );
    check(
        Provider::Resend,
        &[
            Queued,
            Sent,
            Deferred,
            Delivered,
            BouncedSoft,
            BouncedHard,
            Dropped,
            Failed,
            Opened,
            Clicked,
            Complained,
        ],
    );
    check(
        Provider::Twilio,
        &[
            Queued,
            Sent,
            Delivered,
            Read,
            Undelivered,
            Failed,
            Rejected,
            Canceled,
            Unsubscribed,
            Resubscribed,
        ],
    );
    check(Provider::VonageMessages, &[Sent, Delivered, Read, Rejected, Unsubscribed, Resubscribed]);
    check(
        Provider::VonageSms,
        &[Sent, Delivered, Failed, Rejected, Expired, Unsubscribed, Resubscribed],
    );
    check(Provider::Expo, &[Accepted, HandedOver, TokenInvalid, Failed]);
    check(Provider::Fcm, &[HandedOver, TokenInvalid, Failed, Deferred]);
    check(Provider::Apns, &[HandedOver, TokenInvalid, Failed, Deferred]);
    assert_eq!(Channel::ALL.len(), 3);
}

/// The facts by which a report is told from others, and those that don't matter.
#[test]
fn the_same_fact_has_the_same_key() {
    let dedupe = |provider, id, payload: &Value| {
        let bytes = serde_json::to_vec(payload).unwrap();
        read(provider, id, &bytes).unwrap().remove(0).dedupe
    };
    let differs = |provider, payload: &Value, pointer: &str, value: Value, expected: bool| {
        let mut changed = payload.clone();
        *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        let (before, after) = (dedupe(provider, None, payload), dedupe(provider, None, &changed));
        assert_eq!(before != after, expected, "{provider:?} {pointer}");
        assert_eq!(before.len(), 32);
    };
    let ses = payloads::amazon_ses();
    let (bounce, click) = (&ses[4].0, &ses[13].0);
    let provider = Provider::AmazonSes;
    differs(provider, bounce, "/mail/messageId", "other".into(), true);
    differs(provider, bounce, "/eventType", "Else".into(), true);
    differs(provider, bounce, "/bounce/feedbackId", "other".into(), true);
    differs(provider, bounce, "/bounce/timestamp", "2026-11-20T08:00:09Z".into(), true);
    differs(provider, bounce, "/bounce/timestamp", "2026-11-20T08:00:01Z".into(), false);
    let other = json!([{"emailAddress": "other@example.org"}]);
    differs(provider, bounce, "/bounce/bouncedRecipients", other, true);
    differs(provider, bounce, "/mail/sourceIp", "192.0.2.9".into(), false);
    differs(provider, click, "/click/link", "https://example.org/else".into(), true);

    let provider = Provider::SendGrid;
    let event = json!([payloads::sendgrid().remove(0).0]);
    differs(provider, &event, "/0/sg_event_id", "other".into(), true);
    differs(provider, &event, "/0/timestamp", 1.into(), false);
    differs(provider, &event, "/0/event", "delivered".into(), false);
    let mut without = event.clone();
    without[0].as_object_mut().unwrap().remove("sg_event_id");
    differs(provider, &without, "/0/timestamp", 1.into(), true);
    differs(provider, &without, "/0/email", "other@example.org".into(), true);

    let provider = Provider::Postmark;
    let delivery = &payloads::postmark()[0].0;
    differs(provider, delivery, "/MessageID", "other".into(), true);
    differs(provider, delivery, "/Recipient", "other@example.org".into(), true);
    differs(provider, delivery, "/DeliveredAt", "2026-11-20T09:00:00Z".into(), true);
    differs(provider, delivery, "/Details", "other".into(), false);
    differs(provider, &postmark_click(), "/OriginalLink", "https://example.org/".into(), true);
    // Only bounces have ids of their own.
    let mut numbered = delivery.clone();
    numbered["ID"] = 42.into();
    differs(provider, &numbered, "/MessageID", "other".into(), true);
    let bounce = payloads::postmark_bounce("HardBounce");
    differs(provider, &bounce, "/ID", 43.into(), true);
    differs(provider, &bounce, "/BouncedAt", "2026-11-20T09:00:00Z".into(), false);

    let provider = Provider::Mailgun;
    let event = &payloads::mailgun()[0].0;
    for (pointer, value, expected) in [
        ("/event-data/id", json!("other"), true),
        ("/event-data/timestamp", json!(1_795_000_001.5), true),
        ("/event-data/event", json!("delivered"), true),
        ("/event-data/recipient", json!("other@example.org"), true),
        ("/signature/token", json!("other"), false),
    ] {
        differs(provider, event, pointer, value, expected);
    }

    // Each try has another time in its headers, and the same id.
    let event = &payloads::resend()[0].0;
    let one = dedupe(Provider::Resend, Some("msg_1"), event);
    assert_ne!(one, dedupe(Provider::Resend, Some("msg_2"), event));
    assert_ne!(one, dedupe(Provider::StandardWebhooks, Some("msg_1"), event));
    let mut changed = event.clone();
    changed["created_at"] = "2026-11-20T09:00:00Z".into();
    assert_eq!(one, dedupe(Provider::Resend, Some("msg_1"), &changed));

    let of_form =
        |provider, form: &str| read(provider, None, form.as_bytes()).unwrap().remove(0).dedupe;
    let twilio = "MessageSid=SM1&MessageStatus=failed&ErrorCode=30003";
    for (form, same) in [
        ("MessageSid=SM1&MessageStatus=failed&ErrorCode=30003&New=1", true),
        ("MessageSid=SM2&MessageStatus=failed&ErrorCode=30003", false),
        ("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003", false),
        ("MessageSid=SM1&MessageStatus=failed&ErrorCode=30004", false),
    ] {
        let (a, b) = (of_form(Provider::Twilio, twilio), of_form(Provider::Twilio, form));
        assert_eq!(a == b, same, "{form}");
    }
    let vonage = "messageId=1&status=delivered&err-code=0&message-timestamp=2026-11-20+08:00:00";
    for (form, same) in [
        ("messageId=1&status=delivered&err-code=0&message-timestamp=2026-11-20+09:00:00", true),
        ("messageId=2&status=delivered&err-code=0", false),
        ("messageId=1&status=accepted&err-code=0", false),
        ("messageId=1&status=delivered&err-code=1", false),
    ] {
        let (a, b) = (of_form(Provider::VonageSms, vonage), of_form(Provider::VonageSms, form));
        assert_eq!(a == b, same, "{form}");
    }
}

fn postmark_click() -> Value {
    let all = payloads::postmark().into_iter();
    let mut clicks = all.map(|(record, _)| record).filter(|it| it["RecordType"] == "Click");
    clicks.next().unwrap()
}

/// No part of a key can be taken for two.
#[test]
fn keys_have_parts() {
    let of = |id: &str, event: &str| {
        let payload = json!([{"sg_message_id": id, "event": event}]);
        let bytes = serde_json::to_vec(&payload).unwrap();
        read(Provider::SendGrid, None, &bytes).unwrap().remove(0).dedupe
    };
    assert_ne!(of("ab", "c"), of("a", "bc"));
}

#[test]
fn texts_are_bounded() {
    use annals_delivery::{ADDRESS_MAX, ID_MAX, TAG_MAX, TAGS_MAX, TEXT_MAX, URL_MAX};
    let of = |name: &str, length: usize| {
        let mut event = json!({"event": "click", "sg_event_id": "e", "sg_message_id": "m"});
        event[name] = "é".repeat(length).into();
        let bytes = serde_json::to_vec(&json!([event])).unwrap();
        read(Provider::SendGrid, None, &bytes).unwrap().remove(0)
    };
    let length = |text: Option<String>| text.map(|text| text.chars().count());
    // Words are cut, ids and addresses are not: a part of one would be another's.
    assert_eq!(length(of("reason", TEXT_MAX).text), Some(TEXT_MAX));
    assert_eq!(length(of("reason", TEXT_MAX + 1).text), Some(TEXT_MAX));
    assert_eq!(length(of("url", URL_MAX + 1).url), Some(URL_MAX));
    assert_eq!(length(of("status", TAG_MAX + 1).code), Some(TAG_MAX));
    assert_eq!(length(Some(of("event", TAG_MAX + 1).word)), Some(TAG_MAX));
    assert_eq!(length(of("sg_message_id", ID_MAX).message), Some(ID_MAX));
    assert_eq!(length(of("sg_message_id", ID_MAX + 1).message), None);
    assert_eq!(length(of("email", ADDRESS_MAX).recipient), Some(ADDRESS_MAX));
    assert_eq!(length(of("email", ADDRESS_MAX + 1).recipient), None);
    assert_eq!(of("tag", TAG_MAX).tags.len(), 1);
    assert_eq!(of("tag", TAG_MAX + 1).tags.len(), 0);

    let mut event = json!({"event": "click"});
    for tag in 0..=TAGS_MAX {
        event[format!("tag {tag}")] = tag.into();
    }
    let bytes = serde_json::to_vec(&json!([event])).unwrap();
    let report = read(Provider::SendGrid, None, &bytes).unwrap().remove(0);
    assert_eq!(report.tags.len(), TAGS_MAX);
}

#[test]
fn batches_are_bounded() {
    let batch = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
    for provider in [Provider::SendGrid, Provider::Fcm, Provider::Apns] {
        let all = read(provider, None, batch(REPORTS_MAX).as_bytes()).unwrap();
        assert_eq!(all.len(), REPORTS_MAX);
        // Each is told apart, though none has an id.
        let keys: std::collections::BTreeSet<_> = all.iter().map(|it| &it.dedupe).collect();
        assert_eq!(keys.len(), REPORTS_MAX);
        let more = read(provider, None, batch(REPORTS_MAX + 1).as_bytes());
        assert_eq!(more, Err(Unreadable::TooMany));
    }
    let tickets = |count: usize| format!(r#"{{"data":{}}}"#, batch(count));
    assert!(read(Provider::Expo, None, tickets(REPORTS_MAX).as_bytes()).is_ok());
    let more = read(Provider::Expo, None, tickets(REPORTS_MAX + 1).as_bytes());
    assert_eq!(more, Err(Unreadable::TooMany));

    for provider in Provider::ALL {
        let limit = provider.body_max();
        let long = vec![b' '; limit];
        assert_ne!(read(provider, None, &long), Err(Unreadable::TooLarge));
        let longer = vec![b' '; limit + 1];
        assert_eq!(read(provider, None, &longer), Err(Unreadable::TooLarge));
    }
}

#[test]
fn what_is_no_payload_says_so() {
    let forms = [Provider::Twilio, Provider::VonageSms];
    for provider in Provider::ALL.into_iter().filter(|provider| !forms.contains(provider)) {
        for text in ["", "{", "a=b", "\u{feff}{}"] {
            let found = read(provider, None, text.as_bytes());
            assert_eq!(found, Err(Unreadable::Format), "{provider:?} {text}");
        }
        for text in ["1", "null", "\"a\""] {
            let found = read(provider, None, text.as_bytes());
            assert_eq!(found, Err(Unreadable::Shape), "{provider:?} {text}");
        }
    }
    for provider in forms {
        let found = read(provider, None, b"{");
        assert_eq!(found, Err(Unreadable::Format), "{provider:?}");
    }
}

/// Events that nobody has heard of are kept as such.
#[test]
fn what_is_new_is_unknown() {
    for provider in Provider::ALL {
        let reports = read(provider, None, b"{}").unwrap();
        let kinds: Vec<_> = reports.iter().map(|report| report.kind).collect();
        assert_eq!(kinds, [Kind::Unknown], "{provider:?}");
    }
}
