//! Segments against a list of events.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use annals_model::{
    Actor, ActorKind, Calendar, Change, Detail, Event, EventId, EventType, Fingerprint, Flags,
    Number, OrganizationId, Outcome, Record, Value,
};
use annals_proof::Seed;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use roaring::RoaringBitmap;
use uuid::Uuid;

use super::*;
use crate::terms::{self, CODED, TermField};

/// One entry of the model.
#[derive(Clone, Debug)]
struct Stored {
    organization: OrganizationOrdinal,
    number: Number,
    event: Event,
    document: Vec<u8>,
}

fn word() -> impl Strategy<Value = String> {
    select(
        &["Ada", "ada lovelace", "Łódź", "Created", "student", "山田太郎", "x", "the charge"][..],
    )
    .prop_map(str::to_owned)
}

fn maybe<S: Strategy>(strategy: S) -> impl Strategy<Value = Option<S::Value>> {
    proptest::option::weighted(0.5, strategy)
}

fn any_event() -> impl Strategy<Value = Event> {
    let texts = [(); 8].map(|()| maybe(word()));
    let record = (word(), 0..20_u8, maybe(word())).prop_map(|(record_type, id, name)| Record {
        record_type,
        id: id.to_string(),
        name,
        change: None,
    });
    let change = (word(), maybe(word())).prop_map(|(property, new)| Change {
        property,
        label: None,
        old: None,
        new: new.map(|text| Value::text(&text)),
        masked: false,
    });
    let detail = (word(), maybe("[a-z]{0,140}"))
        .prop_map(|(key, value)| Detail { key, value: value.map(|text| Value::text(&text)) });
    let calendar = word().prop_map(|school| Calendar { school, end_year: 2027 });
    let lists = (vec(record, 0..3), vec(change, 0..3), vec(detail, 0..3), vec(calendar, 0..2));
    let codes = (
        select(&EventType::ALL[..]),
        select(&Outcome::ALL[..]),
        select(&ActorKind::ALL[..]),
        any::<bool>(),
        maybe((0..4_u8).prop_map(|last| std::net::IpAddr::from([10, 0, 0, last]))),
    );
    // Few times, so that many are equal; some far away, so that columns have exceptions.
    let time = prop_oneof![9 => -5..5_i64, 1 => any::<i64>().prop_map(|time| time / 2)];
    (time, word(), texts, lists, codes).prop_map(|(time, action, texts, lists, codes)| {
        let [category, area, source, name, username, description, correlation_id, reason] = texts;
        let (records, changes, details, calendars) = lists;
        let (event_type, outcome, kind, critical, ip) = codes;
        Event {
            id: EventId::Uuid(Uuid::nil()),
            organization: OrganizationId::parse("lincoln").unwrap(),
            occurred_at: Millis(time),
            recorded_at: Millis(time),
            label: action.to_uppercase(),
            action,
            event_type,
            category,
            area,
            source,
            actor: Actor { name, username, kind, ..Actor::default() },
            ip,
            user_agent: None,
            description,
            records,
            changes,
            details,
            calendars,
            outcome,
            reason,
            correlation_id,
            critical,
            flags: Flags::default(),
        }
    })
}

/// Entries with distinct numbers and ids, in no order.
fn any_entries(max: usize) -> impl Strategy<Value = Vec<Stored>> {
    vec((0..4_u32, any::<bool>(), any_event()), 1..max).prop_map(|rows| {
        let mut entries: Vec<_> = rows
            .into_iter()
            .zip(0_u64..)
            .map(|((organization, is_text, mut event), i)| {
                event.id = if is_text {
                    EventId::Text(format!("event {i}").into())
                } else {
                    EventId::Uuid(Uuid::from_u128(u128::from(i) << 64 | 17))
                };
                stored(OrganizationOrdinal(organization * 7), Number(i * 3 % 1009), event)
            })
            .collect();
        entries.sort_by_key(|entry| (entry.event.id.clone(), entry.number));
        entries
    })
}

fn stored(organization: OrganizationOrdinal, number: Number, event: Event) -> Stored {
    let seed = Seed([number.0 as u8; 16]);
    let document = document::encode(&event, Fingerprint(number.0), seed).bytes;
    Stored { organization, number, event, document }
}

fn build(builder: &mut Builder, entries: &[Stored]) -> Option<Segment> {
    for Stored { organization, number, event, document } in entries {
        let id_hash = document::id_hash(*organization, &event.id);
        let organization = *organization;
        builder.push(Row { organization, number: *number, id_hash, document, event });
    }
    builder.finish().map(Segment::from_image)
}

type Key = (TermField, Vec<u8>);

/// What a slice must say, by organisation.
fn model(entries: &[Stored]) -> BTreeMap<OrganizationOrdinal, Vec<&Stored>> {
    let mut slices: BTreeMap<_, Vec<&Stored>> = BTreeMap::new();
    for entry in entries {
        slices.entry(entry.organization).or_default().push(entry);
    }
    for slice in slices.values_mut() {
        slice.sort_by_key(|entry| (entry.event.occurred_at, entry.number));
    }
    slices
}

fn model_terms(slice: &[&Stored]) -> BTreeMap<Key, Vec<u32>> {
    let mut postings: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for (entry, position) in slice.iter().zip(0..) {
        terms::terms(&entry.event, &mut |field, term| {
            let list = postings.entry((field, term.to_vec())).or_default();
            if list.last() != Some(&position) {
                list.push(position);
            }
        });
    }
    postings
}

/// Compares everything a segment says with the list it was made from.
fn check(segment: &Segment, entries: &[Stored]) -> Result<()> {
    let model = model(entries);
    assert_eq!(segment.len(), entries.len() as u64);
    assert!(segment.organizations().eq(model.keys().copied()));
    let times = entries.iter().map(|entry| entry.event.occurred_at);
    assert_eq!(segment.time_bounds(), (times.clone().min().unwrap(), times.max().unwrap()));
    assert!(segment.slice(OrganizationOrdinal(99)).is_none());
    for (&organization, entries) in &model {
        let slice = segment.slice(organization).unwrap();
        check_columns(&slice, entries)?;
        check_terms(&slice, entries)?;
        for (entry, position) in entries.iter().zip(0..) {
            let hash = document::id_hash(organization, &entry.event.id);
            assert!(segment.may_contain_id(hash)?);
            assert_eq!(segment.find_id(organization, &entry.event.id)?, Some(position));
            assert_eq!(segment.find_id(OrganizationOrdinal(99), &entry.event.id)?, None);
        }
        let unknown = EventId::Text("unknown".into());
        assert_eq!(segment.find_id(organization, &unknown)?, None);
    }
    Ok(())
}

fn check_columns(slice: &Slice<'_>, entries: &[&Stored]) -> Result<()> {
    assert_eq!(slice.len() as usize, entries.len());
    let mut cache = DocumentCache::default();
    for (entry, position) in entries.iter().zip(0..) {
        let time = entry.event.occurred_at;
        assert_eq!(slice.occurred_at(position)?, time);
        assert_eq!(slice.number(position)?, entry.number);
        assert_eq!(slice.position_of(entry.number)?, Some(position));
        assert_eq!(slice.position_of(Number(entry.number.0 + 1))?, None);
        assert_eq!(slice.document(position)?, entry.document);
        assert_eq!(slice.document_in(position, &mut cache)?, entry.document);
        for time in [time.0.saturating_sub(1), time.0, time.0.saturating_add(1)].map(Millis) {
            let expected = entries.partition_point(|entry| entry.event.occurred_at < time);
            assert_eq!(slice.lower_bound(time)?, expected as u32);
        }
    }
    let mut by_number: Vec<_> = entries.iter().map(|entry| entry.number).collect();
    by_number.sort();
    for (number, rank) in by_number.iter().zip(0..) {
        assert_eq!(slice.number(slice.by_number(rank)?)?, *number);
        assert_eq!(slice.number_lower_bound(*number)?, rank);
    }
    assert_eq!(slice.number_bounds(), (by_number[0], *by_number.last().unwrap()));
    let last = entries.last().unwrap().event.occurred_at;
    assert_eq!(slice.time_bounds(), (entries[0].event.occurred_at, last));
    assert!(slice.number(slice.len()).is_err());
    assert!(slice.document(slice.len()).is_err());
    Ok(())
}

fn check_terms(slice: &Slice<'_>, entries: &[&Stored]) -> Result<()> {
    let expected = model_terms(entries);
    let mut codes: BTreeMap<(TermField, u32), u32> = BTreeMap::new();
    let mut ranks: BTreeMap<TermField, u32> = BTreeMap::new();
    for ((field, term), positions) in &expected {
        let postings = slice.postings(*field, term)?.unwrap();
        assert_eq!(&postings.iter().collect::<Vec<_>>(), positions);
        assert_eq!(slice.count(*field, term)?, positions.len() as u64);
        assert_eq!(slice.postings(*field, &[term, &b"\0"[..]].concat())?, None);
        let rank = ranks.entry(*field).or_default();
        *rank += 1;
        codes.extend(positions.iter().map(|&position| ((*field, position), *rank)));
        let prefix = &term[..term.len().min(2)];
        check_walk(slice, &expected, *field, prefix, |other| other.starts_with(prefix))?;
    }
    for field in CODED {
        assert_eq!(slice.codes(field)?, ranks.get(&field).copied().unwrap_or(0));
        for position in 0..slice.len() {
            let expected = codes.get(&(field, position)).copied().unwrap_or(0);
            assert_eq!(slice.code(field, position)?, expected);
        }
    }
    let (mut found, mut from, mut to) = (Vec::new(), [0; 16], [0; 16]);
    from[10..].copy_from_slice(&[0xFF, 0xFF, 10, 0, 0, 1]);
    to[10..].copy_from_slice(&[0xFF, 0xFF, 10, 0, 0, 2]);
    slice.walk_range(TermField::Ip, &from, &to, &mut |term, _| {
        found.push(term.to_vec());
        Ok(ControlFlow::Continue(()))
    })?;
    let wanted = expected.keys().filter(|(field, _)| *field == TermField::Ip);
    let wanted = wanted.filter(|(_, term)| (&from[..]..=&to[..]).contains(&&term[..]));
    assert!(found.iter().eq(wanted.map(|(_, term)| term)));
    Ok(())
}

fn check_walk(
    slice: &Slice<'_>,
    expected: &BTreeMap<Key, Vec<u32>>,
    field: TermField,
    prefix: &[u8],
    inside: impl Fn(&[u8]) -> bool,
) -> Result<()> {
    let mut found = Vec::new();
    slice.walk(field, prefix, &mut |term, at| {
        found.push((term.to_vec(), slice.load(at)?.iter().collect::<Vec<_>>()));
        Ok(ControlFlow::Continue(()))
    })?;
    let wanted = expected.iter().filter(|((of, term), _)| *of == field && inside(term));
    assert!(found.into_iter().eq(wanted.map(|((_, term), list)| (term.clone(), list.clone()))));
    Ok(())
}

fn faults(segment: &Segment) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    segment.verify(&mut |section, what| faults.push((section, what))).unwrap();
    faults
}

fn file_of(entries: &[Stored], folder: &Path) -> Segment {
    let source = build(&mut Builder::new(), entries).unwrap();
    let path = folder.join("a.seg");
    let target = Target::File { path: &path, level: 1 };
    merge(&[Source { segment: &source, dead: &|_| None }], target).unwrap().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_image_says_what_was_put_in(first in any_entries(40), second in any_entries(300)) {
        let mut builder = Builder::new();
        for entries in [&first, &second, &first] {
            let segment = build(&mut builder, entries).unwrap();
            check(&segment, entries).unwrap();
            prop_assert_eq!(faults(&segment), []);
        }
        prop_assert!(builder.finish().is_none());
    }

    #[test]
    fn a_merge_is_what_one_build_is(
        entries in any_entries(300),
        sources in 1..6_usize,
        dead_every in 2..6_u64,
        in_file: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut builder = Builder::new();
        let parts: Vec<Vec<Stored>> = (0..sources)
            .map(|part| entries.iter().skip(part).step_by(sources).cloned().collect())
            .collect();
        let is_dead = |number: Number| number.0.is_multiple_of(dead_every);
        let segments: Vec<_> =
            parts.iter().filter_map(|part| build(&mut builder, part)).collect();
        let dead_of = |segment: &Segment, organization| {
            let slice = segment.slice(organization)?;
            let dead = (0..slice.len()).filter(|&at| is_dead(slice.number(at).unwrap()));
            Some(dead.collect::<RoaringBitmap>())
        };
        let dead: Vec<_> = segments.iter().map(|s| move |o| dead_of(s, o)).collect();
        let merge_of: Vec<_> = segments
            .iter()
            .zip(&dead)
            .map(|(segment, dead)| Source { segment, dead: dead as merge::Dead<'_> })
            .collect();
        let path = folder.path().join("merged.seg");
        let target =
            if in_file { Target::File { path: &path, level: 1 } } else { Target::Memory };
        let merged = merge(&merge_of, target).unwrap();
        let live: Vec<_> = entries.into_iter().filter(|entry| !is_dead(entry.number)).collect();
        match merged {
            None => {
                prop_assert!(live.is_empty());
                prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
            }
            Some(merged) => {
                check(&merged, &live).unwrap();
                prop_assert_eq!(faults(&merged), []);
                if in_file {
                    check(&Segment::open(&path).unwrap(), &live).unwrap();
                    prop_assert_eq!(merged.path(), Some(&*path));
                    prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
                } else {
                    let whole = build(&mut builder, &live).unwrap();
                    prop_assert!(whole.inner.all() == merged.inner.all());
                }
            }
        }
    }

    #[test]
    fn bytes_of_any_kind_do_no_harm(
        entries in any_entries(20),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = build(&mut Builder::new(), &entries).unwrap().inner.all().to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // In memory nothing is checksummed, so every reader sees the nonsense itself.
        if let Ok(inner) = Inner::new(Data::Memory(bytes)) {
            read_everything(&Segment { inner: Arc::new(inner) }, &entries);
        }
    }
}

/// Calls everything that reads, without a word about what comes out.
fn read_everything(segment: &Segment, entries: &[Stored]) {
    let _ = segment.verify(&mut |_, _| {});
    let _ = merge(&[Source { segment, dead: &|_| None }], Target::Memory);
    for slice in segment.slices() {
        for entry in entries {
            let _ = segment.find_id(slice.organization(), &entry.event.id);
            let _ = slice.position_of(entry.number);
            let _ = slice.lower_bound(entry.event.occurred_at);
            terms::terms(&entry.event, &mut |field, term| {
                let _ = slice.postings(field, term);
                let _ = slice.walk(field, term, &mut |_, _| Ok(ControlFlow::Continue(())));
            });
        }
        for position in 0..slice.len().min(1000) {
            let _ = slice.document(position);
            let _ = slice.by_number(position);
            for field in CODED {
                let _ = slice.code(field, position);
            }
        }
    }
}

/// Enough entries, in one large and some small slices, for several chunks of every section.
fn many_entries() -> Vec<Stored> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let events = vec(any_event(), 1500).new_tree(&mut runner).unwrap().current();
    let entries = events.into_iter().zip(0_u64..).map(|(mut event, i)| {
        event.id = EventId::Uuid(Uuid::from_u128(u128::from(i) * 0x9E37_79B9_7F4A_7C15_0000));
        let organization = if i % 10 == 0 { 3 + i as u32 % 7 } else { 1 };
        stored(OrganizationOrdinal(organization), Number(i * 3), event)
    });
    entries.collect()
}

#[test]
fn every_damaged_section_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let entries = many_entries();
    let segment = file_of(&entries, folder.path());
    check(&segment, &entries).unwrap();
    assert_eq!(faults(&segment), []);
    let slice = segment.slice(OrganizationOrdinal(1)).unwrap();
    let mut places: Vec<(&str, u64, u64)> = layout::Section::ALL
        .into_iter()
        .map(|section| (section.name(), slice.part(section).start(), slice.part(section).len()))
        .collect();
    let (all, directory) = (segment.bytes(), segment.inner.directory);
    let footer = all - Footer::LEN as u64;
    places.extend([("header", 0, HEADER_LEN as u64), ("footer", footer, Footer::LEN as u64)]);
    places.push(("directory", directory, footer - directory));
    let Inner { filter, term_filter, footer, .. } = &*segment.inner;
    places.push((layout::FILTER, *filter, footer.filter_len()));
    places.push((layout::TERM_FILTER, *term_filter, footer.term_filter_len()));
    let good = std::fs::read(segment.path().unwrap()).unwrap();
    for (name, start, len) in places {
        assert!(len > 0, "{name} is empty");
        for at in [start, start + len / 2, start + len - 1] {
            let mut bytes = good.clone();
            bytes[at as usize] ^= 0x10;
            let path = folder.path().join("damaged.seg");
            std::fs::write(&path, bytes).unwrap();
            check_damage(&path, name, &entries);
        }
    }
}

fn check_damage(path: &Path, section: &str, entries: &[Stored]) {
    let segment = match Segment::open(path) {
        // Only the header's spare bytes are not looked at when opening.
        Ok(segment) => segment,
        Err(Error::Damaged { .. } | Error::Newer { .. }) => {
            return assert!(["header", "footer", "directory"].contains(&section), "{section}");
        }
        Err(error) => panic!("{section}: {error}"),
    };
    let found: BTreeSet<_> = faults(&segment).into_iter().map(|(section, _)| section).collect();
    assert!(found.contains(section), "{section} {found:?}");
    let segment = Segment::open(path).unwrap();
    // Whatever can still be read is right: `check` compares, and ends at the first damage.
    match check(&segment, entries) {
        Err(Error::Damaged { section: found, .. }) => assert_ne!(found, "", "{section}"),
        Err(error) => panic!("{section}: {error}"),
        Ok(()) => assert_eq!(section, "header"),
    }
}

#[test]
fn a_file_that_was_cut_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let segment = file_of(&many_entries()[..50], folder.path());
    let good = std::fs::read(segment.path().unwrap()).unwrap();
    let path = folder.path().join("cut.seg");
    for len in (0..good.len()).step_by(997).chain([good.len() - 1]) {
        std::fs::write(&path, &good[..len]).unwrap();
        assert!(Segment::open(&path).is_err(), "{len}");
    }
    let mut newer = good.clone();
    newer[8] = 2;
    std::fs::write(&path, newer).unwrap();
    assert!(matches!(Segment::open(&path), Err(Error::Newer { found: 2, known: 1, .. })));
}

#[test]
fn an_index_that_does_not_fit_is_noticed() {
    let entries = many_entries();
    let mut other = entries[..200].to_vec();
    for entry in &mut other {
        entry.event.description = Some("something else".to_owned());
    }
    let segment = build(&mut Builder::new(), &other).unwrap();
    let sections: BTreeSet<_> = faults(&segment).into_iter().map(|(section, _)| section).collect();
    assert_eq!(sections, BTreeSet::from(["terms", layout::TERM_FILTER]));
}

#[test]
fn a_filter_that_lacks_an_id_or_a_term_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let segment = file_of(&many_entries(), folder.path());
    let Inner { filter, term_filter, directory, .. } = *segment.inner;
    for (name, blinded) in
        [(layout::FILTER, filter..term_filter), (layout::TERM_FILTER, term_filter..directory)]
    {
        let path = folder.path().join("blind.seg");
        std::fs::write(&path, blind(&segment, blinded)).unwrap();
        let faults = faults(&Segment::open(&path).unwrap());
        assert!(!faults.is_empty() && faults.iter().all(|(section, _)| *section == name));
    }
}

/// The bytes of a file with zeros in `blinded`, and all checksums as if that were right.
fn blind(segment: &Segment, blinded: std::ops::Range<u64>) -> Vec<u8> {
    let Inner { directory, footer, .. } = &*segment.inner;
    let mut bytes = std::fs::read(segment.path().unwrap()).unwrap();
    bytes[blinded.start as usize..blinded.end as usize].fill(0);
    let (body, tail) = bytes.split_at_mut(*directory as usize);
    let (summed, end) = tail.split_at_mut(tail.len() - Footer::LEN);
    let sums = summed[footer.slices as usize * Entry::LEN..].chunks_mut(4);
    for (chunk, sum) in body.chunks(CHUNK_LEN).zip(sums) {
        sum.copy_from_slice(&crc32c::crc32c(chunk).to_le_bytes());
    }
    let mut new = Vec::new();
    Footer { checksum: crc32c::crc32c(summed), ..*footer }.put(&mut new);
    end.copy_from_slice(&new);
    bytes
}

#[test]
fn indexes_are_rebuilt_from_documents() {
    let folder = tempfile::tempdir().unwrap();
    let entries = many_entries();
    let segment = file_of(&entries, folder.path());
    let numbers: BTreeMap<_, _> = entries
        .iter()
        .map(|entry| (document::commitment(&entry.document).unwrap().0, entry.number))
        .collect();
    let mut bytes = std::fs::read(segment.path().unwrap()).unwrap();
    let slice = segment.slice(OrganizationOrdinal(1)).unwrap();
    for section in layout::Section::ALL.into_iter().skip(2) {
        bytes[slice.part(section).start() as usize] ^= 1;
    }
    bytes[segment.inner.filter as usize] ^= 1;
    bytes[segment.inner.term_filter as usize] ^= 1;
    let path = folder.path().join("damaged.seg");
    std::fs::write(&path, bytes).unwrap();
    let damaged = Segment::open(&path).unwrap();
    let path = folder.path().join("rebuilt.seg");
    let number_of = |_, commitment: &annals_proof::Commitment| numbers.get(&commitment.0).copied();
    let rebuilt = rebuild(&damaged, &path, 1, &number_of).unwrap().unwrap();
    check(&rebuilt, &entries).unwrap();
    assert_eq!(faults(&rebuilt), []);
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 3, "no batches are left behind");
    let unknown = rebuild(&damaged, &path, 1, &|_, _| None);
    assert!(matches!(unknown, Err(Error::Damaged { section: "numbers", .. })));
}

/// Twenty plain entries of two organisations.
fn fixture_entries() -> Vec<Stored> {
    let entries = (0..20_u64).map(|i| {
        let event = Event {
            id: EventId::Uuid(Uuid::from_u128(u128::from(i) << 64 | 17)),
            organization: OrganizationId::parse("lincoln").unwrap(),
            occurred_at: Millis(1_763_600_000_000 + (i as i64 * 7 % 20) * 1_000),
            recorded_at: Millis(1_763_600_030_000),
            action: "charge.deleted".to_owned(),
            label: "Deleted Charge".to_owned(),
            event_type: EventType::Delete,
            category: Some("Charge".to_owned()),
            area: None,
            source: Some("Office Portal".to_owned()),
            actor: Actor { name: Some(format!("Ada {}", i % 3)), ..Actor::default() },
            ip: Some(std::net::IpAddr::from([10, 0, 0, i as u8])),
            user_agent: None,
            description: Some(format!("Charge {i} was deleted")),
            records: vec![Record {
                record_type: "charge".to_owned(),
                id: i.to_string(),
                name: Some("Łódź".to_owned()),
                change: Some(EventType::Delete),
            }],
            changes: Vec::new(),
            details: Vec::new(),
            calendars: Vec::new(),
            outcome: Outcome::Success,
            reason: None,
            correlation_id: None,
            critical: i == 3,
            flags: Flags::default(),
        };
        stored(OrganizationOrdinal(1 + (i % 5 == 0) as u32), Number(i * 3), event)
    });
    entries.collect()
}

/// Files of every version stay readable for ever.
#[test]
fn a_file_of_version_1_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/segment/fixtures/version-1.seg");
    let segment = Segment::open(&path).unwrap();
    check(&segment, &fixture_entries()).unwrap();
}
