//! Signed calls: those of our own making, and what providers publish to check code by.

use annals_delivery::{Call, Certificate, HashMethod, Policy, Provider, Refusal, Secret, Verified};
use annals_model::Millis;
use serde_json::Value;

/// A call that its provider signed, with all that is needed to see it.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) name: &'static str,
    pub(crate) provider: Provider,
    pub(crate) secret: String,
    pub(crate) url: String,
    pub(crate) method: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) now: Millis,
    pub(crate) topics: Vec<String>,
    pub(crate) certificate: Option<String>,
    pub(crate) hash: HashMethod,
}

impl Signed {
    pub(crate) fn verify(&self) -> Result<Verified, Refusal> {
        self.verify_with(&[Secret::new(&self.secret)])
    }

    pub(crate) fn verify_with(&self, secrets: &[Secret]) -> Result<Verified, Refusal> {
        let pem = self.certificate.as_ref();
        let certificate = pem.map(|pem| Certificate::parse(pem.as_bytes()).unwrap());
        let policy = Policy { certificate: certificate.as_ref(), ..self.policy() };
        annals_delivery::verify(self.provider, secrets, &self.call(), &policy)
    }

    pub(crate) fn call(&self) -> Call<'_> {
        Call {
            url: &self.url,
            method: self.method,
            headers: &self.headers,
            body: &self.body,
            now: self.now,
        }
    }

    pub(crate) fn policy(&self) -> Policy<'_> {
        Policy { topics: &self.topics, certificate: None, hash: self.hash }
    }

    pub(crate) fn header(&mut self, name: &str) -> &mut String {
        &mut self.headers.iter_mut().find(|(key, _)| key == name).unwrap().1
    }

    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A call without headers.
pub(crate) fn call(name: &'static str, provider: Provider, secret: &str, body: &[u8]) -> Signed {
    Signed {
        name,
        provider,
        secret: secret.to_owned(),
        url: "https://audit.example.org/hooks/e1".into(),
        method: "POST",
        headers: Vec::new(),
        body: body.to_vec(),
        now: Millis(1_795_000_060_000),
        topics: Vec::new(),
        certificate: None,
        hash: HashMethod::default(),
    }
}

/// Every signed call.
pub(crate) fn all() -> Vec<Signed> {
    let mut all = own();
    all.extend(published());
    all
}

fn fixture() -> Value {
    serde_json::from_str(include_str!("../fixtures/webhook-vectors.json")).unwrap()
}

pub(crate) fn more() -> Value {
    serde_json::from_str(include_str!("../fixtures/sns-more.json")).unwrap()
}

pub(crate) fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("{name}")).to_owned()
}

/// A call of Amazon SNS with this body.
pub(crate) fn sns(name: &'static str, message: &Value, certificate: &str) -> Signed {
    let body = serde_json::to_vec(message).unwrap();
    let mut signed = call(name, Provider::AmazonSes, "", &body)
        .with_header("x-amz-sns-message-type", &text(message, "Type"))
        .with_header("content-type", "text/plain; charset=UTF-8");
    signed.topics = vec!["other".into(), text(message, "TopicArn")];
    signed.hash = HashMethod::Sha1;
    signed.certificate = Some(certificate.to_owned());
    signed.now = Millis(Millis::parse(&text(message, "Timestamp")).unwrap().0 + 60_000);
    signed
}

pub(crate) fn own_sns() -> Vec<Signed> {
    let fixture = fixture();
    let own = &fixture["vectors"]["sns"];
    let pem = text(own, "certificate_pem");
    let names = ["sns v2", "sns v1", "sns confirmation"];
    let cases = own["cases"].as_array().unwrap();
    cases.iter().zip(names).map(|(case, name)| sns(name, &case["message"], &pem)).collect()
}

fn own() -> Vec<Signed> {
    let fixture = fixture();
    let own = |name: &str, field: &str| text(&fixture["vectors"][name], field);
    let mut all = own_sns();
    let sendgrid = |field: &str| own("sendgrid", field);
    all.push(
        call("sendgrid", Provider::SendGrid, &sendgrid("public_key_spki_b64"), b"")
            .with_header("x-twilio-email-event-webhook-signature", &sendgrid("signature"))
            .with_header("x-twilio-email-event-webhook-timestamp", &sendgrid("timestamp")),
    );
    all.last_mut().unwrap().body = sendgrid("body").into_bytes();

    let standard = |field: &str| own("standard_webhooks", field);
    for (name, provider, prefix, key, signature) in [
        ("standard v1", Provider::StandardWebhooks, "webhook", "secret", "v1"),
        ("standard v1a", Provider::StandardWebhooks, "webhook", "whpk", "v1a"),
        ("resend v1", Provider::Resend, "svix", "secret", "v1"),
    ] {
        let body = standard("body");
        all.push(
            call(name, provider, &standard(key), body.as_bytes())
                .with_header(&format!("{prefix}-id"), &standard("id"))
                .with_header(&format!("{prefix}-timestamp"), &standard("timestamp"))
                .with_header(&format!("{prefix}-signature"), &standard(signature)),
        );
    }

    let mailgun = |field: &str| own("mailgun", field);
    all.push(mailgun_call("mailgun", &mailgun));

    let twilio = |field: &str| own("twilio", field);
    let parameters = fixture["vectors"]["twilio"]["params"].as_object().unwrap();
    let pairs: Vec<(&str, &str)> =
        parameters.iter().map(|(key, value)| (key.as_str(), value.as_str().unwrap())).collect();
    all.push(twilio_call(
        "twilio",
        &twilio("auth_token"),
        &twilio("url"),
        &pairs,
        &twilio("signature"),
    ));

    let vonage = |field: &str| own("vonage_jwt", field);
    let body = vonage("body");
    all.push(
        call("vonage jwt", Provider::VonageMessages, &vonage("secret"), body.as_bytes())
            .with_header("authorization", &vonage("authorization")),
    );
    all.push(
        call("postmark", Provider::Postmark, "annals:s3cret:with colon", b"{}")
            .with_header("authorization", "Basic YW5uYWxzOnMzY3JldDp3aXRoIGNvbG9u"),
    );
    all
}

fn mailgun_call(name: &'static str, field: &dyn Fn(&str) -> String) -> Signed {
    let signature = serde_json::json!({
        "timestamp": field("timestamp"),
        "token": field("token"),
        "signature": field("signature"),
    });
    let body = serde_json::json!({"signature": signature, "event-data": {"event": "opened"}});
    let body = serde_json::to_vec(&body).unwrap();
    let mut signed = call(name, Provider::Mailgun, &field("signing_key"), &body);
    signed.now = Millis(field("timestamp").parse::<i64>().unwrap() * 1000 + 60_000);
    signed
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn twilio_call(
    name: &'static str,
    token: &str,
    url: &str,
    pairs: &[(&str, &str)],
    signature: &str,
) -> Signed {
    let mut signed = call(name, Provider::Twilio, token, form(pairs).as_bytes())
        .with_header("x-twilio-signature", signature);
    signed.url = url.to_owned();
    signed
}

/// The values that providers' own libraries are tested with.
fn published() -> Vec<Signed> {
    let mut all = published_twilio();
    for prefix in ["webhook", "svix"] {
        let body = br#"{"email":"test@example.com","username":"test_user"}"#;
        let secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
        let signature = "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=";
        let mut signed = call("svix", Provider::StandardWebhooks, secret, body)
            .with_header(&format!("{prefix}-id"), "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk")
            .with_header(&format!("{prefix}-timestamp"), "1649367553")
            .with_header(&format!("{prefix}-signature"), signature);
        signed.now = Millis(1_649_367_553_000);
        all.push(signed);
    }
    all.push(mailgun_call("mailgun published", &|field| {
        let value = match field {
            "timestamp" => "1403645220",
            "token" => "5egbgr1vjgqxtrnp65xfznchgdccwh5d6i09vijqi3whgowmn6",
            "signature" => "9cfc5c41582e51246e73c88d34db3af0a3a2692a76fbab81492842f000256d33",
            _ => "key-3ax6xnjp29jd6fds4gc373sgvjxteol0",
        };
        value.to_owned()
    }));
    all.extend(published_vonage_sms());
    all
}

fn published_twilio() -> Vec<Signed> {
    let https = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let https_1234 = "https://mycompany.com:1234/myapp.php?foo=1&bar=2";
    let http = "http://mycompany.com/myapp.php?foo=1&bar=2";
    let http_1234 = "http://mycompany.com:1234/myapp.php?foo=1&bar=2";
    let call = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ];
    let twice = [
        ("Sid", "CA123"),
        ("SidAccount", "AC123"),
        ("Digits", "5678"),
        ("Digits", "1234"),
        ("Digits", "1234"),
    ];
    let one = |name, url, pairs: &[(&str, &str)], signature| {
        twilio_call(name, "12345", url, pairs, signature)
    };
    let json = "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=\
                0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    let mut body = one("twilio json", json, &[], "a9nBmqA0ju/hNViExpshrM61xv4=");
    body.body = br#"{"property": "value", "boolean": true}"#.to_vec();
    vec![
        one("twilio form", https, &call, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        one("twilio, port left out", https_1234, &call, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        one("twilio, port 443 added", https, &call, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        one("twilio, http 1234", http_1234, &call, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        one("twilio, port 80 added", http, &call, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        one("twilio, repeated keys", https, &twice, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        body,
    ]
}

fn published_vonage_sms() -> Vec<Signed> {
    let parameters = [
        ("message-timestamp", "2013-11-21 15:27:30"),
        ("messageId", "020000001B0FE827"),
        ("msisdn", "14843472194"),
        ("text", "Test again"),
        ("timestamp", "1385047698"),
        ("to", "13239877404"),
        ("type", "text"),
    ];
    let one = |name, method: HashMethod, pairs: &[(&str, &str)], sig: &str| {
        let mut pairs = pairs.to_vec();
        pairs.push(("sig", sig));
        let body = form(&pairs);
        let mut signed =
            call(name, Provider::VonageSms, "my_secret_key_for_testing", body.as_bytes());
        signed.now = Millis(1_385_047_700_000);
        signed.hash = method;
        signed
    };
    let md5 = "d2e7b1dc968737c5998ad624e02f90b7";
    let hmac_md5 = "DDEBD46008C2D4E93CCE578A332A52D5";
    let sha1 = "27D0D05C2876C7CB1720DBCDBA4D492E1E55C09A";
    let sha256 = "DDB8397C2B90AAC7F3882D306475C9A5058C92322EEF43C92B298B6E0FC0D330";
    let sha512 = "E0D3C650F8C9D1A5C174D10DDDBFB003E561F59B265616208B0487C5D819481C\
                  D3C311D59CF6165ECD1139622D5BA3A256C0D763AC4A9AD9144B5A426B94FE82";
    let replaced = "c3d6a686ab9c7e7408bb1c0506e9629a";
    let mut get = one("vonage sms, GET", HashMethod::Sha256, &parameters, sha256);
    get.url = format!("{}?{}", get.url, String::from_utf8(get.body).unwrap());
    get.body = Vec::new();
    get.method = "GET";
    let mut json = one("vonage sms, JSON", HashMethod::Sha256, &parameters, sha256);
    let mut object: serde_json::Map<String, Value> =
        parameters.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect();
    object.insert("sig".into(), sha256.into());
    object.insert("timestamp".into(), 1_385_047_698_i64.into());
    json.body = serde_json::to_vec(&object).unwrap();
    vec![
        one("vonage sms md5hash", HashMethod::Md5Hash, &parameters, md5),
        one("vonage sms md5", HashMethod::Md5, &parameters, hmac_md5),
        one("vonage sms sha1", HashMethod::Sha1, &parameters, sha1),
        one("vonage sms sha256", HashMethod::Sha256, &parameters, sha256),
        one("vonage sms sha512", HashMethod::Sha512, &parameters, sha512),
        one("vonage sms _", HashMethod::Md5Hash, &[("k", "_")], replaced),
        one("vonage sms &", HashMethod::Md5Hash, &[("k", "&")], replaced),
        one("vonage sms =", HashMethod::Md5Hash, &[("k", "=")], replaced),
        get,
        json,
    ]
}
