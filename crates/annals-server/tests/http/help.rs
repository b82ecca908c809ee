//! Help over real HTTP: that it is there for everyone signed in, and that its examples work.

use annals_model::Permission;
use serde_json::json;

use crate::browser::{Browser, north};
use crate::support::event;

#[tokio::test]
async fn every_page_is_there_and_all_its_links_lead_somewhere() {
    let (server, key) = north().await;
    let mut charge = event("e-1", "charge.deleted");
    charge["records"] = json!([{ "type": "student", "id": "17", "name": "Alex Smith" }]);
    server.send(&key, &[charge]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let index = browser.get("/help").await;
    assert_eq!(index.0.status, 200);
    let mut links: Vec<String> = Vec::new();
    let mut anchors = 0;
    for topic in annals_viewer::help::topics() {
        let page = browser.get(&format!("/help/{}", topic.id)).await;
        assert_eq!(page.0.status, 200, "{}", topic.id);
        let main = page.0.text.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for href in main.split("href=\"").skip(1) {
            links.push(
                href.split('"').next().unwrap().replace("&quot;", "\"").replace("&amp;", "&"),
            );
        }
        for answer in topic.answers {
            anchors += 1;
            assert!(main.contains(&format!("<h2 id=\"{}\">", answer.anchor)), "{}", answer.anchor);
            let listed = format!("href=\"/help/{}#{}\"", topic.id, answer.anchor);
            assert!(index.0.text.contains(&listed), "{listed}");
        }
    }
    assert!(anchors >= 50, "{anchors}");
    links.sort_unstable();
    links.dedup();
    let searches = links.iter().filter(|link| link.starts_with("/?q=")).count();
    assert!(searches >= 30, "{searches}");
    for link in &links {
        let page = browser.get(link).await;
        let leads = [200, 303].contains(&page.0.status);
        assert!(leads, "{link} answers {}: {}", page.0.status, page.0.text);
    }
    // The words of the oldest help page find what they found.
    for query in ["delete", "charge", "student:17", "smith+charge"] {
        assert!(browser.get(&format!("/?q={query}")).await.total() > 0, "{query}");
    }
    assert_eq!(browser.get("/help/nothing").await.0.status, 404);
    assert_eq!(browser.get("/help/records/blank").await.0.status, 404);
}

#[tokio::test]
async fn help_is_for_everyone_who_is_signed_in_and_tells_nothing_of_the_log() {
    let (server, _) = north().await;
    server.user_who_may("north", "bob", &[Permission::WriteEvents]).await;
    let bob = Browser::signed_in(&server, "bob").await;
    let refused = bob.get("/").await;
    assert_eq!(refused.0.status, 403);
    assert!(refused.0.text.contains("href=\"/help/people#no-menu\""));
    assert!(refused.0.text.contains("href=\"/help\""));
    assert_eq!(bob.get("/help/people").await.0.status, 200);
    let nobody = Browser { cookie: String::new(), ..bob };
    let asked = nobody.get("/help/people").await;
    assert_eq!(asked.0.status, 303, "signs in first");
}

#[tokio::test]
async fn answers_are_found_among_pages() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (typed, place) in [
        ("why+blank", "/help/records#blank"),
        ("retention", "/help/keeping#how-long"),
        ("autopilot", "/help/sources#automated"),
        ("daylight+saving", "/help/zones#twice"),
        ("tool+search", "/help/views#go"),
        ("add+a+user", "/help/accounts#add"),
        ("administrators+auditors", "/help/groups#built-in"),
        ("effective+rights", "/help/rights#effective"),
        ("school+year+limit", "/help/calendars#what"),
        ("reopen", "/help/organizations#close"),
        ("audit+users+off", "/help/preferences#audit-users"),
        ("recovery", "/help/signing-in#recovery"),
        ("forget+password", "/help/signing-in#forgotten"),
        ("who+could+see", "/help/access#past"),
        ("record+tabs", "/help/record-pages#tabs"),
        ("fields+detail", "/help/security#fields"),
        ("help", "/help"),
    ] {
        let found = browser.get(&format!("/go?q={typed}")).await;
        assert!(found.0.text.contains(&format!("<a href=\"{place}\">")), "{typed}");
        let options = browser.get(&format!("/go/results?q={typed}")).await;
        assert!(options.0.text.contains(&format!("data-href=\"{place}\"")), "{typed}");
    }
    // Without a word there are pages and views only.
    assert!(!browser.get("/go").await.0.text.contains("/help/records#"));
}

#[tokio::test]
async fn answers_are_there_and_found_in_the_language_of_the_page() {
    let (server, _) = north().await;
    let Browser { cookie, .. } = Browser::signed_in(&server, "ada").await;
    let [spanish, arabic] = ["es", "ar"].map(|language| Browser {
        server: &server,
        cookie: format!("{cookie}; annals-language={language}"),
    });
    for (browser, title, question, typed) in [
        (&spanish, "Orígenes", "¿Qué orígenes hay?", ["orígenes", "quiosco", "que origen"]),
        (&arabic, "المصادر", "ما المصادر الموجودة؟", ["المصادر", "مصادر", "كشك"]),
    ] {
        let topic = browser.get("/help/sources").await.0.text;
        assert!(topic.contains(&format!("<h1>{title}</h1>")), "{topic}");
        assert!(topic.contains(&format!("<h2 id=\"which\">{question}</h2>")), "{topic}");
        let index = browser.get("/help").await.0.text;
        assert!(index.contains(&format!("<a href=\"/help/sources#which\">{question}</a>")));
        for typed in typed {
            for (path, way) in [("/go", "<a href"), ("/go/results", "data-href")] {
                let found = browser.get(&format!("{path}?q={typed}")).await.0.text;
                assert!(
                    found.contains(&format!("{way}=\"/help/sources#which\"")),
                    "{typed}: {found}"
                );
            }
        }
    }
}
