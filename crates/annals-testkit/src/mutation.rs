//! A short fuzz run on the stable toolchain: seeds with random damage, the same at every run.
//!
//! It has no coverage to steer by and replaces none of the long runs (`fuzz/`); it keeps their
//! targets compiling, and finds in seconds what any damage at all would find.

/// Runs `target` on each seed as it is, then on `rounds` damaged ones. A target that panics fails
/// the test, which then prints the input.
pub fn run(seeds: &[&[u8]], rounds: usize, target: impl Fn(&[u8])) {
    for seed in seeds {
        run_one(seed, &target);
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut input = Vec::new();
    for _ in 0..rounds {
        input.clear();
        input.extend_from_slice(random.pick(seeds));
        for _ in 0..=random.below(4) {
            damage(&mut input, seeds, &mut random);
        }
        run_one(&input, &target);
    }
}

fn run_one(input: &[u8], target: &impl Fn(&[u8])) {
    let shown = Shown(input);
    target(input);
    drop(shown);
}

/// Prints the input if the target panics.
struct Shown<'a>(&'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let start = self.0.get(..4096).unwrap_or(self.0);
            eprintln!("the input had {} bytes: b\"{}\"", self.0.len(), start.escape_ascii());
        }
    }
}

fn damage(input: &mut Vec<u8>, seeds: &[&[u8]], random: &mut Random) {
    let at = random.below(input.len() + 1);
    let to = (at + random.below(16)).min(input.len());
    match random.below(8) {
        0 => input.truncate(at),
        1 => drop(input.drain(at..to)),
        2 => {
            let copied = input[at..to].to_vec();
            input.splice(at..at, copied);
        }
        3 => {
            const TELLING: [&[u8]; 12] = [
                b"\"",
                b"\\u0000",
                b"{",
                b"]",
                b":",
                b"-",
                b"\xFF\xFF\xFF\xFF",
                b"\0\0\0\0",
                b"9e999",
                b"\xF0\x9F\x98\x80",
                b"\n",
                b"18446744073709551616",
            ];
            input.splice(at..at, random.pick(&TELLING).iter().copied());
        }
        4 => {
            let other = random.pick(seeds);
            let from = random.below(other.len() + 1);
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        kind => {
            if let Some(byte) = input.get_mut(at) {
                *byte =
                    if kind == 5 { random.next() as u8 } else { *byte ^ (1 << random.below(8)) };
            }
        }
    }
}

/// Xorshift: enough for damage, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, items: &[&'a [u8]]) -> &'a [u8] {
        items[self.below(items.len())]
    }
}
