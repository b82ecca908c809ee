//! Amazon SNS: what is refused before anything is fetched, and what afterwards.

use crate::shared::{Signed, more, own_sns, sns, text};
use annals_delivery::{
    CERTIFICATE_MAX, Certificate, CertificateFault, HashMethod, Policy, Refusal, Verified, cert_url,
};
use annals_model::Millis;
use serde_json::{Value, json};

fn notification() -> Signed {
    own_sns().remove(0)
}

fn made(name: &'static str) -> Signed {
    let more = more();
    sns(name, &more["cases"][name], &text(&more, "certificate_pem"))
}

fn changed(signed: &Signed, change: impl Fn(&mut Value)) -> Signed {
    let mut changed = signed.clone();
    let mut body: Value = serde_json::from_slice(&signed.body).unwrap();
    change(&mut body);
    changed.body = serde_json::to_vec(&body).unwrap();
    changed
}

/// Refused for this, and nothing is to be fetched for it.
fn refused_unfetched(signed: &Signed, expected: Refusal) {
    let body = String::from_utf8_lossy(&signed.body);
    assert_eq!(cert_url(&signed.call(), &signed.policy()), Err(expected.clone()), "{body}");
    assert_eq!(signed.verify(), Err(expected), "{body}");
}

#[test]
fn the_certificate_is_named_before_it_is_there() {
    let signed = notification();
    let url = cert_url(&signed.call(), &signed.policy()).unwrap();
    let expected = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-own.pem";
    assert_eq!(url.as_str(), expected);
    let without = annals_delivery::verify(signed.provider, &[], &signed.call(), &signed.policy());
    assert_eq!(without, Err(Refusal::NoCertificate));
    assert!(made("china").verify().is_ok());
}

#[test]
fn certificates_elsewhere_are_not_fetched() {
    let host = "sns.us-east-1.amazonaws.com";
    let file = "SimpleNotificationService-own.pem";
    for url in [
        format!("http://{host}/{file}"),
        format!("HTTPS://{host}/{file}"),
        format!("https://{host}.evil.test/{file}"),
        format!("https://evil.test/{host}/{file}"),
        format!("https://evil.test/?https://{host}/{file}"),
        format!("https://{host}@evil.test/{file}"),
        format!("https://user@{host}/{file}"),
        format!("https://user:word@{host}/{file}"),
        format!("https://{host}:443/{file}"),
        format!("https://{host}:8443/{file}"),
        format!("https://{host}/{file}?x=1"),
        format!("https://{host}/{file}#x"),
        format!("https://{host}/a/{file}"),
        format!("https://{host}//{file}"),
        format!("https://{host}/../{file}"),
        format!("https://{host}/SimpleNotificationService-.pem"),
        format!("https://{host}/SimpleNotificationService-a%2f.pem"),
        format!("https://{host}/SimpleNotificationService-a.b.pem"),
        format!("https://{host}/SimpleNotificationService-own.key"),
        format!("https://{host}/own.pem"),
        format!("https://{host}./{file}"),
        format!(" https://{host}/{file}"),
        format!("https://{host}/{file} "),
        format!("https://{host}\\@evil.test/{file}"),
        format!("https://sns.us-east-1.amazonaws.com.evil.test/{file}"),
        format!("https://sns.us-east-1.evilamazonaws.com/{file}"),
        format!("https://sns.a.b.amazonaws.com/{file}"),
        format!("https://sns..amazonaws.com/{file}"),
        format!("https://sns.us.amazonaws.com/{file}"),
        format!("https://sns.us-éast-1.amazonaws.com/{file}"),
        format!("https://sns.amazonaws.com/{file}"),
        format!("https://s3.us-east-1.amazonaws.com/{file}"),
        format!("https://bucket.s3.amazonaws.com/{file}"),
        format!("https://sns.us-east-1.amazonaws.com.cn.evil.test/{file}"),
        "https://localhost/SimpleNotificationService-own.pem".into(),
        "https://169.254.169.254/latest/meta-data".into(),
        format!("https://{host}/SimpleNotificationService-{}.pem", "a".repeat(200)),
        String::new(),
    ] {
        let signed = changed(&notification(), |body| body["SigningCertURL"] = url.clone().into());
        refused_unfetched(&signed, Refusal::CertUrl);
    }
}

#[test]
fn topic_and_certificate_are_of_one_region() {
    let arn = "arn:aws:sns:us-east-1:000000000000:ses-events";
    let host = |host: &str| {
        let url = format!("https://sns.{host}/SimpleNotificationService-own.pem");
        changed(&notification(), |body| body["SigningCertURL"] = url.clone().into())
    };
    refused_unfetched(&host("us-east-2.amazonaws.com"), Refusal::Region);
    refused_unfetched(&host("us-east-1.amazonaws.com.cn"), Refusal::Region);

    for wrong in [
        "",
        "arn",
        "arn:aws:sqs:us-east-1:000000000000:a",
        "arn:aws:sns:us-east-1:x:a",
        "arn:aws:sns:us-east-1:000000000000",
        "arn:aws:sns:us-east-1:000000000000:a:b",
        "arn:aws:sns:us-east-1:000000000000:a b",
        "arn:evil:sns:us-east-1:000000000000:a",
    ] {
        let mut signed = changed(&notification(), |body| body["TopicArn"] = wrong.into());
        signed.topics.push(wrong.into());
        refused_unfetched(&signed, Refusal::Malformed("TopicArn"));
    }
    assert_eq!(notification().topics[1], arn);
}

#[test]
fn a_valid_signature_of_a_foreign_topic_is_refused() {
    for mut signed in own_sns() {
        assert!(signed.verify().is_ok());
        let arn = signed.topics.remove(1);
        refused_unfetched(&signed, Refusal::Topic(arn.clone()));
        signed.topics = vec![format!("{arn}-2"), arn.to_uppercase()];
        refused_unfetched(&signed, Refusal::Topic(arn.clone()));
        signed.topics = Vec::new();
        refused_unfetched(&signed, Refusal::Topic(arn));
    }
}

#[test]
fn versions_are_those_of_the_policy() {
    let mut v1 = own_sns().remove(1);
    assert!(v1.verify().is_ok());
    v1.hash = HashMethod::Sha256;
    refused_unfetched(&v1, Refusal::SignatureVersion("1".into()));
    let mut v2 = notification();
    v2.hash = HashMethod::Sha256;
    assert!(v2.verify().is_ok());
    for version in ["0", "3", "", "2 ", "１"] {
        let signed = changed(&v2, |body| body["SignatureVersion"] = version.into());
        refused_unfetched(&signed, Refusal::SignatureVersion(version.into()));
    }
    let number = changed(&v2, |body| body["SignatureVersion"] = 2.into());
    refused_unfetched(&number, Refusal::Malformed("SignatureVersion"));
    // Signed as one, called the other.
    let as_v1 = changed(&notification(), |body| body["SignatureVersion"] = "1".into());
    assert_eq!(as_v1.verify(), Err(Refusal::WrongSignature));
}

#[test]
fn raw_delivery_is_refused() {
    let raw = notification().with_header("x-amz-sns-rawdelivery", "true");
    refused_unfetched(&raw, Refusal::RawDelivery);
    let mut inner = notification();
    inner.body = br#"{"eventType":"Bounce","mail":{"messageId":"own-ses-1"}}"#.to_vec();
    refused_unfetched(&inner, Refusal::RawDelivery);
    let enveloped = notification().with_header("x-amz-sns-rawdelivery", "false");
    assert!(enveloped.verify().is_ok());
}

#[test]
fn header_and_body_say_the_same() {
    let mut signed = notification();
    *signed.header("x-amz-sns-message-type") = "SubscriptionConfirmation".into();
    refused_unfetched(&signed, Refusal::TypeMismatch);
    *signed.header("x-amz-sns-message-type") = "Else".into();
    refused_unfetched(&signed, Refusal::Malformed("x-amz-sns-message-type"));
}

#[test]
fn fields_are_there_and_text() {
    for name in ["Type", "SignatureVersion", "SigningCertURL", "TopicArn", "Timestamp"] {
        let without = changed(&notification(), |body| {
            body.as_object_mut().unwrap().remove(name);
        });
        refused_unfetched(&without, Refusal::Missing(name));
        for other in [Value::Null, json!(1), json!(["a"]), json!({})] {
            let other = changed(&notification(), |body| body[name] = other.clone());
            refused_unfetched(&other, Refusal::Malformed(name));
        }
    }
    for name in ["Message", "MessageId", "Signature"] {
        let without = changed(&notification(), |body| {
            body.as_object_mut().unwrap().remove(name);
        });
        assert_eq!(without.verify(), Err(Refusal::Missing(name)));
    }
    for body in ["", "[]", "null", "\"Notification\"", "{", "\u{feff}{}"] {
        let mut signed = notification();
        signed.body = body.into();
        refused_unfetched(&signed, Refusal::Malformed("body"));
    }
}

#[test]
fn the_subject_may_be_null_and_has_one_line() {
    assert!(made("null_subject").verify().is_ok());
    let broken = made("subject_with_line_break").verify();
    assert_eq!(broken, Err(Refusal::Malformed("Subject")));
    // Absent and empty are not the same.
    let empty = changed(&notification(), |body| body["Subject"] = "".into());
    assert_eq!(empty.verify(), Err(Refusal::WrongSignature));
}

#[test]
fn confirmations_are_called_where_the_topic_is() {
    let Ok(Verified::Confirmation(own)) = own_sns().remove(2).verify() else { panic!() };
    assert_eq!(own.token, "tok-1");
    assert_eq!(own.topic_arn, "arn:aws:sns:us-east-1:000000000000:ses-events");
    let expected = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=\
                    arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Ases-events&Token=tok-1";
    assert_eq!(own.url(), expected);

    // The signature is right, the address of the request leads elsewhere: it isn't used.
    let Ok(Verified::Confirmation(elsewhere)) = made("confirmation_elsewhere").verify() else {
        panic!()
    };
    let expected = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=\
                    arn%3Aaws%3Asns%3Aeu-central-1%3A000000000001%3Amail\
                    &Token=tok%2F2+%26%3D%C3%A9";
    assert_eq!(elsewhere.url(), expected);
    assert_eq!(made("no_token").verify(), Err(Refusal::Missing("Token")));
}

#[test]
fn the_end_of_a_subscription_is_told() {
    let topic_arn = "arn:aws:sns:eu-central-1:000000000001:mail".into();
    let id = "00000000-0000-0000-0000-000000000101".to_owned();
    assert_eq!(made("farewell").verify(), Ok(Verified::Ended { topic_arn, id }));
}

#[test]
fn certificates_have_their_time() {
    let mut signed = notification();
    let certificate = Certificate::parse(signed.certificate.as_ref().unwrap().as_bytes()).unwrap();
    let (from, until) = certificate.validity();
    assert_eq!(from.to_string(), "2026-01-01T00:00:00.000Z");
    assert_eq!(until.to_string(), "2046-01-01T00:00:00.000Z");
    for (now, expected) in [
        (from.0 - 1, Err(Refusal::CertificateDates)),
        (from.0, Ok(())),
        (until.0 + 999, Ok(())),
        (until.0 + 1000, Err(Refusal::CertificateDates)),
    ] {
        // Of that day, so that only the certificate's dates can be wrong; no signature is right.
        let time = Millis(now).to_string();
        signed = changed(&signed, |body| body["Timestamp"] = time.clone().into());
        signed.now = Millis(now);
        let found = signed.verify();
        match expected {
            Ok(()) => assert_eq!(found, Err(Refusal::WrongSignature), "{time}"),
            Err(why) => assert_eq!(found, Err(why), "{time}"),
        }
    }
}

#[test]
fn certificates_are_files_of_one() {
    let pem = notification().certificate.unwrap();
    let check = |file: &str, expected: Result<(), CertificateFault>| {
        assert_eq!(Certificate::parse(file.as_bytes()).map(drop), expected, "{file}");
    };
    check(&pem, Ok(()));
    check(pem.trim_end(), Ok(()));
    check(&pem.replace('\n', "\r\n"), Ok(()));
    for file in [
        format!("<xml><value>\n{pem}\n<value></xml>"),
        format!("\n{pem}"),
        format!("Bag Attributes\n{pem}"),
        format!("{pem}x"),
        format!("{pem}{pem}"),
        pem.replace("CERTIFICATE", "PUBLIC KEY"),
        pem.replace("-----END CERTIFICATE-----", ""),
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----".replace('\n', ""),
        String::new(),
    ] {
        check(&file, Err(CertificateFault::NotPem));
    }
    let cut = "-----BEGIN CERTIFICATE-----\nMIICsTCC\n-----END CERTIFICATE-----\n";
    check(cut, Err(CertificateFault::Unreadable));
    check(&text(&more(), "elliptic_certificate_pem"), Err(CertificateFault::NotRsa));

    let long = |length: usize| format!("{pem}{}", " ".repeat(length - pem.len()));
    check(&long(CERTIFICATE_MAX), Ok(()));
    check(&long(CERTIFICATE_MAX + 1), Err(CertificateFault::TooLarge));
}

#[test]
fn one_bit_of_a_certificate() {
    let signed = notification();
    let pem = signed.certificate.clone().unwrap();
    let right = Certificate::parse(pem.as_bytes()).unwrap();
    let mut looked_at = 0;
    for at in 0..pem.len() * 8 {
        let mut file = pem.clone().into_bytes();
        file[at / 8] ^= 1 << (at % 8);
        let Ok(certificate) = Certificate::parse(&file) else { continue };
        // Names, dates and its own signature say nothing of what it signed.
        if certificate == right || certificate.validity() != right.validity() {
            continue;
        }
        looked_at += 1;
        let policy = Policy { certificate: Some(&certificate), ..signed.policy() };
        let found = annals_delivery::verify(signed.provider, &[], &signed.call(), &policy);
        assert_eq!(found, Err(Refusal::WrongSignature), "bit {at}");
    }
    assert!(looked_at > 1500, "{looked_at}");
}

#[test]
fn another_certificate_is_none() {
    let mut signed = notification();
    signed.certificate = Some(text(&more(), "certificate_pem"));
    signed.now = Millis::parse("2026-11-24T08:00:00Z").unwrap();
    signed = changed(&signed, |body| body["Timestamp"] = "2026-11-24T08:00:00Z".into());
    assert_eq!(signed.verify(), Err(Refusal::WrongSignature));
}
