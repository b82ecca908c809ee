//! Every shipped mapping on records of its product: what becomes of each, and of nothing is lost.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use annals::import::{Format, Mapping};
use annals_model::{Actor, Draft, Value};
use annals_testkit::mutation;

fn fixture(product: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/tests/fixtures/import/{product}.ndjson")).unwrap()
}

fn check(product: &str) {
    let format = Format::find(product).unwrap();
    let mut shown = String::new();
    for (i, line) in fixture(product).lines().enumerate() {
        let converted = format.convert(line.as_bytes());
        for draft in &converted.drafts {
            writeln!(shown, "line {}", i + 1).unwrap();
            show(draft, &mut shown);
        }
        for reason in &converted.rejects {
            writeln!(shown, "line {} rejected: {reason}", i + 1).unwrap();
        }
        assert_eq!(format.convert(line.as_bytes()).drafts, converted.drafts);
    }
    insta::assert_snapshot!(product, shown);
}

fn show(draft: &Draft, out: &mut String) {
    // Destructured without `..`, so that a new field has to be shown here.
    let Draft {
        id,
        organization,
        occurred_at,
        action,
        event_type,
        category,
        area,
        source,
        actor,
        ip,
        user_agent,
        description,
        records,
        changes,
        details,
        calendars,
        outcome,
        reason,
        correlation_id,
        critical,
    } = draft;
    assert!(organization.is_none() && calendars.is_empty());
    let event_type = event_type.map(annals_model::EventType::as_str);
    let outcome = outcome.map(annals_model::Outcome::as_str);
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(out, "  {name}: {value}").unwrap();
        }
    };
    field("id", id.as_ref().map(ToString::to_string));
    field("occurred_at", occurred_at.map(|time| time.to_string()));
    field("action", Some(action.clone()));
    field("type", event_type.map(str::to_owned));
    field("category", category.clone());
    field("area", area.clone());
    field("source", source.clone());
    field("actor", Some(show_actor(actor)));
    field("ip", ip.map(|ip| ip.to_string()));
    field("user_agent", user_agent.clone());
    field("description", description.clone());
    for record in records {
        let name = record.name.as_deref().map_or(String::new(), |name| format!(" {name:?}"));
        field("record", Some(format!("{}:{}{name}", record.record_type, record.id)));
    }
    let raw = |value: &Option<Value>| {
        value.as_ref().map_or("nothing".to_owned(), |value| value.as_json().to_owned())
    };
    for change in changes {
        let (old, new) = (raw(&change.old), raw(&change.new));
        field("change", Some(format!("{}: {old} -> {new}", change.property)));
    }
    field("outcome", outcome.map(str::to_owned));
    field("reason", reason.clone());
    field("correlation_id", correlation_id.clone());
    field("critical", critical.map(|critical| critical.to_string()));
    for detail in details {
        field("detail", Some(format!("{}: {}", detail.key, raw(&detail.value))));
    }
}

fn show_actor(actor: &Actor) -> String {
    let Actor { id, name, username, email, kind, role, on_behalf_of } = actor;
    let mut parts = vec![kind.as_str().to_owned()];
    for (field, text) in
        [("id", id), ("name", name), ("username", username), ("email", email), ("role", role)]
    {
        parts.extend(text.as_ref().map(|text| format!("{field}={text}")));
    }
    parts.extend(on_behalf_of.as_ref().map(|other| format!("for {:?} {:?}", other.id, other.name)));
    parts.join(" ")
}

#[test]
fn aws_cloudtrail() {
    check("aws_cloudtrail");
}

#[test]
fn bitwarden() {
    check("bitwarden");
}

#[test]
fn entra_id() {
    check("entra_id");
}

#[test]
fn github_audit() {
    check("github_audit");
}

#[test]
fn google_workspace() {
    check("google_workspace");
}

#[test]
fn kubernetes() {
    check("kubernetes");
}

#[test]
fn okta() {
    check("okta");
}

#[test]
fn slack() {
    check("slack");
}

#[test]
fn windows_security() {
    check("windows_security");
}

#[test]
fn zoom() {
    check("zoom");
}

#[test]
fn every_shipped_mapping_has_a_fixture() {
    for name in Format::names().into_iter().filter(|name| *name != "native") {
        assert!(!fixture(name).is_empty(), "{name}");
    }
}

#[test]
fn a_mapping_of_ones_own_is_read_from_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("own.toml");
    std::fs::write(&path, "product = 'own'\naction = '/what'\n[actor]\nname = '/who'\n").unwrap();
    let format = Format::find(path.to_str().unwrap()).unwrap();
    let converted = format.convert(br#"{"what":"x","who":"y","n":18446744073709551617}"#);
    assert_eq!(converted.drafts[0].action, "x");
    assert_eq!(
        converted.drafts[0].details[0].value,
        Some(Value::from_json("18446744073709551617"))
    );
    std::fs::write(&path, "product = 'own'").unwrap();
    let error = Format::find(path.to_str().unwrap()).unwrap_err();
    assert!(error.ends_with("own.toml: action is missing"), "{error}");
    let error = Format::find("oktta").unwrap_err();
    assert!(error.contains("okta"), "{error}");
}

#[test]
fn what_is_no_record_is_rejected_with_its_reason() {
    let mapping = Mapping::parse("product = 'x'\naction = '/a'\n[actor]\nid = '/b'").unwrap();
    let reason = |text: &str| mapping.apply(text).remove(0).unwrap_err().0;
    assert!(reason("{").starts_with("this is no JSON"));
    assert_eq!(reason("7"), "a record must be a JSON object");
    assert_eq!(reason("[]"), "this document holds no records");
    assert_eq!(reason("{}"), "has no action");
    assert_eq!(reason(r#"{"a":1}"#), "has no actor");
    let both = mapping.apply(r#"[{"a":1,"b":2},{"a":1}]"#);
    assert!(both[0].is_ok() && both[1].is_err());
}

#[test]
fn damaged_records_and_mappings() {
    let mut texts: Vec<String> = Format::names()
        .into_iter()
        .filter(|name| *name != "native")
        .flat_map(|name| fixture(name).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    texts.push(
        "product = 'x'\naction = ['{/a/b}.c', { of = '/d', map = { e = 'f' } }]\n\
         each = '/l'\ntime = '/t'\ntime_formats = ['epoch_s', 'local', '%Y']\n\
         [actor]\nid = '@/b/*/name'\n[[lists]]\nat = '/a/b'\nkey = 'name'\nvalues = ['value']\n\
         [[changes]]\nobject = ''\nold_prefix = 'o'\nnew_prefix = 'n'\n"
            .to_owned(),
    );
    let seeds: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
    mutation::run(&seeds, 1_000, annals::import::fuzzing::mapping);
}
