//! Rights that are given and taken as fast as it is answered: a right and the entry that tells of it
//! are both there, or neither is.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::load::Load;

/// The group whose rights they are.
pub(crate) const GROUP: &str = "office";
const RIGHTS: [&str; 2] = ["events:read", "events:details"];

impl Load {
    /// Gives and takes rights until told to stop or the server is gone.
    pub(crate) async fn change_rights(&self, url: &str, stop: &Arc<AtomicBool>) {
        let Ok(group) = self.group(url).await else { return };
        let mut gives = false;
        while !stop.load(Ordering::SeqCst) {
            gives = !gives;
            let body = if gives { json!({ "grant": RIGHTS }) } else { json!({ "remove": RIGHTS }) };
            let request = self.client.patch(format!("{url}/v1/groups/{group}/rights"));
            let Ok(answer) = request.bearer_auth(&self.key).json(&body).send().await else {
                return;
            };
            let status = answer.status();
            let is_expected = status == StatusCode::OK
                || status == StatusCode::TOO_MANY_REQUESTS
                || status.is_server_error();
            assert!(is_expected, "{status}");
            let is_done = u64::from(status == StatusCode::OK);
            self.rights_changed.fetch_add(is_done, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// What is wrong with the rights and the entries that tell of them.
    pub(crate) async fn wrong_rights(&self, url: &str) -> Result<Vec<String>, String> {
        let group = self.group(url).await?;
        let held = self.get(&format!("{url}/v1/groups/{group}/rights")).await?;
        let names = held["rights"].as_array().into_iter().flatten();
        let held: BTreeSet<String> = names.map(|right| text(&right["tool"])).collect();
        let mut told = BTreeSet::new();
        let mut wrong = Vec::new();
        for (is_given, right) in self.told_rights(url).await? {
            let is_change = if is_given { told.insert(right.clone()) } else { told.remove(&right) };
            if !is_change {
                wrong.push(format!("{right} is told as given ({is_given}) twice in a row"));
            }
        }
        if told != held {
            wrong.push(format!("the entries tell of {told:?}, held are {held:?}"));
        }
        Ok(wrong)
    }

    /// Each right that was given or taken, in the order of the log.
    async fn told_rights(&self, url: &str) -> Result<Vec<(bool, String)>, String> {
        let mut all = Vec::new();
        let mut query = "q=area:UserGroupToolRights".to_owned();
        loop {
            let page = self.get(&format!("{url}/v1/events?limit=1000&{query}")).await?;
            all.extend(page["entries"].as_array().into_iter().flatten().map(|entry| {
                let right = text(&entry["details"]["Tool Name"]);
                (entry["number"].as_u64(), entry["type"] == "add", right)
            }));
            match page["next"].as_str() {
                Some(cursor) => query = format!("cursor={cursor}"),
                None => break,
            }
        }
        all.sort();
        Ok(all.into_iter().map(|(_, is_given, right)| (is_given, right)).collect())
    }

    async fn group(&self, url: &str) -> Result<String, String> {
        let groups = self.get(&format!("{url}/v1/groups")).await?;
        let mut all = groups["groups"].as_array().into_iter().flatten();
        let found = all.find(|group| group["name"] == GROUP).map(|group| text(&group["id"]));
        found.ok_or_else(|| format!("there is no group {GROUP}: {groups}"))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
