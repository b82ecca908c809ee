//! Which entries someone may see, as a search that is part of each of theirs.

use annals_model::{Allow, MESSAGE_CATEGORY, MESSAGE_LOG, Permission, RowFilter, Scopes};
use annals_query::{Expr, Field, Has, Pattern, Term, Text, fold};

/// What every entry that `allow` lets be seen matches, and no other of its organisations.
pub(crate) fn visible(allow: &Allow) -> Expr {
    Expr::And(vec![of_calendars(allow.rows()), without_logs(allow.hidden_logs())])
}

/// Schools are compared folded, as `calendar:` does.
fn of_calendars(rows: &RowFilter) -> Expr {
    if rows.is_everything() {
        return Expr::All;
    }
    let mut either: Vec<Expr> = rows
        .calendars
        .iter()
        .map(|calendar| {
            Expr::Term(Term::Calendar {
                school: Some(fold::fold(&calendar.school)),
                end_year: Some(calendar.end_year),
            })
        })
        .collect();
    if rows.without_calendar {
        either.push(Expr::Not(Box::new(Expr::Term(Term::Has(Has::Calendar)))));
    }
    Expr::Or(either)
}

/// Entries about messages name the logs to which they belong. Those that don't are for whoever
/// reads all logs. The category stands first: a slice without it is done with one look.
fn without_logs(hidden: Scopes) -> Expr {
    if hidden.is_empty() {
        return Expr::All;
    }
    let category = Pattern(fold::fold(MESSAGE_CATEGORY));
    let mut hidden_entries = vec![Expr::Term(Term::Field(Field::Category, category))];
    let logs = Permission::ALL.into_iter().filter(|log| log.reads_messages());
    let readable = logs.filter(|log| !hidden.holds(*log));
    hidden_entries.extend(readable.map(|log| Expr::Not(Box::new(Expr::Term(of_log(log))))));
    Expr::Not(Box::new(Expr::And(hidden_entries)))
}

fn of_log(log: Permission) -> Term {
    let mut words = Vec::new();
    fold::words(log.as_str(), &mut |word| words.push(word.to_owned()));
    Term::Detail { key: fold::fold_key(MESSAGE_LOG), text: Text::Phrase(words) }
}
