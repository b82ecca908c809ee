//! English that was left on a page in another language.

/// Words that stay as they are: names, formats, keys, and data that is no one's to translate.
const UNTRANSLATED: &str = "Annals English Español Excel CSV PDF ZIP NDJSON JSON XLSX API UTC SHA \
    curl Ctrl Enter Esc Space Shift Mac America Chicago Deleted delete type access docs proof \
    format Smith admin deleted iClassPro Autopilot Amazon SES SNS ARN SendGrid Postmark \
    Mailgun Resend Twilio Vonage HTTP HTTPS";

/// Elements that hold what strangers wrote, and what is for machines.
const FOREIGN: [&str; 8] = ["bdi", "code", "kbd", "option", "pre", "script", "textarea", "title"];

/// The English words of a page that is in Arabic: Latin letters, of which Arabic has none, outside
/// of what strangers wrote, code and what says that it is in English.
pub fn english_left(html: &str) -> Vec<String> {
    let is_english = |word: &String| {
        let is_latin = word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
        is_latin && !UNTRANSLATED.split(' ').any(|known| known == word)
    };
    own_words(html).into_iter().filter(is_english).collect()
}

/// The text of `html` without what strangers wrote, codes and times for machines.
fn own_words(html: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut hidden: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default();
        let is_end = tag.starts_with('/');
        let is_foreign =
            FOREIGN.contains(&name) || tag.contains("class=\"code") || tag.contains("lang=\"");
        if is_end && hidden.last() == Some(&name) {
            hidden.pop();
        } else if !is_end && (is_foreign && name != "html" || hidden.last() == Some(&name)) {
            hidden.push(name);
        }
        if hidden.is_empty() {
            words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_wrote_is_not_ours() {
        for (html, expected) in [
            ("<p>Not found</p>", &["Not", "found"][..]),
            ("<p>لا شيء <bdi>Not <b>found</b></bdi> is</p>", &[]),
            ("<p>في <bdi class=\"code\" dir=\"ltr\">record:x</bdi> record</p>", &["record"]),
            ("<html lang=\"ar\"><p lang=\"en\">Not</p><p>found</p></html>", &["found"]),
            ("<p>CSV</p>", &[]),
        ] {
            assert_eq!(english_left(html), expected, "{html}");
        }
    }
}
