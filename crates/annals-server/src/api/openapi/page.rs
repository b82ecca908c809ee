//! The description as a page: made of the same document, without script and without anything from
//! elsewhere.

use maud::{DOCTYPE, Markup, html};
use serde_json::{Map, Value};

use crate::error::Code;

const METHODS: [&str; 4] = ["get", "post", "patch", "delete"];

/// The page.
pub(super) fn render(document: &Value) -> Markup {
    let paths = object(&document["paths"]);
    let schemas = object(&document["components"]["schemas"]);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Annals API" }
            }
            body {
                main {
                    h1 { "Annals API" }
                    p { (text(&document["info"]["description"])) " "
                        a href="/openapi.json" { "The same for programs." } }
                    p { "Show an API key as " code { "Authorization: Bearer ann_…" } "." }
                    h2 { "Addresses" }
                    (contents(paths))
                    @for (path, operations) in paths { (operations_of(path, operations)) }
                    h2 { "Shapes" }
                    @for (name, schema) in schemas {
                        section id=(name) {
                            h3 { (name) }
                            @if let Some(about) = schema["description"].as_str() { p { (about) } }
                            pre { (format!("{schema:#}")) }
                        }
                    }
                    h2 { "Problems" }
                    (problems())
                }
            }
        }
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&EMPTY)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn each(operations: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    METHODS.into_iter().filter_map(|method| Some((method, operations.get(method)?)))
}

fn contents(paths: &Map<String, Value>) -> Markup {
    html! {
        ul {
            @for (path, operations) in paths {
                @for (method, operation) in each(operations) {
                    li {
                        a href={ "#" (text(&operation["operationId"])) } {
                            code { (method.to_uppercase()) " " (path) }
                        }
                    }
                }
            }
        }
    }
}

fn operations_of(path: &str, operations: &Value) -> Markup {
    html! {
        @for (method, operation) in each(operations) {
            section id=(text(&operation["operationId"])) {
                h3 { code { (method.to_uppercase()) " " (path) } }
                p { (text(&operation["summary"])) }
                @if let Some(permission) = operation["x-permission"].as_str() {
                    p { "Needs the permission " code { (permission) } "." }
                }
                @if let Some(parameters) = operation["parameters"].as_array() {
                    (table(parameters))
                }
                @if let Some(content) = operation["requestBody"]["content"].as_object() {
                    p { "Takes " (types(content)) "." }
                }
                ul {
                    @for (status, response) in object(&operation["responses"]) {
                        li { (status) ": " (answer(response)) }
                    }
                }
            }
        }
    }
}

fn table(parameters: &[Value]) -> Markup {
    html! {
        table {
            thead { tr { th { "Parameter" } th { "Type" } th { "Meaning" } } }
            tbody {
                @for parameter in parameters {
                    tr {
                        td { code { (text(&parameter["name"])) } }
                        td { (text(&parameter["schema"]["type"])) }
                        td { (text(&parameter["description"])) }
                    }
                }
            }
        }
    }
}

fn types(content: &Map<String, Value>) -> Markup {
    html! {
        @for (index, (kind, body)) in content.iter().enumerate() {
            @if index > 0 { ", " }
            code { (kind) }
            @for name in names(&body["schema"]) { " " a href={ "#" (name) } { (name) } }
        }
    }
}

/// The shapes that a schema names.
fn names(schema: &Value) -> Vec<&str> {
    let one = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next());
    let several = schema["oneOf"].as_array().into_iter().flatten().flat_map(names);
    one.into_iter().chain(several).collect()
}

fn answer(response: &Value) -> Markup {
    let problem = response["$ref"].as_str().and_then(|target| target.rsplit('/').next());
    html! {
        @match problem {
            Some(word) => a href={ "#" (word) } { code { (word) } },
            None => {
                (text(&response["description"])) " "
                (types(object(&response["content"])))
            },
        }
    }
}

fn problems() -> Markup {
    html! {
        table {
            thead { tr { th { "Code" } th { "Status" } th { "Title" } } }
            tbody {
                @for code in Code::ALL {
                    tr id=(code.word()) {
                        td { code { (code.word()) } }
                        td { (code.status().as_u16()) }
                        td { (code.title()) }
                    }
                }
            }
        }
    }
}
