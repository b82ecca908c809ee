//! People of other organisations, looked for by their ids.

use std::collections::BTreeSet;

use annals_desk::GroupFields;
use reqwest::Method;

use crate::browser::Browser;
use crate::routes::routes;
use crate::support::{Answer, PASSWORD, TestServer};

/// A user and a group in each place, by the place's name.
async fn people(server: &TestServer) -> Vec<(&'static str, String, String)> {
    let mut people = Vec::new();
    for place in ["north", "n1", "south", "state", "installation"] {
        let user = server.user_who_may(place, &format!("u-{place}"), &[]).await;
        let fields = GroupFields { name: format!("g-{place}"), ..GroupFields::default() };
        let (operator, at) = (server.desk.operator(), server.ordinal(place));
        let group = server.desk.create_group(&operator, at, fields).await.unwrap();
        people.push((place, user, group.id.0));
    }
    people
}

/// Somebody of another organisation is as absent as nobody.
#[tokio::test]
async fn people_of_elsewhere_are_not_there() {
    let server = TestServer::start().await;
    server.user("north", "ada", PASSWORD).await;
    let people = people(&server).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let token = browser.form_token().await;
    let mut told = BTreeSet::new();
    let routes = routes().into_iter().filter(|route| {
        ["/users/{id}", "/groups/{id}"].iter().any(|start| route.pattern.starts_with(start))
    });
    let routes: Vec<_> = routes.collect();
    assert!(routes.len() > 15);
    for (place, user, group) in people.iter().filter(|(place, ..)| *place != "north") {
        for route in &routes {
            let id = if route.pattern.starts_with("/users") { user } else { group };
            let path = route.pattern.replace("{id}", id);
            let answer = match route.method {
                Method::GET => browser.get(&path).await.0,
                _ => {
                    let form = format!("form_token={token}&{}", route.body);
                    Answer::of(browser.post(&path, &form).await).await
                }
            };
            // A link to someone below leads to their page.
            if *place == "n1" && route.pattern == "/users/{id}" && answer.status == 303 {
                let there = format!("/users/{id}?organization=n1");
                assert_eq!((answer.header("location"), &route.method), (&*there, &Method::GET));
                continue;
            }
            assert_eq!(answer.status, 404, "{}", route.pattern);
            let request = answer.header("x-request-id").to_owned();
            told.insert(answer.text.replace(&request, "ID"));
        }
    }
    let nobody = browser.get("/users/nobody").await.0;
    let request = nobody.header("x-request-id").to_owned();
    told.insert(nobody.text.replace(&request, "ID"));
    assert_eq!(told.len(), 1);
}
