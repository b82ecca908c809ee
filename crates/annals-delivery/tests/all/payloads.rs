//! Payloads of our own making, one for each thing that a provider can tell, and what they say.

use annals_delivery::Provider;
use serde_json::{Value, json};

const PARENT: &str = "parent@example.org";
const SENT: &str = "2026-11-20T08:00:00.000Z";

/// Every payload of a provider, as bytes.
pub(crate) fn all(provider: Provider) -> Vec<Vec<u8>> {
    let json = |payloads: Vec<(Value, String)>| {
        payloads.iter().map(|(payload, _)| serde_json::to_vec(payload).unwrap()).collect()
    };
    let forms = |payloads: Vec<(String, String)>| {
        payloads.into_iter().map(|(payload, _)| payload.into_bytes()).collect()
    };
    match provider {
        Provider::AmazonSes => amazon_ses()
            .iter()
            .map(|(event, _)| serde_json::to_vec(&enveloped(event)).unwrap())
            .collect(),
        Provider::SendGrid => vec![
            serde_json::to_vec(&Value::from_iter(sendgrid().into_iter().map(|(event, _)| event)))
                .unwrap(),
        ],
        Provider::Postmark => json(postmark()),
        Provider::Mailgun => json(mailgun()),
        Provider::Resend | Provider::StandardWebhooks => json(resend()),
        Provider::Twilio => forms(twilio()),
        Provider::VonageMessages => json(vonage_messages()),
        Provider::VonageSms => forms(vonage_sms()),
        Provider::Expo => {
            expo().iter().map(|(answer, _)| serde_json::to_vec(answer).unwrap()).collect()
        }
        Provider::Fcm => json(fcm()),
        Provider::Apns => json(apns()),
    }
}

fn with(mut value: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else { panic!() };
    value.as_object_mut().unwrap().extend(fields);
    value
}

/// An event in the envelope of Amazon SNS.
pub(crate) fn enveloped(event: &Value) -> Value {
    json!({
        "Type": "Notification",
        "MessageId": "0d1c2b3a-0000-0000-0000-000000000001",
        "TopicArn": "arn:aws:sns:eu-central-1:000000000001:mail",
        "Subject": "Amazon SES Email Event Notification",
        "Message": event.to_string(),
        "Timestamp": "2026-11-20T08:00:02.000Z",
        "SignatureVersion": "2",
    })
}

pub(crate) fn ses(word: &str, fields: Value) -> Value {
    let event = json!({
        "eventType": word,
        "mail": {
            "timestamp": SENT,
            "messageId": "ses-1",
            "source": "Lincoln School <office@example.org>",
            "sourceIp": "192.0.2.1",
            "destination": [PARENT],
            "headersTruncated": false,
            "commonHeaders": {"subject": "Tuition June", "to": [PARENT]},
            "tags": {
                "ses:source-ip": ["192.0.2.1"],
                "ses:configuration-set": ["main"],
                "annals_message": ["m-1"],
            },
        },
    });
    with(event, fields)
}

pub(crate) fn amazon_ses() -> Vec<(Value, String)> {
    let one = |word: &str, fields: Value, kind: &str, rest: &str| {
        (ses(word, fields), format!("{kind} ses-1 {PARENT} {rest}"))
    };
    let bounce = |kind: &str, subtype: &str| {
        json!({"bounce": {
            "bounceType": kind, "bounceSubType": subtype, "feedbackId": "fb-1",
            "timestamp": "2026-11-20T08:00:01.000Z", "reportingMTA": "dns; mta.example.org",
            "bouncedRecipients": [{"emailAddress": PARENT, "action": "failed", "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown"}]}})
    };
    let complaint = |fields: Value| {
        json!({"complaint": with(json!({
            "complainedRecipients": [{"emailAddress": PARENT}], "feedbackId": "fb-1",
            "timestamp": "2026-11-20T08:00:01.000Z"}), fields)})
    };
    let subscription = |old: Value, new: Value| {
        json!({"subscription": {
            "contactList": "families", "timestamp": "2026-11-20T08:00:01.000Z",
            "source": "UnsubscribeHeader", "oldTopicPreferences": old,
            "newTopicPreferences": new}})
    };
    let topics = |news: &str| {
        json!({"unsubscribeAll": false, "topicSubscriptionStatus": [
            {"topicName": "news", "subscriptionStatus": news},
            {"topicName": "bills", "subscriptionStatus": "OptIn"}]})
    };
    let user_unknown = "@AT 5.1.1 | smtp; 550 5.1.1 user unknown";
    let all_out = json!({"unsubscribeAll": true, "topicSubscriptionStatus": []});
    let delay = json!({"deliveryDelay": {
        "timestamp": "2026-11-20T08:00:01.000Z", "delayType": "MailboxFull",
        "expirationTime": "2026-11-21T08:00:00.000Z",
        "delayedRecipients": [{"emailAddress": PARENT, "status": "4.2.2",
            "diagnosticCode": "smtp; 452 4.2.2 mailbox full"}]}});
    let delivery = json!({"delivery": {
        "timestamp": "2026-11-20T08:00:01.000Z", "processingTimeMillis": 1000,
        "recipients": [PARENT], "smtpResponse": "250 2.6.0 Message received",
        "reportingMTA": "mta.example.org"}});
    let seen = json!({"timestamp": "2026-11-20T08:00:01.000Z", "ipAddress": "192.0.2.7",
        "userAgent": "Mozilla/5.0"});
    let click =
        with(seen.clone(), json!({"link": "https://example.org/pay?a=1", "linkTags": null}));
    let sent_dash = format!("{SENT} -");
    vec![
        one("Send", json!({"send": {}}), "sent", &sent_dash),
        one("DeliveryDelay", delay, "deferred", "@AT 4.2.2 | smtp; 452 4.2.2 mailbox full"),
        one("Delivery", delivery, "delivered", "@AT - | 250 2.6.0 Message received"),
        one("Bounce", bounce("Transient", "MailboxFull"), "bounced_soft", user_unknown),
        one("Bounce", bounce("Permanent", "General"), "bounced_hard", user_unknown),
        one("Bounce", bounce("Permanent", "NoEmail"), "bounced_hard", user_unknown),
        one(
            "Bounce",
            bounce("Permanent", "OnAccountSuppressionList"),
            "dropped",
            "@AT OnAccountSuppressionList | smtp; 550 5.1.1 user unknown",
        ),
        one(
            "Bounce",
            bounce("Permanent", "Suppressed"),
            "dropped",
            "@AT Suppressed | smtp; 550 5.1.1 user unknown",
        ),
        one("Bounce", bounce("Undetermined", "Undetermined"), "bounced_soft", user_unknown),
        one(
            "Complaint",
            complaint(json!({"complaintSubType": "OnAccountSuppressionList"})),
            "dropped",
            "@AT OnAccountSuppressionList",
        ),
        one(
            "Reject",
            json!({"reject": {"reason": "Bad content"}}),
            "rejected",
            &format!("{SENT} - | Bad content"),
        ),
        one(
            "Rendering Failure",
            json!({"failure": {"templateName": "bill", "errorMessage": "'name' is missing"}}),
            "failed",
            &format!("{SENT} - | 'name' is missing"),
        ),
        one("Open", json!({"open": seen}), "opened", "@AT -"),
        one("Click", json!({"click": click}), "clicked", "@AT - | https://example.org/pay?a=1"),
        one(
            "Complaint",
            complaint(json!({"complaintFeedbackType": "abuse"})),
            "complained",
            "@AT abuse",
        ),
        one(
            "Complaint",
            complaint(json!({"complaintFeedbackType": "not-spam"})),
            "unknown",
            "@AT not-spam",
        ),
        one("Complaint", complaint(json!({"complaintSubType": null})), "complained", "@AT -"),
        one(
            "Subscription",
            subscription(topics("OptIn"), all_out.clone()),
            "unsubscribed",
            "@AT UnsubscribeHeader",
        ),
        one(
            "Subscription",
            subscription(topics("OptIn"), topics("OptOut")),
            "unsubscribed",
            "@AT UnsubscribeHeader",
        ),
        one(
            "Subscription",
            subscription(topics("OptOut"), topics("OptIn")),
            "resubscribed",
            "@AT UnsubscribeHeader",
        ),
        one(
            "Subscription",
            subscription(all_out, topics("OptIn")),
            "resubscribed",
            "@AT UnsubscribeHeader",
        ),
        one("Something New", json!({}), "unknown", &sent_dash),
    ]
}

pub(crate) fn sendgrid() -> Vec<(Value, String)> {
    let one = |fields: Value, expected: &str| {
        let event = json!({
            "email": PARENT,
            "timestamp": 1_795_000_000,
            "smtp-id": "<sg1@example.org>",
            "sg_event_id": "c2ctMQ",
            "sg_message_id": "sg1.recvd-5d8f-1-5F5FC76C-9.0",
        });
        let (kind, rest) = expected.split_once(' ').unwrap_or((expected, "-"));
        let expected = format!("{kind} sg1 {PARENT} 2026-11-18T11:06:40.000Z {rest}");
        (with(event, fields), expected)
    };
    let bounce = |kind: &str| {
        json!({"event": "bounce", "type": kind, "status": "5.1.1", "reason": "550 unknown user",
               "bounce_classification": "Invalid Address"})
    };
    let dropped = |reason: &str| json!({"event": "dropped", "reason": reason});
    let link = "https://example.org/pay";
    vec![
        one(json!({"event": "processed"}), "queued"),
        one(
            json!({"event": "deferred", "response": "452 try later", "attempt": "3"}),
            "deferred - | 452 try later",
        ),
        one(json!({"event": "delivered", "response": "250 OK", "tls": 1}), "delivered - | 250 OK"),
        one(bounce("blocked"), "bounced_soft 5.1.1 | 550 unknown user"),
        one(bounce("bounce"), "bounced_hard 5.1.1 | 550 unknown user"),
        one(dropped("Bounced Address"), "dropped - | Bounced Address"),
        one(dropped("Spam Reporting Address"), "dropped - | Spam Reporting Address"),
        one(dropped("Unsubscribed Address"), "dropped - | Unsubscribed Address"),
        one(dropped("Spam Content (if it is on)"), "rejected - | Spam Content (if it is on)"),
        one(dropped("Invalid SMTPAPI header"), "rejected - | Invalid SMTPAPI header"),
        one(
            dropped("Recipient List over Package Quota"),
            "failed - | Recipient List over Package Quota",
        ),
        one(json!({"event": "open", "useragent": "Mozilla/5.0", "ip": "192.0.2.7"}), "opened"),
        one(json!({"event": "open", "sg_machine_open": false}), "opened"),
        one(json!({"event": "open", "sg_machine_open": true}), "machine_opened"),
        one(json!({"event": "click", "url": link}), &format!("clicked - | {link}")),
        one(json!({"event": "spamreport"}), "complained"),
        one(json!({"event": "unsubscribe"}), "unsubscribed"),
        one(json!({"event": "group_unsubscribe", "asm_group_id": 7}), "unsubscribed"),
        one(json!({"event": "group_resubscribe", "asm_group_id": 7}), "resubscribed"),
        one(json!({"event": "something_new"}), "unknown"),
    ]
}

fn postmark_record(word: &str, fields: Value) -> Value {
    let record = json!({
        "RecordType": word,
        "ServerID": 23,
        "MessageStream": "outbound",
        "MessageID": "pm-1",
        "Tag": "invoice",
        "Metadata": {"annals_message": "m-1"},
    });
    with(record, fields)
}

pub(crate) fn postmark_bounce(kind: &str) -> Value {
    postmark_record(
        "Bounce",
        json!({
        "ID": 42, "Type": kind, "TypeCode": 1, "Name": "A bounce", "Email": PARENT,
        "Description": "The server was unable to deliver.", "Details": "smtp;550 unknown",
        "BouncedAt": "2026-11-20T03:00:00.1234567-05:00", "DumpAvailable": true,
        "Inactive": true, "CanActivate": true, "Subject": "Tuition June"}),
    )
}

pub(crate) fn postmark() -> Vec<(Value, String)> {
    let one = |word: &str, fields: Value, kind: &str, rest: &str| {
        let record = postmark_record(word, with(json!({"Recipient": PARENT}), fields));
        (record, format!("{kind} pm-1 {PARENT} {SENT} {rest}"))
    };
    let delivery = json!({"DeliveredAt": "2026-11-20T08:00:00Z", "Details": "250 OK"});
    let seen = json!({"ReceivedAt": SENT, "UserAgent": "Mozilla/5.0", "FirstOpen": true});
    let link = "https://example.org/pay";
    let click = with(seen.clone(), json!({"OriginalLink": link, "ClickLocation": "HTML"}));
    let change = |suppress: bool, reason: Value| {
        json!({"ChangedAt": SENT, "Origin": "Recipient", "SuppressSending": suppress,
               "SuppressionReason": reason})
    };
    let change_of = |suppress, reason: &str, kind, rest: &str| {
        let reason = if reason.is_empty() { Value::Null } else { reason.into() };
        one("SubscriptionChange", change(suppress, reason), kind, rest)
    };
    let mut all = vec![
        one("Delivery", delivery, "delivered", "- | 250 OK"),
        one("Open", seen, "opened", "-"),
        one("Click", click, "clicked", &format!("- | {link}")),
        change_of(true, "ManualSuppression", "unsubscribed", "ManualSuppression"),
        change_of(true, "HardBounce", "bounced_hard", "HardBounce"),
        change_of(true, "SpamComplaint", "complained", "SpamComplaint"),
        change_of(false, "", "resubscribed", "-"),
        one("SomethingNew", json!({"ReceivedAt": SENT}), "unknown", "-"),
    ];
    let complaint = with(
        postmark_bounce("SpamComplaint"),
        json!({"RecordType": "SpamComplaint", "CanActivate": false}),
    );
    let at = "2026-11-20T08:00:00.123Z";
    let bounced =
        |kind: &str, word: &str| format!("{kind} pm-1 {PARENT} {at} {word} | smtp;550 unknown");
    all.push((complaint, bounced("complained", "SpamComplaint")));
    for (word, kind) in [
        ("HardBounce", "bounced_hard"),
        ("SoftBounce", "bounced_soft"),
        ("Blocked", "bounced_soft"),
        ("DMARCPolicy", "bounced_soft"),
        ("Transient", "deferred"),
        ("DnsError", "deferred"),
        ("SpamComplaint", "complained"),
        ("SpamNotification", "complained"),
        ("BadEmailAddress", "rejected"),
        ("VirusNotification", "rejected"),
        ("SMTPApiError", "failed"),
        ("TemplateRenderingFailed", "failed"),
        ("ManuallyDeactivated", "dropped"),
        ("Unsubscribe", "unsubscribed"),
        ("AutoResponder", "auto_replied"),
        ("AddressChange", "auto_replied"),
        ("ChallengeVerification", "auto_replied"),
        ("Unconfirmed", "unknown"),
    ] {
        all.push((postmark_bounce(word), bounced(kind, word)));
    }
    all
}

pub(crate) fn mailgun() -> Vec<(Value, String)> {
    let one = |word: &str, fields: Value, kind: &str, rest: &str| {
        let event = json!({
            "id": "mgEvent1",
            "event": word,
            "timestamp": 1_795_000_000.375_624,
            "recipient": PARENT,
            "recipient-domain": "example.org",
            "domain": {"name": "mg.example.org"},
            "log-level": "info",
            "message": {"headers": {"message-id": "mg1@mg.example.org", "subject": "Tuition"}},
            "user-variables": {"annals_message": "m-1"},
            "tags": ["invoice"],
        });
        let payload = json!({
            "signature": {"timestamp": "1795000000", "token": "t", "signature": "s"},
            "event-data": with(event, fields),
        });
        let at = "2026-11-18T11:06:40.376Z";
        (payload, format!("{kind} mg1@mg.example.org {PARENT} {at} {rest}"))
    };
    let failed = |severity: &str, reason: &str, status: Value| json!({"severity": severity, "reason": reason, "delivery-status": status});
    let unknown = || json!({"code": 550, "enhanced-code": "5.1.1", "message": "unknown user"});
    let old = || json!({"code": 602, "message": "", "description": "Too old"});
    let bot = |bot: &str| json!({"client-info": {"client-type": "browser", "bot": bot}});
    let listed = || json!({"code": 605, "message": "", "description": "Not delivering"});
    let link = "https://example.org/pay";
    let click = json!({"url": link});
    let machine_click = with(bot("generic"), click.clone());
    let gone = "5.1.1 | unknown user";
    vec![
        one("accepted", json!({}), "queued", "-"),
        one(
            "delivered",
            json!({"delivery-status": {"code": 250, "message": "OK", "attempt-no": 1}}),
            "delivered",
            "250 | OK",
        ),
        one("failed", failed("temporary", "generic", unknown()), "deferred", gone),
        one(
            "failed",
            failed("permanent", "generic", json!({"code": 452, "message": "mailbox full"})),
            "bounced_soft",
            "452 | mailbox full",
        ),
        one("failed", failed("permanent", "old", old()), "bounced_soft", "602 | Too old"),
        one("failed", failed("permanent", "bounce", unknown()), "bounced_hard", gone),
        one(
            "failed",
            failed("permanent", "suppress-bounce", listed()),
            "dropped",
            "605 | Not delivering",
        ),
        one(
            "failed",
            failed("permanent", "suppress-complaint", listed()),
            "dropped",
            "605 | Not delivering",
        ),
        one(
            "failed",
            failed("permanent", "suppress-unsubscribe", json!({})),
            "dropped",
            "suppress-unsubscribe",
        ),
        one("rejected", json!({"reject": {"reason": "Sandbox"}}), "rejected", "- | Sandbox"),
        one("opened", bot(""), "opened", "-"),
        one("opened", bot("apple"), "machine_opened", "-"),
        one("clicked", click, "clicked", &format!("- | {link}")),
        one("clicked", machine_click, "machine_clicked", &format!("- | {link}")),
        one("complained", json!({}), "complained", "-"),
        one("unsubscribed", json!({}), "unsubscribed", "-"),
        one("stored", json!({}), "unknown", "-"),
    ]
}

pub(crate) fn resend() -> Vec<(Value, String)> {
    let one = |word: &str, fields: Value, kind: &str, rest: &str| {
        let data = json!({
            "email_id": "re-1",
            "created_at": "2026-11-20T07:00:00.000Z",
            "from": "Lincoln School <office@example.org>",
            "to": ["Parent <parent@example.org>"],
            "subject": "Tuition June",
            "tags": {"annals_message": "m-1"},
        });
        let event = json!({"type": word, "created_at": SENT, "data": with(data, fields)});
        (event, format!("{kind} re-1 {PARENT} {SENT} {rest}"))
    };
    let bounce = |kind: &str, subtype: &str| json!({"bounce": {"type": kind, "subType": subtype, "message": "unknown user"}});
    let link = "https://example.org/pay";
    let click = json!({"click": {"link": link, "ipAddress": "192.0.2.7",
        "timestamp": "2026-11-20T08:00:05.000Z", "userAgent": "Mozilla/5.0"}});
    vec![
        one("email.scheduled", json!({}), "queued", "-"),
        one("email.sent", json!({}), "sent", "-"),
        one("email.delivery_delayed", json!({}), "deferred", "-"),
        one("email.delivered", json!({}), "delivered", "-"),
        one(
            "email.bounced",
            bounce("Transient", "MailboxFull"),
            "bounced_soft",
            "MailboxFull | unknown user",
        ),
        one(
            "email.bounced",
            bounce("Permanent", "General"),
            "bounced_hard",
            "General | unknown user",
        ),
        one(
            "email.bounced",
            bounce("Permanent", "Suppressed"),
            "dropped",
            "Suppressed | unknown user",
        ),
        one(
            "email.suppressed",
            json!({"suppressed": {"message": "on the list"}}),
            "dropped",
            "- | on the list",
        ),
        one(
            "email.failed",
            json!({"failed": {"reason": "reached_daily_quota"}}),
            "failed",
            "- | reached_daily_quota",
        ),
        one("email.opened", json!({}), "opened", "-"),
        one("email.clicked", click, "clicked", &format!("- | {link}")),
        one("email.complained", json!({}), "complained", "-"),
        one("email.received", json!({}), "unknown", "-"),
        one("email.unsubscribed_from_all", json!({}), "unknown", "-"),
        one("contact.delivered", json!({}), "unknown", "-"),
    ]
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(crate) fn twilio_answer(body: &str, opt_out: Option<&str>) -> String {
    let mut pairs = vec![
        ("ToCountry", "US"),
        ("MessageSid", "SMinbound1"),
        ("SmsStatus", "received"),
        ("From", "+15005550006"),
        ("To", "+15005550001"),
        ("NumMedia", "0"),
        ("Body", body),
    ];
    if let Some(said) = opt_out {
        pairs.extend([("OptOutType", said), ("MessagingServiceSid", "MG01")]);
    }
    form(&pairs)
}

pub(crate) fn twilio() -> Vec<(String, String)> {
    let one = |status: &str, error: &str, kind: &str| {
        let mut pairs = vec![
            ("MessageSid", "SM1"),
            ("SmsSid", "SM1"),
            ("MessageStatus", status),
            ("To", "+15005550006"),
            ("From", "+15005550001"),
            ("AccountSid", "AC1"),
            ("ApiVersion", "2010-04-01"),
        ];
        if !error.is_empty() {
            pairs.push(("ErrorCode", error));
        }
        let code = if matches!(error, "" | "0") { "-" } else { error };
        (form(&pairs), format!("{kind} SM1 +15005550006 - {code}"))
    };
    vec![
        one("accepted", "", "queued"),
        one("scheduled", "", "queued"),
        one("queued", "", "queued"),
        one("sending", "", "queued"),
        one("sent", "", "sent"),
        one("delivered", "0", "delivered"),
        one("read", "", "read"),
        one("undelivered", "30003", "undelivered"),
        one("failed", "30008", "failed"),
        one("failed", "21610", "rejected"),
        one("canceled", "", "canceled"),
        one("something_new", "", "unknown"),
        (twilio_answer("Stop", None), "unsubscribed - +15005550006 - STOP".into()),
        (twilio_answer("start", None), "resubscribed - +15005550006 - START".into()),
        (twilio_answer("On my way", None), "unknown - +15005550006 - -".into()),
    ]
}

pub(crate) fn vonage_messages() -> Vec<(Value, String)> {
    let one = |status: &str, fields: Value, kind: &str, rest: &str| {
        let event = json!({
            "message_uuid": "vm-1",
            "status": status,
            "timestamp": "2026-11-20T08:00:00.000Z",
            "to": "15005550006",
            "from": "15005550001",
            "channel": "sms",
            "client_ref": "m-1",
        });
        (with(event, fields), format!("{kind} vm-1 15005550006 {SENT} {rest}"))
    };
    let error = json!({"error": {
        "type": "https://developer.vonage.com/api-errors/messages#1320",
        "title": "1320", "detail": "The message already sent", "instance": "vm-1"}});
    let answer = |channel: &str, text: &str, kind: &str, code: &str| {
        let event = json!({
            "message_uuid": "va-1",
            "timestamp": "2026-11-20T08:00:00.000Z",
            "to": "15005550001",
            "from": "15005550006",
            "channel": channel,
            "message_type": "text",
            "text": text,
        });
        (event, format!("{kind} - 15005550006 {SENT} {code}"))
    };
    let older = json!({"to": {"type": "sms", "number": "15005550006"},
        "error": {"code": 1340, "reason": "Outside of the window"}});
    vec![
        one("submitted", json!({}), "sent", "-"),
        one("delivered", json!({}), "delivered", "-"),
        one("read", json!({}), "read", "-"),
        one("rejected", error, "rejected", "1320 | The message already sent"),
        one("undeliverable", older, "rejected", "1340 | Outside of the window"),
        one("something_new", json!({}), "unknown", "-"),
        answer("sms", " sToP ", "unsubscribed", "STOP"),
        answer("sms", "Start", "resubscribed", "START"),
        answer("sms", "stop please", "unknown", "-"),
        answer("whatsapp", "stop", "unknown", "-"),
    ]
}

pub(crate) fn vonage_sms() -> Vec<(String, String)> {
    let one = |status: &str, error: &str, kind: &str| {
        let form = form(&[
            ("msisdn", "15005550006"),
            ("to", "Lincoln"),
            ("network-code", "310260"),
            ("messageId", "vs-1"),
            ("price", "0.01"),
            ("status", status),
            ("scts", "2611200759"),
            ("err-code", error),
            ("api-key", "abcd1234"),
            ("message-timestamp", "2026-11-20 08:00:00"),
        ]);
        let code = if error == "0" { "-" } else { error };
        (form, format!("{kind} vs-1 15005550006 {SENT} {code}"))
    };
    let carrier = form(&[("messageId", "vs-1"), ("status", "delivered"), ("scts", "2611200759")]);
    let mut all: Vec<(String, String)> = [
        ("accepted", "0", "sent"),
        ("buffered", "0", "sent"),
        ("delivered", "0", "delivered"),
        ("failed", "9", "failed"),
        ("rejected", "6", "rejected"),
        ("expired", "1", "expired"),
        ("unknown", "0", "unknown"),
        ("something_new", "0", "unknown"),
    ]
    .into_iter()
    .map(|(status, error, kind)| one(status, error, kind))
    .collect();
    all.push((carrier, "delivered vs-1 - 2026-11-20T07:59:00.000Z -".into()));
    for (text, kind, code) in [
        ("Stop", "unsubscribed", "STOP"),
        ("UNSTOP", "resubscribed", "UNSTOP"),
        ("stop please", "unknown", "-"),
        ("", "unknown", "-"),
    ] {
        let answer = form(&[
            ("msisdn", "15005550006"),
            ("to", "15005550001"),
            ("messageId", "va-1"),
            ("text", text),
            ("type", "text"),
            ("message-timestamp", "2026-11-20 08:00:00"),
        ]);
        all.push((answer, format!("{kind} - 15005550006 {SENT} {code}")));
    }
    all
}

pub(crate) fn expo() -> Vec<(Value, Vec<String>)> {
    let error = |error: &str| {
        json!({"status": "error", "message": "It failed",
               "details": {"error": error, "expoPushToken": "ExponentPushToken[a]"}})
    };
    let mut all = vec![
        (
            json!({"data": [{"status": "ok", "id": "ex-1"}, error("DeviceNotRegistered")]}),
            vec![
                "accepted ex-1 - - -".into(),
                "token_invalid - ExponentPushToken[a] - DeviceNotRegistered | It failed".into(),
            ],
        ),
        (
            json!({"data": {"ex-1": {"status": "ok"}, "ex-2": error("DeviceNotRegistered")}}),
            vec![
                "handed_over ex-1 - - -".into(),
                "token_invalid ex-2 ExponentPushToken[a] - DeviceNotRegistered | It failed".into(),
            ],
        ),
        (json!({"data": {"status": "ok", "id": "ex-1"}}), vec!["accepted ex-1 - - -".into()]),
        (json!({"data": {"ex-1": {"status": "new"}}}), vec!["unknown ex-1 - - -".into()]),
        (json!({"data": {}}), Vec::new()),
    ];
    for word in [
        "MessageTooBig",
        "MessageRateExceeded",
        "InvalidCredentials",
        "MismatchSenderId",
        "ProviderError",
        "ExpoError",
        "DeveloperError",
    ] {
        let line = format!("failed ex-1 ExponentPushToken[a] - {word} | It failed");
        all.push((json!({"data": {"ex-1": error(word)}}), vec![line]));
    }
    all
}

pub(crate) fn fcm() -> Vec<(Value, String)> {
    let error = |status: u16, name: &str, own: &str, kind: &str| {
        let details = match own {
            "" => json!([]),
            own => json!([
                {"@type": "type.googleapis.com/google.rpc.BadRequest"},
                {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": own},
            ]),
        };
        let answer = json!({"id": "fc-1", "token": "device-1", "error": {
            "code": status, "message": "It failed", "status": name, "details": details}});
        let code = if own.is_empty() { name } else { own };
        (answer, format!("{kind} fc-1 device-1 - {code} | It failed"))
    };
    vec![
        (
            json!({"name": "projects/app/messages/1"}),
            "handed_over projects/app/messages/1 - - -".into(),
        ),
        error(404, "NOT_FOUND", "UNREGISTERED", "token_invalid"),
        error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "failed"),
        error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "failed"),
        error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", "failed"),
        error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", "deferred"),
        error(503, "UNAVAILABLE", "UNAVAILABLE", "deferred"),
        error(500, "INTERNAL", "INTERNAL", "deferred"),
        error(500, "INTERNAL", "", "deferred"),
        error(400, "INVALID_ARGUMENT", "", "failed"),
        (json!({"something": "new"}), "unknown - - - -".into()),
    ]
}

pub(crate) fn apns() -> Vec<(Value, String)> {
    let one = |status: u16, reason: &str, kind: &str| {
        let mut answer = json!({"id": "ap-1", "token": "device-1", "status": status});
        if !reason.is_empty() {
            answer["reason"] = reason.into();
        }
        let code = if reason.is_empty() { "-" } else { reason };
        (answer, format!("{kind} ap-1 device-1 - {code}"))
    };
    let (mut gone, line) = one(410, "Unregistered", "token_invalid");
    gone["timestamp"] = 1_795_000_000_123_i64.into();
    vec![
        (gone, line.replace(" - ", " 2026-11-18T11:06:40.123Z ")),
        one(200, "", "handed_over"),
        one(410, "ExpiredToken", "token_invalid"),
        one(400, "BadDeviceToken", "token_invalid"),
        one(400, "BadTopic", "failed"),
        one(403, "InvalidProviderToken", "failed"),
        one(413, "PayloadTooLarge", "failed"),
        one(429, "TooManyRequests", "deferred"),
        one(500, "InternalServerError", "deferred"),
        one(503, "Shutdown", "deferred"),
        (json!({"id": "ap-1", "status": "new"}), "unknown ap-1 - - -".into()),
    ]
}
