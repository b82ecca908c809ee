//! How text is compared: without case, accents and width, word by word.
//!
//! A word is a run of letters, digits and the marks on them; everything else separates, so that
//! `charge.deleted`, `e-991`, `tool_rights`, `2026-11-20` and `ada@example.org` are found by each
//! of their parts, and as a whole as a phrase. (The word boundaries of UAX 29 keep most of these
//! together and would have to be split again.) Scripts written without spaces (Han, kana, Thai,
//! Lao, Khmer, Myanmar) give, for each character, the pair that begins with it, and the last
//! character of a run alone: any part of a run is then a phrase of pairs, and a single character
//! is the beginning of a word. Hangul is written with spaces and stays whole.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of one folded word; the rest of a longer one is cut off, in entries and searches alike.
pub const WORD_BYTES_MAX: usize = 128;

/// Calls `emit` with each folded word of `text`, in order.
pub fn words(text: &str, emit: &mut dyn FnMut(&str)) {
    if text.is_ascii() {
        return ascii_words(text, emit);
    }
    let mut folded = String::with_capacity(text.len() + 8);
    fold_into(text, &mut folded);
    folded_words(&folded, emit);
}

/// The folded words of `text` as a list.
pub fn word_list(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    words(text, &mut |word| list.push(word.to_owned()));
    list
}

/// `text` folded as a whole, for values that are not compared word by word: blanks at the ends go,
/// runs of blanks become one. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    if folded.split(' ').all(|part| !part.is_empty() && !part.contains(char::is_whitespace)) {
        return folded;
    }
    let mut out = String::with_capacity(folded.len());
    for part in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// A detail's key folded: its words with one space between, so that `detail.tool_name:` finds
/// "Tool Name"; a key without words is folded as a whole.
pub fn fold_key(key: &str) -> String {
    let words = word_list(key);
    let out = join_words(words.iter().map(String::as_str));
    if out.is_empty() { fold(key) } else { out }
}

/// The words of a text to look for, and whether the last one is only the beginning of a word.
///
/// They are those of an entry, but that the last character of a run without spaces is found in its
/// pair already, and a single such character is found at the beginning of a pair.
pub(crate) fn query_words(text: &str, prefix: bool) -> (Vec<String>, bool) {
    let mut list = word_list(text);
    if list.last().is_some_and(|last| is_unspaced_char(last)) {
        if list.len() >= 2 && continues(&list[list.len() - 2], &list[list.len() - 1]) {
            list.pop();
            return (list, false);
        }
        return (list, true);
    }
    (list, prefix)
}

/// The text that is looked for by `words`: pairs are joined again.
pub fn join_words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for word in words {
        if continues(before, word) {
            out.push_str(&word[before.len() - first_len(before)..]);
        } else {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        before = word;
    }
    out
}

/// Whether `word` is a pair, which nothing can be the beginning of.
pub(crate) fn is_pair(word: &str) -> bool {
    word.starts_with(is_unspaced) && word.chars().nth(1).is_some()
}

/// Whether the last of `words` is a pair.
pub(crate) fn ends_in_pair(words: &[String]) -> bool {
    words.last().is_some_and(|word| is_pair(word))
}

fn is_unspaced_char(word: &str) -> bool {
    word.starts_with(is_unspaced) && word.chars().nth(1).is_none()
}

/// Whether `word` begins with the second character of the pair `before`.
fn continues(before: &str, word: &str) -> bool {
    is_pair(before) && word.starts_with(&before[first_len(before)..])
}

fn first_len(word: &str) -> usize {
    word.chars().next().map_or(0, char::len_utf8)
}

/// The words inside a word written in camel case: `CreateUser` has "create" and "user". Nothing is
/// emitted for words without such a change of case.
pub(crate) fn camel_parts(text: &str, emit: &mut dyn FnMut(&str)) {
    for run in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let bytes = run.as_bytes();
        let is_start = |at: usize| {
            let lower_before = !bytes[at - 1].is_ascii_uppercase();
            let lower_after = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            bytes[at].is_ascii_uppercase() && (lower_before || lower_after)
        };
        let mut start = 0;
        for at in 1..=bytes.len() {
            if at == bytes.len() && start == 0 {
                break;
            }
            if at == bytes.len() || is_start(at) {
                ascii_words(&run[start..at], emit);
                start = at;
            }
        }
    }
}

/// The common stem of a word's verb forms and numbers: "creat" for create, created, creates,
/// creating and creation. English, and only for words of plain letters.
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let base = ["ies", "ied"].iter().find_map(|end| word.strip_suffix(end));
    if let Some(base) = base.filter(|base| base.len() >= 2) {
        return Cow::Owned(format!("{base}y"));
    }
    let mut base = word;
    if word.len() >= 4
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|e| word.ends_with(e))
    {
        base = &word[..word.len() - 1];
    }
    base = without_ending(base);
    if base.len() >= 3 {
        base = base.strip_suffix('e').unwrap_or(base);
    }
    Cow::Borrowed(without_double(base))
}

fn without_ending(word: &str) -> &str {
    let has_vowel = |text: &str| text.bytes().any(|byte| b"aeiouy".contains(&byte));
    if let Some(base) = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"))
        && base.len() >= 2
        && has_vowel(base)
        && !word.ends_with("eed")
    {
        return base;
    }
    match word.strip_suffix("ion") {
        Some(base) if base.len() >= 5 && base.ends_with(['s', 't']) => base,
        _ => word,
    }
}

/// Endings double a consonant (`dropped`), and spellings differ (`cancelled`); so none is kept.
fn without_double(word: &str) -> &str {
    match word.as_bytes() {
        [.., a, b] if a == b && word.len() >= 3 && !b"aeiou".contains(b) => &word[..word.len() - 1],
        _ => word,
    }
}

/// Whether `c` belongs to a script that is written without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'      // Thai, Lao
        | '\u{1000}'..='\u{109F}'    // Myanmar
        | '\u{1780}'..='\u{17FF}'    // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' // kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{20000}'..='\u{323AF}')
}

/// What a byte of ASCII is in a word.
const CLASSES: [u8; 256] = {
    let mut classes = [SEPARATES; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_uppercase() {
            classes[byte] = UPPER;
        } else if (byte as u8).is_ascii_alphanumeric() {
            classes[byte] = PLAIN;
        }
        byte += 1;
    }
    classes
};
const SEPARATES: u8 = 0;
const PLAIN: u8 = 1;
const UPPER: u8 = 2;

/// Ingest folds several texts per event, nearly all of them ASCII: words without capitals are
/// handed on where they stand.
fn ascii_words(text: &str, emit: &mut dyn FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut seen = 0;
        while let Some(&byte) = bytes.get(at)
            && CLASSES[usize::from(byte)] != SEPARATES
        {
            seen |= CLASSES[usize::from(byte)];
            at += 1;
        }
        let run = &text[start..at.min(start + WORD_BYTES_MAX)];
        if seen & UPPER != 0 {
            emit_lower(run, emit);
        } else if !run.is_empty() {
            emit(run);
        }
        at += 1;
    }
}

fn emit_lower(run: &str, emit: &mut dyn FnMut(&str)) {
    let mut word = [0_u8; WORD_BYTES_MAX];
    let word = &mut word[..run.len()];
    word.copy_from_slice(run.as_bytes());
    word.make_ascii_lowercase();
    if let Ok(word) = std::str::from_utf8(word) {
        emit(word);
    }
}

fn folded_words(folded: &str, emit: &mut dyn FnMut(&str)) {
    let mut chars = folded.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let unspaced = is_unspaced(c);
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let inside = next.is_alphanumeric() || is_combining_mark(next);
            if !inside || is_unspaced(next) != unspaced {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let run = &folded[start..end];
        if unspaced { emit_pairs(run, emit) } else { emit(cut(run)) }
    }
}

fn emit_pairs(run: &str, emit: &mut dyn FnMut(&str)) {
    let mut starts = run.char_indices().map(|(at, _)| at).chain([run.len()]);
    let (Some(mut first), Some(mut second)) = (starts.next(), starts.next()) else { return };
    for third in starts {
        emit(&run[first..third]);
        (first, second) = (second, third);
    }
    emit(&run[first..second]);
}

/// The beginning of `word`, up to the limit.
fn cut(word: &str) -> &str {
    &word[..word.floor_char_boundary(WORD_BYTES_MAX)]
}

fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
        return;
    }
    for c in text.nfkd().filter(|&c| !is_dropped(c)).nfc() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|lower| push_plain(lower, out));
        }
    }
}

/// Marks of the scripts in which they are optional, and characters that are not seen. The marks of
/// Indic scripts, Thai and kana tell letters apart and stay.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}'                       // Latin, Cyrillic
        | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}'..='\u{05C2}'        // Hebrew
        | '\u{05C4}'..='\u{05C5}' | '\u{05C7}'
        | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}'        // Arabic
        | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}'
        | '\u{06E7}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{0711}' | '\u{0730}'..='\u{074A}'                                  // Syriac
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{2DE0}'..='\u{2DFF}' | '\u{A66F}' | '\u{A674}'..='\u{A67D}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0100}'..='\u{E01EF}'
        | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'        // not seen
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Letters that do not decompose into a plain one and a mark.
fn push_plain(c: char, out: &mut String) {
    let plain = match c {
        'ø' => "o",
        'ł' => "l",
        'ß' => "ss",
        'ı' => "i",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        'ς' => "σ",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        '٠'..='٩' => return out.push(char::from(b'0' + (c as u32 - '٠' as u32) as u8)),
        '۰'..='۹' => return out.push(char::from(b'0' + (c as u32 - '۰' as u32) as u8)),
        _ if is_dropped(c) => return,
        _ => return out.push(c),
    };
    out.push_str(plain);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(word_list(text), expected, "{text:?}");
    }

    #[test]
    fn words_of_plain_text() {
        check("", &[]);
        check(" - & \u{1F600} ", &[]);
        check("Deleted Charge", &["deleted", "charge"]);
        check("charge.deleted", &["charge", "deleted"]);
        check("e-991 tool_rights", &["e", "991", "tool", "rights"]);
        check("2026-11-20T09:14", &["2026", "11", "20t09", "14"]);
        check("ada.l@example.org", &["ada", "l", "example", "org"]);
        check("O'Brien", &["o", "brien"]);
    }

    #[test]
    fn words_without_accents_case_and_width() {
        check("Łódź Škoda Ångström", &["lodz", "skoda", "angstrom"]);
        check("Straße STRASSE Þór Æsir Œuvre", &["strasse", "strasse", "thor", "aesir", "oeuvre"]);
        check("İstanbul ISTANBUL ısı", &["istanbul", "istanbul", "isi"]);
        check("Nguyễn Ｆｕｌｌ", &["nguyen", "full"]);
        check("ﬁle Σίσυφος", &["file", "σισυφοσ"]);
        check("Семён ЁЛКА", &["семен", "елка"]);
        check("مُحَمَّد أحمد", &["محمد", "احمد"]);
        check("۱۲٣", &["123"]);
        check("हिन्दी", &["हिन्दी"]);
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        check("学", &["学"]);
        check("学校長", &["学校", "校長", "長"]);
        check("学校A組", &["学校", "校", "a", "組"]);
        check("ｶﾞｷ", &["ガキ", "キ"]);
        check("山田 太郎", &["山田", "田", "太郎", "郎"]);
        check("สมชาย", &["สม", "มช", "ชา", "าย", "ย"]);
        check("김철수 학생", &["김철수", "학생"]);
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        let long = "x".repeat(WORD_BYTES_MAX + 1);
        check(&long, &[&long[..WORD_BYTES_MAX]]);
        let wide = format!("x{}", "ж".repeat(WORD_BYTES_MAX));
        check(&wide, &[&wide[..WORD_BYTES_MAX - 1]]);
    }

    #[test]
    fn stems_join_verb_forms_and_numbers() {
        for forms in [
            &["create", "created", "creates", "creating", "creation"][..],
            &["update", "updated", "updates", "updating"],
            &["delete", "deleted", "deletes", "deleting", "deletion"],
            &["charge", "charges", "charged", "charging"],
            &["payment", "payments"],
            &["family", "families"],
            &["apply", "applied", "applies", "applying"],
            &["enroll", "enrol", "enrolled", "enrolling", "enrolls"],
            &["cancel", "cancelled", "canceled", "cancels"],
            &["add", "added", "adds", "adding"],
            &["drop", "dropped", "drops"],
            &["class", "classes"],
            &["address", "addresses"],
            &["use", "used", "uses", "using"],
            &["permission", "permissions"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
        let apart = ["action", "act", "station", "state", "status", "payment", "pay", "string"];
        for (i, a) in apart.iter().enumerate() {
            for b in &apart[..i] {
                assert_ne!(stem(a), stem(b), "{a} {b}");
            }
        }
        assert_eq!(stem("семьи"), "семьи");
        assert_eq!(stem("e991s"), "e991s");
    }

    #[test]
    fn camel_case_has_parts() {
        let parts = |text: &str| {
            let mut parts = Vec::new();
            camel_parts(text, &mut |part| parts.push(part.to_owned()));
            parts
        };
        assert_eq!(parts("CreateUser"), ["create", "user"]);
        assert_eq!(parts("iam.PutRolePolicyV2"), ["put", "role", "policy", "v2"]);
        assert_eq!(parts("enableMFADevice"), ["enable", "mfa", "device"]);
        assert!(parts("Deleted Charge IAM").is_empty());
    }

    #[test]
    fn keys_of_details_are_compared_by_words() {
        for key in ["Tool Name", "tool_name", "tool-name", " TOOL  NAME "] {
            assert_eq!(fold_key(key), "tool name");
        }
        assert_eq!(fold_key("§"), "§");
    }

    #[test]
    fn every_character_folds_to_itself_or_to_plainer_ones() {
        let all: Vec<char> = ('\0'..=char::MAX).collect();
        for chars in all.chunks(256) {
            let text: String = chars.iter().flat_map(|&c| [c, ' ']).collect();
            let folded = fold(&text);
            assert_eq!(fold(&folded), folded);
            assert_eq!(word_list(&folded), word_list(&text));
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.as_str());
            prop_assert_eq!(word_list(&folded), word_list(&text));
        }

        #[test]
        fn ascii_is_no_special_case(text in "[ -~]{0,200}") {
            let mut expected = Vec::new();
            folded_words(&text.to_lowercase(), &mut |word| expected.push(word.to_owned()));
            prop_assert_eq!(word_list(&text), expected);
        }
    }
}
