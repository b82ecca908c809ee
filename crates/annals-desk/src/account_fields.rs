//! What an account is made of: checked, compared, and told by the names of its columns.

use annals_model::{Millis, OrganizationOrdinal};

use crate::entry::Told;
use crate::field_refusal::check_text;
use crate::user::{User, UserId, UserStatus};
use crate::{Error, Field, FieldRefusal, Result, look};

/// What an account is made of, besides its password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFields {
    /// What is typed to sign in; upper and lower case are the same.
    pub username: String,
    /// Name on screen.
    pub name: String,
    /// See [`User::email`].
    pub email: Option<String>,
    /// See [`User::role`].
    pub role: Option<String>,
    /// See [`User::homepage`].
    pub homepage: Option<String>,
    /// See [`User::staff_record`].
    pub staff_record: Option<String>,
    /// See [`User::status`].
    pub status: UserStatus,
    /// See [`User::expires_at`].
    pub expires_at: Option<Millis>,
    /// See [`User::must_change_password`].
    pub must_change_password: bool,
    /// See [`User::without_calendar`].
    pub without_calendar: bool,
}

impl AccountFields {
    /// No more than what an account has to have.
    pub fn new(username: &str, name: &str) -> Self {
        Self { username: username.to_owned(), name: name.to_owned(), ..Self::default() }
    }
}

impl User {
    /// The account as it is.
    pub fn fields(&self) -> AccountFields {
        let user = self.clone();
        AccountFields {
            username: user.username,
            name: user.name,
            email: user.email,
            role: user.role,
            homepage: user.homepage,
            staff_record: user.staff_record,
            status: user.status,
            expires_at: user.expires_at,
            must_change_password: user.must_change_password,
            without_calendar: user.without_calendar,
        }
    }
}

/// An account of which nothing is said yet.
pub(crate) fn blank(id: UserId, organization: OrganizationOrdinal) -> User {
    User {
        id,
        organization,
        username: String::new(),
        name: String::new(),
        email: None,
        role: None,
        homepage: None,
        staff_record: None,
        status: UserStatus::Active,
        expires_at: None,
        must_change_password: false,
        without_calendar: false,
        version: 1,
    }
}

/// `user` with other fields; refuses those that can't be.
pub(crate) fn with_fields(user: User, fields: AccountFields) -> Result<User> {
    let username = fields.username.trim().to_owned();
    check_text(Field::Username, &username)?;
    if username != user.username {
        check_username(&username)?;
    }
    check_text(Field::Name, &fields.name)?;
    let text = |field: Field, text: Option<String>| {
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        text.iter().try_for_each(|text| check_text(field, text))?;
        Ok::<_, Error>(text)
    };
    let email = text(Field::Email, fields.email)?;
    if email.as_deref().is_some_and(|email| !email.contains('@') || email.contains(' ')) {
        return Err(FieldRefusal::NoEmail.into());
    }
    let homepage = text(Field::Homepage, fields.homepage)?;
    let is_path = |path: &str| path.starts_with('/') && !path.starts_with("//");
    if !homepage.as_deref().is_none_or(is_path) {
        return Err(FieldRefusal::NoPath.into());
    }
    let staff_record = text(Field::StaffRecord, fields.staff_record)?;
    let is_record = |record: &str| {
        record.split_once(':').is_some_and(|(kind, id)| !kind.is_empty() && !id.is_empty())
    };
    if !staff_record.as_deref().is_none_or(is_record) {
        return Err(FieldRefusal::NoRecord.into());
    }
    Ok(User {
        username,
        name: fields.name.trim().to_owned(),
        email,
        role: text(Field::Role, fields.role)?,
        homepage,
        staff_record,
        status: fields.status,
        expires_at: fields.expires_at,
        must_change_password: fields.must_change_password,
        without_calendar: fields.without_calendar,
        ..user
    })
}

/// Refuses what hides something, or is likely to be made to look like another username. One that
/// an account has already stays: it was taken when more was.
fn check_username(username: &str) -> Result<()> {
    if let Some(character) = look::unseen_in_username(username) {
        return Err(FieldRefusal::Unprintable { field: Field::Username, character }.into());
    }
    match look::mixed_in(username) {
        Some(word) => Err(FieldRefusal::MixedScripts { word: word.to_owned() }.into()),
        None => Ok(()),
    }
}

/// What of an account changed, by the names of its columns.
pub(crate) fn changes(told: Told, old: Option<&User>, new: Option<&User>) -> Told {
    type Column = (&'static str, &'static str, fn(&User) -> Option<String>);
    let columns: [Column; 10] = [
        ("username", "Username", |user| Some(user.username.clone())),
        ("name", "Name", |user| Some(user.name.clone())),
        ("email", "E-mail", |user| user.email.clone()),
        ("role", "Role", |user| user.role.clone()),
        ("homepage", "Homepage", |user| user.homepage.clone()),
        ("staff_record", "Staff Record", |user| user.staff_record.clone()),
        ("status", "Status", |user| Some(user.status.as_str().to_owned())),
        ("expires_at", "Expires", |user| user.expires_at.map(|expiry| expiry.to_string())),
        ("must_change_password", "Must Change Password", |user| word(user.must_change_password)),
        ("without_calendar", "Entries Without School Year", |user| word(user.without_calendar)),
    ];
    columns.into_iter().fold(told, |told, (property, label, of)| {
        let (old, new) = (old.and_then(of), new.and_then(of));
        told.labelled_change(property, label, old.as_deref(), new.as_deref())
    })
}

fn word(is_set: bool) -> Option<String> {
    Some(if is_set { "true" } else { "false" }.to_owned())
}
