//! A device that keeps passkeys, and the browser in front of it: what they answer to the options of
//! a site, right or wrong in a way that a test chooses.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;

/// A device with passkeys, as a page of some address sees it.
pub struct Authenticator {
    /// The address of the page that asks.
    pub origin: String,
    /// The name to which answers are bound; that of the options, if there is none.
    pub rp_id: Option<String>,
    /// Whether it looks at a finger, or asks for a number.
    pub verifies: bool,
    /// Whether it says whose a passkey is, where the site named some.
    pub says_user: bool,
    /// What it counts; nothing if that stays 0, as on devices that share their passkeys.
    pub counter: u32,
    keys: Vec<Key>,
}

struct Key {
    id: Vec<u8>,
    user: Vec<u8>,
    rp_id: String,
    pair: EcdsaKeyPair,
}

impl Authenticator {
    /// A device without passkeys, before a page at `origin`.
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            rp_id: None,
            verifies: true,
            says_user: true,
            counter: 0,
            keys: Vec::new(),
        }
    }

    /// Makes a passkey: what the browser sends for `options`.
    ///
    /// # Panics
    ///
    /// When the options are not those of a passkey that is found without a username.
    pub fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options are JSON");
        let selection = &options["authenticatorSelection"];
        assert_eq!(selection["residentKey"], "required", "{options}");
        assert_eq!(selection["userVerification"], "required", "{options}");
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random);
        let document = document.expect("a key");
        let bytes = document.as_ref();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, bytes, &random);
        let pair = pair.expect("the key that was just made");
        let id = Sha256::digest(pair.public_key().as_ref()).to_vec();
        let mut data = self.data(text(&options["rp"]["id"]), HAS_CREDENTIAL);
        data.extend([0; 16]);
        data.extend((id.len() as u16).to_be_bytes());
        data.extend(&id);
        data.extend(cose(pair.public_key().as_ref()));
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        attestation.extend((data.len() as u16).to_be_bytes());
        attestation.extend(&data);
        let answer = json!({
            "id": encode(&id),
            "rawId": encode(&id),
            "type": "public-key",
            "response": {
                "attestationObject": encode(&attestation),
                "clientDataJSON": encode(&self.client_data("webauthn.create", &options)),
            },
            "clientExtensionResults": {},
        });
        let user = URL_SAFE_NO_PAD.decode(text(&options["user"]["id"])).expect("a user");
        let rp_id = text(&options["rp"]["id"]).to_owned();
        self.keys.push(Key { id, user, rp_id, pair });
        answer.to_string()
    }

    /// Shows a passkey: what the browser sends for `options`. The newest of those that are asked
    /// for; the newest of all if it has none of these, which no browser would send.
    ///
    /// # Panics
    ///
    /// When the device has no passkey.
    pub fn show(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options are JSON");
        assert_eq!(options["userVerification"], "required", "{options}");
        if self.counter > 0 {
            self.counter += 1;
        }
        let data = self.data(text(&options["rpId"]), 0);
        let client_data = self.client_data("webauthn.get", &options);
        let allowed = options["allowCredentials"].as_array().cloned().unwrap_or_default();
        let is_asked = |key: &&Key| {
            allowed.is_empty() || allowed.iter().any(|one| text(&one["id"]) == encode(&key.id))
        };
        let mut here = self.keys.iter().filter(|key| key.rp_id == text(&options["rpId"]));
        let key = here.rfind(is_asked).or(self.keys.last()).expect("a passkey");
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        let signature = key.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        let says_user = self.says_user || allowed.is_empty();
        json!({
            "id": encode(&key.id),
            "rawId": encode(&key.id),
            "type": "public-key",
            "response": {
                "authenticatorData": encode(&data),
                "clientDataJSON": encode(&client_data),
                "signature": encode(signature.as_ref()),
                "userHandle": says_user.then(|| encode(&key.user)),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    fn data(&self, rp_id: &str, flags: u8) -> Vec<u8> {
        let rp_id = self.rp_id.as_deref().unwrap_or(rp_id);
        let verified = if self.verifies { USER_VERIFIED } else { 0 };
        let mut data = Sha256::digest(rp_id.as_bytes()).to_vec();
        data.push(USER_PRESENT | verified | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, what: &str, options: &Value) -> Vec<u8> {
        json!({
            "type": what,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        })
        .to_string()
        .into_bytes()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`: a key for ES256, of the point `04 x y`.
fn cose(point: &[u8]) -> Vec<u8> {
    let (x, y) = point[1..].split_at(32);
    [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
}
