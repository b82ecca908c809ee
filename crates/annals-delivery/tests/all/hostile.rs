//! Whatever is sent, nothing panics, nothing is believed, and the same bytes say the same.

use annals_delivery::{Call, Certificate, HashMethod, Policy, Provider, Secret, cert_url, read};
use annals_model::Millis;
use proptest::prelude::*;

use crate::signatures::covered;
use crate::{payloads, shared};

fn providers() -> impl Strategy<Value = Provider> {
    prop::sample::select(Provider::ALL.to_vec())
}

/// A payload with some of its bytes put in, taken out or changed.
fn mutated() -> impl Strategy<Value = (Provider, Vec<u8>)> {
    let payloads = |provider| {
        let mut all = payloads::all(provider);
        let signed = shared::all().into_iter().filter(move |it| it.provider == provider);
        all.extend(signed.map(|signed| signed.body));
        (Just(provider), prop::sample::select(all))
    };
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4), 0..8);
    (providers().prop_flat_map(payloads), changes).prop_map(|((provider, mut bytes), changes)| {
        for (index, byte, what) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = index.index(bytes.len());
            match what {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                // A part of it again, as when two requests are mixed up.
                _ => bytes.extend_from_within(at..),
            }
        }
        (provider, bytes)
    })
}

/// JSON of any shape, with names that are looked at.
fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Map, Value};
    let names = prop::sample::select(vec![
        "Message",
        "mail",
        "bounce",
        "complaint",
        "eventType",
        "destination",
        "timestamp",
        "event",
        "event-data",
        "delivery-status",
        "data",
        "to",
        "type",
        "tags",
        "details",
        "error",
        "status",
        "signature",
        "id",
        "Type",
        "RecordType",
        "ID",
        "err-code",
        "scts",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "(Bounce|email\\.bounced|failed|[0-9]{8,12}|é{5,12})".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        let object = prop::collection::vec((names.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::from),
            object.prop_map(|fields| {
                let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
                Value::Object(Map::from_iter(fields))
            }),
        ]
    })
}

fn read_twice(provider: Provider, payload: &[u8]) {
    let first = read(provider, Some("id"), payload);
    assert_eq!(first, read(provider, Some("id"), payload));
    for report in first.iter().flatten() {
        assert_eq!(report.dedupe.len(), 32);
        assert!(!report.ambiguous || report.recipient.is_some() || report.message.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn payloads_that_are_damaged((provider, payload) in mutated()) {
        read_twice(provider, &payload);
    }

    #[test]
    fn json_of_any_shape(provider in providers(), value in json()) {
        read_twice(provider, &serde_json::to_vec(&value).unwrap());
        // As what Amazon SNS carries.
        let carried = serde_json::json!({"Message": value.to_string()});
        read_twice(Provider::AmazonSes, &serde_json::to_vec(&carried).unwrap());
    }

    #[test]
    fn bytes_of_any_kind(provider in providers(), payload in any::<Vec<u8>>()) {
        read_twice(provider, &payload);
    }

    /// Whoever has no secret is never believed.
    #[test]
    fn calls_of_any_kind(
        provider in providers(),
        url in any::<String>(),
        method in prop::sample::select(vec!["GET", "POST", ""]),
        values in prop::collection::vec(any::<String>(), 12),
        body in any::<Vec<u8>>(),
        now in any::<i64>(),
    ) {
        let names = [
            "x-amz-sns-message-type", "x-twilio-email-event-webhook-signature",
            "x-twilio-email-event-webhook-timestamp", "authorization", "webhook-id",
            "webhook-timestamp", "webhook-signature", "svix-id", "svix-timestamp",
            "svix-signature", "x-twilio-signature", "x-amz-sns-rawdelivery",
        ];
        let headers: Vec<(String, String)> =
            names.iter().map(|name| (*name).to_owned()).zip(values).collect();
        let call = Call { url: &url, method, headers: &headers, body: &body, now: Millis(now) };
        let secrets = [Secret::new("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")];
        for hash in HashMethod::ALL {
            let policy = Policy { hash, ..Policy::default() };
            prop_assert!(annals_delivery::verify(provider, &secrets, &call, &policy).is_err());
        }
        prop_assert!(cert_url(&call, &Policy::default()).is_err());
    }

    /// Signed calls with any header, body and time: nothing panics, and nothing with another body
    /// is believed where the body is signed.
    #[test]
    fn signed_calls_that_are_damaged(
        index in any::<prop::sample::Index>(),
        header in any::<prop::sample::Index>(),
        value in any::<String>(),
        cut in any::<prop::sample::Index>(),
        now in any::<i64>(),
    ) {
        let all = shared::all();
        let signed = index.get(&all);
        let mut changed = signed.clone();
        changed.now = Millis(now);
        let _ = changed.verify();
        if !signed.headers.is_empty() {
            let mut changed = signed.clone();
            changed.headers[header.index(signed.headers.len())].1 = value;
            let _ = changed.verify();
        }
        if !signed.body.is_empty() && signed.provider != Provider::Postmark {
            let mut changed = signed.clone();
            changed.body.truncate(cut.index(signed.body.len()));
            let is_same = covered(&changed) == covered(signed);
            prop_assert_eq!(changed.verify().is_ok(), is_same, "{}", signed.name);
        }
    }

    #[test]
    fn certificates_of_any_kind(
        file in any::<Vec<u8>>(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        prop_assert!(Certificate::parse(&file).is_err());
        let mut pem = shared::own_sns().remove(0).certificate.unwrap().into_bytes();
        let at = at.index(pem.len());
        pem[at] = byte;
        let _ = Certificate::parse(&pem);
    }
}
