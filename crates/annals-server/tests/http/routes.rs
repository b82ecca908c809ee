//! The table of routes: every address with its methods, and what each needs.
//!
//! [`crate::route_access`] holds the server against it, and fails where a route is not listed.

use annals_model::Permission::{self, *};
use reqwest::Method;

/// Who gets an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Needs {
    /// Everyone, known or not.
    Nothing,
    /// Whoever is signed in.
    Session,
    /// The same, or a key with these.
    SessionOr(&'static [Permission]),
    /// The same, who may be told more with these, where they have them.
    SessionWith(&'static [Permission]),
    /// Whoever has all of these where it is asked for.
    Rights(&'static [Permission]),
    /// The same, of what is below as well.
    Reach(&'static [Permission]),
}

/// One method of one address.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) method: Method,
    /// As the server says it.
    pub(crate) pattern: &'static str,
    pub(crate) needs: Needs,
    /// What is asked: `{place}` is an organisation's id. A route without one is about the asker's
    /// own organisation.
    pub(crate) query: &'static str,
    /// JSON for the API and a form for pages, to which the form's token is added.
    pub(crate) body: &'static str,
    /// What whoever may do it gets for that.
    pub(crate) status: u16,
    /// What an organisation is answered that isn't there for the asker.
    pub(crate) elsewhere: u16,
    /// Whether those who lack the right, and have a like one, are told that it isn't there.
    pub(crate) hides: bool,
}

impl Route {
    /// Whether it takes keys, and says no in problem documents.
    pub(crate) fn is_api(&self) -> bool {
        self.pattern.starts_with("/v1/") || self.pattern == "/metrics"
    }

    /// Whether the organisation is part of what is asked.
    pub(crate) fn is_placed(&self) -> bool {
        let names_it = [self.query, self.body].iter().any(|text| text.contains("{place}"));
        names_it || self.pattern.contains("/organizations/{id}")
    }

    fn hides(mut self) -> Self {
        self.hides = true;
        self
    }

    fn elsewhere(mut self, status: u16) -> Self {
        self.elsewhere = status;
        self
    }
}

fn route(
    method: Method,
    pattern: &'static str,
    needs: Needs,
    query: &'static str,
    status: u16,
) -> Route {
    Route { method, pattern, needs, query, body: "", status, elsewhere: 404, hides: false }
}

fn get(
    pattern: &'static str,
    needs: &'static [Permission],
    query: &'static str,
    status: u16,
) -> Route {
    route(Method::GET, pattern, Needs::Rights(needs), query, status)
}

fn delete(
    pattern: &'static str,
    needs: &'static [Permission],
    query: &'static str,
    status: u16,
) -> Route {
    route(Method::DELETE, pattern, Needs::Rights(needs), query, status)
}

fn send(
    method: Method,
    pattern: &'static str,
    needs: &'static [Permission],
    query: &'static str,
    body: &'static str,
    status: u16,
) -> Route {
    Route { body, ..route(method, pattern, Needs::Rights(needs), query, status) }
}

fn post(
    pattern: &'static str,
    needs: &'static [Permission],
    query: &'static str,
    body: &'static str,
    status: u16,
) -> Route {
    send(Method::POST, pattern, needs, query, body, status)
}

fn open(method: Method, pattern: &'static str, body: &'static str, status: u16) -> Route {
    Route { body, ..route(method, pattern, Needs::Nothing, "", status) }
}

/// A page about oneself.
fn own(pattern: &'static str, status: u16) -> Route {
    route(Method::GET, pattern, Needs::Session, "", status)
}

fn own_form(pattern: &'static str, body: &'static str, status: u16) -> Route {
    Route { body, ..route(Method::POST, pattern, Needs::Session, "", status) }
}

/// In the address of nearly everything.
const AT: &str = "?organization={place}";
const AT_PUSH: &str = "?organization={place}&channel=push";

const LOG: &[Permission] = &[ReadEvents];
const DETAILS: &[Permission] = &[ReadEventDetails, ReadEvents];
const PUSH_LOG: &[Permission] = &[ReadPushLog];
const MESSAGE_CONTENT: &[Permission] = &[ReadMessageContent, ReadPushLog];
const MANAGE_LISTED: &[Permission] = &[ManageSuppressions, ReadPushLog];
const CHANGE_HOOKS: &[Permission] = &[ManageKeys, ReadKeys];
const DECLARE: &[Permission] = &[ReadEvents, WriteEvents];
const RETENTION: &[Permission] = &[ReadRetention];
const CHANGE_RETENTION: &[Permission] = &[ManageRetention, ReadRetention];
const HOLD: &[Permission] = &[HoldEvents, ReadEvents];
const MANAGE_RETENTION: &[Permission] = &[ManageRetention];
const WRITE: &[Permission] = &[WriteEvents];
const PROOF: &[Permission] = &[ReadProof, ReadEvents];
const EXPORT: &[Permission] = &[ExportEvents, ReadEvents];
const DELETE: &[Permission] = &[DeleteEvents, ReadEvents];
const USERS: &[Permission] = &[ReadUsers];
const MANAGE_USERS: &[Permission] = &[ManageUsers];
const CHANGE_USERS: &[Permission] = &[ManageUsers, ReadUsers];
const GROUPS: &[Permission] = &[ReadGroups];
const MANAGE_GROUPS: &[Permission] = &[ManageGroups];
const CHANGE_GROUPS: &[Permission] = &[ManageGroups, ReadGroups];
const GROUPS_OF_USERS: &[Permission] = &[ReadGroups, ReadUsers];
const CHANGE_GROUPS_OF_USERS: &[Permission] = &[ManageGroups, ReadGroups, ReadUsers];
const RIGHTS: &[Permission] = &[ReadRights];
const RIGHTS_OF_USERS: &[Permission] = &[ReadRights, ReadUsers];
const RIGHTS_OF_GROUPS: &[Permission] = &[ReadRights, ReadGroups];
const MANAGE_RIGHTS: &[Permission] = &[ManageRights];
const MANAGE_RIGHTS_OF_USERS: &[Permission] = &[ManageRights, ReadRights, ReadUsers];
const MANAGE_RIGHTS_OF_GROUPS: &[Permission] = &[ManageRights, ReadRights, ReadGroups];
const ADD_CALENDARS_OF_USERS: &[Permission] = &[ManageRights, ReadUsers];
const ADD_CALENDARS_OF_GROUPS: &[Permission] = &[ManageRights, ReadGroups];
const ORGANIZATIONS: &[Permission] = &[ReadOrganizations];
const MANAGE_ORGANIZATIONS: &[Permission] = &[ManageOrganizations];
const CHANGE_ORGANIZATIONS: &[Permission] = &[ManageOrganizations, ReadOrganizations];
const PREFERENCES: &[Permission] = &[ReadPreferences];
const MANAGE_PREFERENCES: &[Permission] = &[ManagePreferences];
const CHANGE_PREFERENCES: &[Permission] = &[ManagePreferences, ReadPreferences];

/// All of them.
pub(crate) fn routes() -> Vec<Route> {
    [API, API_PEOPLE, LOG_PAGES, PEOPLE_PAGES, SETTING_PAGES, OWN_PAGES, OPEN]
        .into_iter()
        .flat_map(|table| table())
        .collect()
}

type Table = fn() -> Vec<Route>;

const API: Table = || {
    let year = r#"{"label":"Health","rights":[{"name":"office","label":"Office"}]}"#;
    let sent =
        r#"{"id":"sent","action":"a.created","actor":{"name":"Ada"},"organization":"{place}"}"#;
    let listed = r#"{"channel":"push","address":" "}"#;
    vec![
        get("/v1/events", DETAILS, AT, 200),
        post("/v1/events", WRITE, "", sent, 201).elsewhere(422),
        get("/v1/events/count", LOG, AT, 200),
        post(
            "/v1/events/delete",
            DELETE,
            "",
            r#"{"q":"","organization":"{place}","dry_run":true}"#,
            200,
        ),
        get("/v1/events/facets", LOG, "?field=actor&organization={place}", 200),
        get("/v1/events/histogram", LOG, AT, 200),
        get("/v1/events/stream", DETAILS, AT, 200),
        get("/v1/events/{id}", DETAILS, AT, 200),
        get("/v1/events/{id}/proof", PROOF, AT, 200),
        get("/v1/organizations", ORGANIZATIONS, "", 200),
        Route {
            body: r#"{"id":"new","name":"","parent":"{place}"}"#,
            ..route(Method::POST, "/v1/organizations", Needs::Reach(MANAGE_ORGANIZATIONS), "", 422)
        },
        get("/v1/organizations/{id}", ORGANIZATIONS, "", 200),
        send(
            Method::PATCH,
            "/v1/organizations/{id}",
            MANAGE_ORGANIZATIONS,
            "",
            r#"{"name":"Renamed"}"#,
            200,
        ),
        get("/v1/keys", &[ReadKeys], AT, 200),
        post(
            "/v1/keys",
            &[ManageKeys],
            "",
            r#"{"name":"k","organization":"{place}","scopes":[]}"#,
            422,
        ),
        delete("/v1/keys/{id}", &[ManageKeys], "", 404),
        get("/v1/hooks", &[ReadKeys], AT, 200),
        post(
            "/v1/hooks",
            &[ManageKeys],
            "",
            r#"{"name":"h","organization":"{place}","provider":"expo"}"#,
            422,
        ),
        get("/v1/hooks/{id}", &[ReadKeys], "", 404),
        send(Method::PATCH, "/v1/hooks/{id}", &[ManageKeys], "", r#"{"disabled":true}"#, 404),
        delete("/v1/hooks/{id}", &[ManageKeys], "", 404),
        post("/v1/hooks/{id}/secrets", &[ManageKeys], "", "{}", 404),
        delete("/v1/hooks/{id}/secrets/{secret}", &[ManageKeys], "", 404),
        get("/v1/modules", RIGHTS, AT, 200),
        send(Method::PUT, "/v1/modules/{id}", MANAGE_RIGHTS, AT, year, 200),
        delete("/v1/modules/{id}", MANAGE_RIGHTS, AT, 204),
        get("/v1/records", WRITE, AT, 200),
        send(Method::PUT, "/v1/records", WRITE, AT, r#"{"records":[]}"#, 200),
        send(Method::PUT, "/v1/records/{type}/{id}", WRITE, AT, r#"{"name":"Alex"}"#, 200),
        get("/v1/records/{type}/{id}", DETAILS, AT, 200),
        delete("/v1/records/{type}/{id}", WRITE, AT, 204),
        get("/v1/records/{type}/{id}/history", DETAILS, AT, 200),
        get("/v1/record-types", LOG, AT, 200),
        send(Method::PUT, "/v1/record-types/{id}", WRITE, AT, r#"{"label":"Child"}"#, 200),
        delete("/v1/record-types/{id}", WRITE, AT, 204),
        get("/v1/messages", PUSH_LOG, "?organization={place}&channel=push", 200),
        send(Method::POST, "/v1/messages", WRITE, AT, r#"{"messages":[]}"#, 201),
        send(Method::POST, "/v1/messages/events", WRITE, AT, r#"{"events":[]}"#, 200),
        get("/v1/messages/{id}", PUSH_LOG, AT, 200).hides(),
        get("/v1/suppressions", PUSH_LOG, AT_PUSH, 200),
        get(
            "/v1/suppressions/check",
            PUSH_LOG,
            "?channel=push&address=x&organization={place}",
            200,
        ),
        get("/v1/suppressions/export", MANAGE_LISTED, AT_PUSH, 200),
        get("/v1/suppressions/{id}", PUSH_LOG, AT, 404).hides(),
        post("/v1/suppressions", MANAGE_LISTED, AT, listed, 422),
        post("/v1/suppressions/import", MANAGE_LISTED, AT_PUSH, "channel,address\n", 200),
        post("/v1/suppressions/reconcile", MANAGE_LISTED, AT_PUSH, "channel,address\n", 200),
        post("/v1/suppressions/{id}/reset", MANAGE_LISTED, AT, r#"{"reason":"so"}"#, 404),
        get("/v1/holds", HOLD, AT, 200),
        post("/v1/holds", HOLD, AT, r#"{"name":"","reason":"so","whole":true}"#, 422),
        get("/v1/holds/{id}", HOLD, AT, 404),
        post("/v1/holds/{id}/release", HOLD, AT, r#"{"reason":"so","confirmed":true}"#, 404),
        get("/v1/retention", RETENTION, AT, 200),
        post("/v1/retention/confirmation", MANAGE_RETENTION, AT, r#"{"periods":"24-24-24"}"#, 204),
        post("/v1/retention/runs", MANAGE_RETENTION, AT, "{}", 200),
        get("/v1/preferences", PREFERENCES, AT, 200),
        get("/v1/preferences/{id}", PREFERENCES, AT, 200),
        send(Method::PATCH, "/v1/preferences/{id}", MANAGE_PREFERENCES, AT, r#"{"value":30}"#, 200),
        delete("/v1/preferences/{id}", MANAGE_PREFERENCES, AT, 200),
        get("/metrics", &[ReadMetrics], "", 200),
    ]
};

const API_PEOPLE: Table = || {
    let account = r#"{"organization":"{place}","username":"","name":"x","password":"long enough"}"#;
    let tools = r#"{"remove":["reports:read"]}"#;
    let year = r#"{"school":"","end_year":2027}"#;
    let version = "?version=9&organization={place}";
    let patch =
        |pattern, needs, body, status| send(Method::PATCH, pattern, needs, AT, body, status);
    vec![
        get("/v1/users", USERS, AT, 200),
        // Refused for what they say only after it is clear that they may say it.
        post("/v1/users", MANAGE_USERS, "", account, 422),
        get("/v1/users/{id}", USERS, AT, 200),
        patch("/v1/users/{id}", CHANGE_USERS, r#"{"version":1}"#, 200),
        delete("/v1/users/{id}", MANAGE_USERS, version, 409),
        get("/v1/users/{id}/rights", RIGHTS_OF_USERS, AT, 200),
        patch("/v1/users/{id}/rights", MANAGE_RIGHTS_OF_USERS, tools, 200),
        get("/v1/users/{id}/sessions", CHANGE_USERS, AT, 200),
        delete("/v1/users/{id}/sessions", CHANGE_USERS, AT, 204),
        delete("/v1/users/{id}/sessions/{session}", CHANGE_USERS, AT, 404),
        post("/v1/users/{id}/reset-link", CHANGE_USERS, AT, "", 201),
        get("/v1/users/{id}/second-factor", CHANGE_USERS, AT, 200),
        delete("/v1/users/{id}/second-factor", CHANGE_USERS, AT, 204),
        get("/v1/users/{id}/calendars", RIGHTS_OF_USERS, AT, 200),
        post("/v1/users/{id}/calendars", ADD_CALENDARS_OF_USERS, AT, year, 422),
        patch("/v1/users/{id}/calendars/{right}", MANAGE_RIGHTS_OF_USERS, year, 404),
        delete("/v1/users/{id}/calendars/{right}", MANAGE_RIGHTS_OF_USERS, AT, 404),
        get("/v1/groups", GROUPS, AT, 200),
        post("/v1/groups", MANAGE_GROUPS, "", r#"{"organization":"{place}","name":""}"#, 422),
        get("/v1/groups/{id}", GROUPS, AT, 200),
        patch("/v1/groups/{id}", CHANGE_GROUPS, r#"{"version":9}"#, 409),
        delete("/v1/groups/{id}", MANAGE_GROUPS, version, 409),
        get("/v1/groups/{id}/members", GROUPS, AT, 200),
        send(Method::PUT, "/v1/groups/{id}/members/{user}", MANAGE_GROUPS, AT, "", 204),
        delete("/v1/groups/{id}/members/{user}", MANAGE_GROUPS, AT, 204),
        get("/v1/groups/{id}/rights", RIGHTS_OF_GROUPS, AT, 200),
        patch("/v1/groups/{id}/rights", MANAGE_RIGHTS_OF_GROUPS, tools, 200),
        get("/v1/groups/{id}/calendars", RIGHTS_OF_GROUPS, AT, 200),
        post("/v1/groups/{id}/calendars", ADD_CALENDARS_OF_GROUPS, AT, year, 422),
        patch("/v1/groups/{id}/calendars/{right}", MANAGE_RIGHTS_OF_GROUPS, year, 404),
        delete("/v1/groups/{id}/calendars/{right}", MANAGE_RIGHTS_OF_GROUPS, AT, 404),
        get("/v1/sessions", MANAGE_USERS, AT, 200),
        // One's own, or those of whom one manages.
        route(Method::DELETE, "/v1/sessions/{id}", Needs::SessionOr(MANAGE_USERS), "", 404),
    ]
};

const LOG_PAGES: Table = || {
    vec![
        get("/", LOG, AT, 200),
        get("/facets", LOG, AT, 200),
        get("/chart", LOG, AT, 200),
        get("/live", LOG, "?live=1&organization={place}", 200),
        own("/columns", 303),
        get("/zone", LOG, "?in=utc&organization={place}", 303),
        get("/complete", LOG, "?of=user&q=pe&organization={place}", 200),
        route(Method::GET, "/go", Needs::SessionWith(LOG), "?q=person&organization={place}", 200),
        route(
            Method::GET,
            "/go/results",
            Needs::SessionWith(LOG),
            "?q=person&organization={place}",
            200,
        ),
        get("/entries/{number}", DETAILS, AT, 200),
        get("/entries/{number}/records", DETAILS, AT, 200),
        get("/entries/{number}/proof", PROOF, AT, 200),
        get("/records/{type}/{id}", LOG, AT, 200),
        get("/records/{type}/{id}/activity", LOG, AT, 200),
        get("/records/{type}/{id}/history", DETAILS, AT, 200),
        get("/records/{type}/{id}/communication/{channel}", PUSH_LOG, AT, 200),
        get("/communications/{channel}", PUSH_LOG, AT, 200),
        get("/communications/blacklist", PUSH_LOG, AT_PUSH, 200),
        get("/communications/blacklist/-/compare", MANAGE_LISTED, AT_PUSH, 200),
        post("/communications/blacklist/-/compare", MANAGE_LISTED, AT, "channel=push", 422),
        get("/communications/blacklist/{id}", PUSH_LOG, AT, 404).hides(),
        post("/communications/blacklist/{id}", MANAGE_LISTED, AT, "reason=so", 404),
        get("/communications/webhooks", &[ReadKeys], AT, 200),
        get("/communications/webhooks/-new", CHANGE_HOOKS, AT, 200),
        post("/communications/webhooks/-new", CHANGE_HOOKS, AT, "provider=x", 422),
        get("/communications/webhooks/{id}", &[ReadKeys], AT, 404),
        post("/communications/webhooks/{id}", CHANGE_HOOKS, AT, "do=rename&name=x", 404),
        get("/record-types", LOG, AT, 200),
        get("/record-types/-/new", DECLARE, AT, 200),
        post("/record-types/-/new", DECLARE, AT, "do=save&name=x&label=", 422),
        get("/record-types/{name}", LOG, AT, 404),
        post("/record-types/{name}", DECLARE, AT, "do=save&label=x", 404),
        get("/holds", HOLD, AT, 200),
        get("/holds/new", HOLD, AT, 200),
        post("/holds/new", HOLD, AT, "name=&reason=so&scope=organization", 422),
        get("/holds/{id}", HOLD, AT, 404),
        post("/holds/{id}", HOLD, AT, "reason=so&confirmed=1", 404),
        get("/retention", RETENTION, AT, 200),
        post("/retention", CHANGE_RETENTION, AT, "periods=24-24-24&confirm=1", 303),
        get("/messages/{id}", PUSH_LOG, AT, 200).hides(),
        get("/messages/{id}/text", MESSAGE_CONTENT, AT, 200).hides(),
        get("/messages/{id}/as-sent", MESSAGE_CONTENT, AT, 410).hides(),
        get("/reports/user-security", LOG, AT, 200),
        get("/reports/user-security/{number}", DETAILS, AT, 200),
        get("/reports/access", RIGHTS_OF_USERS, AT, 200),
        get("/reports/access.csv", RIGHTS_OF_USERS, AT, 200),
        get("/delete", DELETE, AT, 200),
        post(
            "/delete",
            DELETE,
            AT,
            "entries=9&digest=&before=9&at=2026-11-20T09:00:00.000Z&reason=&confirm=",
            409,
        ),
        // Leads to the page, which asks for the right.
        own_form("/delete/selected", "of=selection&entry=0", 303),
        get("/deletions/{number}", LOG, AT, 404),
        post("/export", EXPORT, AT, "at=2026-11-20T09:00:00.000Z&format=csv", 200),
        get("/exports/{id}", &[ExportEvents], "", 404),
        get("/exports/{id}/file", &[ExportEvents], "", 404),
        post("/exports/{id}/cancel", &[ExportEvents], "", "", 404),
        get("/views", LOG, AT, 200),
        post("/views", LOG, AT, "name=", 422),
        get("/views/{id}", LOG, AT, 303),
        get("/views/{id}/edit", LOG, AT, 404),
        post("/views/{id}/edit", LOG, AT, "name=x", 404),
        post("/views/{id}/search", LOG, AT, "", 404),
        get("/views/{id}/delete", LOG, AT, 404),
        post("/views/{id}/delete", LOG, AT, "", 404),
    ]
};

const PEOPLE_PAGES: Table = || {
    // A user without a name.
    let new = "name=&username=x&password=long+enough&email=&role=&expires=&homepage=&staff_record=";
    vec![
        get("/users", USERS, AT, 200),
        get("/users/new", MANAGE_USERS, AT, 200),
        post("/users/new", MANAGE_USERS, AT, new, 422),
        get("/users/{id}", USERS, AT, 200),
        post("/users/{id}", CHANGE_USERS, AT, "do=password&password=x&again=y", 422),
        get("/users/{id}/delete", CHANGE_USERS, AT, 200),
        post("/users/{id}/delete", CHANGE_USERS, AT, "version=9", 409),
        get("/users/{id}/groups", GROUPS_OF_USERS, AT, 200),
        post("/users/{id}/groups", CHANGE_GROUPS_OF_USERS, AT, "do=add&group=none", 409),
        get("/users/{id}/rights", RIGHTS_OF_USERS, AT, 200),
        post("/users/{id}/rights", MANAGE_RIGHTS_OF_USERS, AT, "seen=events:read", 409),
        get("/users/{id}/calendars", RIGHTS_OF_USERS, AT, 200),
        post(
            "/users/{id}/calendars",
            MANAGE_RIGHTS_OF_USERS,
            AT,
            "do=add&school=x&end_year=x",
            422,
        ),
        get("/users/{id}/effective", RIGHTS_OF_USERS, AT, 200),
        get("/groups", GROUPS, AT, 200),
        get("/groups/new", MANAGE_GROUPS, AT, 200),
        post("/groups/new", MANAGE_GROUPS, AT, "name=&description=", 422),
        get("/groups/{id}", GROUPS, AT, 200),
        post("/groups/{id}", CHANGE_GROUPS, AT, "version=9&name=x&description=", 409),
        get("/groups/{id}/delete", CHANGE_GROUPS, AT, 200),
        post("/groups/{id}/delete", CHANGE_GROUPS, AT, "version=9", 409),
        get("/groups/{id}/members", GROUPS, AT, 200),
        post("/groups/{id}/members", CHANGE_GROUPS, AT, "do=add&user=none", 409),
        get("/groups/{id}/rights", RIGHTS_OF_GROUPS, AT, 200),
        post("/groups/{id}/rights", MANAGE_RIGHTS_OF_GROUPS, AT, "seen=events:read", 409),
        get("/groups/{id}/calendars", RIGHTS_OF_GROUPS, AT, 200),
        post(
            "/groups/{id}/calendars",
            MANAGE_RIGHTS_OF_GROUPS,
            AT,
            "do=add&school=x&end_year=x",
            422,
        ),
    ]
};

const SETTING_PAGES: Table = || {
    let change = "do=change&name=&parent=&seen_name=x&seen_parent=";
    let reach = |method, pattern, body, status| Route {
        body,
        ..route(method, pattern, Needs::Reach(MANAGE_ORGANIZATIONS), "", status)
    };
    vec![
        get("/preferences", PREFERENCES, AT, 200),
        get("/preferences/{name}", PREFERENCES, AT, 200),
        post("/preferences/{name}", CHANGE_PREFERENCES, AT, "do=set&value=x&version=", 422),
        get("/organizations", ORGANIZATIONS, "", 200),
        reach(Method::GET, "/organizations/-new", "", 200),
        reach(Method::POST, "/organizations/-new", "id=&name=&parent=&time_zone=", 422),
        get("/organizations/{id}", ORGANIZATIONS, "", 200),
        post("/organizations/{id}", CHANGE_ORGANIZATIONS, "", change, 422),
    ]
};

const OWN_PAGES: Table = || {
    vec![
        own("/account", 200),
        own_form("/account/sessions", "do=one&session=x", 303),
        own("/account/password", 200),
        own_form("/account/password", "old=x&new=y&again=z", 422),
        own("/account/second-factor", 200),
        own_form("/account/second-factor", "do=", 400),
        own("/account/passkeys", 200),
        own_form("/account/passkeys", "name=x", 400),
        own_form("/account/passkeys/ask", "", 400),
        own("/account/passkeys/new", 303),
        own_form("/account/passkeys/new", "passkey=x", 400),
        own("/account/passkeys/{id}", 303),
        own_form("/account/passkeys/{id}", "do=rename&name=x", 303),
        own_form("/sign-out", "form_token=of+another+session", 403),
        own("/help", 200),
        own("/help/{topic}", 200),
    ]
};

/// What leads on to something, or is the same for everyone.
const OPEN: Table = || {
    let get = |pattern, status| open(Method::GET, pattern, "", status);
    let post = |pattern, body, status| open(Method::POST, pattern, body, status);
    vec![
        get("/healthz", 200),
        get("/readyz", 200),
        // Of a webhook that isn't there; those that are take calls that are signed.
        get("/hooks/{id}", 401),
        post("/hooks/{id}", "x=y", 401),
        post("/hooks/{id}/{secret}", "x=y", 401),
        get("/openapi.json", 200),
        get("/docs/api", 200),
        get("/assets/{file}", 200),
        get("/favicon.ico", 200),
        get("/language", 303),
        post("/language", "language=es", 303),
        get("/sign-in", 200),
        post("/sign-in", "username=x&password=y", 303),
        get("/sign-in/code", 303),
        post("/sign-in/code", "code=x", 303),
        get("/sign-in/passkey", 303),
        post("/sign-in/passkey", "passkey=x", 400),
        post("/sign-in/passkey/ask", "", 400),
        get("/sign-in/code/passkey", 303),
        post("/sign-in/code/passkey", "passkey=x", 400),
        post("/sign-in/code/passkey/ask", "", 400),
        get("/reset/{token}", 404),
        post("/reset/{token}", "new=x&again=x", 404),
        get("/sign-out", 303),
        get("/account/sessions", 303),
        get("/export", 303),
        get("/exports/{id}/cancel", 303),
        get("/delete/selected", 303),
        get("/views/{id}/search", 303),
    ]
};
