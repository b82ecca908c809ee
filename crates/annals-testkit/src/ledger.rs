//! What was sent and what was acknowledged, held against what is found afterwards.

use std::collections::{BTreeMap, HashMap};

use annals_proof::{Commitment, CompactRange, Hash, leaf_hash};

/// What the sender of an event was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The event's number in its log.
    pub number: u64,
    /// The commitment to it.
    pub commitment: Commitment,
    /// Size of the tree that contains it.
    pub tree_size: u64,
    /// Root of that tree.
    pub root: Hash,
}

/// An entry as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The log it is in.
    pub log: String,
    /// Its number there.
    pub number: u64,
    /// The sender's id of it.
    pub id: String,
}

/// All requests of a test, by number.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    requests: BTreeMap<u64, Request>,
}

#[derive(Clone, Debug)]
struct Request {
    log: String,
    ids: Vec<String>,
    receipts: Option<Vec<Receipt>>,
}

impl Ledger {
    /// A request is about to be sent, or sent again.
    pub fn sent(&mut self, request: u64, log: &str, ids: Vec<String>) {
        let new = || Request { log: log.to_owned(), ids, receipts: None };
        self.requests.entry(request).or_insert_with(new);
    }

    /// A request was acknowledged; a second time it must be with the same receipts.
    pub fn acknowledged(&mut self, request: u64, receipts: Vec<Receipt>) -> Result<(), String> {
        let known = self.requests.get_mut(&request).ok_or("a receipt for what was not sent")?;
        if receipts.len() != known.ids.len() {
            return Err(format!("request {request} has {} receipts", receipts.len()));
        }
        let place = |receipt: &Receipt| (receipt.number, receipt.commitment);
        if let Some(before) = &known.receipts
            && !before.iter().map(place).eq(receipts.iter().map(place))
        {
            return Err(format!("request {request} was acknowledged twice, differently"));
        }
        known.receipts.get_or_insert(receipts);
        Ok(())
    }

    /// Requests that were sent and never acknowledged: they are to be sent again.
    pub fn open(&self) -> Vec<u64> {
        let open = self.requests.iter().filter(|(_, request)| request.receipts.is_none());
        open.map(|(&number, _)| number).collect()
    }

    /// The number that no request has had yet.
    pub fn next(&self) -> u64 {
        self.requests.last_key_value().map_or(0, |(number, _)| number + 1)
    }

    /// How many events were acknowledged.
    pub fn events(&self) -> usize {
        let requests = self.requests.values();
        requests.filter_map(|request| request.receipts.as_ref()).map(Vec::len).sum()
    }

    /// What is wrong with what was found: every acknowledged event must be there once, with its
    /// number; of every other request all events or none; nothing else but what the log itself
    /// recorded, which has ids that no request has and is told apart by `is_own`.
    pub fn compare(&self, found: &[Found], is_own: impl Fn(&str) -> bool) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut places: HashMap<(&str, &str), Vec<u64>> = HashMap::new();
        for entry in found {
            places.entry((&entry.log, &entry.id)).or_default().push(entry.number);
        }
        for (number, request) in &self.requests {
            let places: Vec<Vec<u64>> = request
                .ids
                .iter()
                .map(|id| places.remove(&(request.log.as_str(), id.as_str())).unwrap_or_default())
                .collect();
            wrong.extend(request.wrong(&places).map(|what| format!("request {number} {what}")));
        }
        let strangers = places.keys().filter(|(_, id)| !is_own(id));
        wrong.extend(strangers.map(|(log, id)| format!("{id} in {log} was never sent")));
        wrong
    }

    /// What is wrong with the roots on the receipts, when every entry of every log has a receipt
    /// here or a commitment in `others` (by log and number).
    pub fn roots(&self, others: &BTreeMap<(String, u64), Commitment>) -> Vec<String> {
        let mut logs: BTreeMap<&str, BTreeMap<u64, Commitment>> = BTreeMap::new();
        for ((log, number), commitment) in others {
            logs.entry(log).or_default().insert(*number, *commitment);
        }
        for request in self.requests.values() {
            for receipt in request.receipts.iter().flatten() {
                logs.entry(&request.log).or_default().insert(receipt.number, receipt.commitment);
            }
        }
        let mut wrong = Vec::new();
        let mut roots = HashMap::new();
        for (log, commitments) in logs {
            let mut range = CompactRange::new();
            for (number, commitment) in commitments {
                if number != range.size() {
                    wrong.push(format!("number {} of {log} is missing", range.size()));
                    break;
                }
                if range.push(leaf_hash(&commitment)).is_err() {
                    break;
                }
                roots.insert((log, range.size()), range.root());
            }
        }
        for (number, request) in &self.requests {
            let agrees = |receipt: &Receipt| {
                roots.get(&(request.log.as_str(), receipt.tree_size)) == Some(&receipt.root)
            };
            if !request.receipts.iter().flatten().all(agrees) {
                wrong.push(format!("the root on a receipt of request {number} is another one"));
            }
        }
        wrong
    }
}

impl Request {
    fn wrong(&self, places: &[Vec<u64>]) -> impl Iterator<Item = String> {
        let mut wrong = Vec::new();
        if places.iter().any(|numbers| numbers.len() > 1) {
            wrong.push(format!("is there more than once: {places:?}"));
        }
        let present = places.iter().filter(|numbers| !numbers.is_empty()).count();
        match &self.receipts {
            Some(receipts) => {
                let lost = places.len() - present;
                if lost > 0 {
                    wrong.push(format!("was acknowledged, {lost} of its events are lost"));
                }
                let same = |(numbers, receipt): (&Vec<u64>, &Receipt)| {
                    numbers.is_empty() || numbers.contains(&receipt.number)
                };
                if !places.iter().zip(receipts).all(same) {
                    wrong.push("has other numbers than its receipts".to_owned());
                }
            }
            None if present != 0 && present != places.len() => {
                wrong.push(format!("is half there: {present} of {}", places.len()));
            }
            None => {}
        }
        wrong.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipts(numbers: &[u64]) -> Vec<Receipt> {
        let receipt = |&number| Receipt {
            number,
            commitment: Commitment([number as u8; 32]),
            tree_size: 1,
            root: leaf_hash(&Commitment([0; 32])),
        };
        numbers.iter().map(receipt).collect()
    }

    /// Request 0 (a, b) was acknowledged, request 1 (c, d) was not.
    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        ledger.sent(0, "org1", vec!["a".into(), "b".into()]);
        ledger.acknowledged(0, receipts(&[0, 1])).unwrap();
        ledger.sent(1, "org1", vec!["c".into(), "d".into()]);
        ledger
    }

    fn check(found: &[(u64, &str)], expected: &[&str]) {
        let found: Vec<_> = found
            .iter()
            .map(|&(number, id)| Found { log: "org1".into(), number, id: id.into() })
            .collect();
        let wrong = ledger().compare(&found, |id| id.starts_with("own"));
        assert_eq!(wrong.len(), expected.len(), "{wrong:?}");
        for (wrong, expected) in wrong.iter().zip(expected) {
            assert!(wrong.contains(expected), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_is_seen() {
        check(&[(0, "a"), (1, "b")], &[]);
        check(&[(0, "a"), (1, "b"), (2, "c"), (3, "d"), (4, "own1")], &[]);
        check(&[(0, "a")], &["1 of its events are lost"]);
        check(&[], &["2 of its events are lost"]);
        check(&[(0, "a"), (1, "b"), (2, "a")], &["more than once"]);
        check(&[(1, "a"), (0, "b")], &["other numbers"]);
        check(&[(0, "a"), (1, "b"), (2, "c")], &["half there"]);
        check(&[(0, "a"), (1, "b"), (2, "e")], &["e in org1 was never sent"]);
        assert_eq!(ledger().open(), [1]);
        assert_eq!((ledger().next(), ledger().events()), (2, 2));
    }

    #[test]
    fn roots_are_recomputed() {
        assert!(ledger().roots(&BTreeMap::new()).is_empty());
        let mut ledger = ledger();
        ledger.acknowledged(1, receipts(&[2, 4])).unwrap();
        assert_eq!(ledger.roots(&BTreeMap::new()), ["number 3 of org1 is missing"]);
        let other = BTreeMap::from([(("org1".to_owned(), 3), Commitment([3; 32]))]);
        assert!(ledger.roots(&other).is_empty());
        let mut forged = receipts(&[5]);
        forged[0].root = Hash([9; 32]);
        ledger.sent(2, "org1", vec!["e".into()]);
        ledger.acknowledged(2, forged).unwrap();
        assert!(ledger.roots(&other)[0].contains("request 2"));
        assert!(ledger.acknowledged(0, receipts(&[1, 0])).unwrap_err().contains("differently"));
    }
}
