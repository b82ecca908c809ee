//! A mapping file: how another product's records become events. `docs/import.md` describes it.

use jiff::tz::TimeZone;
use toml::{Table, Value};

use super::expression::{Condition, Expression, Others, Piece, Rule};
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

/// The keys of a table; those that nobody asked for are errors.
struct Keys {
    table: Table,
    /// Where it stands, for messages.
    path: String,
}

impl Keys {
    fn new(table: Table, path: String) -> Self {
        Self { table, path }
    }

    fn finish(self) -> Result<(), String> {
        match self.table.keys().next() {
            Some(key) => Err(format!("{}{key} is no key of a mapping", self.path)),
            None => Ok(()),
        }
    }

    fn missing(&self, what: &str) -> String {
        format!("{}{what} is missing", self.path)
    }

    fn at(&self, key: &str, message: &str) -> String {
        format!("{}{key}: {message}", self.path)
    }

    fn text(&mut self, key: &str) -> Result<Option<String>, String> {
        match self.table.remove(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.at(key, "must be a text")),
        }
    }

    fn texts(&mut self, key: &str) -> Result<Vec<String>, String> {
        let value = self.table.remove(key);
        texts(value).ok_or_else(|| self.at(key, "must be a list of texts"))
    }

    fn pointer(&mut self, key: &str) -> Result<Option<Pointer>, String> {
        let text = self.text(key)?;
        let pointer = text.map(|text| Pointer::parse(&text)).transpose();
        pointer.map_err(|message| self.at(key, &message))
    }

    fn pointers(&mut self, key: &str) -> Result<Vec<Pointer>, String> {
        let texts = self.texts(key)?;
        let pointers = texts.iter().map(|text| Pointer::parse(text)).collect::<Result<_, _>>();
        pointers.map_err(|message: String| self.at(key, &message))
    }

    fn table(&mut self, key: &str) -> Result<Option<Table>, String> {
        match self.table.remove(key) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(table)),
            Some(_) => Err(self.at(key, "must be a table")),
        }
    }

    fn tables<T>(
        &mut self,
        key: &str,
        read: fn(&mut Self) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let items = match self.table.remove(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(self.at(key, "must be tables")),
        };
        let mut read_all = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            let Value::Table(table) = item else { return Err(self.at(key, "must be tables")) };
            let mut keys = Self::new(table, format!("{}{key}[{i}].", self.path));
            read_all.push(read(&mut keys)?);
            keys.finish()?;
        }
        Ok(read_all)
    }

    fn conditions(&mut self, key: &str) -> Result<Vec<Condition>, String> {
        let table = self.table(key)?.unwrap_or_default();
        let condition = |(at, like): (String, Value)| {
            let like = texts(Some(like)).ok_or("patterns must be texts")?;
            Ok(Condition { at: Pointer::parse(&at)?, like })
        };
        let conditions: Result<_, String> = table.into_iter().map(condition).collect();
        conditions.map_err(|message| self.at(key, &message))
    }

    fn pairs(&mut self, key: &str) -> Result<Vec<(String, String)>, String> {
        let table = self.table(key)?.unwrap_or_default();
        let pair = |(from, to): (String, Value)| match to {
            Value::String(to) => Ok((from, to)),
            _ => Err(format!("{key}.{from} must be a text")),
        };
        table.into_iter().map(pair).collect()
    }

    fn expression(&mut self, key: &str) -> Result<Option<Expression>, String> {
        let path = format!("{}{key}", self.path);
        self.table.remove(key).map(|value| expression(value, &path)).transpose()
    }
}

/// One text or a list of texts.
fn texts(value: Option<Value>) -> Option<Vec<String>> {
    match value {
        None => Some(Vec::new()),
        Some(Value::String(text)) => Some(vec![text]),
        Some(Value::Array(items)) => {
            items.into_iter().map(|item| item.as_str().map(str::to_owned)).collect()
        }
        Some(_) => None,
    }
}

fn expression(value: Value, path: &str) -> Result<Expression, String> {
    match value {
        Value::String(text) if Pointer::is_pointer(&text) => {
            Ok(Expression::At(Pointer::parse(&text)?))
        }
        Value::String(text) if text.contains('{') => template(&text, path),
        Value::String(text) if text.is_empty() => Err(format!("{path}: is empty")),
        Value::String(text) => Ok(Expression::Constant(text)),
        Value::Array(items) => {
            let items = items.into_iter().map(|item| expression(item, path));
            Ok(Expression::First(items.collect::<Result<_, _>>()?))
        }
        Value::Table(table) => rule(table, path),
        _ => Err(format!("{path}: must be a text, a list of alternatives, or a table")),
    }
}

fn template(text: &str, path: &str) -> Result<Expression, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('{') {
        let (pointer, after) =
            after.split_once('}').ok_or_else(|| format!("{path}: a {{ is not closed"))?;
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain.to_owned()));
        }
        pieces.push(Piece::At(Pointer::parse(pointer).map_err(|why| format!("{path}: {why}"))?));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(Expression::Template(pieces))
}

fn rule(table: Table, path: &str) -> Result<Expression, String> {
    let mut keys = Keys::new(table, format!("{path}."));
    let of = keys.expression("of")?.ok_or_else(|| keys.missing("of"))?;
    let others = match keys.text("others")? {
        None => Others::Keep,
        Some(text) if text.is_empty() => Others::Drop,
        Some(text) => Others::Constant(text),
    };
    let lower = match keys.table.remove("lower") {
        None => false,
        Some(Value::Boolean(lower)) => lower,
        Some(_) => return Err(keys.at("lower", "must be true or false")),
    };
    let rule = Rule {
        of,
        when: keys.conditions("when")?,
        without: keys.text("without")?,
        after_last: keys.text("after_last")?,
        lower,
        map: keys.pairs("map")?,
        starts: keys.pairs("starts")?,
        others,
        missing: keys.text("missing")?,
    };
    keys.finish()?;
    Ok(Expression::Rule(Box::new(rule)))
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
