//! `/openapi.json`, and `/docs/api`, the same as a page.

mod holds;
mod hooks;
mod messages;
mod page;
mod paths;
mod people;
mod people_schemas;
mod records;
mod retention;
mod schemas;
mod suppressions;

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{Html, IntoResponse};
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The description of the API for programs.
pub(super) async fn json() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], format!("{:#}\n", *DOCUMENT))
}

/// The same for people.
pub(super) async fn page() -> Html<String> {
    Html(page::render(&DOCUMENT).into_string())
}

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Annals",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Send events, find them again, prove that nothing was changed.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "security": [{ "key": [] }],
        "paths": paths::paths(),
        "components": {
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An API key, as `Authorization: Bearer ann_…`.",
                },
            },
            "schemas": schemas::schemas(),
            "responses": paths::problems(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_as_it_was() {
        insta::assert_snapshot!("openapi", format!("{:#}", document()));
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, root: &Value, found: &mut usize) {
            match value {
                Value::Object(map) => {
                    if let Some(Value::String(target)) = map.get("$ref") {
                        let pointer = target.strip_prefix('#').unwrap();
                        assert!(root.pointer(pointer).is_some(), "{target}");
                        *found += 1;
                    }
                    map.values().for_each(|inner| walk(inner, root, found));
                }
                Value::Array(items) => items.iter().for_each(|inner| walk(inner, root, found)),
                _ => {}
            }
        }
        let document = document();
        let mut found = 0;
        walk(&document, &document, &mut found);
        assert!(found > 20);
    }
}
