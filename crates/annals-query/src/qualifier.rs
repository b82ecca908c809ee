//! The words before a colon.

use crate::Field;

/// What stands before a colon, when the language knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Qualifier {
    Actor,
    Who,
    Object,
    Description,
    Changed,
    Detail,
    Field(Field),
    Type,
    Outcome,
    Critical,
    Record,
    Ip,
    Calendar,
    Id,
    Has,
    After,
    Before,
    On,
    Hours,
}

impl Qualifier {
    /// Every name, the one that is printed before its synonyms, with an example of a value.
    pub(crate) const ALL: [(&'static str, Self, &'static str); 26] = [
        ("actor", Self::Actor, "smith"),
        ("by", Self::Actor, "smith"),
        ("who", Self::Who, "\"Ana Smith\""),
        ("user", Self::Field(Field::User), "jsmith"),
        ("source", Self::Field(Field::Source), "\"Office Portal\""),
        ("action", Self::Field(Field::Action), "charge.deleted"),
        ("type", Self::Type, "delete"),
        ("category", Self::Field(Field::Category), "settings"),
        ("area", Self::Field(Field::Area), "UserToolRights"),
        ("object", Self::Object, "smith"),
        ("record", Self::Record, "student:17"),
        ("ip", Self::Ip, "10.0.0.0/8"),
        ("changed", Self::Changed, "status"),
        ("detail", Self::Detail, "x"),
        ("description", Self::Description, "late"),
        ("outcome", Self::Outcome, "denied"),
        ("critical", Self::Critical, "yes"),
        ("calendar", Self::Calendar, "lincoln/2027"),
        ("correlation", Self::Field(Field::Correlation), "import-7"),
        ("id", Self::Id, "e-991"),
        ("kind", Self::Field(Field::Kind), "staff"),
        ("has", Self::Has, "changes"),
        ("after", Self::After, "2026-01-31"),
        ("before", Self::Before, "2026-01-31"),
        ("on", Self::On, "2026-01-31"),
        ("hours", Self::Hours, "off"),
    ];

    /// What `name` means, in any case.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).map(|entry| entry.1)
    }

    /// An example of a value.
    pub(crate) fn example(self) -> &'static str {
        Self::ALL.iter().find(|(_, known, _)| *known == self).map_or("x", |entry| entry.2)
    }
}

/// The qualifier that someone who wrote `name` most likely meant, if any: another product's word
/// for it, or a slip of one letter (two in long names). What is left are types of records.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    const ELSEWHERE: [(&str, &str); 8] = [
        ("date", "on"),
        ("from", "after"),
        ("since", "after"),
        ("until", "before"),
        ("to", "before"),
        ("username", "user"),
        ("desc", "description"),
        ("details", "detail"),
    ];
    let name = name.to_ascii_lowercase();
    if let Some((_, meant)) = ELSEWHERE.iter().find(|(other, _)| *other == name) {
        return Some(meant);
    }
    Qualifier::ALL.iter().map(|entry| entry.0).find(|known| {
        let slips_max = match known.len() {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        // A plural is a type of records rather than a slip: `users:17`.
        name.strip_suffix('s') != Some(known) && is_near(&name, known, slips_max)
    })
}

/// The word of `known` that `word` most likely means.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (slips(&word.to_lowercase(), candidate), candidate))
        .filter(|(slips, candidate)| *slips <= 2 && *slips < candidate.len())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

fn is_near(a: &str, b: &str, slips_max: usize) -> bool {
    a.len().abs_diff(b.len()) <= slips_max && slips(a, b) <= slips_max
}

/// Letters inserted, left out, changed or swapped with their neighbour.
fn slips(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = a[i - 1] == b[j - 1];
            let mut best = (rows[i - 1][j] + 1)
                .min(row[j - 1] + 1)
                .min(rows[i - 1][j - 1] + usize::from(!same));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
