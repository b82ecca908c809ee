//! Pages in another time zone than the organisation's, on the days on which clocks change.

use annals_model::{Millis, Permission};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned};
use serde_json::{Value, json};

use crate::browser::{Browser, Page, north};
use crate::stream::Tail;
use crate::support::{Answer, NOW, TestServer, event};

/// The organisation's zone.
const HOME: &str = "America/New_York";
/// Zones and the words for them in an address.
const ZONES: [(&str, &str); 3] =
    [(HOME, ""), ("UTC", "&zone=utc"), ("Asia/Kathmandu", "&zone=Asia/Kathmandu")];
/// When clocks go forward and back in New York.
const DAYS: [&str; 2] = ["2025-03-09", "2025-11-02"];

/// Twice an hour around both days.
fn moments() -> Vec<Timestamp> {
    let start = |day: &str| format!("{day}T00:15:10Z").parse::<Timestamp>().unwrap();
    let around = |day: &str| {
        let first = start(day).checked_sub(24.hours()).unwrap();
        (0..144_i64).map(move |i| first.checked_add((30 * i).minutes()).unwrap())
    };
    DAYS.into_iter().flat_map(around).collect()
}

async fn new_york() -> (TestServer, String) {
    let (server, key) = north().await;
    server.set_zone("north", HOME).await;
    let timed = |(i, at): (usize, Timestamp)| {
        let mut event = event(&format!("t-{i}"), "clock.changed");
        event["occurred_at"] = json!(at.to_string());
        event
    };
    let events: Vec<Value> = moments().into_iter().enumerate().map(timed).collect();
    server.send(&key, &events).await;
    (server, key)
}

/// How many of the moments are so on a clock in `zone`.
fn count(zone: &str, is_so: impl Fn(&Zoned) -> bool) -> u64 {
    let local = moments().into_iter().map(|at| at.in_tz(zone).unwrap());
    local.filter(|at| is_so(at)).count() as u64
}

async fn total(browser: &Browser<'_>, path: &str) -> u64 {
    let page = browser.get(path).await;
    assert_eq!(page.0.status, 200, "{path}: {}", page.0.text);
    page.total()
}

#[tokio::test]
async fn typed_dates_count_in_the_zone_of_the_page() {
    let (server, _) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (zone, chosen) in ZONES {
        for text in DAYS {
            let day: Date = text.parse().unwrap();
            let whole = count(zone, |at| at.date() == day);
            // Half an hour less or more on the clock's side than days usually have.
            let usual = if zone == HOME { if text == DAYS[0] { 46 } else { 50 } } else { 48 };
            assert_eq!(whole, usual, "{zone} {text}");
            let field = format!("/?q=clock&from={text}&to={text}{chosen}");
            assert_eq!(total(&browser, &field).await, whole, "{field}");
            let word = format!("/?q=clock+{text}{chosen}");
            assert_eq!(total(&browser, &word).await, whole, "{word}");
            let since = format!("/?q=clock+after:{text}T01:00+before:{text}T03:00{chosen}");
            let hours = count(zone, |at| at.date() == day && [1, 2].contains(&at.hour()));
            assert_eq!(total(&browser, &since).await, hours, "{since}");
        }
        // The minute comes twice in New York, and both are meant.
        let minute = format!("/?q=clock+2025-11-02+1:45+AM{chosen}");
        let twice = count(zone, |at| at.strftime("%F %H:%M").to_string() == "2025-11-02 01:45");
        assert_eq!(total(&browser, &minute).await, twice, "{minute}");
        assert_eq!(
            twice,
            match zone {
                HOME => 2,
                "UTC" => 1,
                _ => 0,
            }
        );
    }
}

/// Count and address of each bar that has entries.
fn bars(page: &Page) -> Vec<(u64, String)> {
    let rows = page.all("<th scope=\"row\"><a href=\"", "</td>");
    let bar = |row: &String| {
        let (href, rest) = row.split_once('"').unwrap();
        (rest.rsplit('>').next().unwrap().replace(',', "").parse().unwrap(), href.to_owned())
    };
    rows.iter().map(bar).collect()
}

#[tokio::test]
async fn bars_find_what_they_count_also_in_the_hour_that_comes_twice() {
    let (server, _) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (zone, chosen) in ZONES {
        for (from, to) in [("2025-03-09", "2025-03-10"), ("2025-11-01", "2025-11-03")] {
            let path = format!("/?q=clock&from={from}&to={to}{chosen}");
            let page = browser.get(&path).await;
            assert!(page.0.text.contains("Entries per hour"), "{path}");
            let bars = bars(&page);
            let sum: u64 = bars.iter().map(|(count, _)| count).sum();
            assert_eq!(sum, page.total(), "{path}");
            for (count, href) in bars {
                assert_eq!(count, 2, "{zone} {href}");
                assert_eq!(total(&browser, &href).await, count, "{zone} {href}");
            }
        }
    }
}

#[tokio::test]
async fn the_whole_page_shows_the_zone_and_links_keep_it() {
    let (server, key) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (zone, chosen, line, row, day) in [
        (HOME, "", "now UTC−05:00", "2025-11-02 01:15:10 -05:00", "Nov 2, 2025"),
        ("UTC", "&zone=utc", "now UTC+00:00", "2025-11-02 06:15:10", "Nov 2, 2025"),
        ("Asia/Kathmandu", "&zone=Asia/Kathmandu", "now UTC+05:45", "2025-11-02 12:00:10", ""),
    ] {
        let path = format!("/?q=clock+2025-11-02T06:15Z{chosen}");
        let page = browser.get(&path).await;
        assert_eq!(page.total(), 1, "{path}");
        assert!(page.0.text.contains(&format!("All times are in {zone}, {line}.")), "{path}");
        // Copied rows say which of two hours it is.
        let copied = page.all("data-row=\"", "\"").remove(0);
        assert_eq!(copied.split('\t').next(), Some(row), "{path}");
        assert!(page.0.text.contains(day), "{path}");
        let entry = page.all("class=\"clamp\"><a href=\"/entries/", "\"").remove(0);
        assert_eq!(entry.contains("zone="), !chosen.is_empty(), "{entry}");
        let machine = page.all("<time datetime=\"", "\"").remove(0);
        assert_eq!(machine.parse::<Timestamp>().unwrap(), "2025-11-02T06:15:10Z".parse().unwrap());
        // The entry's page, and what it leads to.
        let page = browser.get(&format!("/entries/{entry}")).await;
        assert!(page.0.text.contains(&format!("All times are in {zone}, {line}.")), "{entry}");
        assert!(page.0.text.contains(&format!("{machine}\" title=")), "{entry}");
        let around = page.all("<section aria-labelledby=\"around\">", "</section>").remove(0);
        for href in around.split("href=\"").skip(1) {
            let href = href.split(['"', '#']).next().unwrap();
            assert!(total(&browser, href).await > 0, "{href}");
            assert_eq!(href.contains("zone="), !chosen.is_empty(), "{href}");
        }
        let near = around.split("href=\"").nth(2).unwrap().split('#').next().unwrap();
        assert!(!near.contains("2025-11-02+01:1"), "of two hours one is meant: {near}");
    }
    drop(key);
}

#[tokio::test]
async fn today_is_the_readers_and_is_pinned_as_dates() {
    let (server, key) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    // It is 4 AM in New York and 14:45 in Kathmandu.
    assert_eq!(NOW, Millis::parse("2026-11-20T09:00:00Z").unwrap());
    let mut late = event("late", "shift.ended");
    late["occurred_at"] = json!("2026-11-19T20:00:00Z");
    server.send(&key, &[late]).await;
    for (chosen, today, pinned) in [
        ("", 0, "from=2026-11-20&to=2026-11-20"),
        ("&zone=utc", 0, "from=2026-11-20&to=2026-11-20&zone=utc"),
        ("&zone=Asia/Kathmandu", 1, "from=2026-11-20&to=2026-11-20&zone=Asia/Kathmandu"),
    ] {
        let path = format!("/?q=shift&range=today{chosen}");
        let page = browser.get(&path).await;
        assert_eq!(page.total(), today, "{path}");
        let pin = page.all("<a class=\"pin\" href=\"", "\"").remove(0);
        assert_eq!(pin, format!("/?q=shift&{pinned}"), "{path}");
        let pinned = browser.get(&pin).await;
        assert_eq!(pinned.total(), today, "{pin}");
        assert!(pinned.all("class=\"pin\"", ">").is_empty(), "dates need no pin");
    }
    for (relative, is_pinned) in
        [("from=yesterday", true), ("from=12h", true), ("from=2025-11-02&to=2025-11-03", false)]
    {
        let page = browser.get(&format!("/?{relative}")).await;
        assert_eq!(page.0.text.contains("class=\"pin\""), is_pinned, "{relative}");
    }
}

#[tokio::test]
async fn going_to_another_zone_keeps_the_entries_and_the_page() {
    let (server, _) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let moved = async |path: &str| browser.get(path).await.0.header("location").to_owned();
    // Times are written anew, and stay the same moments.
    let typed = "q=clock&from=2025-11-02+01:00&to=2025-11-02+01:59";
    let there = moved(&format!("/zone?{typed}&in=Asia/Kathmandu")).await;
    let expected =
        "/?q=clock&from=2025-11-02+10:45&to=2025-11-02+12:44&zone=Asia/Kathmandu".to_owned();
    assert_eq!(there, expected);
    assert_eq!(total(&browser, &there).await, 4);
    assert_eq!(total(&browser, &format!("/?{typed}")).await, 4);
    // Days are days there.
    for days in ["from=2025-11-02&to=2025-11-02", "range=7d"] {
        let moved = moved(&format!("/zone?{days}&sort=ip&zone=utc&in=organization")).await;
        assert_eq!(moved, format!("/?{days}&sort=ip"));
    }
    let entry = moved("/zone?q=clock&entry=7&in=UTC").await;
    assert_eq!(entry, "/entries/7?q=clock&zone=utc");
    // The third page stays the third page, in both ways of turning.
    let first = browser.get("/?q=clock").await;
    let second = first.turn("next").unwrap();
    let third = browser.get(&second).await.turn("next").unwrap();
    let rows = browser.get(&third).await.rows();
    let utc = moved(&third.replace("/?", "/zone?in=utc&")).await;
    assert!(utc.contains("next="), "{utc}");
    let page = browser.get(&utc).await;
    assert_eq!(page.rows(), rows);
    let back = page.turn("prev").unwrap();
    let home = moved(&back.replace("/?", "/zone?in=organization&")).await;
    assert_eq!(browser.get(&home).await.rows(), browser.get(&second).await.rows());
    // Where other entries are found there is no such page.
    let days = browser.get("/?q=clock&from=2025-11-01&to=2025-11-03").await;
    let next = days.turn("next").unwrap().replace("/?", "/zone?in=utc&");
    assert!(!moved(&next).await.contains("next="));
}

#[tokio::test]
async fn what_is_counted_exported_told_and_followed_is_what_the_page_shows() {
    let (server, key) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let search = "?q=clock+2025-11-02&zone=Asia/Kathmandu";
    let page = browser.get(&format!("/{search}")).await;
    assert_eq!(page.total(), 48);
    // The API takes dates in the organisation's zone.
    let counted = browser.get(&page.all("data-count=\"", "\"").remove(0)).await.0;
    assert_eq!(counted.body["total"], json!(48));
    assert!(page.0.text.contains("Its times are in Asia/Kathmandu;"));
    let token = browser.form_token().await;
    let form = format!("form_token={token}&at={NOW}&format=csv");
    let file = Answer::of(browser.post(&format!("/export{search}"), &form).await).await;
    let lines: Vec<&str> = file.text.lines().skip(1).collect();
    assert_eq!(lines.len(), 48);
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells[1].starts_with("2025-11-02 "), "{line}");
        assert_eq!(cells[2], "Asia/Kathmandu +05:45");
        let at: Timestamp = cells[3].parse().unwrap();
        let local = at.in_tz("Asia/Kathmandu").unwrap();
        assert_eq!(cells[1], local.strftime("%F %T").to_string());
    }
    let told = server.get("/v1/events?q=action:annals.log.exported", &key).await.body;
    assert_eq!(told["entries"][0]["details"]["zone"], json!("Asia/Kathmandu"));
    // Working hours are those of the people, not of the reader.
    let at_home = total(&browser, "/?q=hours:off+clock").await;
    assert!(at_home > 0 && at_home < 288, "{at_home}");
    for zone in ["utc", "Asia/Kathmandu"] {
        assert_eq!(total(&browser, &format!("/?q=hours:off+clock&zone={zone}")).await, at_home);
    }
    // Live rows.
    let live = browser.get("/?q=clock&zone=Asia/Kathmandu&live=1").await;
    let href = live.all("data-live=\"", "\"").pop().unwrap();
    let request = server.request(reqwest::Method::GET, &href, "").header("cookie", &browser.cookie);
    let mut tail = Tail::of(request.send().await.unwrap()).await;
    let mut new = event("new", "clock.wound");
    new["occurred_at"] = json!("2026-11-19T20:00:00Z");
    server.send(&key, &[new]).await;
    tail.until("event: entry").await;
    assert!(tail.text.contains("2026-11-20T01:45:00.000+05:45"), "{}", tail.text);
    assert!(tail.text.contains("zone=Asia/Kathmandu"), "{}", tail.text);
}

#[tokio::test]
async fn a_zone_that_there_is_not_is_named_and_nothing_is_done_in_its_place() {
    let (server, _) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let said = "There is no time zone “Mars/Olympus”. All times are in America/New_York.";
    let page = browser.get("/?q=clock+2025-11-02&zone=Mars/Olympus").await;
    assert_eq!((page.0.status, page.total()), (200, 50));
    assert!(page.0.text.contains(said) && !page.0.text.contains("zone=Mars"));
    let entry = browser.get("/entries/9?zone=Mars/Olympus").await;
    assert!(entry.0.text.contains(said), "{}", entry.0.text);
    let token = browser.form_token().await;
    let form = format!("form_token={token}&at={NOW}&format=csv");
    let refused = browser.post("/export?q=clock&zone=Mars/Olympus", &form).await;
    assert_eq!(refused.status(), 400);
    assert_eq!(browser.get("/delete?q=clock&zone=Mars/Olympus").await.0.status, 400);
    assert_eq!(browser.get("/live?q=clock&zone=Mars/Olympus").await.0.status, 400);
    let choice = browser.get("/zone?q=clock&in=Mars/Olympus").await;
    assert_eq!(choice.0.status, 400);
    assert!(choice.0.text.contains("There is no time zone “Mars/Olympus”."));
    let choice = browser.get("/zone?q=clock").await;
    assert_eq!(choice.0.status, 200);
    assert!(choice.0.text.contains("<option value=\"Asia/Kathmandu\">Kathmandu, UTC+05:45<"));
    assert!(choice.0.text.contains("<option value=\"America/New_York\" selected>"));
}

#[tokio::test]
async fn a_view_keeps_the_zone_in_which_it_was_saved() {
    let (server, _) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let token = browser.form_token().await;
    let form = format!("form_token={token}&name=There");
    let saved = browser.post("/views?q=clock&range=7d&zone=Asia/Kathmandu", &form).await;
    let href = saved.headers()["location"].to_str().unwrap().to_owned();
    assert!(href.starts_with("/?q=clock&range=7d&zone=Asia/Kathmandu&view="), "{href}");
    let id = href.rsplit('=').next().unwrap();
    let opened = browser.get(&format!("/views/{id}")).await;
    assert_eq!(opened.0.header("location"), href);
    assert!(browser.get("/views").await.0.text.contains("Time Zone: "));
    let other = browser.get(&href.replace("&zone=Asia/Kathmandu", "")).await;
    assert!(other.0.text.contains("changed"), "the view is another one in another zone");
}

#[tokio::test]
async fn whoever_may_not_read_the_log_chooses_no_zone() {
    let (server, _) = north().await;
    server.user_who_may("north", "bob", &[Permission::WriteEvents]).await;
    let bob = Browser::signed_in(&server, "bob").await;
    assert_eq!(bob.get("/zone?in=utc").await.0.status, 403);
}

#[tokio::test]
async fn ways_to_other_pages_keep_the_zone() {
    let (server, _) = new_york().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let header = async |path: &str| {
        let page = browser.get(path).await;
        assert_eq!(page.0.status, 200, "{path}: {}", page.0.text);
        let header = page.0.text.split("</header>").next().unwrap();
        let links = header.split("<header").nth(1).unwrap().split("<a ").skip(1);
        let href = |link: &str| link.split("href=\"").nth(1)?.split('"').next().map(str::to_owned);
        links.filter_map(href).collect::<Vec<_>>()
    };
    for (asked, kept) in [
        ("", ""),
        ("?zone=utc", "?zone=utc"),
        ("?zone=asia/katmandu", "?zone=Asia/Kathmandu"),
        ("?zone=Mars/Olympus", ""),
        ("?zone=%22%3E%3Cb%3E", ""),
    ] {
        let security = "/reports/user-security";
        let usual = header("/").await;
        for path in ["/", security, "/go", "/help"] {
            assert!(usual.iter().any(|way| way == path), "{path}: {usual:?}");
        }
        // Whatever menus have, all of it.
        let joined = kept.replace('?', "&amp;");
        let and_kept = |way: &String| match way.contains('?') {
            true => format!("{way}{joined}"),
            false => format!("{way}{kept}"),
        };
        let ways: Vec<_> = usual.iter().map(and_kept).collect();
        // There another organisation is chosen for the same page.
        let report = header(&format!("{security}{asked}")).await;
        assert!(report.iter().all(|way| way.ends_with(kept.trim_start_matches('?'))), "{report:?}");
        for path in ["/", "/entries/3", "/help", "/help/zones", "/go", "/views"] {
            assert_eq!(header(&format!("{path}{asked}")).await, ways, "{path}{asked}");
        }
    }
    let help = browser.get("/help/searching?zone=utc").await.0.text;
    assert!(help.contains("href=\"/help/searching?zone=utc#dates\""), "{help}");
    assert!(browser.get("/go?zone=utc").await.0.text.contains("name=\"zone\" value=\"utc\""));
}
