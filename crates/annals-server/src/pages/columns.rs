//! `/columns`: takes the choice of columns from its form and leads back to the log.
//!
//! GET, because nothing is changed but what this browser shows: the answer carries the choice in
//! its address, and in a cookie for addresses that name none.

use annals_viewer::components::columns::line_id;
use annals_viewer::{Column, Columns, Density, LogAddress, Look};
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::Failure;
use crate::middleware::Requester;
use crate::session::{Visitor, cookie};

/// Holds what [`Look::word`] writes; nothing about anybody.
const COOKIE: &str = "annals-columns";
const COOKIE_AGE_S: u32 = 400 * 24 * 60 * 60;

/// What the form says besides the address of the log.
#[derive(Default)]
struct Choice {
    columns: Vec<Column>,
    density: Density,
    /// A column to move, and whether to the front.
    step: Option<(Column, bool)>,
    usual: bool,
}

pub(super) async fn choose(
    _: Visitor,
    requester: Requester,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let (choice, rest) = Choice::take(pairs);
    let (address, _) = LogAddress::read(rest);
    if choice.usual {
        let address = LogAddress { columns: None, density: None, ..address };
        return answer(&address.href(), &requester, "", 0);
    }
    let mut columns = Columns::new(choice.columns);
    let mut fragment = String::new();
    if let Some((column, to_front)) = choice.step {
        columns = columns.moved(column, to_front);
        // Opens the menu again, at the column that was moved.
        fragment = format!("#{}", line_id(column));
    }
    let look = Look { columns, density: choice.density };
    let href = format!("{}{fragment}", address.with_look(&look).href());
    answer(&href, &requester, &look.word(), COOKIE_AGE_S)
}

/// What this browser shows where the address doesn't say.
pub(super) fn usual(headers: &HeaderMap) -> Look {
    cookie(headers, COOKIE).and_then(Look::parse).unwrap_or_default()
}

impl Choice {
    /// Takes its own fields out of all.
    fn take(pairs: Vec<(String, String)>) -> (Self, Vec<(String, String)>) {
        let mut choice = Self::default();
        let mut rest = Vec::new();
        for (name, value) in pairs {
            let column = Column::parse(&value);
            match &*name {
                "column" => choice.columns.extend(column),
                "density" => choice.density = Density::parse(&value).unwrap_or_default(),
                "front" => choice.step = column.map(|column| (column, true)),
                "end" => choice.step = column.map(|column| (column, false)),
                "usual" => choice.usual = true,
                _ => rest.push((name, value)),
            }
        }
        (choice, rest)
    }
}

fn answer(href: &str, requester: &Requester, word: &str, age_s: u32) -> Result<Response, Failure> {
    let secure = if requester.secure { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={word}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::from_str(&cookie).map_err(|error| Failure::internal(&error))?;
    Ok(([(header::SET_COOKIE, value)], Redirect::to(href)).into_response())
}
