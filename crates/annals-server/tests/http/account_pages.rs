//! Accounts changed on their pages: what is refused, what is told, and two who change one.

use std::collections::BTreeMap;

use annals_desk::{AccountFields, NewUser, Role, User, UserId, UserStatus};
use annals_model::{Millis, Permission, Preference, Rights};
use serde_json::{Value, json};

use crate::browser::{Browser, north};
use crate::support::{Answer, NOW, PASSWORD, TestServer};

/// The fields of the form on a page, as a browser would send them.
pub(crate) async fn form(
    browser: &Browser<'_>,
    path: &str,
    does: &str,
) -> BTreeMap<String, String> {
    let page = browser.get(path).await;
    assert_eq!(page.0.status, 200, "{path}: {}", page.0.text);
    fields(&page.0.text, does)
}

/// The same of the form that does `does` in `html`; of the first one where it says nothing.
pub(crate) fn fields(html: &str, does: &str) -> BTreeMap<String, String> {
    let main = html.split("<main").nth(1).unwrap();
    let mut forms = main.split("<form ").skip(1).map(|form| form.split("</form>").next().unwrap());
    let marked = format!("name=\"do\" value=\"{does}\"");
    let wanted = |form: &&str| {
        form.contains("method=\"post\"") && (does.is_empty() || form.contains(&marked))
    };
    let form = forms.find(wanted).unwrap_or_else(|| panic!("no form to {does}: {main}"));
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        let text = rest.split('"').next()?;
        Some(
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&"),
        )
    };
    let mut found = BTreeMap::new();
    for tag in form.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        if is_box && !tag.contains(" checked") {
            continue;
        }
        let name = value(tag, " name").or_else(|| value(tag, "name")).unwrap();
        found.insert(name, value(tag, " value").unwrap_or_default());
    }
    for area in form.split("<textarea ").skip(1) {
        let text = area.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
        found.insert(value(area, "name").unwrap(), text.to_owned());
    }
    found
}

/// Sends a form with some fields filled in otherwise.
pub(crate) async fn send(
    browser: &Browser<'_>,
    path: &str,
    mut form: BTreeMap<String, String>,
    typed: &[(&str, &str)],
) -> Answer {
    for (name, value) in typed {
        form.insert((*name).to_owned(), (*value).to_owned());
    }
    let encode = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    let pairs = form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    Answer::of(browser.post(path, &pairs.collect::<Vec<_>>().join("&")).await).await
}

/// What the log tells since it had `before` entries in areas, oldest first: what a seed's table of
/// an area has, without what differs from run to run.
pub(crate) async fn told(server: &TestServer, key: &str, query: &str) -> Vec<Value> {
    let path = format!("/v1/events?limit=100&q={query}");
    let page = server.get(&path, key).await;
    let mut entries = page.body["entries"].as_array().unwrap().clone();
    for entry in &mut entries {
        let keep = ["action", "type", "area", "changes", "details", "actor"];
        let entry = entry.as_object_mut().unwrap();
        entry.retain(|field, _| keep.contains(&field.as_str()));
        // Signing in has tests of its own.
        if let Some(changes) = entry["changes"].as_array_mut() {
            changes.retain(|change| change["property"] != "must_change_password");
        }
        entry["actor"].as_object_mut().unwrap().retain(|field, _| field == "username");
    }
    entries.reverse();
    entries
}

async fn someone(server: &TestServer, fields: AccountFields) -> User {
    let new = annals_desk::NewUser {
        fields,
        ..annals_desk::NewUser::new(server.ordinal("north"), "", "", PASSWORD)
    };
    server.desk.create_user(&server.desk.operator(), new).await.unwrap()
}

async fn now(server: &TestServer, user: &User) -> User {
    let at = server.ordinal("north");
    server.desk.user(&server.desk.operator(), at, &user.id).await.unwrap()
}

fn path(user: &User) -> String {
    format!("/users/{}", user.id.0)
}

#[tokio::test]
async fn an_account_is_added_changed_and_deleted_and_each_is_told() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let new = form(&browser, "/users/new", "").await;
    let typed = [
        ("name", "Terry Lee"),
        ("username", "tlee"),
        ("password", "a long enough one"),
        ("email", "lee@example.org"),
        ("group", "staff"),
    ];
    let sent = send(&browser, "/users/new", new, &typed).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let place = sent.header("location").to_owned();
    assert!(browser.get(&place).await.0.text.contains("The account was added."));
    let path = place.split('?').next().unwrap();
    let change = form(&browser, path, "change").await;
    let typed = [
        ("name", "Terry <Lee>"),
        ("role", " Registrar "),
        ("email", ""),
        ("status", "disabled"),
        ("expires", "2027-06-30T17:00"),
        ("homepage", "/?q=type:delete"),
        ("staff_record", "staff:s-17"),
        ("without_calendar", "1"),
    ];
    let sent = send(&browser, path, change, &typed).await;
    assert_eq!(sent.header("location"), format!("{path}?done=changed"), "{}", sent.text);
    // What is saved unchanged changes nothing and is not told.
    let same = form(&browser, path, "change").await;
    assert_eq!(send(&browser, path, same, &[]).await.status, 303);
    let id = UserId(path.rsplit('/').next().unwrap().to_owned());
    let user =
        server.desk.user(&server.desk.operator(), server.ordinal("north"), &id).await.unwrap();
    assert_eq!((user.version, user.status), (2, UserStatus::Disabled));
    assert_eq!(user.expires_at, Some(Millis::parse("2027-06-30T17:00:00Z").unwrap()));
    assert_eq!(user.role.as_deref(), Some("Registrar"));

    let delete = form(&browser, &format!("{path}/delete"), "").await;
    let sent = send(&browser, &format!("{path}/delete"), delete, &[]).await;
    assert_eq!(sent.header("location"), "/users?done=deleted", "{}", sent.text);
    assert!(browser.get("/users?done=deleted").await.0.text.contains("The account was deleted."));
    assert_eq!(browser.get(path).await.0.status, 404);
    insta::assert_json_snapshot!(told(&server, &key, "object:tlee+area:User*").await);
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
    let (server, _) = north().await;
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = path(&user);
    for (field, typed, status, said) in [
        ("name", " ", 422, "Type 1 to 200 characters."),
        ("username", "ada", 409, "This username is taken."),
        ("email", "<b>", 422, "An e-mail address looks like"),
        ("homepage", "//evil.example", 422, "Type a path of Annals such as"),
        ("staff_record", "17", 422, "Type the record’s type and id"),
        ("role", "a\u{7}", 422, "This contains a character that can’t be seen, <bdi"),
        ("username", "ad\u{200B}a", 422, "This contains a character that can’t be seen, <bdi"),
        ("username", "\u{0430}da", 422, "mixes letters of different scripts"),
        ("expires", "9999-12-31T00:00", 422, "No time after <bdi"),
        ("expires", "tomorrow", 422, "Type a day and a time such as"),
        ("status", "asleep", 422, "Choose one of those that are listed."),
    ] {
        let change = form(&browser, &path, "change").await;
        let also = if field == "role" { "email" } else { "role" };
        let sent = send(&browser, &path, change, &[(field, typed), (also, "k@pt")]).await;
        assert_eq!(sent.status, status, "{field}");
        let place = sent.text.split(&format!("id=\"{field}-problem\"")).nth(1);
        let place = place.unwrap_or_else(|| panic!("{field}: {}", sent.text));
        assert!(place.split("</p>").next().unwrap().contains(said), "{field}: {place}");
        let shown = fields(&sent.text, "change");
        if field != "status" {
            assert_eq!(shown[field], typed, "{field}");
        }
        assert_eq!(shown[also], "k@pt");
        assert_eq!(now(&server, &user).await, user, "{field}");
    }
    // What is taken once it is right.
    let change = form(&browser, &path, "change").await;
    assert_eq!(send(&browser, &path, change, &[("username", "TLee")]).await.status, 303);
    for (missing, status) in [("name", 400), ("version", 400), ("do", 400), ("form_token", 403)] {
        let mut change = form(&browser, &path, "change").await;
        change.remove(missing);
        assert_eq!(send(&browser, &path, change, &[]).await.status, status, "{missing}");
    }
}

#[tokio::test]
async fn a_new_account_keeps_what_was_typed_but_for_the_password() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let new = form(&browser, "/users/new", "").await;
    let typed = [
        ("name", "Terry"),
        ("username", "ada"),
        ("password", "hunter2 hunter2"),
        ("group", "auditors"),
    ];
    let sent = send(&browser, "/users/new", new, &typed).await;
    assert_eq!(sent.status, 409);
    assert!(!sent.text.contains("hunter2"));
    let shown = fields(&sent.text, "");
    assert_eq!((&*shown["name"], &*shown["group"]), ("Terry", "auditors"));
    assert!(sent.text.contains("id=\"username-problem\""), "{}", sent.text);
    let short = [("username", "terry"), ("password", "short")];
    let sent = send(&browser, "/users/new", shown, &short).await;
    assert_eq!(sent.status, 422);
    assert!(sent.text.contains("id=\"password-problem\""), "{}", sent.text);
    let users = server.desk.users(&server.desk.operator(), server.ordinal("north")).await.unwrap();
    assert_eq!(users.len(), 1);
}

/// Two administrators change the same account: the second one is told what the first one changed,
/// overwrites nothing that they did not touch, and has to save knowingly what both changed.
#[tokio::test]
async fn the_second_of_two_is_told_and_nothing_is_lost() {
    let (server, _) = north().await;
    server.user("north", "bea", PASSWORD).await;
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    let (ada, bea) =
        (Browser::signed_in(&server, "ada").await, Browser::signed_in(&server, "bea").await);
    let path = path(&user);
    let (first, second) = (form(&ada, &path, "change").await, form(&bea, &path, "change").await);
    let of_ada = [("email", "lee@example.org"), ("role", "Registrar"), ("name", "T. <Lee>")];
    assert_eq!(send(&ada, &path, first, &of_ada).await.status, 303);
    let of_bea = [("homepage", "/views"), ("role", "Nurse")];
    let sent = send(&bea, &path, second, &of_bea).await;
    assert_eq!(sent.status, 409);
    let plain = sent.text.replace("<bdi>", "").replace("</bdi>", "");
    for expected in [
        "Someone else changed this meanwhile.",
        "Name: was Terry Lee, is now T. &lt;Lee&gt;.",
        "E-mail: was nothing, is now lee@example.org.",
        "Role: was nothing, is now Registrar. <strong>You typed something else",
    ] {
        assert!(plain.contains(expected), "{expected}: {plain}");
    }
    assert_eq!(plain.matches("You typed something else").count(), 1);
    let shown = fields(&sent.text, "change");
    let expected = [
        ("email", "lee@example.org"),
        ("role", "Nurse"),
        ("homepage", "/views"),
        ("name", "T. <Lee>"),
    ];
    for (field, value) in expected {
        assert_eq!(shown[field], value);
    }
    let held = now(&server, &user).await;
    assert_eq!((held.role.as_deref(), held.homepage), (Some("Registrar"), None));
    assert_eq!(send(&bea, &path, shown, &[]).await.status, 303);
    let held = now(&server, &user).await;
    assert_eq!((held.role.as_deref(), held.homepage.as_deref()), (Some("Nurse"), Some("/views")));
    assert_eq!((held.email.as_deref(), &*held.name), (Some("lee@example.org"), "T. <Lee>"));
}

/// What changed meanwhile and back again, so that no field shows it, is nothing to ask about.
#[tokio::test]
async fn what_no_field_shows_is_not_overwritten() {
    let (server, _) = north().await;
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let change = form(&browser, &path(&user), "change").await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    for (version, must_change_password) in [(1, true), (2, false)] {
        let fields = AccountFields { must_change_password, ..user.fields() };
        server.desk.change_user(&operator, at, &user.id, version, fields).await.unwrap();
    }
    let must = [("role", "Nurse"), ("must_change_password", "1")];
    let sent = send(&browser, &path(&user), change.clone(), &must).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let held = now(&server, &user).await;
    assert_eq!((held.must_change_password, held.role.as_deref()), (true, Some("Nurse")));
    // A change that shows is told, the box among them.
    let sent = send(&browser, &path(&user), change, &[("name", "T. Lee")]).await;
    assert_eq!(sent.status, 409);
    let box_of = "Another password at the next sign-in</bdi>: was <bdi>no</bdi>, is now <bdi>yes";
    assert!(sent.text.contains(box_of), "{}", sent.text);
}

/// A moment that nobody typed keeps its milliseconds, and an hour that comes twice its half.
#[tokio::test]
async fn an_expiry_that_is_not_touched_stays() {
    let (server, _) = north().await;
    server.set_zone("north", "America/New_York").await;
    for (username, at) in [("a", "2027-11-07T06:30:00.123Z"), ("b", "2027-11-07T06:30:00Z")] {
        let at = Millis::parse(at).unwrap();
        let fields = AccountFields { expires_at: Some(at), ..AccountFields::new(username, "A") };
        let user = someone(&server, fields).await;
        let browser = Browser::signed_in(&server, "ada").await;
        let change = form(&browser, &path(&user), "change").await;
        assert!(change["expires"].starts_with("2027-11-07T01:30"), "{change:?}");
        assert_eq!(send(&browser, &path(&user), change, &[("role", "x")]).await.status, 303);
        assert_eq!(now(&server, &user).await.expires_at, Some(at));
        let change = form(&browser, &path(&user), "change").await;
        let typed = [("expires", "2027-06-30T00:00")];
        assert_eq!(send(&browser, &path(&user), change, &typed).await.status, 303);
        let expected = Millis::parse("2027-06-30T04:00:00Z").unwrap();
        assert_eq!(now(&server, &user).await.expires_at, Some(expected));
        let change = form(&browser, &path(&user), "change").await;
        assert_eq!(send(&browser, &path(&user), change, &[("expires", "")]).await.status, 303);
        assert_eq!(now(&server, &user).await.expires_at, None);
    }
}

#[tokio::test]
async fn a_new_password_ends_sessions_and_is_told_without_it() {
    let (server, key) = north().await;
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let change = annals_desk::PreferenceChange {
        value: Some(annals_desk::NewValue::Own(annals_model::PreferenceValue::Whole(14))),
        ..Default::default()
    };
    let preference = Preference::PasswordLengthMin;
    server.desk.change_preference(&operator, at, preference, change).await.unwrap();
    let theirs = Browser::signed_in(&server, "tlee").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = path(&user);
    let page = browser.get(&path).await.0.text;
    assert!(page.contains("At least 14 characters."), "{page}");
    for (password, again, field) in [
        ("a long enough one", "another long one", "again-problem"),
        ("13 characters", "13 characters", "new-password-problem"),
    ] {
        let set = form(&browser, &path, "password").await;
        let typed = [("password", password), ("again", again)];
        let sent = send(&browser, &path, set, &typed).await;
        assert_eq!(sent.status, 422);
        assert!(sent.text.contains(&format!("id=\"{field}\"")), "{}", sent.text);
        assert!(!sent.text.contains(password));
    }
    assert_eq!(theirs.get("/help").await.0.status, 200);
    let set = form(&browser, &path, "password").await;
    let typed = [("password", "a long enough one"), ("again", "a long enough one")];
    let sent = send(&browser, &path, set, &typed).await;
    assert_eq!(sent.header("location"), format!("{path}?done=password"));
    assert_eq!(theirs.get("/help").await.0.status, 303);
    let told = told(&server, &key, "object:tlee+type:change").await;
    let properties: Vec<_> = told.iter().map(|one| &one["changes"][0]["property"]).collect();
    assert_eq!(properties[properties.len() - 2..], ["password", "session"]);
    assert!(!json!(told).to_string().contains("long enough"));
}

#[tokio::test]
async fn nobody_is_locked_out_and_nobody_takes_over_who_may_do_more() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let users = server.desk.users(&server.desk.operator(), server.ordinal("north")).await.unwrap();
    let own = path(&users[0]);
    assert!(!browser.get(&own).await.0.text.contains(&format!("{own}/delete")));
    let change = form(&browser, &own, "change").await;
    let sent = send(&browser, &own, change, &[("status", "locked"), ("role", "kept")]).await;
    assert_eq!(sent.status, 403);
    assert!(sent.text.contains("Nobody can disable, lock or delete their own account."));
    assert_eq!(fields(&sent.text, "change")["role"], "kept");
    let delete = form(&browser, &format!("{own}/delete"), "").await;
    let sent = send(&browser, &format!("{own}/delete"), delete, &[]).await;
    assert_eq!(sent.status, 403);

    // Who manages users and no more neither sees a form for an administrator nor sends one.
    let rights = [Permission::ReadUsers, Permission::ManageUsers];
    server.user_who_may("north", "max", &rights).await;
    let max = Browser::signed_in(&server, "max").await;
    let page = max.get(&own).await.0.text;
    assert!(page.contains("This account may do more than you"), "{page}");
    assert!(!page.contains("name=\"do\"") && !page.contains("/delete"));
    let change = form(&browser, &own, "change").await;
    let token = max.get(&own).await.all("name=\"form_token\" value=\"", "\"").remove(0);
    let sent = send(&max, &own, change, &[("form_token", &token), ("role", "x")]).await;
    assert_eq!(sent.status, 403);
    assert!(sent.text.contains("This account may do more than you"));
    let set = [
        ("form_token", &*token),
        ("do", "password"),
        ("password", "long enough x"),
        ("again", "long enough x"),
    ];
    assert_eq!(send(&max, &own, BTreeMap::new(), &set).await.status, 403);
    let delete = [("form_token", &*token), ("version", "1")];
    let sent = send(&max, &format!("{own}/delete"), BTreeMap::new(), &delete).await;
    assert_eq!(sent.status, 403);
    assert!(sent.text.contains("This account may do more than you"), "{}", sent.text);
    assert_eq!(now(&server, &users[0]).await, users[0]);
    assert_eq!(Browser::signed_in(&server, "ada").await.get("/users").await.0.status, 200);
}

#[tokio::test]
async fn the_last_administrator_is_not_disabled() {
    let (server, _) = north().await;
    let bea = someone(&server, AccountFields::new("bea", "Bea")).await;
    let (operator, at) = (server.desk.operator(), server.ordinal("n1"));
    server.user("n1", "kim", PASSWORD).await;
    let kim = server.desk.users(&operator, at).await.unwrap().remove(0);
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/users/{}", kim.id.0);
    let place = format!("{path}?organization=n1");
    let change = form(&browser, &place, "change").await;
    let sent = send(&browser, &place, change, &[("status", "disabled")]).await;
    assert_eq!(sent.status, 409);
    assert!(sent.text.contains("This is the last active administrator here."), "{}", sent.text);
    let delete = format!("{path}/delete?organization=n1");
    let sent = send(&browser, &delete, form(&browser, &delete, "").await, &[]).await;
    assert!(sent.status == 409 && sent.text.contains("last active administrator"));
    // With another one, kim goes.
    let at = server.ordinal("north");
    let role = Role::Administrators.group();
    server.desk.set_member(&operator, at, &bea.id, &role, true).await.unwrap();
    server.user("n1", "lou", PASSWORD).await;
    let sent = send(&browser, &delete, form(&browser, &delete, "").await, &[]).await;
    assert_eq!(sent.header("location"), "/users?organization=n1&done=deleted");
}

#[tokio::test]
async fn what_goes_with_an_account_is_said_before() {
    let (server, _) = north().await;
    let user = someone(&server, AccountFields::new("tlee", "Terry <Lee>")).await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    server.desk.set_member(&operator, at, &user.id, &Role::Staff.group(), true).await.unwrap();
    let holder = annals_desk::Holder::User(user.clone());
    let rights = annals_model::Rights::here([Permission::ReadEvents].into_iter().collect());
    server.desk.set_tool_rights(&operator, &holder, Default::default(), rights).await.unwrap();
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get(&format!("{}/delete", path(&user))).await.0.text;
    for expected in [
        "Delete the account of <bdi>Terry &lt;Lee&gt;</bdi>?",
        "Their place in 1 group",
        "1 tool right given directly",
        "Everything they did, in the log",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    // Changed since it was looked at: look again.
    let delete = form(&browser, &format!("{}/delete", path(&user)), "").await;
    let fields = AccountFields { expires_at: Some(NOW), ..user.fields() };
    server.desk.change_user(&operator, at, &user.id, 1, fields).await.unwrap();
    let sent = send(&browser, &format!("{}/delete", path(&user)), delete, &[]).await;
    assert_eq!(sent.status, 409);
    assert!(sent.text.contains("It was changed meanwhile"), "{}", sent.text);
}

#[tokio::test]
async fn who_is_limited_by_calendars_finds_nothing_to_change() {
    let (server, _) = north().await;
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    let id = server
        .user_who_may("north", "cal", &[Permission::ReadUsers, Permission::ManageUsers])
        .await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let cal = server.desk.user(&operator, at, &UserId(id)).await.unwrap();
    let year = annals_model::Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    let (holder, add) = (annals_desk::Holder::User(cal), annals_desk::CalendarChange::Add(year));
    server.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    let browser = Browser::signed_in(&server, "cal").await;
    let list = browser.get("/users").await.0.text;
    assert!(list.contains("Calendar rights limit what you see.") && !list.contains("/users/new"));
    let page = browser.get(&path(&user)).await.0.text;
    assert!(!page.contains("name=\"do\"") && page.contains("tlee"));
}

/// A link to someone need not say where they are, for those who see them; the menu of whoever looks
/// elsewhere says where they are themselves.
#[tokio::test]
async fn someone_below_is_found_without_naming_the_organisation() {
    let (server, _) = north().await;
    for place in ["n1", "south", "state"] {
        server.user(place, &format!("u-{place}"), PASSWORD).await;
    }
    let users = async |place: &str| {
        let at = server.ordinal(place);
        server.desk.users(&server.desk.operator(), at).await.unwrap().remove(0)
    };
    let browser = Browser::signed_in(&server, "ada").await;
    let below = path(&users("n1").await);
    let led = browser.get(&format!("{below}?zone=UTC")).await.0;
    let there = format!("{below}?organization=n1&zone=utc");
    assert_eq!((led.status, led.header("location")), (303, &*there));
    let page = browser.get(&there).await.0;
    assert!(page.status == 200 && page.text.contains("u-n1 in person"), "{}", page.text);
    let head = page.text.split("<div class=\"profile-head\">").nth(1).unwrap();
    let head = head.split("</div></div>").next().unwrap();
    assert!(head.contains("<bdi>NORTH</bdi>") && !head.contains("N1"), "{head}");
    for place in ["south", "state"] {
        let page = browser.get(&path(&users(place).await)).await.0;
        assert_eq!(page.status, 404, "{place}");
        assert!(!page.text.contains(place), "{place}: {}", page.text);
    }
    // Who reaches no further than their own finds nobody below.
    let near = NewUser {
        rights: Rights::here([Permission::ReadUsers].into_iter().collect()),
        ..NewUser::new(server.ordinal("north"), "near", "Near", PASSWORD)
    };
    server.desk.create_user(&server.desk.operator(), near).await.unwrap();
    let near = Browser::signed_in(&server, "near").await;
    assert_eq!(near.get(&below).await.0.status, 404);
}
