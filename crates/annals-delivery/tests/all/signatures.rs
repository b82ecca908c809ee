//! Signatures: every one is accepted, and none after any bit of it changed.

use crate::shared::{Signed, all, call};
use annals_delivery::{
    AHEAD_MS, BODY_MAX, Envelope, FRESH_MS, LATE_MS, Provider, Refusal, SIGNATURES_MAX, Secret,
    Verified,
};
use annals_model::Millis;
use serde_json::Value;

fn one(name: &str) -> Signed {
    all().into_iter().find(|signed| signed.name == name).unwrap_or_else(|| panic!("{name}"))
}

fn refused(signed: &Signed) -> Refusal {
    signed.verify().expect_err(signed.name)
}

#[test]
fn every_vector_is_accepted() {
    let all = all();
    assert_eq!(all.len(), 31);
    for signed in all {
        let verified = signed.verify().unwrap_or_else(|why| panic!("{}: {why}", signed.name));
        let unsigned = signed.provider == Provider::Postmark;
        if let Verified::Reports(envelope) = verified {
            assert_eq!(envelope.unsigned, unsigned, "{}", signed.name);
        }
    }
}

#[test]
fn while_a_secret_is_replaced_both_are_good() {
    let not_sns = |signed: &Signed| signed.provider != Provider::AmazonSes;
    for signed in all().into_iter().filter(not_sns) {
        let (right, other) = (Secret::new(&signed.secret), Secret::new("another:one"));
        for secrets in [vec![other.clone(), right.clone()], vec![right.clone(), other.clone()]] {
            assert!(signed.verify_with(&secrets).is_ok(), "{}", signed.name);
        }
        assert!(signed.verify_with(&[other]).is_err(), "{}", signed.name);
        assert_eq!(signed.verify_with(&[]), Err(Refusal::NoSecret), "{}", signed.name);
        let empty = signed.verify_with(&[Secret::new("")]);
        assert_eq!(empty, Err(Refusal::UnusableSecret), "{}", signed.name);
    }
}

/// What the signature says: two calls of which this is the same are one call to the provider, such
/// as forms that spell `%2b` and `%2B`.
pub(crate) fn covered(signed: &Signed) -> Value {
    let pairs = |bytes: &[u8]| {
        let mut pairs: Vec<_> = form_urlencoded::parse(bytes).into_owned().collect();
        pairs.sort();
        pairs.dedup();
        // A list of pairs: of an object one of two with the same name would be missing.
        pairs.into_iter().map(|(key, value)| Value::from(vec![key, value])).collect::<Value>()
    };
    let payload = signed.call().payload();
    let json = || serde_json::from_slice::<Value>(payload).unwrap_or_default();
    match signed.provider {
        Provider::AmazonSes => {
            let mut fields = json();
            // It is not signed; another one is another certificate, which is fetched first.
            fields.as_object_mut().map(|fields| fields.remove("SigningCertURL"));
            fields
        }
        Provider::Mailgun => json()["signature"].clone(),
        Provider::Twilio if !signed.url.contains("bodySHA256") => pairs(payload),
        Provider::VonageSms if payload.starts_with(b"{") => {
            let mut fields = json();
            if let Some(number) = fields["timestamp"].as_i64() {
                fields["timestamp"] = number.to_string().into();
            }
            fields
        }
        Provider::VonageSms => pairs(&separators_replaced(payload)),
        // Only the password is.
        Provider::Postmark => Value::Null,
        _ => Value::from(payload),
    }
}

/// `&` and `=` within values are signed like `_`.
fn separators_replaced(payload: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(payload);
    text.replace("%26", "_").replace("%3D", "_").replace("%3d", "_").into_bytes()
}

/// Every text that differs in one bit. The highest is left out: it makes no UTF-8, of which headers
/// and URLs are.
fn flipped(text: &str) -> impl Iterator<Item = String> + '_ {
    let places = (0..text.len()).filter(|&at| text.as_bytes()[at].is_ascii());
    places.flat_map(move |at| {
        (0..7).map(move |bit| {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            String::from_utf8(bytes).unwrap()
        })
    })
}

#[test]
fn one_bit_of_the_body() {
    for signed in all() {
        let mut looked_at = 0;
        for at in 0..signed.body.len() * 8 {
            let mut changed = signed.clone();
            changed.body[at / 8] ^= 1 << (at % 8);
            if covered(&changed) == covered(&signed) {
                continue;
            }
            looked_at += 1;
            let found = changed.verify();
            let body = String::from_utf8_lossy(&changed.body);
            assert!(found.is_err(), "{}, bit {at}: {body}", signed.name);
        }
        let is_signed = !signed.body.is_empty() && signed.provider != Provider::Postmark;
        assert_eq!(looked_at > 0, is_signed, "{}", signed.name);
    }
}

#[test]
fn one_bit_of_a_header() {
    for signed in all() {
        for (index, (name, value)) in signed.headers.iter().enumerate() {
            if name == "content-type" {
                continue;
            }
            // "Basic" and "Bearer" are written in any case.
            let scheme = if name == "authorization" { value.find(' ').unwrap() } else { 0 };
            for changed_value in flipped(&value[scheme..]) {
                let mut changed = signed.clone();
                changed.headers[index].1 = format!("{}{changed_value}", &value[..scheme]);
                assert!(changed.verify().is_err(), "{} {name}: {changed_value}", signed.name);
            }
        }
    }
}

#[test]
fn one_bit_of_a_secret() {
    for signed in all().into_iter().filter(|signed| !signed.secret.is_empty()) {
        for changed in flipped(&signed.secret) {
            let found = signed.verify_with(&[Secret::new(&changed)]);
            assert!(found.is_err(), "{}: {changed}", signed.name);
        }
    }
}

fn without_port(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (host, rest) = rest.split_once(':').unwrap_or((rest, ""));
    format!("{scheme}://{host}{}", rest.trim_start_matches(|it: char| it.is_ascii_digit()))
}

#[test]
fn one_bit_of_the_url() {
    let mut looked_at = 0;
    for signed in all() {
        let in_url = signed.method == "GET";
        if !in_url && signed.provider != Provider::Twilio {
            continue;
        }
        let from = if in_url { signed.url.find('?').unwrap() + 1 } else { 0 };
        for tail in flipped(&signed.url[from..]) {
            let mut changed = signed.clone();
            changed.url = format!("{}{tail}", &signed.url[..from]);
            if in_url && covered(&changed) == covered(&signed) {
                continue;
            }
            // What is signed without its port may come on any.
            let port_is_free = signed.name == "twilio, port left out";
            if port_is_free && without_port(&changed.url) == without_port(&signed.url) {
                continue;
            }
            looked_at += 1;
            assert!(changed.verify().is_err(), "{}: {}", signed.name, changed.url);
        }
    }
    assert!(looked_at > 2000, "{looked_at}");
}

#[test]
fn times_at_their_edges() {
    let windows = [
        ("sns v2", LATE_MS, "2026-11-20T08:00:02Z"),
        ("sns v1", LATE_MS, "2026-11-20T08:00:03Z"),
        ("sendgrid", LATE_MS, "2026-11-18T11:06:40Z"),
        ("mailgun", LATE_MS, "2026-11-18T11:06:40Z"),
        ("standard v1", FRESH_MS, "2026-11-18T11:06:40Z"),
        ("standard v1a", FRESH_MS, "2026-11-18T11:06:40Z"),
        ("resend v1", FRESH_MS, "2026-11-18T11:06:40Z"),
        ("vonage jwt", FRESH_MS, "2026-11-18T11:06:40Z"),
        ("vonage sms sha256", LATE_MS, "2013-11-21T15:28:18Z"),
    ];
    for (name, window, sent) in windows {
        let mut signed = one(name);
        let sent = Millis::parse(sent).unwrap();
        for (now, expected) in [
            (sent.0 + window, None),
            (sent.0 + window + 1, Some(Refusal::Stale)),
            (sent.0 - AHEAD_MS, None),
            (sent.0 - AHEAD_MS - 1, Some(Refusal::Early)),
        ] {
            signed.now = Millis(now);
            assert_eq!(signed.verify().err(), expected, "{name} at {}", signed.now);
        }
    }
}

#[test]
fn written_anew_json_is_not_what_was_signed() {
    for name in ["sendgrid", "standard v1", "standard v1a", "resend v1"] {
        let mut signed = one(name);
        let value: Value = serde_json::from_slice(&signed.body).unwrap();
        let anew = serde_json::to_vec(&value).unwrap();
        assert_ne!(anew, signed.body, "{name}");
        signed.body = anew;
        assert_eq!(refused(&signed), Refusal::WrongSignature, "{name}");
    }
}

#[test]
fn sendgrid_signs_the_line_break_at_the_end() {
    let mut signed = one("sendgrid");
    assert!(signed.body.ends_with(b"\r\n"));
    signed.body.truncate(signed.body.len() - 2);
    assert_eq!(refused(&signed), Refusal::WrongSignature);
}

#[test]
fn standard_webhooks_take_a_list_of_signatures() {
    const HEADER: &str = "webhook-signature";
    const WRONG: &str = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let with = |change: &dyn Fn(&str) -> String| {
        let mut signed = one("standard v1");
        let value = change(signed.header(HEADER));
        *signed.header(HEADER) = value;
        signed.verify()
    };
    let expected = Envelope { id: Some("msg_own_1".into()), ..Envelope::default() };
    let expected = Ok(Verified::Reports(expected));
    assert_eq!(with(&|right| format!("{WRONG} {right}")), expected);
    assert_eq!(with(&|right| format!("v9,what {right} {WRONG}")), expected);
    let many = |right: &str, count: usize| format!("{}{right}", format!("{WRONG} ").repeat(count));
    assert_eq!(with(&|right| many(right, SIGNATURES_MAX - 1)), expected);
    let malformed = Err(Refusal::Malformed(HEADER));
    assert_eq!(with(&|right| many(right, SIGNATURES_MAX)), malformed);
    assert_eq!(with(&|_| String::new()), malformed);
    assert_eq!(with(&|_| WRONG.into()), Err(Refusal::WrongSignature));
    // A signature of one kind is none of the other.
    assert_eq!(with(&|right| right.replace("v1,", "v1a,")), Err(Refusal::WrongSignature));
}

#[test]
fn ids_end_where_they_seem_to() {
    let mut signed = one("standard v1");
    for id in ["", "msg.1", &"m".repeat(257)] {
        *signed.header("webhook-id") = id.to_owned();
        assert_eq!(refused(&signed), Refusal::Malformed("webhook-id"), "{id}");
    }
}

#[test]
fn keys_of_another_form_are_told_apart_from_wrong_signatures() {
    for (name, keys) in [
        ("sendgrid", &["key", "AAAA", "whsec_AAAA"][..]),
        // 23 bytes, 65 bytes, and a public key that is too short.
        ("standard v1", &["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "whsec_!", "whpk_AAAA"]),
    ] {
        for key in keys {
            let found = one(name).verify_with(&[Secret::new(key)]);
            assert_eq!(found, Err(Refusal::UnusableSecret), "{name} {key}");
        }
    }
}

#[test]
fn headers_are_there_once() {
    for (name, header) in [
        ("sendgrid", "x-twilio-email-event-webhook-signature"),
        ("sendgrid", "x-twilio-email-event-webhook-timestamp"),
        ("standard v1", "webhook-id"),
        ("standard v1", "webhook-timestamp"),
        ("standard v1", "webhook-signature"),
        ("twilio", "x-twilio-signature"),
        ("vonage jwt", "authorization"),
        ("sns v2", "x-amz-sns-message-type"),
    ] {
        let mut signed = one(name);
        let value = signed.header(header).clone();
        let twice = signed.clone().with_header(header, &value);
        assert_eq!(refused(&twice), Refusal::Malformed(header), "{name}");
        signed.headers.retain(|(key, _)| key != header);
        assert_eq!(refused(&signed), Refusal::Missing(header), "{name}");
    }
}

#[test]
fn headers_of_two_kinds_are_not_mixed() {
    let mut signed = one("resend v1");
    for (name, _) in &mut signed.headers {
        *name = name.replace("svix-signature", "webhook-signature");
    }
    assert_eq!(refused(&signed), Refusal::Missing("svix-signature"));
}

#[test]
fn mailgun_signs_no_body_so_its_token_is_used_once() {
    let mut signed = one("mailgun");
    let token = "0123456789abcdef0123456789abcdef0123456789abcdef01";
    let mut body: Value = serde_json::from_slice(&signed.body).unwrap();
    body["event-data"] = serde_json::json!({"event": "complained"});
    signed.body = serde_json::to_vec(&body).unwrap();
    let expected = Envelope { single_use: Some(token.into()), ..Envelope::default() };
    assert_eq!(signed.verify(), Ok(Verified::Reports(expected)));

    // The same text is signed, cut elsewhere.
    for (timestamp, token) in [
        ("179500000", "00123456789abcdef0123456789abcdef0123456789abcdef01"),
        ("17950000000", "123456789abcdef0123456789abcdef0123456789abcdef01"),
    ] {
        body["signature"]["timestamp"] = timestamp.into();
        body["signature"]["token"] = token.into();
        signed.body = serde_json::to_vec(&body).unwrap();
        assert_eq!(refused(&signed), Refusal::Malformed("timestamp"), "{timestamp}");
    }
}

#[test]
fn postmark_knows_a_password_or_an_address() {
    let mut signed = one("postmark");
    assert_eq!(
        signed.verify(),
        Ok(Verified::Reports(Envelope { unsigned: true, ..Envelope::default() }))
    );
    *signed.header("authorization") = "Bearer YW5uYWxzOnMzY3JldDp3aXRoIGNvbG9u".into();
    assert_eq!(refused(&signed), Refusal::Malformed("authorization"));
    signed.headers.clear();
    assert_eq!(refused(&signed), Refusal::WrongCredentials);

    signed.url = "https://audit.example.org/hooks/e1/0f3c9a?x=0f3c9b".into();
    signed.secret = "0f3c9a".into();
    assert!(signed.verify().is_ok());
    for secret in ["0f3c9b", "0f3c9", "0f3c9a?x=0f3c9b", "e1"] {
        signed.secret = secret.into();
        assert_eq!(refused(&signed), Refusal::WrongCredentials, "{secret}");
    }
    // A password is never looked for in the address.
    signed.url = "https://audit.example.org/hooks/e1/user:word".into();
    signed.secret = "user:word".into();
    assert_eq!(refused(&signed), Refusal::WrongCredentials);
}

/// A token with this head and these claims, signed with HMAC by `algorithm`.
fn token(algorithm: ring::hmac::Algorithm, head: &str, claims: &str) -> Signed {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    let mut signed = one("vonage jwt");
    let key = ring::hmac::Key::new(algorithm, signed.secret.as_bytes());
    let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(head), URL_SAFE_NO_PAD.encode(claims));
    let tag = URL_SAFE_NO_PAD.encode(ring::hmac::sign(&key, text.as_bytes()));
    *signed.header("authorization") = format!("Bearer {text}.{tag}");
    signed
}

#[test]
fn tokens_of_vonage_are_of_one_method() {
    use ring::hmac::{HMAC_SHA256, HMAC_SHA512};
    const HASH: &str = "a70529a0c1ef4ca56489f286e476276b3581e15d65bdc7215492b642ec5980f9";
    let claims = format!(r#"{{"iat":1795000000,"payload_hash":"{HASH}"}}"#);
    let hs256 = r#"{"alg":"HS256"}"#;
    assert!(token(HMAC_SHA256, hs256, &claims).verify().is_ok());
    for head in [r#"{"alg":"none"}"#, r#"{"alg":"RS256"}"#, r#"{"alg":"hs256"}"#, "{}"] {
        assert_eq!(refused(&token(HMAC_SHA256, head, &claims)), Refusal::WrongMethod, "{head}");
    }
    let hs512 = token(HMAC_SHA512, r#"{"alg":"HS512"}"#, &claims);
    assert_eq!(refused(&hs512), Refusal::WrongMethod);
    assert_eq!(refused(&token(HMAC_SHA512, hs256, &claims)), Refusal::WrongSignature);
    let bare = &mut one("vonage jwt");
    *bare.header("authorization") = "Bearer eyJhbGciOiJub25lIn0.e30.".into();
    assert_eq!(refused(bare), Refusal::WrongMethod);

    let check = |claims: &str, expected: Refusal| {
        assert_eq!(refused(&token(HMAC_SHA256, hs256, claims)), expected, "{claims}");
    };
    check(&format!(r#"{{"payload_hash":"{HASH}"}}"#), Refusal::Missing("iat"));
    check(r#"{"iat":1795000000}"#, Refusal::Missing("payload_hash"));
    check(r#"{"iat":1795000000,"payload_hash":"00"}"#, Refusal::WrongBodyHash);
    let upper = HASH.to_uppercase();
    check(&format!(r#"{{"iat":1795000000,"payload_hash":"{upper}"}}"#), Refusal::WrongBodyHash);
    check(
        &format!(r#"{{"iat":1795000000,"exp":1794999000,"payload_hash":"{HASH}"}}"#),
        Refusal::Stale,
    );
    check(
        &format!(r#"{{"iat":1795000000,"nbf":1795009000,"payload_hash":"{HASH}"}}"#),
        Refusal::Early,
    );
}

#[test]
fn parameters_of_vonage_are_there_once() {
    let mut signed = one("vonage sms sha256");
    signed.body.extend_from_slice(b"&status=delivered&status=failed");
    assert_eq!(refused(&signed), Refusal::Malformed("body"));
    signed.body = b"status=delivered".to_vec();
    assert_eq!(refused(&signed), Refusal::Missing("sig"));
}

#[test]
fn bodies_at_their_limit() {
    for provider in Provider::ALL.into_iter().filter(|provider| provider.has_webhook()) {
        let limit = match provider {
            Provider::AmazonSes => 256 * 1024,
            // 10,000 events of 800 bytes.
            Provider::SendGrid => 8 * 1024 * 1024,
            _ => BODY_MAX,
        };
        let mut signed = call("limit", provider, "a:b", &[]);
        signed.body = vec![b' '; limit];
        assert_ne!(signed.verify().err(), Some(Refusal::TooLarge { limit }), "{provider:?}");
        signed.body.push(b' ');
        assert_eq!(refused(&signed), Refusal::TooLarge { limit }, "{provider:?}");
        signed.body.clear();
        let limit = limit.min(BODY_MAX);
        signed.url = format!("https://a/?{}", "b".repeat(limit));
        assert_eq!(refused(&signed), Refusal::TooLarge { limit }, "{provider:?}");
    }
}

#[test]
fn who_never_calls_is_not_believed() {
    for provider in [Provider::Expo, Provider::Fcm, Provider::Apns] {
        let push = call("push", provider, "secret", b"{}");
        assert_eq!(refused(&push), Refusal::NoWebhook);
    }
}

#[test]
fn words_for_counters_differ() {
    let all = [
        Refusal::NoWebhook,
        Refusal::NoSecret,
        Refusal::UnusableSecret,
        Refusal::TooLarge { limit: 1 },
        Refusal::Missing("a"),
        Refusal::Malformed("a"),
        Refusal::Stale,
        Refusal::Early,
        Refusal::WrongSignature,
        Refusal::WrongCredentials,
        Refusal::WrongMethod,
        Refusal::WrongBodyHash,
        Refusal::RawDelivery,
        Refusal::TypeMismatch,
        Refusal::SignatureVersion("3".into()),
        Refusal::CertUrl,
        Refusal::Region,
        Refusal::Topic("a".into()),
        Refusal::NoCertificate,
        Refusal::CertificateDates,
    ];
    let words: std::collections::BTreeSet<_> = all.iter().map(Refusal::code).collect();
    assert_eq!(words.len(), all.len());
}
