//! Where the host application edits a record.

/// What stands for the record's id.
const ID: &str = "{id}";

/// The address of a record's edit window: `https://office.example/students/{id}`.
///
/// It leads to a web page over HTTPS or on the same host, whatever the id is: links made of it
/// can't run script, and an id can't change the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditUrl(String);

impl EditUrl {
    /// Reads a template; the error says what is wrong with it.
    pub fn parse(template: &str) -> Result<Self, String> {
        let wrong = |reason| Err(format!("the edit URL {template:?} {reason}"));
        let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '\\' | '"' | '<' | '>');
        if !template.chars().all(is_plain) {
            return wrong("has a character that an address may not have");
        }
        let path = match template.strip_prefix("https://") {
            Some(rest) => rest.find('/').filter(|host_end| *host_end > 0).map(|end| &rest[end..]),
            None => Some(template).filter(|t| t.starts_with('/') && !t.starts_with("//")),
        };
        match path {
            None => wrong("must begin with https:// and a host, or with a single slash"),
            Some(path) if !path.contains(ID) => wrong("has no {id} after its host"),
            Some(path) if template.matches(ID).count() > path.matches(ID).count() => {
                wrong("has {id} in its host")
            }
            Some(_) => Ok(Self(template.to_owned())),
        }
    }

    /// As it was written.
    pub fn template(&self) -> &str {
        &self.0
    }

    /// The address for the record called `id`; none for dots only, which browsers take for the way
    /// up to another page.
    pub fn address(&self, id: &str) -> Option<String> {
        let is_way_up = !id.is_empty() && id.bytes().all(|byte| byte == b'.');
        (!is_way_up && !id.is_empty()).then(|| self.0.replace(ID, &percent_encoded(id)))
    }
}

/// Text as one segment of a path.
pub fn percent_encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_lead_to_web_pages() {
        for template in ["https://app.example/s/{id}", "/s/{id}/edit", "https://a.b:1/?s={id}#x"] {
            assert!(EditUrl::parse(template).is_ok(), "{template}");
        }
        for template in [
            "",
            "s/{id}",
            "//elsewhere.example/{id}",
            "/\\elsewhere.example/{id}",
            "http://app.example/{id}",
            "javascript:alert({id})",
            "data:text/html,{id}",
            "https://{id}.example/{id}",
            "https://{id}/",
            "https:///{id}",
            "https://app.example/s",
            "https://app.example/s /{id}",
            "https://app.example/\n{id}",
            " https://app.example/{id}",
            "https://app.example/é/{id}",
        ] {
            assert!(EditUrl::parse(template).is_err(), "{template}");
        }
    }

    #[test]
    fn an_id_stays_one_segment() {
        let template = EditUrl::parse("https://app.example/s/{id}").unwrap();
        for (id, expected) in [
            ("17", Some("https://app.example/s/17")),
            ("a/\"b", Some("https://app.example/s/a%2F%22b")),
            ("../x", Some("https://app.example/s/..%2Fx")),
            ("{id}", Some("https://app.example/s/%7Bid%7D")),
            ("é?#&", Some("https://app.example/s/%C3%A9%3F%23%26")),
            ("..", None),
            (".", None),
            ("", None),
        ] {
            assert_eq!(template.address(id).as_deref(), expected, "{id}");
        }
    }
}
