//! Groups, who is in them, tool rights and calendar rights changed on their pages.

use annals_desk::{CalendarChange, GroupFields, Holder, NewUser, Role, User};
use annals_model::{Calendar, Module, Permission, Rights, Scopes};

use crate::account_pages::{fields, form, send, told};
use crate::browser::{Browser, north};
use crate::support::{PASSWORD, TestServer};

async fn user(server: &TestServer, username: &str) -> User {
    let new = NewUser::new(server.ordinal("north"), username, username, PASSWORD);
    server.desk.create_user(&server.desk.operator(), new).await.unwrap()
}

async fn group(server: &TestServer, name: &str) -> annals_desk::Group {
    let fields = GroupFields { name: name.to_owned(), ..GroupFields::default() };
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    server.desk.create_group(&operator, at, fields).await.unwrap()
}

async fn rights(server: &TestServer, holder: &Holder) -> Rights {
    server.desk.tool_rights(&server.desk.operator(), holder).await.unwrap()
}

fn scopes(rights: &[Permission]) -> Scopes {
    rights.iter().copied().collect()
}

#[tokio::test]
async fn a_group_is_added_changed_and_deleted_and_each_is_told() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let new = form(&browser, "/groups/new", "").await;
    let typed = [("name", "Nurses"), ("description", "Health office\r\nand more")];
    let sent = send(&browser, "/groups/new", new, &typed).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let place = sent.header("location").to_owned();
    assert!(browser.get(&place).await.0.text.contains("The group was added."));
    let path = place.split('?').next().unwrap();
    // Saved as it is, nothing changes: lines end as they did.
    let same = form(&browser, path, "").await;
    assert_eq!(send(&browser, path, same, &[]).await.status, 303);
    let change = form(&browser, path, "").await;
    let typed = [("name", "School <Nurses>"), ("description", ""), ("without_calendar", "1")];
    let sent = send(&browser, path, change, &typed).await;
    assert_eq!(sent.header("location"), format!("{path}?done=group-changed"), "{}", sent.text);
    let tlee = user(&server, "tlee").await;
    let members = format!("{path}/members");
    let found = browser.get(&format!("{members}?find=TLE")).await.0.text;
    let sent = send(&browser, &members, fields(&found, "add"), &[]).await;
    assert_eq!(sent.header("location"), format!("{members}?done=added&find=TLE"));
    assert!(browser.get(&members).await.0.text.contains(&format!("/users/{}", tlee.id.0)));
    let sent = send(&browser, &members, form(&browser, &members, "remove").await, &[]).await;
    assert_eq!(sent.header("location"), format!("{members}?done=removed"), "{}", sent.text);
    let delete = format!("{path}/delete");
    let sent = send(&browser, &delete, form(&browser, &delete, "").await, &[]).await;
    assert_eq!(sent.header("location"), "/groups?done=group-deleted", "{}", sent.text);
    insta::assert_json_snapshot!(told(&server, &key, "area:UserGroup*+nurses").await);
}

#[tokio::test]
async fn what_a_group_cannot_be_called_stands_at_its_field() {
    let (server, _) = north().await;
    let nurses = group(&server, "Nurses").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/groups/{}", nurses.id.0);
    let long = "x".repeat(501);
    group(&server, "Office").await;
    for (field, typed, said) in [
        ("name", "OFFICE", "There is a group called"),
        ("name", "staff", "There is a group called"),
        ("name", "", "Type 1 to 200 characters."),
        ("description", &*long, "Type at most 500 characters."),
    ] {
        for (path, also) in [(&*path, ("without_calendar", "1")), ("/groups/new", ("name", "New"))]
        {
            let typed =
                if field == also.0 { vec![(field, typed)] } else { vec![also, (field, typed)] };
            let sent = send(&browser, path, form(&browser, path, "").await, &typed).await;
            let status = if said.contains("There is") { 409 } else { 422 };
            assert_eq!(sent.status, status, "{path} {typed:?}");
            let place = sent.text.split(&format!("id=\"{field}-problem\"")).nth(1);
            let place = place.unwrap_or_else(|| panic!("{typed:?}: {}", sent.text));
            assert!(place.split("</p>").next().unwrap().contains(said), "{typed:?}: {place}");
            for (name, value) in typed {
                assert_eq!(fields(&sent.text, "")[name], value);
            }
        }
    }
}

#[tokio::test]
async fn the_second_of_two_who_change_a_group_is_told() {
    let (server, _) = north().await;
    let nurses = group(&server, "Nurses").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/groups/{}", nurses.id.0);
    let change = form(&browser, &path, "").await;
    let fields_now = GroupFields {
        name: "School Nurses".to_owned(),
        description: "First".to_owned(),
        without_calendar: true,
    };
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    server.desk.change_group(&operator, at, &nurses.id, 1, fields_now).await.unwrap();
    let sent = send(&browser, &path, change, &[("description", "Second")]).await;
    assert_eq!(sent.status, 409);
    let plain = sent.text.replace("<bdi>", "").replace("</bdi>", "");
    for expected in [
        "Name: was Nurses, is now School Nurses.",
        "Description: was nothing, is now First. <strong>You typed something else",
        "Entries without a school year: was hidden, is now shown.",
    ] {
        assert!(plain.contains(expected), "{expected}: {plain}");
    }
    let shown = fields(&sent.text, "");
    assert_eq!((&*shown["name"], &*shown["description"]), ("School Nurses", "Second"));
    assert_eq!(send(&browser, &path, shown, &[]).await.status, 303);
    let now = server.desk.group(&operator, at, &nurses.id).await.unwrap();
    assert_eq!((&*now.name, &*now.description), ("School Nurses", "Second"));
    assert!(now.without_calendar);
}

#[tokio::test]
async fn roles_are_explained_and_kept() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (role, rights) in [("administrators", 35), ("auditors", 22), ("staff", 0)] {
        let page = browser.get(&format!("/groups/{role}")).await.0.text;
        assert!(page.contains("is built in") && !page.contains("name=\"version\""), "{role}");
        assert!(!page.contains(&format!("/groups/{role}/delete")));
        let page = browser.get(&format!("/groups/{role}/rights")).await;
        let is_fixed = role != "staff";
        assert_eq!(page.0.text.contains("These rights belong to the role"), is_fixed, "{role}");
        assert_eq!(page.0.text.contains("class=\"rights-form\""), !is_fixed);
        let main = page.0.text.split("</main>").next().unwrap();
        assert_eq!(main.matches("<td data-label=\"Holds\">").count(), rights, "{role}");
        let page = browser.get(&format!("/groups/{role}/calendars")).await.0.text;
        assert!(page.contains("limits nobody to school years") && !page.contains("name=\"do\""));
    }
    // Nor by a form that was never shown.
    let token = browser.form_token().await;
    for (path, body) in [
        ("/groups/auditors/rights", "seen="),
        ("/groups/staff/calendars", "do=add&school=Lincoln&end_year=2027"),
        ("/groups/staff", "version=0&name=x&description="),
        ("/groups/staff/delete", "version=0"),
    ] {
        let sent = browser.post(path, &format!("form_token={token}&{body}")).await;
        assert_eq!(sent.status(), 409, "{path}");
        assert!(sent.text().await.unwrap().contains("is built in"), "{path}");
    }
}

#[tokio::test]
async fn users_come_into_groups_and_leave_them_on_their_own_page() {
    let (server, key) = north().await;
    let tlee = user(&server, "tlee").await;
    let nurses = group(&server, "Nurses").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/users/{}/groups", tlee.id.0);
    for id in [&*nurses.id.0, "auditors"] {
        let add = form(&browser, &path, "add").await;
        let sent = send(&browser, &path, add, &[("group", id)]).await;
        assert_eq!(sent.header("location"), format!("{path}?done=added"), "{}", sent.text);
    }
    let page = browser.get(&path).await.0.text;
    assert!(page.find("AUDITORS").unwrap() < page.find("Nurses").unwrap());
    assert!(!page.contains(&format!("<option value=\"{}\"", nurses.id.0)), "not once more");
    let remove = form(&browser, &path, "remove").await;
    assert_eq!(remove["group"], "auditors");
    assert_eq!(send(&browser, &path, remove, &[]).await.status, 303);
    let told = told(&server, &key, "area:UserGroupMember+object:tlee").await;
    let line = |one: &serde_json::Value| {
        let [kind, group] = [&one["type"], &one["details"]["Group Name"]];
        format!("{} {}", kind.as_str().unwrap(), group.as_str().unwrap())
    };
    let lines: Vec<_> = told.iter().map(line).collect();
    assert_eq!(lines, ["add Nurses", "add AUDITORS", "delete AUDITORS"]);
    // Nobody was chosen, or one who is gone.
    for id in ["", "gone"] {
        let add = form(&browser, &path, "add").await;
        let sent = send(&browser, &path, add, &[("group", id)]).await;
        assert_eq!(sent.status, if id.is_empty() { 422 } else { 409 }, "{id}");
        assert!(sent.text.contains("role=\"alert\""));
    }
}

#[tokio::test]
async fn the_last_administrator_stays_and_nobody_gives_a_group_that_has_more() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let members = "/groups/administrators/members";
    let sent = send(&browser, members, form(&browser, members, "remove").await, &[]).await;
    assert_eq!(sent.status, 409);
    let line = sent.text.split("<ul class=\"view-list member-list\">").nth(1).unwrap();
    assert!(line.split("</li>").next().unwrap().contains("This is the last active administrator"));
    // Who manages groups and has no more gives nobody more.
    let rights = [Permission::ReadUsers, Permission::ReadGroups, Permission::ManageGroups];
    server.user_who_may("north", "max", &rights).await;
    let max = Browser::signed_in(&server, "max").await;
    let tlee = user(&server, "tlee").await;
    let path = format!("/users/{}/groups", tlee.id.0);
    let add = form(&max, &path, "add").await;
    let sent = send(&max, &path, add, &[("group", "administrators")]).await;
    assert_eq!(sent.status, 403);
    assert!(sent.text.contains("Nobody can give"), "{}", sent.text);
    assert!(
        sent.text.contains("<option value=\"administrators\" selected"),
        "what was chosen stays"
    );
    let found = max.get("/groups/auditors/members?find=tlee").await.0.text;
    let sent = send(&max, "/groups/auditors/members", fields(&found, "add"), &[]).await;
    assert!(sent.status == 403 && sent.text.contains("Nobody can give"), "{}", sent.text);
    let mut of = server.desk.groups_of(&server.desk.operator(), &tlee).await.unwrap();
    assert_eq!(of.pop(), None);
}

#[tokio::test]
async fn members_are_found_listed_and_paged() {
    let (server, _) = north().await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let nurses = group(&server, "Nurses").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/groups/{}/members", nurses.id.0);
    assert!(browser.get(&path).await.0.text.contains("Nobody is in this group."));
    for number in 0..101 {
        let user = user(&server, &format!("u{number:03}")).await;
        server.desk.set_member(&operator, at, &user.id, &nurses.id, true).await.unwrap();
    }
    let first = browser.get(&path).await;
    assert!(first.0.text.contains("1–100 of 101 users"), "{}", first.0.text);
    let second = browser.get(&first.turn("next").unwrap()).await.0.text;
    assert!(second.contains("u100") && !second.contains("u099"));
    // Those in the group are not found once more; of many others the first ones.
    let none = browser.get(&format!("{path}?find=u0")).await.0.text;
    assert!(none.contains("Nobody who is not in the group yet is called “u0”."), "{none}");
    for number in 0..21 {
        user(&server, &format!("v{number:03}")).await;
    }
    let found = browser.get(&format!("{path}?find=v0")).await.0.text;
    assert_eq!(found.matches("name=\"do\" value=\"add\"").count(), 20);
    assert!(found.contains("1 more was found"), "{found}");
}

#[tokio::test]
async fn tool_rights_are_given_and_taken_one_by_one_and_by_module() {
    let (server, key) = north().await;
    let holders = [
        ("users", Holder::User(user(&server, "tlee").await)),
        ("groups", Holder::Group(group(&server, "tlee office").await)),
    ];
    let browser = Browser::signed_in(&server, "ada").await;
    for (kind, holder) in &holders {
        let path = format!("/{kind}/{}/rights", holder.id());
        let typed = [("events:read", "below"), ("reports:read", "here")];
        let sent = send(&browser, &path, form(&browser, &path, "").await, &typed).await;
        assert_eq!(sent.header("location"), format!("{path}?done=rights"), "{}", sent.text);
        let one = scopes(&[Permission::ReadReports]);
        let below = Rights::reaching_below(scopes(&[Permission::ReadEvents]));
        assert_eq!(rights(&server, holder).await, below.union(Rights::here(one)));
        // Another reach, and a module as a whole, with what else was chosen.
        let typed = [("events:read", "here"), ("all", "user_security below")];
        let sent = send(&browser, &path, form(&browser, &path, "").await, &typed).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let module: Scopes = Module::UserSecurity.rights().collect();
        let here = Rights::here(scopes(&[Permission::ReadEvents, Permission::ReadReports]));
        assert_eq!(rights(&server, holder).await, here.union(Rights::reaching_below(module)));
        let typed = [("all", "user_security no"), ("reports:read", "no")];
        let sent = send(&browser, &path, form(&browser, &path, "").await, &typed).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let left = Rights::here(scopes(&[Permission::ReadEvents]));
        assert_eq!(rights(&server, holder).await, left);
        // What is saved as it is changes nothing.
        assert_eq!(send(&browser, &path, form(&browser, &path, "").await, &[]).await.status, 303);
    }
    for area in ["UserToolRights", "UserGroupToolRights"] {
        let told = told(&server, &key, &format!("area:{area}")).await;
        let line = |one: &serde_json::Value| {
            let details = &one["details"];
            let told = ["User Name", "Group Name", "Tool Name", "Module", "Reach"];
            let told = told.iter().filter_map(|key| details[*key].as_str());
            format!("{} {}", one["type"].as_str().unwrap(), told.collect::<Vec<_>>().join(" | "))
        };
        insta::assert_json_snapshot!(area, told.iter().map(line).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn the_second_of_two_who_give_rights_is_told() {
    let (server, _) = north().await;
    let holder = Holder::User(user(&server, "tlee").await);
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/users/{}/rights", holder.id());
    let seen = form(&browser, &path, "").await;
    let (reads, reports) = (Permission::ReadEvents, Permission::ReadReports);
    let theirs = Rights::here(scopes(&[reads, reports]));
    let operator = server.desk.operator();
    server.desk.set_tool_rights(&operator, &holder, Rights::default(), theirs).await.unwrap();
    let typed = [("events:read", "below"), ("users:read", "here")];
    let sent = send(&browser, &path, seen, &typed).await;
    assert_eq!(sent.status, 409);
    let plain = sent.text.replace("<bdi>", "").replace("</bdi>", "");
    for expected in [
        "Audit Log: View: was not given, is now in this organisation. <strong>You typed",
        "Reports: was not given, is now in this organisation.</li>",
    ] {
        assert!(plain.contains(expected), "{expected}: {plain}");
    }
    assert_eq!(rights(&server, &holder).await, theirs, "nothing was overwritten");
    let shown = fields(&sent.text, "");
    assert_eq!(shown["reports:read"], "here", "what they did not touch is taken over");
    assert_eq!(send(&browser, &path, shown, &[]).await.status, 303);
    let users = Rights::here(scopes(&[reports, Permission::ReadUsers]));
    let expected = users.union(Rights::reaching_below(scopes(&[reads])));
    assert_eq!(rights(&server, &holder).await, expected);
}

#[tokio::test]
async fn nobody_gives_what_they_lack_and_the_page_says_so_before() {
    let (server, _) = north().await;
    let holder = Holder::User(user(&server, "tlee").await);
    let may = [Permission::ReadUsers, Permission::ReadRights, Permission::ManageRights];
    let new = NewUser {
        rights: Rights::here(scopes(&may)),
        ..NewUser::new(server.ordinal("north"), "max", "Max", PASSWORD)
    };
    server.desk.create_user(&server.desk.operator(), new).await.unwrap();
    let max = Browser::signed_in(&server, "max").await;
    let path = format!("/users/{}/rights", holder.id());
    let page = max.get(&path).await.0.text;
    let segment = |name: &str, value: &str| {
        let start = page.split(&format!("name=\"{name}\" value=\"{value}\"")).nth(1).unwrap();
        start.split('>').next().unwrap().contains("disabled")
    };
    assert!(!segment("users:read", "here") && segment("users:read", "below"));
    assert!(segment("events:read", "here") && !segment("events:read", "no"));
    assert!(page.contains("You don’t have this right yourself"));
    for (typed, said) in [
        (("events:delete", "here"), "Nobody can give"),
        (("users:read", "below"), "in the organisations below without having it there"),
        (("all", "system here"), "Nobody can give"),
    ] {
        let form = form(&max, &path, "").await;
        let sent = send(&max, &path, form, &[typed, ("rights:read", "here")]).await;
        assert_eq!(sent.status, 403, "{typed:?}");
        assert!(sent.text.contains(said), "{typed:?}: {}", sent.text);
        assert_eq!(fields(&sent.text, "")["rights:read"], "here", "what was chosen stays");
        assert_eq!(rights(&server, &holder).await, Rights::default());
    }
    for (name, value) in [("seen", "x"), ("all", "x"), ("all", "system x"), ("users:read", "x")] {
        let form = form(&max, &path, "").await;
        assert_eq!(send(&max, &path, form, &[(name, value)]).await.status, 400, "{name} {value}");
    }
}

#[tokio::test]
async fn school_years_are_added_changed_and_taken() {
    let (server, key) = north().await;
    let holders = [
        ("users", Holder::User(user(&server, "tlee").await)),
        ("groups", Holder::Group(group(&server, "tlee office").await)),
    ];
    let browser = Browser::signed_in(&server, "ada").await;
    for (kind, holder) in &holders {
        let path = format!("/{kind}/{}/calendars", holder.id());
        let page = browser.get(&path).await.0.text;
        assert!(page.contains("No school year is given."), "{page}");
        let typed = [("school", " Lincoln <b> "), ("end_year", "2026")];
        let sent = send(&browser, &path, form(&browser, &path, "add").await, &typed).await;
        assert_eq!(sent.header("location"), format!("{path}?done=year-added"), "{}", sent.text);
        let page = browser.get(&path).await;
        let changing = page.all("<a class=\"button\" href=\"", "\"");
        let changing = changing.iter().find(|href| href.contains("change=")).unwrap();
        let changing = changing.split('#').next().unwrap();
        let sent = send(
            &browser,
            &path,
            form(&browser, changing, "change").await,
            &[("end_year", "2027")],
        );
        let sent = sent.await;
        assert_eq!(sent.header("location"), format!("{path}?done=year-changed"), "{}", sent.text);
        for (typed, status, field, said) in [
            (
                [("school", "Lincoln <b>"), ("end_year", "2027")],
                409,
                "",
                "There is a right to this",
            ),
            ([("school", "x"), ("end_year", "20x7")], 422, "end_year", "Type a year such as"),
            ([("school", "x"), ("end_year", "1899")], 422, "end_year", "ends in 1900 to 2199"),
            ([("school", "a\u{7}"), ("end_year", "2027")], 422, "school", "that can’t be seen"),
        ] {
            let sent = send(&browser, &path, form(&browser, &path, "add").await, &typed).await;
            assert_eq!(sent.status, status, "{typed:?}");
            assert!(sent.text.contains(said), "{typed:?}: {}", sent.text);
            assert!(field.is_empty() || sent.text.contains(&format!("id=\"{field}-problem\"")));
            let shown = fields(&sent.text, "add");
            assert_eq!((&*shown["school"], &*shown["end_year"]), (typed[0].1, typed[1].1));
        }
        let delete = form(&browser, &path, "delete").await;
        let again = delete.clone();
        let sent = send(&browser, &path, delete, &[]).await;
        assert_eq!(sent.header("location"), format!("{path}?done=year-removed"), "{}", sent.text);
        // Somebody else was faster.
        let sent = send(&browser, &path, again, &[]).await;
        assert!(sent.status == 409 && sent.text.contains("It was changed meanwhile"));
    }
    let told = told(&server, &key, "area:User*SchoolYearRights").await;
    insta::assert_json_snapshot!(told);
}

#[tokio::test]
async fn who_loses_what_with_a_group_is_said_before() {
    let (server, _) = north().await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let office = group(&server, "Office").await;
    let holder = Holder::Group(office.clone());
    let reads = Rights::here(scopes(&[Permission::ReadEvents]));
    server.desk.set_tool_rights(&operator, &holder, Rights::default(), reads).await.unwrap();
    let year = Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    let add = CalendarChange::Add(year);
    server.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    for username in ["one", "two"] {
        let user = user(&server, username).await;
        server.desk.set_member(&operator, at, &user.id, &office.id, true).await.unwrap();
        if username == "two" {
            let role = Role::Administrators.group();
            server.desk.set_member(&operator, at, &user.id, &role, true).await.unwrap();
        }
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/groups/{}/delete", office.id.0);
    let page = browser.get(&path).await.0.text;
    let plain = page.replace("<bdi>", "").replace("</bdi>", "");
    for expected in [
        "The group, with 2 users in it",
        "Audit Log: View</th><td class=\"number\" data-label=\"Lose it\">1 of 2</td>",
        "2 users are limited to school years by this group alone, and will see every entry.",
    ] {
        assert!(plain.contains(expected), "{expected}: {plain}");
    }
    // Who may not read rights isn't told, and doesn't take what they don't have.
    server.user_who_may("north", "gus", &[Permission::ReadGroups, Permission::ManageGroups]).await;
    let gus = Browser::signed_in(&server, "gus").await;
    let page = gus.get(&path).await.0.text;
    assert!(page.contains("with 2 users in it") && !page.contains("Lose it"), "{page}");
    let sent = send(&gus, &path, form(&gus, &path, "").await, &[("version", "9")]).await;
    assert!(sent.status == 409 && sent.text.contains("It was changed meanwhile"));
    let sent = send(&gus, &path, form(&gus, &path, "").await, &[]).await;
    assert!(sent.status == 403 && sent.text.contains("without having it"), "{}", sent.text);
    let all = Rights::default();
    server.desk.set_tool_rights(&operator, &holder, reads, all).await.unwrap();
    assert_eq!(send(&gus, &path, form(&gus, &path, "").await, &[]).await.status, 303);
    assert_eq!(browser.get(&path).await.0.status, 404);
}

/// What is changed in the place that the address names, not in one's own.
#[tokio::test]
async fn people_of_an_organisation_below_are_managed_there() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let (operator, at) = (server.desk.operator(), server.ordinal("n1"));
    let path = "/groups/new?organization=n1&zone=utc";
    let sent = send(&browser, path, form(&browser, path, "").await, &[("name", "Below")]).await;
    let place = sent.header("location").to_owned();
    assert!(place.contains("?organization=n1&zone=utc&done="), "{place}");
    let groups = server.desk.groups(&operator, at).await.unwrap();
    let below = groups.into_iter().find(|group| group.name == "Below").unwrap();
    let page = browser.get(&place).await;
    for tab in ["members", "rights", "calendars", "delete"] {
        let href = format!("/groups/{}/{tab}?organization=n1&amp;zone=utc", below.id.0);
        assert!(page.0.text.contains(&href), "{href}: {}", page.0.text);
    }
    let path = format!("/groups/{}/rights?organization=n1", below.id.0);
    let sent = send(&browser, &path, form(&browser, &path, "").await, &[("events:read", "here")]);
    assert_eq!(sent.await.status, 303);
    let rights = rights(&server, &Holder::Group(below)).await;
    assert_eq!(rights, Rights::here(scopes(&[Permission::ReadEvents])));
    assert!(!browser.get("/groups").await.0.text.contains("Below"));
}
