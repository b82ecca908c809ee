//! Entries ticked among those of several organisations: exported together, deleted in each on its
//! own, and never those of an organisation that is not there for whoever ticks.

use std::collections::{BTreeMap, BTreeSet};

use annals_desk::NewUser;
use annals_model::Permission::{DeleteEvents, ExportEvents, ReadEventDetails, ReadEvents};
use annals_model::{Permission, Rights, Scopes};
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, Page};
use crate::support::{Answer, NOW, TestServer, event};

const TOLD: &str = "annals.entries.deleted";

/// Two charges in each of five organisations; `ada` administers north, which has n1 and n2 below.
async fn start() -> TestServer {
    let server = TestServer::start().await;
    server.organization("n2", "north").await;
    let root = server.admin("installation").await;
    for (minute, id) in ["installation", "state", "north", "n1", "n2", "south"].iter().enumerate() {
        for which in 0..2 {
            let mut sent = event(&format!("{id}-{which}"), "charge.deleted");
            sent["organization"] = (*id).into();
            sent["occurred_at"] = json!(format!("2026-11-10T08:{which}{minute}:00.000Z"));
            sent["description"] = json!(format!("Charge of {id}"));
            server.send(&root, &[sent]).await;
        }
    }
    server.user("north", "ada", PASSWORD).await;
    server
}

/// What the boxes of a page are called: "n1:0".
fn boxes(page: &Page) -> Vec<String> {
    page.all("name=\"entry\" value=\"", "\"")
}

fn of<'b>(boxes: &'b [String], organization: &str) -> &'b str {
    boxes.iter().find(|one| one.starts_with(&format!("{organization}:"))).unwrap()
}

async fn ticked(browser: &Browser<'_>, path: &str, boxes: &[&str], more: &str) -> Answer {
    let token = browser.form_token().await;
    let boxes: String = boxes.iter().map(|one| format!("&entry={one}")).collect();
    let form = format!("form_token={token}&at={NOW}&of=selection{boxes}{more}");
    Answer::of(browser.post(path, &form).await).await
}

/// The form of the page that shows what would go, filled in.
fn filled(page: &Page, confirm: usize) -> String {
    let hidden = |name: &str| {
        let all = page.all(&format!("name=\"{name}\" value=\""), "\"");
        format!("{name}={}", all.last().unwrap_or_else(|| panic!("{}", page.0.text)))
    };
    let hidden = ["form_token", "entries", "digest", "before", "at"].map(hidden).join("&");
    format!("{hidden}&reason=Test+data&confirm={confirm}")
}

/// What is told in the log of `id`.
async fn told(server: &TestServer, id: &str, action: &str) -> Vec<Value> {
    let key = server.admin(id).await;
    let found = server.get(&format!("/v1/events?q=action:{action}"), &key).await.body;
    found["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_is_ticked_leaves_in_one_file_and_goes_in_each_organization() {
    let server = start().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get("/?q=charge&below=true").await;
    let all = boxes(&page);
    assert_eq!(all.len(), 6, "{all:?}");
    assert!(!page.0.text.contains("name=\"all\""), "all of several are not ticked");
    assert!(page.0.text.contains("formaction=\"/delete/selected?below=true&amp;q=charge\""));
    // Newest first, as on the page, whoever's they are.
    let some = [of(&all, "n1"), of(&all, "north"), of(&all, "n2")];
    for format in ["csv", "ndjson"] {
        let path = "/export?below=true&q=charge";
        let file = ticked(&ada, path, &some, &format!("&format={format}")).await;
        assert_eq!(file.status, 200, "{}", file.text);
        let charges = file.text.lines().filter(|line| line.contains("Charge of "));
        let charges: Vec<_> =
            charges.map(|line| line.split("Charge of ").nth(1).unwrap()).collect();
        let names = charges.iter().map(|rest| rest.split(['"', ',']).next().unwrap());
        assert_eq!(names.collect::<Vec<_>>(), ["n2", "n1", "north"], "{}", file.text);
    }
    let exported = told(&server, "north", "annals.log.exported").await;
    let sorted: BTreeSet<_> = some.into_iter().collect();
    let details = &exported[0]["details"];
    assert_eq!(details["selected"], json!(sorted));
    assert_eq!(json!([details["below"], details["entries"]]), json!([true, 3]));
    for id in ["n1", "n2", "south"] {
        assert!(told(&server, id, "annals.log.exported").await.is_empty(), "{id}");
    }

    let more = [&some[..], &[all.iter().rfind(|one| one.starts_with("n1:")).unwrap()]].concat();
    let to = ticked(&ada, "/delete/selected?below=true&q=charge", &more, "").await;
    let path = to.header("location").to_owned();
    assert!(to.status == 303 && path.starts_with("/delete?below=true&q=charge&entries=n1:"));
    let page = ada.get(&path).await;
    assert_eq!(page.0.status, 200, "{}", page.0.text);
    let figures = page.all("<dt>", "</dt>").into_iter().zip(page.all("<dd>", "</dd>"));
    let figures: Vec<_> = figures.take(3).collect();
    let expected = [("N1", "2"), ("N2", "1"), ("NORTH", "1")];
    for ((name, count), expected) in figures.iter().zip(expected) {
        assert_eq!((name.contains(expected.0), &**count), (true, expected.1), "{figures:?}");
    }
    assert!(page.0.text.contains("4 entries will be deleted"));
    // What isn't confirmed doesn't go, and nothing that was not looked at does.
    let wrong = ada.post(&path, &filled(&page, 3)).await;
    assert_eq!(wrong.status(), 422);
    let other = path.replace(some[0], "n1:0");
    assert_eq!(ada.post(&other, &filled(&page, 4)).await.status(), 409);
    assert_eq!(ada.get("/?q=charge&below=true").await.total(), 6);
    let done = Answer::of(ada.post(&path, &filled(&page, 4)).await).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let done = Page(done);
    for part in [">N1<", ": 2 entries deleted.", ">N2<", ": 1 entry deleted.", ">NORTH<"] {
        assert!(done.0.text.contains(part), "{part}: {}", done.0.text);
    }
    let traces = done.all("<a href=\"/entries/", "\"");
    assert_eq!(traces.len(), 3);
    for trace in traces {
        let trace = ada.get(&format!("/entries/{trace}")).await.0;
        assert!(trace.status == 200 && trace.text.contains("Test data"), "{}", trace.text);
    }
    for id in ["north", "n1", "n2", "south"] {
        let told = told(&server, id, TOLD).await;
        let gone: Vec<u64> = more
            .iter()
            .filter_map(|one| one.strip_prefix(&format!("{id}:"))?.parse().ok())
            .collect();
        assert_eq!(told.len(), usize::from(!gone.is_empty()), "{id}");
        for told in told {
            let selected: BTreeSet<u64> =
                serde_json::from_value(told["details"]["selected"].clone()).unwrap();
            assert_eq!(selected, gone.iter().copied().collect(), "{id}");
            assert_eq!(
                json!([told["reason"], told["details"]["entries"]]),
                json!(["Test data", gone.len()])
            );
        }
    }
    let left = boxes(&ada.get("/?q=charge&below=true").await);
    let expected: Vec<_> = all.iter().filter(|one| !more.contains(&&***one)).collect();
    assert_eq!(left.iter().collect::<Vec<_>>(), expected);
    assert_eq!(told(&server, "south", "charge.deleted").await.len(), 2);
}

#[tokio::test]
async fn what_is_not_there_for_them_is_not_there_when_it_is_named() {
    let server = start().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let own = boxes(&ada.get("/?q=charge&below=true").await);
    let own = of(&own, "north");
    let order = filled(&ada.get(&format!("/delete?below=true&entries={own}")).await, 1);
    let mut answers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for id in ["south", "state", "installation", "nowhere"] {
        for number in 0..4 {
            let foreign = format!("{id}:{number}");
            for entries in [foreign.clone(), format!("{own},{foreign}")] {
                for place in ["below=true", "organization=n1", "organization=n1&below=true"] {
                    let path = format!("/delete?{place}&entries={entries}");
                    let (seen, done) = (ada.get(&path).await.0, ada.post(&path, &order).await);
                    let boxes: Vec<_> = entries.split(',').collect();
                    let path = format!("/export?{place}");
                    let file = ticked(&ada, &path, &boxes, "&format=csv").await;
                    for answer in [seen, Answer::of(done).await, file] {
                        assert_eq!(answer.status, 404, "{path} {entries}: {}", answer.text);
                        let id = answer.header("x-request-id").to_owned();
                        let text = answer.text.replace(&id, "ID");
                        answers.entry(place).or_default().insert(text);
                    }
                }
            }
        }
    }
    assert!(answers.values().all(|texts| texts.len() == 1), "the same words for all");
    // One's own, but not where it is looked for.
    let elsewhere = format!("/delete?organization=n1&entries={own}");
    assert_eq!(ada.get(&elsewhere).await.0.status, 404);
    for (entries, words) in [
        ("7", "Each organisation has an entry 7. Name it with its own: "),
        ("north:x", "is not the number of an entry"),
        ("NORTH:1", "is not the number of an entry"),
    ] {
        let page = ada.get(&format!("/delete?below=true&entries={entries}")).await.0;
        let main = page.text.split("<main").nth(1).unwrap();
        assert_eq!((page.status, main.contains(words)), (400, true), "{main}");
    }
    // In one organisation its name may stand there or not.
    let number = own.split_once(':').unwrap().1;
    for entries in [own, number] {
        let page = ada.get(&format!("/delete?entries={entries}")).await.0;
        assert!(page.text.contains("1 entry will be deleted"), "{}", page.text);
    }
    for id in ["installation", "state", "north", "n1", "n2", "south"] {
        assert_eq!(told(&server, id, "charge.deleted").await.len(), 2, "{id}");
        for action in [TOLD, "annals.log.exported"] {
            assert!(told(&server, id, action).await.is_empty(), "{id} {action}");
        }
    }
}

#[tokio::test]
async fn each_organization_takes_the_right_to_delete_there() {
    let server = start().await;
    let some = |rights: &[Permission]| rights.iter().copied().collect::<Scopes>();
    let reads = some(&[ReadEvents, ReadEventDetails, ExportEvents]);
    let deletes = Rights::here(some(&[DeleteEvents])).union(Rights::reaching_below(reads));
    let new = |name: &str, rights| NewUser {
        rights,
        ..NewUser::new(server.ordinal("north"), name, name, PASSWORD)
    };
    let operator = server.desk.operator();
    for (name, rights) in [("here", deletes), ("near", Rights::here(Scopes::all()))] {
        server.desk.create_user(&operator, new(name, rights)).await.unwrap();
    }
    let here = Browser::signed_in(&server, "here").await;
    let page = here.get("/?q=charge&below=true").await;
    assert!(!page.0.text.contains("/delete/selected"), "not in all that is shown");
    let all = boxes(&page);
    let (north, n1) = (of(&all, "north"), of(&all, "n1"));
    let refused = here.get(&format!("/delete?below=true&entries={n1},{north}")).await.0;
    assert_eq!(refused.status, 403);
    let words = "You may not delete entries of <bdi>N1</bdi>.";
    assert!(refused.text.contains(words), "{}", refused.text);
    let near = Browser::signed_in(&server, "near").await;
    for (path, status) in [
        (format!("/delete?below=true&entries={north}"), 403),
        (format!("/delete?entries={n1}"), 404),
        (format!("/delete?entries={north}"), 200),
    ] {
        assert_eq!(near.get(&path).await.0.status, status, "{path}");
    }
    // Of one organisation it ends where the deletion of a search does.
    let path = format!("/delete?below=true&entries={north}");
    let order = filled(&here.get(&path).await, 1);
    let done = Answer::of(here.post(&path, &order).await).await;
    let to = done.header("location");
    assert!(done.status == 303 && to.ends_with("?below=true&log=north"), "{to}: {}", done.text);
    assert_eq!(here.get(to).await.0.status, 200);
    assert_eq!(told(&server, "north", "charge.deleted").await.len(), 1);
}

/// Two send the same order at the same moment: each organisation's entries go once, and each is
/// told what came of it.
#[tokio::test]
async fn what_someone_else_deletes_meanwhile_is_told() {
    let server = start().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let all = boxes(&ada.get("/?q=charge&below=true").await);
    let path = format!("/delete?below=true&entries={},{}", of(&all, "n1"), of(&all, "n2"));
    let order = filled(&ada.get(&path).await, 2);
    let (one, two) = tokio::join!(ada.post(&path, &order), ada.post(&path, &order));
    let mut deleted = 0;
    for answer in [Answer::of(one).await, Answer::of(two).await] {
        assert!(matches!(answer.status, 200 | 409), "{}", answer.text);
        let count = answer.text.matches(": 1 entry deleted.").count();
        let stayed = answer.text.matches("nothing was deleted.").count();
        // Or it came too late for a try.
        let is_late = answer.text.contains("what matches has changed");
        assert_eq!(
            (count + stayed, answer.status),
            if is_late { (0, 409) } else { (2, if stayed == 0 { 200 } else { 409 }) }
        );
        deleted += count;
    }
    assert_eq!(deleted, 2);
    for id in ["n1", "n2"] {
        assert_eq!(told(&server, id, TOLD).await.len(), 1, "{id}");
    }
    // One of them gone by now: none of the others goes with it.
    let path = format!("/delete?below=true&entries={},{}", of(&all, "north"), all.last().unwrap());
    let order = filled(&ada.get(&path).await, 2);
    let single = format!("/delete?entries={}", of(&all, "north"));
    let alone = filled(&ada.get(&single).await, 1);
    assert_eq!(ada.post(&single, &alone).await.status(), 303);
    let late = Answer::of(ada.post(&path, &order).await).await;
    assert!(late.status == 409 && late.text.contains("2 then, 1 now"), "{}", late.text);
}
