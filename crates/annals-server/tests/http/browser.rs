//! A browser as far as tests without one need it: a session, and what stands on a page.

use reqwest::Method;

use crate::support::{Answer, TestServer};

pub(crate) use crate::support::PASSWORD;

/// A browser with a session.
pub(crate) struct Browser<'s> {
    pub(crate) server: &'s TestServer,
    pub(crate) cookie: String,
}

impl<'s> Browser<'s> {
    pub(crate) async fn signed_in(server: &'s TestServer, username: &str) -> Self {
        let request = server
            .request(Method::POST, "/sign-in", "")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("username={username}&password=correct+horse"));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/"));
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { server, cookie }
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        let request = self
            .server
            .request(Method::GET, path, "")
            .header("cookie", &self.cookie)
            .header("accept", "text/html,*/*;q=0.8");
        Page(Answer::of(request.send().await.unwrap()).await)
    }

    /// Sends a form of this site.
    pub(crate) async fn post(&self, path: &str, form: &str) -> reqwest::Response {
        let request = self
            .server
            .request(Method::POST, path, "")
            .header("cookie", &self.cookie)
            .header("accept", "text/html,*/*;q=0.8")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        request.send().await.unwrap()
    }

    /// What forms of this session carry.
    pub(crate) async fn form_token(&self) -> String {
        self.get("/help").await.all("name=\"form_token\" value=\"", "\"").remove(0)
    }
}

/// A page as it came.
pub(crate) struct Page(pub(crate) Answer);

impl Page {
    /// Texts between `before` and `after`, unescaped as far as these tests need it.
    pub(crate) fn all(&self, before: &str, after: &str) -> Vec<String> {
        let parts = self.0.text.split(before).skip(1);
        parts.filter_map(|part| part.split_once(after)).map(|(text, _)| plain(text)).collect()
    }

    /// Numbers of the rows' entries.
    pub(crate) fn rows(&self) -> Vec<u64> {
        self.all("<tr id=\"e", "\"").iter().map(|number| number.parse().unwrap()).collect()
    }

    /// "51–100 of 120 entries".
    pub(crate) fn summary(&self) -> String {
        self.all("aria-live=\"polite\"><strong>", "</strong>").pop().unwrap_or_default()
    }

    pub(crate) fn total(&self) -> u64 {
        let words = self.summary();
        let words = words.rsplit(" of ").next().unwrap();
        words.split(' ').next().unwrap().replace(',', "").parse().unwrap_or(0)
    }

    /// Where the pager leads: `next` or `prev`.
    pub(crate) fn turn(&self, rel: &str) -> Option<String> {
        self.all(&format!("rel=\"{rel}\" href=\""), "\"").into_iter().next()
    }

    /// Address and count of each value of both facets.
    pub(crate) fn facets(&self) -> Vec<(String, u64)> {
        let links = self.all("<a class=\"facet-value\" href=\"", "</a>");
        let split = |link: &String| {
            let (href, rest) = link.split_once('"').unwrap();
            let count = rest.split("class=\"count\">").nth(1).unwrap().split('<').next().unwrap();
            (href.to_owned(), count.replace(',', "").parse().unwrap())
        };
        links.iter().map(split).collect()
    }
}

fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A server with the user `ada`, and a key of her organisation.
pub(crate) async fn north() -> (TestServer, String) {
    let server = TestServer::start().await;
    server.user("north", "ada", PASSWORD).await;
    let key = server.admin("north").await;
    (server, key)
}
