//! Amazon SNS, through which Amazon SES tells: RSA of a text that is made of the fields.

use annals_model::Millis;
use serde_json::{Map, Value};

use super::base64;
use super::cert_url::CertUrl;
use super::topic::Topic;
use crate::{Call, Envelope, HashMethod, LATE_MS, Policy, Provider, Refusal, Verified, window};

const TYPE: &str = "x-amz-sns-message-type";
const RAW: &str = "x-amz-sns-rawdelivery";

/// What is signed of a notification, in this order; the subject where there is one.
const OF_NOTIFICATION: &[&str] =
    &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];

/// What is signed of a request to confirm.
const OF_CONFIRMATION: &[&str] =
    &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

/// A request of Amazon SNS to confirm a subscription. It is for a topic that may call; still an
/// administrator should have asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The topic.
    pub topic_arn: String,
    /// What proves that we have got the request.
    pub token: String,
    /// The call's id, the same each time it comes.
    pub id: String,
    host: String,
}

impl Confirmation {
    /// What to call to confirm. It is made of topic and token: the address that comes with the
    /// request is never called.
    pub fn url(&self) -> String {
        let encoded =
            |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let (topic, token) = (encoded(&self.topic_arn), encoded(&self.token));
        format!("https://{}/?Action=ConfirmSubscription&TopicArn={topic}&Token={token}", self.host)
    }
}

/// Where the certificate of a call is, once everything is checked that can be without it: only then
/// may it be fetched.
pub fn cert_url(call: &Call<'_>, policy: &Policy<'_>) -> Result<CertUrl, Refusal> {
    call.check_size(Provider::AmazonSes)?;
    Message::checked(call, policy).map(|message| message.cert_url)
}

/// Says whether the signature is that of the fields, under the certificate that is handed in.
pub(crate) fn verify(call: &Call<'_>, policy: &Policy<'_>) -> Result<Verified, Refusal> {
    let message = Message::checked(call, policy)?;
    let certificate = policy.certificate.ok_or(Refusal::NoCertificate)?;
    if !certificate.is_valid(call.now) {
        return Err(Refusal::CertificateDates);
    }
    let given = base64(message.text("Signature")?).ok_or(Refusal::Malformed("Signature"))?;
    if !certificate.signed(message.signed()?.as_bytes(), &given, message.sha1) {
        return Err(Refusal::WrongSignature);
    }
    let topic_arn = message.text("TopicArn")?.to_owned();
    let id = message.text("MessageId")?.to_owned();
    Ok(match message.text("Type")? {
        "Notification" => Verified::Reports(Envelope { id: Some(id), ..Envelope::default() }),
        "SubscriptionConfirmation" => Verified::Confirmation(Confirmation {
            topic_arn,
            token: message.text("Token")?.to_owned(),
            id,
            host: message.host(),
        }),
        _ => Verified::Ended { topic_arn, id },
    })
}

/// What came, with everything checked but the signature.
struct Message {
    fields: Map<String, Value>,
    cert_url: CertUrl,
    sha1: bool,
}

impl Message {
    fn checked(call: &Call<'_>, policy: &Policy<'_>) -> Result<Self, Refusal> {
        let fields = fields(call)?;
        let version = text(&fields, "SignatureVersion")?;
        let sha1 = match version {
            "1" if policy.hash == HashMethod::Sha1 => true,
            "2" => false,
            _ => return Err(Refusal::SignatureVersion(version.chars().take(8).collect())),
        };
        let cert_url = CertUrl::parse(text(&fields, "SigningCertURL")?).ok_or(Refusal::CertUrl)?;
        let arn = text(&fields, "TopicArn")?;
        let topic = Topic::parse(arn).ok_or(Refusal::Malformed("TopicArn"))?;
        if topic.region != cert_url.region() || topic.china != cert_url.is_china() {
            return Err(Refusal::Region);
        }
        if !policy.topics.iter().any(|allowed| allowed == arn) {
            return Err(Refusal::Topic(arn.chars().take(300).collect()));
        }
        let sent = Millis::parse(text(&fields, "Timestamp")?);
        let sent = sent.map_err(|_| Refusal::Malformed("Timestamp"))?;
        window::check(sent, call.now, LATE_MS)?;
        Ok(Self { fields, cert_url, sha1 })
    }

    fn text(&self, name: &'static str) -> Result<&str, Refusal> {
        text(&self.fields, name)
    }

    /// The host that certificate and topic agree on.
    fn host(&self) -> String {
        let end = if self.cert_url.is_china() { "amazonaws.com.cn" } else { "amazonaws.com" };
        format!("sns.{}.{end}", self.cert_url.region())
    }

    /// What is signed: each name and its value on lines of their own.
    fn signed(&self) -> Result<String, Refusal> {
        let names = match self.text("Type")? {
            "Notification" => OF_NOTIFICATION,
            _ => OF_CONFIRMATION,
        };
        let mut signed = String::new();
        for &name in names {
            // The subject may be absent or null.
            if name == "Subject" && self.fields.get(name).is_none_or(Value::is_null) {
                continue;
            }
            let value = self.text(name)?;
            // A line break would let one field pass for two. Messages have them.
            if value.contains('\n') && name != "Message" {
                return Err(Refusal::Malformed(name));
            }
            signed.extend([name, "\n", value, "\n"]);
        }
        Ok(signed)
    }
}

/// The fields of the body, which say the same type as the header.
fn fields(call: &Call<'_>) -> Result<Map<String, Value>, Refusal> {
    if call.header_if_any(RAW)?.is_some_and(|raw| !raw.eq_ignore_ascii_case("false")) {
        return Err(Refusal::RawDelivery);
    }
    let said = call.header(TYPE)?;
    let Ok(Value::Object(fields)) = serde_json::from_slice(call.body) else {
        return Err(Refusal::Malformed("body"));
    };
    if !fields.contains_key("Type") && !fields.contains_key("Signature") {
        return Err(Refusal::RawDelivery);
    }
    let is_known =
        ["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"].contains(&said);
    if !is_known {
        return Err(Refusal::Malformed(TYPE));
    }
    if text(&fields, "Type")? != said {
        return Err(Refusal::TypeMismatch);
    }
    Ok(fields)
}

fn text<'a>(fields: &'a Map<String, Value>, name: &'static str) -> Result<&'a str, Refusal> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(Refusal::Malformed(name)),
        None => Err(Refusal::Missing(name)),
    }
}
