//! A mapping file: how another product's records become events. `docs/import.md` describes it.

use jiff::tz::TimeZone;
use toml::Table;

use super::expression::{Condition, Expression};
use super::keys::Keys;
use super::pointer::Pointer;
use super::time::TimeFormat;

/// How the records of one product become events.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Its short name: `okta`.
    pub(super) product: String,
    /// Texts that say nothing, such as `-`.
    pub(super) absent: Vec<String>,
    /// Texts that hold JSON.
    pub(super) unwrap: Vec<Pointer>,
    /// Lists of names and values, read as objects.
    pub(super) lists: Vec<NamedList>,
    /// Lists of records in a document.
    pub(super) envelope: Vec<Pointer>,
    /// The list of a record of which each item is an event.
    pub(super) each: Option<Pointer>,
    /// Where in a record its fields may stand.
    pub(super) bases: Vec<Pointer>,
    pub(super) time: Option<Expression>,
    pub(super) time_formats: Vec<TimeFormat>,
    pub(super) time_zone: TimeZone,
    pub(super) fields: Fields,
    pub(super) records: Vec<RecordRule>,
    pub(super) changes: Vec<ChangeRule>,
}

/// Expressions for the fields of an event.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) id: Option<Expression>,
    pub(super) action: Option<Expression>,
    pub(super) event_type: Option<Expression>,
    pub(super) category: Option<Expression>,
    pub(super) area: Option<Expression>,
    pub(super) source: Option<Expression>,
    pub(super) ip: Option<Expression>,
    pub(super) user_agent: Option<Expression>,
    pub(super) description: Option<Expression>,
    pub(super) outcome: Option<Expression>,
    pub(super) reason: Option<Expression>,
    pub(super) correlation_id: Option<Expression>,
    pub(super) critical: Option<Expression>,
    pub(super) actor: ActorFields,
}

/// Expressions for the actor.
#[derive(Clone, Debug, Default)]
pub(super) struct ActorFields {
    pub(super) id: Option<Expression>,
    pub(super) name: Option<Expression>,
    pub(super) username: Option<Expression>,
    pub(super) email: Option<Expression>,
    pub(super) kind: Option<Expression>,
    pub(super) role: Option<Expression>,
    pub(super) on_behalf_of_id: Option<Expression>,
    pub(super) on_behalf_of_name: Option<Expression>,
}

/// `[{"name": "a", "value": 1}]`, to be read as `{"a": 1}`.
#[derive(Clone, Debug)]
pub(super) struct NamedList {
    pub(super) at: Pointer,
    pub(super) key: String,
    pub(super) values: Vec<String>,
}

/// What makes affected records.
#[derive(Clone, Debug)]
pub(super) struct RecordRule {
    pub(super) each: Option<Pointer>,
    pub(super) when: Vec<Condition>,
    pub(super) record_type: Expression,
    pub(super) id: Expression,
    pub(super) name: Option<Expression>,
    pub(super) change: Option<Expression>,
}

/// What makes changes.
#[derive(Clone, Debug)]
pub(super) struct ChangeRule {
    pub(super) each: Option<Pointer>,
    pub(super) when: Vec<Condition>,
    pub(super) shape: ChangeShape,
}

/// How before and after are written.
#[derive(Clone, Debug)]
pub(super) enum ChangeShape {
    /// Each somewhere else.
    Values { property: Expression, old: Option<Expression>, new: Option<Expression> },
    /// Two objects; what both have and differs has changed.
    Objects { old: Pointer, new: Pointer },
    /// `{"status": {"from": 1, "to": 2}}`.
    Inner { object: Pointer, old: String, new: String },
    /// `{"OldStatus": 1, "NewStatus": 2}`.
    Prefixes { object: Pointer, old: String, new: String },
}

impl Mapping {
    /// Reads a mapping file. The error says which key is wrong, and how.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut keys = Keys::new(table, String::new());
        let time_zone = match keys.text("time_zone")? {
            None => TimeZone::UTC,
            Some(name) => {
                TimeZone::get(&name).map_err(|_| format!("no zone is called {name:?}"))?
            }
        };
        let formats = keys.texts("time_formats")?;
        let formats = formats.iter().map(|format| TimeFormat::parse(format));
        let mapping = Self {
            product: keys.text("product")?.ok_or("product is missing")?,
            absent: keys.texts("absent")?,
            unwrap: keys.pointers("unwrap")?,
            lists: keys.tables("lists", named_list)?,
            envelope: keys.pointers("envelope")?,
            each: keys.pointer("each")?,
            bases: keys.pointers("bases")?,
            time: keys.expression("time")?,
            time_formats: formats.collect::<Result<_, _>>()?,
            time_zone,
            fields: fields(&mut keys)?,
            records: keys.tables("records", record_rule)?,
            changes: keys.tables("changes", change_rule)?,
        };
        keys.finish()?;
        if mapping.time.is_some() && mapping.time_formats.is_empty() {
            return Err("time needs time_formats".to_owned());
        }
        if mapping.fields.action.is_none() {
            return Err("action is missing".to_owned());
        }
        Ok(mapping)
    }

    /// The short name of the product.
    pub fn product(&self) -> &str {
        &self.product
    }
}

fn fields(keys: &mut Keys) -> Result<Fields, String> {
    let mut actor = Keys::new(keys.table("actor")?.unwrap_or_default(), "actor.".to_owned());
    let fields = Fields {
        id: keys.expression("id")?,
        action: keys.expression("action")?,
        event_type: keys.expression("type")?,
        category: keys.expression("category")?,
        area: keys.expression("area")?,
        source: keys.expression("source")?,
        ip: keys.expression("ip")?,
        user_agent: keys.expression("user_agent")?,
        description: keys.expression("description")?,
        outcome: keys.expression("outcome")?,
        reason: keys.expression("reason")?,
        correlation_id: keys.expression("correlation_id")?,
        critical: keys.expression("critical")?,
        actor: ActorFields {
            id: actor.expression("id")?,
            name: actor.expression("name")?,
            username: actor.expression("username")?,
            email: actor.expression("email")?,
            kind: actor.expression("kind")?,
            role: actor.expression("role")?,
            on_behalf_of_id: actor.expression("on_behalf_of_id")?,
            on_behalf_of_name: actor.expression("on_behalf_of_name")?,
        },
    };
    actor.finish()?;
    Ok(fields)
}

fn named_list(keys: &mut Keys) -> Result<NamedList, String> {
    Ok(NamedList {
        at: keys.pointer("at")?.ok_or_else(|| keys.missing("at"))?,
        key: keys.text("key")?.ok_or_else(|| keys.missing("key"))?,
        values: keys.texts("values")?,
    })
}

fn record_rule(keys: &mut Keys) -> Result<RecordRule, String> {
    Ok(RecordRule {
        each: keys.pointer("each")?,
        when: keys.conditions("when")?,
        record_type: keys.expression("type")?.ok_or_else(|| keys.missing("type"))?,
        id: keys.expression("id")?.ok_or_else(|| keys.missing("id"))?,
        name: keys.expression("name")?,
        change: keys.expression("change")?,
    })
}

fn change_rule(keys: &mut Keys) -> Result<ChangeRule, String> {
    let each = keys.pointer("each")?;
    let when = keys.conditions("when")?;
    let object = keys.pointer("object")?;
    let shape = if let Some(object) = object {
        let prefixes = (keys.text("old_prefix")?, keys.text("new_prefix")?);
        let inner = (keys.text("old_key")?, keys.text("new_key")?);
        match (prefixes, inner) {
            ((Some(old), Some(new)), _) => ChangeShape::Prefixes { object, old, new },
            (_, (Some(old), Some(new))) => ChangeShape::Inner { object, old, new },
            _ => return Err(keys.missing("old_prefix and new_prefix, or old_key and new_key,")),
        }
    } else if let Some(old) = keys.pointer("old_object")? {
        let new = keys.pointer("new_object")?.ok_or_else(|| keys.missing("new_object"))?;
        ChangeShape::Objects { old, new }
    } else {
        let property = keys.expression("property")?.ok_or_else(|| keys.missing("property"))?;
        ChangeShape::Values { property, old: keys.expression("old")?, new: keys.expression("new")? }
    };
    Ok(ChangeRule { each, when, shape })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Mapping::parse(text).map(|_| ()).unwrap_err(), expected);
        };
        check("", "product is missing");
        check("product = 'x'", "action is missing");
        check("product = 'x'\naction = '/a'\nacton = '/b'", "acton is no key of a mapping");
        check("product = 'x'\naction = 7", {
            "action: must be a text, a list of alternatives, or a table"
        });
        check("product = 'x'\naction = '{/a'", "action: a { is not closed");
        check("product = 'x'\naction = { of = '/a', mapp = {} }", {
            "action.mapp is no key of a mapping"
        });
        check("product = 'x'\naction = '/a'\ntime = '/t'", "time needs time_formats");
        check("product = 'x'\naction = '/a'\ntime_zone = 'Mars'", "no zone is called \"Mars\"");
        check("product = 'x'\naction = '/a'\n[[records]]\ntype = 'x'", "records[0].id is missing");
        check("product = 'x'\naction = '/a'\n[actor]\nnick = '/n'", {
            "actor.nick is no key of a mapping"
        });
        assert!(Mapping::parse("product = [").is_err());
    }
}
