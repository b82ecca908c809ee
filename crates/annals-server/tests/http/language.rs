//! The language of pages: whose choice, where it holds, and what stays in English.

use std::io::Cursor;

use annals_testkit::pdf::Pdf;
use calamine::{Reader, Xlsx};
use reqwest::Method;

use crate::browser::{Browser, north};
use crate::stream::Tail;
use crate::support::{Answer, NOW, TestServer, event};

/// Asks with the cookie and the `Accept-Language` of a browser.
async fn get(server: &TestServer, path: &str, cookie: &str, wanted: &str) -> Answer {
    let request = server
        .request(Method::GET, path, "")
        .header("accept", "text/html,*/*;q=0.8")
        .header("cookie", cookie)
        .header("accept-language", wanted);
    Answer::of(request.send().await.unwrap()).await
}

/// Sends the choice, as from `page`.
async fn choose(server: &TestServer, language: &str, page: &str) -> Answer {
    let request = server
        .request(Method::POST, "/language", "")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .header("referer", page)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("language={language}"));
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn pages_are_in_the_language_that_was_chosen_or_is_wanted() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (chosen, wanted, expected) in [
        ("", "de, es-MX;q=0.9", ["<html lang=\"es\" dir=\"ltr\"", "egistro de auditoría"]),
        ("annals-language=ar", "es", ["<html lang=\"ar\" dir=\"rtl\"", "سجل التدقيق"]),
        ("annals-language=en", "es", ["<html lang=\"en\" dir=\"ltr\"", "Audit Log"]),
        ("annals-language=x", "", ["<html lang=\"en\" dir=\"ltr\"", "Audit Log"]),
    ] {
        let cookie = format!("{}; {chosen}", browser.cookie);
        for path in ["/", "/views", "/go?q=a", "/entries/0", "/nowhere"] {
            let page = get(&server, path, &cookie, wanted).await;
            for part in expected {
                assert!(page.text.contains(part), "{path}, {chosen}, {wanted}: {part}");
            }
        }
    }
}

#[tokio::test]
async fn what_other_threads_and_streams_write_is_in_the_language_too() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    let cookie = format!("{}; annals-language=ar", browser.cookie);
    // Figures and suggestions are made where searches run.
    let nothing = get(&server, "/?q=charge&source=x", &cookie, "").await;
    assert!(nothing.text.contains("البحث في كل المصادر"), "{}", nothing.text);
    let options = get(&server, "/go/results?q=1", &cookie, "").await;
    assert!(options.text.contains("القيد 1"), "{}", options.text);
    let request = server.request(Method::GET, "/live?after=0", "").header("cookie", &cookie);
    let mut tail = Tail::of(request.send().await.unwrap()).await;
    tail.until("event: entry").await;
    assert!(tail.text.contains("حذف") && !tail.text.contains("Delete\\\""), "{}", tail.text);
}

#[tokio::test]
async fn the_choice_is_kept_and_leads_back() {
    let (server, _) = north().await;
    let page = format!("{}/sign-in?next=/views", server.url);
    for (from, expected) in
        [(&*page, "/sign-in?next=/views"), ("https://evil.example/sign-in", "/"), ("", "/")]
    {
        let answer = choose(&server, "es", from).await;
        assert_eq!((answer.status, answer.header("location")), (303, expected), "{from}");
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("annals-language=es; Path=/; Max-Age="), "{cookie}");
        assert!(cookie.ends_with("; HttpOnly; SameSite=Lax"), "{cookie}");
    }
    let refused = choose(&server, "tlh", &page).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains(">en, es, ar</bdi>."), "{}", refused.text);
    assert_eq!(refused.header("set-cookie"), "");
}

#[tokio::test]
async fn a_choice_on_a_page_that_answered_a_form_leads_to_a_page() {
    let (server, key) = north().await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let token = browser.form_token().await;
    let form = format!("form_token={token}&name=Refunds");
    let saved = Answer::of(browser.post("/views?q=a", &form).await).await;
    let (_, id) = saved.header("location").split_once("view=").unwrap();
    browser.post("/views?q=b", &form.replace("Refunds", "Other")).await;
    let edit = format!("/views/{id}/edit");
    // What each form is refused with, and where its address leads without the form.
    for (path, fields, refused, leads) in [
        ("/views?q=b", "name=", 422, 200),
        (&*edit, "name=Other", 409, 200),
        ("/views/nope/edit", "name=Other", 404, 404),
        ("/views/nope/search?q=a", "", 404, 303),
        ("/views/nope/delete", "", 404, 404),
        ("/delete?q=charge", "reason=", 400, 200),
        ("/delete/selected?q=charge", "of=selection", 400, 303),
        ("/export?q=charge", "format=doc", 400, 303),
        ("/exports/nope/cancel", "", 404, 303),
        ("/exports/%0A/cancel", "", 404, 303),
        ("/language", "language=tlh", 400, 303),
        ("/sign-out", "form_token=", 403, 303),
        ("/sign-in", "username=ada", 400, 303),
        ("/", "a=b", 405, 200),
    ] {
        let form = match fields.contains("form_token") {
            true => fields.to_owned(),
            false => format!("form_token={token}&{fields}"),
        };
        let answer = Answer::of(browser.post(path, &form).await).await;
        assert_eq!(answer.status, refused, "{path}: {}", answer.text);
        let chosen = choose(&server, "es", &format!("{}{path}", server.url)).await;
        assert_eq!((chosen.status, chosen.header("location")), (303, path));
        let page = browser.get(path).await.0;
        assert_eq!(page.status, leads, "{path}: {}", page.text);
        if leads == 303 {
            let status = browser.get(page.header("location")).await.0.status;
            assert!([200, 303, 404].contains(&status), "{path}: {}", page.header("location"));
        }
    }
}

#[tokio::test]
async fn files_and_the_api_stay_in_english() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    let token = browser.form_token().await;
    let export = |cookie: String| {
        let request = server
            .request(Method::POST, "/export?q=charge", "")
            .header("cookie", cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("form_token={token}&at={NOW}&format=csv"));
        async move { Answer::of(request.send().await.unwrap()).await.text }
    };
    let english = export(browser.cookie.clone()).await;
    let arabic = export(format!("{}; annals-language=ar", browser.cookie)).await;
    assert!(english.contains(",Affected Records,Organisation\r\n"), "{english}");
    assert!(english.contains(",Delete,Success,"), "{english}");
    assert_eq!(arabic, english);
    for format in ["ndjson", "xlsx"] {
        let english = file(&browser, "en", format).await;
        for language in ["es", "ar"] {
            assert_eq!(file(&browser, language, format).await, english, "{format}, {language}");
        }
    }
}

/// What a file of data says to whoever reads in `language`.
async fn file(browser: &Browser<'_>, language: &str, format: &str) -> Vec<Vec<String>> {
    let cookie = format!("{}; annals-language={language}", browser.cookie);
    let browser = Browser { server: browser.server, cookie };
    if format != "xlsx" {
        let text = Answer::of(browser.export("?q=charge", format).await).await.text;
        return vec![text.lines().map(str::to_owned).collect()];
    }
    let href = browser.prepare("?q=charge", format).await;
    browser.ready(&href).await;
    let bytes = browser.file(&href).await.1;
    let sheet = Xlsx::new(Cursor::new(bytes)).unwrap().worksheet_range("Audit Log").unwrap();
    assert_eq!(sheet.height(), 2);
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[tokio::test]
async fn a_report_is_for_people_and_in_their_language() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    server.send(&key, &[event("e-1", "charge.deleted")]).await;
    // Arabic is drawn, and thus read back, from its left end on.
    for (language, title, last, fact, foot) in [
        ("en", "Audit Log · NORTH", "Description", "Entries: 1 entry", "Page 1 of 1"),
        (
            "es",
            "Registro de auditoría · NORTH",
            "Descripción",
            "Entradas: 1 entrada",
            "Página 1 de 1",
        ),
        ("ar", "سجل التدقيق · NORTH", "فصولا", "2026-11-20 09:00 +00:00", "ةحفص"),
    ] {
        let cookie = format!("{}; annals-language={language}", browser.cookie);
        let browser = Browser { server: &server, cookie };
        let href = browser.prepare("?q=charge", "pdf").await;
        browser.ready(&href).await;
        let pdf = Pdf::read(&browser.file(&href).await.1);
        assert_eq!((&*pdf.language, &*pdf.title), (language, title));
        assert_eq!(pdf.head[8], last);
        assert!(pdf.texts.iter().any(|(_, text)| text.contains(fact)), "{:?}", pdf.texts);
        assert!(pdf.pages[0].contains(foot), "{}", pdf.pages[0]);
        // What applications wrote stays as it was written.
        assert!(pdf.rows[0].contains(&"Deleted Charge".to_owned()), "{:?}", pdf.rows);
        let is_rtl = pdf.head_places[0] > pdf.head_places[1];
        assert_eq!(is_rtl, language == "ar");
    }
}
