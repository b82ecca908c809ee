//! What a provider tells about one message to one recipient.

use annals_model::{Kind, Millis};

/// The longest text that is kept of a reason, in characters.
pub const TEXT_MAX: usize = 1000;

/// The longest address of a link that is kept, in characters.
pub const URL_MAX: usize = 2000;

/// The longest id that is looked at, in characters: a longer one is none. Cut short it would be the
/// id of another message.
pub const ID_MAX: usize = 256;

/// The longest address, number or token that is looked at, in characters. A longer one is none.
pub const ADDRESS_MAX: usize = 512;

/// How many tags are kept.
pub const TAGS_MAX: usize = 32;

/// The longest name and the longest value of a tag, in characters; longer tags are left out.
pub const TAG_MAX: usize = 256;

/// What a provider tells about one message to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The same for the same fact, however often and in whichever of its ways the provider tells
    /// it; 32 hexadecimal digits. It counts within one endpoint: two may well tell the same.
    pub dedupe: String,
    /// The provider's id of the message; none where it tells of an address alone.
    pub message: Option<String>,
    /// The e-mail address, phone number or device token. None where the provider doesn't say whom
    /// it means: whoever sent the message to one recipient knows.
    pub recipient: Option<String>,
    /// What happened.
    pub kind: Kind,
    /// What the provider calls it.
    pub word: String,
    /// When it happened by the provider's clock; Twilio tells no time.
    pub at: Option<Millis>,
    /// The provider's or the mail server's code for it.
    pub code: Option<String>,
    /// The reason in words, often those of the mail server.
    pub text: Option<String>,
    /// The link that was followed.
    pub url: Option<String>,
    /// What the sender attached to the message, such as our own ids.
    pub tags: Vec<(String, String)>,
    /// What an unsubscription or a suppression holds for: our number or messaging service
    /// (Twilio), the message stream (Postmark), the domain (Mailgun).
    pub scope: Option<String>,
    /// Whether the provider lets us take the address off its list, where it says (Postmark).
    pub can_reset: Option<bool>,
    /// Whether it is one of several recipients of which the provider doesn't say who it was. Nobody
    /// is to be suppressed for it.
    pub ambiguous: bool,
}

impl Report {
    /// A report that says what happened and nothing else.
    pub(crate) fn of(kind: Kind, word: &str, dedupe: String) -> Self {
        Self {
            dedupe,
            message: None,
            recipient: None,
            kind,
            word: short(word, TAG_MAX),
            at: None,
            code: None,
            text: None,
            url: None,
            tags: Vec::new(),
            scope: None,
            can_reset: None,
            ambiguous: false,
        }
    }
}

/// The first `most` characters.
pub(crate) fn short(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
