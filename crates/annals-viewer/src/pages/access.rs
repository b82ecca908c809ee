//! Who may do what in an organisation, and why: now, or at any moment of the past.

use annals_model::{Calendar, Module, Permission};
use jiff::Zoned;
use maud::{Markup, html};

use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::right;
use crate::components::shell::{Frame, shell};
use crate::components::table::heads;
use crate::components::text::{code, text, username};
use crate::fault::Fault;
use crate::messages::access as messages;
use crate::sheet::{csv, disarmed};

/// Where it is.
pub const PATH: &str = "/reports/access";
/// The same as a file.
pub const FILE_PATH: &str = "/reports/access.csv";
/// Rows that the page shows; the file has all of them.
pub const ROWS_MAX: usize = 500;

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct AccessView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub organization: String,
    /// The right that is asked for; absent for all of them.
    pub right: Option<Permission>,
    /// The day that is asked for, `YYYY-MM-DD`; empty for now.
    pub day: String,
    /// The time of that day, `HH:MM`; empty for its end.
    pub time: String,
    /// The moment that is shown.
    pub at: Zoned,
    /// Who has what, as far as the page shows it.
    pub rows: Vec<AccessRow>,
    /// How many rows there are.
    pub total: u64,
    /// Changes since then of which the log doesn't tell what was changed, and when the last one
    /// was.
    pub untold: Option<(u64, Zoned)>,
    /// An organisation that lay elsewhere, where the reader doesn't see, and until when it did.
    pub outside: Option<(String, Zoned)>,
    /// What is wrong with what was asked for.
    pub problem: Option<Fault>,
}

/// That somebody has a right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRow {
    /// Who.
    pub who: Who,
    /// Which right.
    pub right: Permission,
    /// Where it comes from.
    pub why: Vec<Why>,
    /// The school years to which what they see is limited; not at all if there are none.
    pub calendars: Vec<Calendar>,
    /// Whether, so limited, they see entries without a school year.
    pub without_calendar: bool,
}

/// Who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person.
    User {
        /// What they sign in with.
        username: String,
        /// Their name.
        name: String,
        /// Whether they may sign in: disabled, locked and expired accounts keep their rights.
        may_sign_in: bool,
    },
    /// A program.
    Key {
        /// How its secret begins.
        prefix: String,
        /// What it is for.
        name: String,
    },
}

/// Where a right comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The name of the group that has it; absent where it was given to them.
    pub group: Option<String>,
    /// Whether it reaches the organisations below.
    pub below: bool,
    /// The organisation above in which it was given; absent for the one that is shown.
    pub above: Option<String>,
}

/// The page.
pub fn access(view: &AccessView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page access-page" {
            h1 { (messages::title()) " " (help::link("access#what", &frame.kept())) }
            p { (messages::about()) }
            (form(view))
            @if let Some(problem) = &view.problem {
                p class="note note-problem" role="alert" { (icon(Icon::Alert)) " " (problem) }
            } @else {
                (found(view))
            }
        }
    };
    shell(frame, messages::title(), &main)
}

fn form(view: &AccessView) -> Markup {
    html! {
        form class="access-form" method="get" action=(PATH) {
            (view.frame.kept_fields())
            div {
                label for="right" { (messages::right()) }
                select id="right" name="right" {
                    option value="" selected[view.right.is_none()] { (messages::every_right()) }
                    @for module in Module::ALL {
                        optgroup label=(right::module(module)) {
                            @for each in module.rights() {
                                option value=(each.as_str())
                                    selected[view.right == Some(each)] { (right::right(each)) }
                            }
                        }
                    }
                }
            }
            div {
                label for="day" { (messages::day()) }
                input id="day" name="on" type="date" value=(view.day) aria-describedby="day-hint";
            }
            div {
                label for="time" { (messages::time()) }
                input id="time" name="time" type="time" value=(view.time)
                    aria-describedby="day-hint";
            }
            button type="submit" class="button strong" { (messages::show()) }
            p class="hint" id="day-hint" { (messages::day_hint()) }
        }
    }
}

fn found(view: &AccessView) -> Markup {
    let mut query: Vec<(&str, _)> = vec![("on", (&*view.day).into())];
    query.push(("time", (&*view.time).into()));
    let kept = view.frame.kept();
    let pairs = kept.pairs();
    query.extend(pairs.iter().map(|(name, value)| (*name, value.clone())));
    let query = crate::address::query_string(&query);
    html! {
        @if let Some((count, latest)) = &view.untold {
            p class="note" {
                (icon(Icon::Alert)) " " (messages::untold(*count, &moment(latest)))
            }
        }
        @if let Some((name, until)) = &view.outside {
            p class="note" {
                (icon(Icon::Alert)) " " (messages::outside(&text(name), &moment(until)))
            }
        }
        p role="status" {
            (messages::as_of(&text(&view.organization), &moment(&view.at))) " "
            (messages::count(view.total))
        }
        p {
            a class="button" href={ (FILE_PATH) (query) } download {
                (icon(Icon::Download)) (messages::file())
            }
        }
        @if view.rows.is_empty() {
            p class="note" { (messages::nobody()) }
        } @else {
            div class="access-frame" tabindex="0" role="group" aria-label=(messages::title()) {
                table class="access-table" {
                    (heads(&[
                        messages::who(),
                        messages::right(),
                        messages::why(),
                        messages::limits(),
                    ]))
                    tbody { @for row in &view.rows { (line(row)) } }
                }
            }
            @if view.total > view.rows.len() as u64 {
                p class="note" { (messages::more(view.total - view.rows.len() as u64)) }
            }
        }
    }
}

fn line(row: &AccessRow) -> Markup {
    html! {
        tr {
            th scope="row" { (who(&row.who)) }
            td { (right::right(row.right)) br; (code(row.right.as_str())) }
            td { ul { @for why in &row.why { li { (reason(why)) } } } }
            td { (limits(row)) }
        }
    }
}

fn who(who: &Who) -> Markup {
    html! {
        @match who {
            Who::User { username: typed, name, may_sign_in } => {
                (text(name)) br;
                span class="hint" { (username(typed)) }
                @if !may_sign_in { " " span class="tag" { (messages::barred()) } }
            }
            Who::Key { prefix, name } => {
                (text(name)) br;
                span class="hint" { (messages::key()) " " (code(prefix)) }
            }
        }
    }
}

fn reason(why: &Why) -> Markup {
    html! {
        @match &why.group {
            Some(group) => (messages::from_group(&text(group))),
            None => (messages::given()),
        }
        @if let Some(above) = &why.above {
            " · " (messages::from_above(&text(above)))
        } @else if why.below {
            " · " (messages::and_below())
        }
    }
}

fn limits(row: &AccessRow) -> Markup {
    html! {
        @if row.calendars.is_empty() {
            span class="hint" { (messages::no_limits()) }
        } @else {
            ul {
                @for calendar in &row.calendars {
                    li { (text(&calendar.school)) " " (calendar.end_year) }
                }
                @if row.without_calendar { li { (messages::without_calendar()) } }
            }
        }
    }
}

/// The rows as CSV, a line for each reason of each, and one for each thing that is missing.
pub fn file(
    organization: &str,
    at: &Zoned,
    rows: &[AccessRow],
    missing: &[String],
) -> std::io::Result<Vec<u8>> {
    let heads = [
        "organization",
        "as_of",
        "kind",
        "username",
        "name",
        "may_sign_in",
        "tool",
        "module",
        "from_group",
        "reach",
        "from_organization",
        "school_years",
    ];
    let lines = rows.iter().flat_map(|row| {
        row.why.iter().map(|why| cells(organization, at, row, why).map(disarmed).to_vec())
    });
    let missing = missing.iter().map(|what| {
        let mut cells = vec![String::new(); heads.len()];
        let said = [organization.to_owned(), at.timestamp().to_string(), "missing".to_owned()];
        cells.splice(..said.len(), said);
        cells.splice(4..5, [disarmed(what.clone())]);
        cells
    });
    csv(std::iter::once(heads.map(str::to_owned).to_vec()).chain(lines).chain(missing))
}

fn cells(organization: &str, at: &Zoned, row: &AccessRow, why: &Why) -> [String; 12] {
    let word = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let (kind, username, name, may_sign_in) = match &row.who {
        Who::User { username, name, may_sign_in } => ("user", username, name, word(*may_sign_in)),
        Who::Key { prefix, name } => ("key", prefix, name, String::new()),
    };
    let years = row.calendars.iter().map(|one| format!("{} {}", one.school, one.end_year));
    let without = row.without_calendar.then(|| "entries without a school year".to_owned());
    [
        organization.to_owned(),
        at.timestamp().to_string(),
        kind.to_owned(),
        username.clone(),
        name.clone(),
        may_sign_in,
        row.right.as_str().to_owned(),
        row.right.module().as_str().to_owned(),
        why.group.clone().unwrap_or_default(),
        if why.below { "this organisation and below" } else { "this organisation" }.to_owned(),
        why.above.clone().unwrap_or_default(),
        years.chain(without).collect::<Vec<_>>().join("; "),
    ]
}
