//! What stands in the fields of forms, and what is made of it.

use annals_desk::{AccountFields, Field as DeskField, Refusal, RightsRefusal, UserStatus};
use annals_model::Millis;
use annals_viewer::Fault;
use annals_viewer::fault::{RequestFault, RightsFault};
use annals_viewer::pages::people::fields::{Field, Input, WAS};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::Visit;
use crate::error::Failure;
use crate::pages::fault_of;
use crate::pages::selected::refused;
use crate::pages::zone;

/// The fields of a form as they came.
pub(super) struct Form(pub(super) Vec<(String, String)>);

impl Form {
    /// The field of this name, if it came.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| &**value)
    }

    /// The field of this name.
    pub(super) fn need(&self, name: &str) -> Result<&str, Failure> {
        self.get(name).ok_or_else(|| refused(RequestFault::FieldMissing(name.to_owned())))
    }

    /// All of this name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| &**value)
    }

    /// What a change is based on.
    pub(super) fn version(&self) -> Result<i64, Failure> {
        let version = self.need("version")?;
        version.parse().map_err(|_| refused(RequestFault::WrongForm))
    }

    /// The fields, with what was typed and what stood there.
    pub(super) fn inputs(&self, fields: &[Field]) -> Result<Vec<Input>, Failure> {
        let input = |field: &Field| {
            let name = field.as_str();
            // Of a box nothing comes that isn't ticked.
            let typed = match field {
                field if field.is_box() => self.get(name).unwrap_or_default(),
                _ => self.need(name)?,
            };
            // Browsers end lines their own way.
            let text = |text: &str| text.replace("\r\n", "\n");
            let was = self.get(&format!("{WAS}{name}")).unwrap_or_default();
            Ok(Input { was: text(was), ..Input::new(*field, text(typed)) })
        };
        fields.iter().map(input).collect()
    }
}

/// The fields of an account.
pub(super) fn of_account(
    visit: &Visit<'_>,
    fields: &[Field],
    account: &AccountFields,
) -> Vec<Input> {
    let input = |field: &Field| Input::new(*field, value(visit, account, *field));
    let mut inputs: Vec<_> = fields.iter().map(input).collect();
    explain(visit, &mut inputs);
    inputs
}

/// Says in which zone times are typed.
pub(super) fn explain(visit: &Visit<'_>, inputs: &mut [Input]) {
    for input in inputs.iter_mut().filter(|input| input.field == Field::Expires) {
        let zone = annals_viewer::zone_name(&typed_zone(visit)).to_owned();
        input.note = Some(annals_viewer::messages::people::zone_note(&zone));
    }
}

fn value(visit: &Visit<'_>, account: &AccountFields, field: Field) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match field {
        Field::Name => account.name.clone(),
        Field::Username => account.username.clone(),
        Field::Email => text(&account.email),
        Field::Role => text(&account.role),
        Field::Status => account.status.as_str().to_owned(),
        Field::Expires => account.expires_at.map(|at| local(visit, at)).unwrap_or_default(),
        Field::Homepage => text(&account.homepage),
        Field::StaffRecord => text(&account.staff_record),
        Field::MustChange if account.must_change_password => "1".to_owned(),
        Field::WithoutCalendar if account.without_calendar => "1".to_owned(),
        Field::MustChange | Field::WithoutCalendar | Field::Password | Field::Description => {
            String::new()
        }
    }
}

/// Times are typed by the organisation's clock, whatever zone someone reads in.
fn typed_zone(visit: &Visit<'_>) -> TimeZone {
    zone::of_organization(visit.state, &visit.organization)
}

/// A moment as a field of a day and a time has it.
fn local(visit: &Visit<'_>, at: Millis) -> String {
    let at = crate::pages::zoned(at, &typed_zone(visit));
    let form = match (at.second(), at.subsec_nanosecond()) {
        (0, 0) => "%Y-%m-%dT%H:%M",
        (_, 0) => "%Y-%m-%dT%H:%M:%S",
        _ => "%Y-%m-%dT%H:%M:%S%.3f",
    };
    at.strftime(form).to_string()
}

fn moment(visit: &Visit<'_>, typed: &str) -> Option<Millis> {
    let local: DateTime = typed.trim().parse().ok()?;
    let at = local.to_zoned(typed_zone(visit)).ok()?;
    Some(Millis(at.timestamp().as_millisecond()))
}

/// Whether it is a moment that can't be kept: the year 9999 ends before its last hours.
fn is_too_late(typed: &str) -> bool {
    typed.parse::<DateTime>().is_ok_and(|local| local.year() == 9999)
}

/// The account with what was typed; of what can't be it stands beside it why.
pub(super) fn account(
    visit: &Visit<'_>,
    inputs: &mut [Input],
    old: AccountFields,
) -> Option<AccountFields> {
    let mut new = old;
    for input in inputs {
        let typed = input.typed.trim();
        let text = Some(typed.to_owned()).filter(|text| !text.is_empty());
        match input.field {
            Field::Name => new.name = typed.to_owned(),
            Field::Username => new.username = typed.to_owned(),
            Field::Email => new.email = text,
            Field::Role => new.role = text,
            Field::Homepage => new.homepage = text,
            Field::StaffRecord => new.staff_record = text,
            Field::MustChange => new.must_change_password = text.is_some(),
            Field::WithoutCalendar => new.without_calendar = text.is_some(),
            Field::Status => match UserStatus::parse(typed) {
                Some(status) => new.status = status,
                None => input.problem = Some(RightsFault::NobodyChosen.into()),
            },
            // What was not touched stays to the millisecond.
            Field::Expires if typed == value(visit, &new, Field::Expires) => {}
            Field::Expires => match text.map(|text| moment(visit, &text)) {
                None => new.expires_at = None,
                Some(Some(at)) => new.expires_at = Some(at),
                Some(None) if is_too_late(typed) => {
                    input.problem = Some(RightsFault::TooLate.into());
                }
                Some(None) => input.problem = Some(RightsFault::NoMoment.into()),
            },
            Field::Password | Field::Description => {}
        }
        if input.problem.is_some() {
            return None;
        }
    }
    Some(new)
}

/// Tells what somebody else changed, and takes it over where nothing else was typed. Whether
/// anything of it shows.
pub(super) fn merge(inputs: &mut [Input], now: &[Input]) -> bool {
    let mut shows = false;
    for (input, now) in inputs.iter_mut().zip(now) {
        debug_assert_eq!(input.field, now.field, "both are of the same form");
        input.note.clone_from(&now.note);
        if now.typed == input.was {
            continue;
        }
        shows = true;
        if input.typed == input.was {
            input.typed.clone_from(&now.typed);
        }
        input.before = Some(std::mem::replace(&mut input.was, now.typed.clone()));
    }
    shows
}

/// Puts a refusal beside the field that it is about; gives it back where there is none.
pub(super) fn place(inputs: &mut [Input], refusal: Refusal) -> Option<Fault> {
    let field = match &refusal {
        Refusal::Rights(RightsRefusal::UsernameTaken | RightsRefusal::UsernameLooksTaken) => {
            Some(Field::Username)
        }
        Refusal::Rights(RightsRefusal::NameTaken { .. }) => Some(Field::Name),
        Refusal::Password(_) => Some(Field::Password),
        Refusal::Rights(RightsRefusal::Field(refusal)) => of_desk(refusal.field()),
        _ => None,
    };
    let fault = fault_of(refusal);
    match inputs.iter_mut().find(|input| Some(input.field) == field) {
        Some(input) => {
            input.problem = Some(fault);
            None
        }
        None => Some(fault),
    }
}

fn of_desk(field: DeskField) -> Option<Field> {
    Some(match field {
        DeskField::Name => Field::Name,
        DeskField::Username => Field::Username,
        DeskField::Email => Field::Email,
        DeskField::Role => Field::Role,
        DeskField::Homepage => Field::Homepage,
        DeskField::StaffRecord => Field::StaffRecord,
        DeskField::Description => Field::Description,
        DeskField::School => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(was: &str, typed: &str) -> Input {
        Input { was: was.to_owned(), ..Input::new(Field::Name, typed) }
    }

    /// What stood there, what was typed, what somebody else made of it: what stands there then,
    /// what is told of as before, and whether that shows.
    #[test]
    fn what_was_not_touched_is_taken_over() {
        for (was, typed, now, expected) in [
            ("a", "a", "a", ("a", None, false)),
            ("a", "b", "a", ("b", None, false)),
            ("a", "a", "c", ("c", Some("a"), true)),
            ("a", "b", "c", ("b", Some("a"), true)),
            ("a", "c", "c", ("c", Some("a"), true)),
            ("", "", "c", ("c", Some(""), true)),
        ] {
            let mut inputs = [input(was, typed)];
            let shows = merge(&mut inputs, &[input(now, now)]);
            let [Input { typed, was, before, .. }] = &inputs;
            assert_eq!((&**typed, before.as_deref(), shows), expected);
            assert_eq!(was, now);
        }
    }
}
