//! Modules of applications at the command line.

use insta::assert_snapshot;

use crate::Place;

/// In a data directory as over the API: an event about a module is one for each right in it.
#[test]
fn an_imported_event_about_a_module_is_one_for_each_right() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    let declare = ["module", "declare", "health", "--org", "north", "--label", "Health"];
    let rights = ["--right", "office=Health Office", "--right", "report=Report"];
    place.run(&[&declare[..], &rights].concat()).ok();
    let line = |id: &str, module: &str| {
        format!(
            "{{\"id\":\"{id}\",\"action\":\"rights.changed\",\"type\":\"add\",\
             \"area\":\"UserGroupToolRights\",\"actor\":{{\"username\":\"admin\"}},\
             \"records\":[{{\"type\":\"group\",\"id\":\"g-7\",\"name\":\"Nurses\"}}],\
             \"details\":{{\"Group Name\":\"Nurses\",\"Module\":\"{module}\"}}}}\n"
        )
    };
    place.write("rights.ndjson", &[line("e1", "health"), line("e2", "unknown")].concat());
    assert_snapshot!(place.run(&["import", "rights.ndjson"]).told(), @r##"
    1
    2 lines: 2 events added, 0 were there already, 1 rejected, see rights.ndjson.rejects.ndjson
    "##);
    let rejects = std::fs::read_to_string(place.path("rights.ndjson.rejects.ndjson")).unwrap();
    assert!(rejects.contains("no module \\\"unknown\\\" is declared here"), "{rejects}");
    for tool in ["office", "report"] {
        let count = place.run(&["count", "area:UserGroupToolRights", &format!("id:e1/{tool}")]);
        assert_eq!(count.ok().trim(), "1", "{tool}");
    }
    // Sent again it adds nothing; with other content under its id it is rejected whole.
    place.write("again.ndjson", &line("e1", "health"));
    assert!(place.run(&["import", "again.ndjson"]).ok().contains("0 events added, 2 were there"));
    place.write("other.ndjson", &line("e1", "health").replace("admin", "other"));
    let other = place.run(&["import", "other.ndjson"]);
    assert!(other.told().contains("0 events added, 0 were there already, 1 rejected"));
}

#[test]
fn modules_of_applications_are_declared_listed_and_removed() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    place.run(&["org", "create", "n1", "--no-admin", "--zone", "UTC", "--parent", "north"]).ok();
    let declare = ["module", "declare", "health", "--org", "north", "--label", "Health"];
    let rights = ["--right", "office=Health Office", "--right", "report=Report"];
    assert_snapshot!(place.run(&[&declare[..], &rights].concat()).told(), @r##"
    0
    Name    Label   Inherited  Rights
    health  Health  false      office report
    "##);
    assert_snapshot!(place.run(&["module", "list", "--org", "n1"]).told(), @r##"
    0
    Name    Label   Inherited  Rights
    health  Health  true       office report
    "##);
    assert_snapshot!(place.run(&[&declare[..], &["--right", "office"]].concat()).told(), @r##"
    2
    error: invalid value 'office' for '--right <NAME=LABEL>': write it as NAME=LABEL, such as office="Health Office"

    For more information, try '--help'.
    "##);
    let twice = ["--right", "a=A", "--right", "a=B"];
    assert_snapshot!(place.run(&[&declare[..], &twice].concat()).told(), @r##"
    3
    annals: the module has the right "a" twice
    "##);
    let remove = ["module", "remove", "health", "--org", "north", "--output", "json"];
    assert_snapshot!(place.run(&remove).told(), @"0");
}
