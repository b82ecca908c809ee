//! The keys of a mapping file, read one by one.

use toml::{Table, Value};

use super::expression::{Condition, Expression, Others, Piece, Rule};
use super::pointer::Pointer;

/// The keys of a table; those that nobody asked for are errors.
pub(super) struct Keys {
    table: Table,
    /// Where it stands, for messages.
    path: String,
}

impl Keys {
    pub(super) fn new(table: Table, path: String) -> Self {
        Self { table, path }
    }

    pub(super) fn finish(self) -> Result<(), String> {
        match self.table.keys().next() {
            Some(key) => Err(format!("{}{key} is no key of a mapping", self.path)),
            None => Ok(()),
        }
    }

    pub(super) fn missing(&self, what: &str) -> String {
        format!("{}{what} is missing", self.path)
    }

    fn at(&self, key: &str, message: &str) -> String {
        format!("{}{key}: {message}", self.path)
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, String> {
        match self.table.remove(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.at(key, "must be a text")),
        }
    }

    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, String> {
        let value = self.table.remove(key);
        texts(value).ok_or_else(|| self.at(key, "must be a list of texts"))
    }

    pub(super) fn pointer(&mut self, key: &str) -> Result<Option<Pointer>, String> {
        let text = self.text(key)?;
        let pointer = text.map(|text| Pointer::parse(&text)).transpose();
        pointer.map_err(|message| self.at(key, &message))
    }

    pub(super) fn pointers(&mut self, key: &str) -> Result<Vec<Pointer>, String> {
        let texts = self.texts(key)?;
        let pointers = texts.iter().map(|text| Pointer::parse(text)).collect::<Result<_, _>>();
        pointers.map_err(|message: String| self.at(key, &message))
    }

    pub(super) fn table(&mut self, key: &str) -> Result<Option<Table>, String> {
        match self.table.remove(key) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(table)),
            Some(_) => Err(self.at(key, "must be a table")),
        }
    }

    pub(super) fn tables<T>(
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

    pub(super) fn conditions(&mut self, key: &str) -> Result<Vec<Condition>, String> {
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

    pub(super) fn expression(&mut self, key: &str) -> Result<Option<Expression>, String> {
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
