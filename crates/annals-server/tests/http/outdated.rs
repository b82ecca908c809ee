//! Forms of a session that is over.

use reqwest::Method;

use crate::browser::{Browser, PASSWORD, north};
use crate::support::Answer;

/// Sends a form as a page does, but for what `accept` says.
async fn send(browser: &Browser<'_>, path: &str, form: &str, accept: &str) -> Answer {
    let request = browser
        .server
        .request(Method::POST, path, "")
        .header("cookie", &browser.cookie)
        .header("accept", accept)
        .header("sec-fetch-site", "same-origin")
        .header("referer", format!("{}{path}?from=here", browser.server.url))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned());
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn what_was_typed_is_kept_and_sent_again_when_its_sender_says_so() {
    let (server, _) = north().await;
    server.user("north", "bea", PASSWORD).await;
    let before = Browser::signed_in(&server, "ada").await.form_token().await;
    let bea = Browser::signed_in(&server, "bea").await;
    let form = format!("form_token={before}&name=Cooks+%3Cb%3E&description=&was.name=");
    for accept in ["text/html", "*/*", "application/json"] {
        let page = send(&bea, "/groups/new", &form, accept).await;
        assert_eq!(page.status, 403, "{accept}");
        assert!(page.header("content-type").starts_with("text/html"), "{accept}");
        for expected in [
            "This form is out of date",
            "You are signed in as <bdi>bea in person</bdi>",
            "<dd><bdi class=\"block\">Cooks &lt;b&gt;</bdi></dd>",
            "href=\"/groups/new?from=here\"",
            "action=\"/groups/new\"",
            "<input type=\"hidden\" name=\"name\" value=\"Cooks &lt;b&gt;\">",
            "<input type=\"hidden\" name=\"was.name\" value=\"\">",
        ] {
            assert!(page.text.contains(expected), "{expected}: {}", page.text);
        }
        assert!(!page.text.contains(&before), "the old token is of no use to anyone");
    }
    let groups = server.desk.groups(&server.desk.operator(), server.ordinal("north")).await;
    assert_eq!(groups.unwrap().len(), 3, "nothing was done");
    let again = form.replace(&before, &bea.form_token().await);
    assert_eq!(send(&bea, "/groups/new", &again, "text/html").await.status, 303);
}

#[tokio::test]
async fn what_was_typed_beside_a_secret_is_shown_and_not_sent_again() {
    let (server, _) = north().await;
    let before = Browser::signed_in(&server, "ada").await.form_token().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let typed = "name=Terry+Lee&username=tlee&status=locked&description=a%0D%0Ab&seen_name=was";
    let form = format!("form_token={before}&{typed}&password=hunter2+hunter2");
    let page = send(&ada, "/users/new", &form, "text/html").await;
    assert_eq!(page.status, 403);
    for shown in ["Terry Lee", "tlee", "Locked", "without passwords and codes", "a\nb"] {
        assert!(page.text.contains(shown), "{shown}: {}", page.text);
    }
    for kept in ["hunter", "Send again", "seen_name", "U+000D"] {
        assert!(!page.text.contains(kept), "{kept}: {}", page.text);
    }
}

#[tokio::test]
async fn secrets_and_deletions_are_not_sent_again() {
    let (server, _) = north().await;
    let before = Browser::signed_in(&server, "ada").await.form_token().await;
    let ada = Browser::signed_in(&server, "ada").await;
    for (path, fields) in [
        ("/account/password", "old=hunter2&new=hunter3+hunter3&again=hunter3+hunter3"),
        ("/groups/x/delete", "version=77"),
        ("/delete?q=charge", "reason=Because&entries=77&confirm=77"),
    ] {
        let page = send(&ada, path, &format!("form_token={before}&{fields}"), "text/html").await;
        assert_eq!(page.status, 403, "{path}");
        assert!(page.text.contains("Open the page again"), "{path}: {}", page.text);
        for kept in ["hunter", "77", "Because", "Send again"] {
            assert!(!page.text.contains(kept), "{path} {kept}: {}", page.text);
        }
    }
}
