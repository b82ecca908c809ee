//! What searches parse to, shown by what they print and describe, and where errors point.

#![allow(clippy::unwrap_used)]

use annals_model::Millis;
use annals_query::{Context, DateOrder, describe, parse, print};
use jiff::tz::TimeZone;

/// 2026-11-20T09:14:03Z
const NOW: Millis = Millis(1_795_166_043_000);

fn context() -> Context {
    Context { zone: TimeZone::get("America/New_York").unwrap(), ..Context::utc(NOW) }
}

fn check_in(context: &Context, text: &str, expected: &str) {
    let found = match parse(text, context) {
        Ok(expr) => describe(&expr, context),
        Err(errors) => errors
            .0
            .iter()
            .map(|error| {
                let at = &text[error.span.clone()];
                let hint = error.suggestion.as_ref().map_or(String::new(), |s| format!(" [{s}]"));
                format!("<{at}> {}{hint}", error.reason)
            })
            .collect::<Vec<_>>()
            .join("\n"),
    };
    assert_eq!(found, expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_in(&context(), text, expected);
}

#[test]
fn words_phrases_and_operators() {
    check("", "every entry");
    check("  ", "every entry");
    check("*", "every entry");
    check("Deleted  Łódź", "“deleted”, and “lodz”");
    check("Smith & Sons - 12", "“smith”, and “sons”, and “12”");
    check("charge* -void", "“charge…”, and not “void”");
    check("\"late fee\"", "“late fee”");
    check("\u{201C}late fee\u{201D}", "“late fee”");
    check("\"late fee\"*", "“late fee…”");
    check("charge.deleted e-991 O'Brien", "“charge deleted”, and “e 991”, and “o brien”");
    check("a b OR c", "(“a”, and “b”) or “c”");
    check("a (b OR c)", "“a”, and (“b” or “c”)");
    check("a(b OR c)d", "“a”, and (“b” or “c”), and “d”");
    check("a AND NOT b", "“a”, and not “b”");
    check("-(a b)", "not (“a”, and “b”)");
    check("- a --b", "“a”, and not “b”");
    check("or and not", "“or”, and “and”, and “not”");
    check("#17", "entry number 17");
    check("#x", "“x”");
    check("Note: http://example.org/x C:\\temp 5:10", {
        "“note”, and “http example org x”, and “c temp”, and “5 10”"
    });
    check("203.0.113.9", "“203 0 113 9” or from the address 203.0.113.9");
    check("学", "“学…”");
    check("学校長", "“学校長”");
    check("Иванов محمد 김철수", "“иванов”, and “محمد”, and “김철수”");
}

#[test]
fn qualifiers() {
    check("actor:Smith by:Jo*", "done by “smith” or done by “jo…”");
    check(
        "user:JSmith source:\"Office Portal\"",
        "username is jsmith, and source is office portal",
    );
    check("action:charge.* action:\"Deleted Payment\"", {
        "action is charge.* or action is deleted payment"
    });
    check("TYPE:deleted type:add", "type is delete or type is add");
    check("-type:access", "not type is access");
    check(
        "category:Settings area:UserToolRights",
        "category is settings, and area is usertoolrights",
    );
    check("object:\"Jane Doe\"", "affecting “jane doe”");
    check("student:17 record:student:18 family:f-1", {
        "(on the student 17 or on the student 18), and on the family f-1"
    });
    check("record:user:17 student:\"a b\"", "on the user 17, and on the student a b");
    check("record:\"student:a b\" record:student:\"c\"", "on the student a b or on the student c");
    check("ip:10.1.2.3/8", "from the network 10.0.0.0/8");
    check("ip:::ffff:10.1.2.3", "from the address 10.1.2.3");
    check("changed:Status", "status changed");
    check("detail.Tool_Name:rep* detail.\"Tool Name\":\"x y\"", {
        "“rep…” in the detail tool name or “x y” in the detail tool name"
    });
    check("detail.x:*", "with the detail x");
    check("description:late outcome:failed critical:yes", {
        "“late” in the description, and outcome is failure, and critical"
    });
    check("calendar:2027", "of the school year 2026/27");
    check("calendar:2026/27", "of the school year 2026/27");
    check("calendar:Lincoln/2027 calendar:lincoln", "of lincoln in 2026/27 or of lincoln");
    check("correlation:imp-7 kind:system", "correlation id is imp-7, and kind of actor is system");
    check("id:e-991", "with the id e-991");
    check("id:17 id:\"18\"", "entry number 17 or with the id 17 or with the id 18");
    check("has:changes", "with changes");
    check("hours:off -hours:off", "outside working hours, and not outside working hours");
    check("actor:a (actor:b)", "done by “a”, and done by “b”");
    check("-actor:a -actor:b", "not done by “a”, and not done by “b”");
}

#[test]
fn dates_and_times() {
    check("01/01/2015 5:10 PM admin deleted Smith", {
        "on 2015-01-01 at 17:10, and “admin”, and “deleted”, and “smith”"
    });
    check("admin 5:10 pm 1/1/2015 deleted", "“admin”, and on 2015-01-01 at 17:10, and “deleted”");
    for text in [
        "01/31/2015",
        "2015-01-31",
        "2015/1/31",
        "31.1.2015",
        "1/31/15",
        "31/01/2015",
        "31 Jan 2015",
        "Jan 31, 2015",
        "January 31st 2015",
        "on:2015-01-31",
        "on:\"31 Jan 2015\"",
    ] {
        check(text, "on 2015-01-31");
    }
    check("2015-01-31 at 17:10:05 x", {
        "from 2015-01-31 17:10:05 -05:00 until before 2015-01-31 17:10:06 -05:00, and “x”"
    });
    check("2015-01-31T22:10Z", "on 2015-01-31 at 17:10");
    check("2015-01-31T17:10-05:00", "on 2015-01-31 at 17:10");
    check("2015-01-31T17:10", "on 2015-01-31 at 17:10");
    check("today", "on 2026-11-20");
    check("yesterday 5 pm", {
        "from 2026-11-19 17:00:00 -05:00 until before 2026-11-19 18:00:00 -05:00"
    });
    check("2015-01-01..2015-01-31", "on 2015-01-01 to 2015-01-31");
    check("on:2015-02", "on 2015-02-01 to 2015-02-28");
    check("on:2015", "on 2015-01-01 to 2015-12-31");
    check("on:today on:7d", "on 2026-11-20 or on 2026-11-13");
    check("after:7d", "since 2026-11-13 04:14:03 -05:00");
    check("after:12h before:now", {
        "from 2026-11-19 16:14:03 -05:00 until before 2026-11-20 04:14:03 -05:00"
    });
    check("after:01/31/2015 5:10 PM admin", "since 2015-01-31 17:10:00 -05:00, and “admin”");
    check("before:2015 after:2014-06", "on 2014-06-01 to 2014-12-31");
    check("Jan 1 Smith", "“jan”, and “1”, and “smith”");
    check("\"01/01/2015\"", "“01 01 2015”");
    // On the day on which clocks go back, one minute comes twice.
    check("11/01/2015 1:30 am", {
        "from 2015-11-01 01:30:00 -04:00 until before 2015-11-01 01:31:00 -04:00 or \
         from 2015-11-01 01:30:00 -05:00 until before 2015-11-01 01:31:00 -05:00"
    });
    // It has 25 hours.
    check("2015-11-01", "on 2015-11-01");
    let day_first = Context { date_order: DateOrder::DayFirst, ..context() };
    check_in(&day_first, "02/01/2015 5:10 PM", "on 2015-01-02 at 17:10");
    check_in(&day_first, "01/31/2015", "on 2015-01-31");
}

#[test]
fn the_last_word_may_be_unfinished() {
    let bar = Context { prefix_last_word: true, ..context() };
    check_in(&bar, "deleted smi", "“deleted”, and “smi…”");
    check_in(&bar, "deleted smi ", "“deleted”, and “smi”");
    check_in(&bar, "charge.del", "“charge del…”");
    check_in(&bar, "\"smi\"", "“smi”");
    check_in(&bar, "a -smi", "“a”, and not “smi”");
    check_in(&bar, "学校", "“学校”");
    check_in(&bar, "(smi)", "“smi”");
    for text in ["deleted smi", "deleted smi ", "charge.del", "\"smi\" "] {
        let expr = parse(text, &bar).unwrap();
        assert_eq!(parse(&print(&expr, &bar), &bar), Ok(expr));
    }
    assert_eq!(print(&parse("deleted smi", &bar).unwrap(), &bar), "deleted smi");
}

#[test]
fn errors_point_and_suggest() {
    check(
        "acter:jane",
        "<acter> acter: is no condition; for a record of this type write record:acter:… [actor]",
    );
    check(
        "date:2015",
        "<date> date: is no condition; for a record of this type write record:date:… [on]",
    );
    check(
        "descripton:x",
        "<descripton> descripton: is no condition; for a record of this type write record:descripton:… [description]",
    );
    check("course:17 section:4 users:1", {
        "on the course 17, and on the section 4, and on the users 1"
    });
    check("actor: jane", "<actor:> actor: needs a value right after it, such as actor:smith");
    check("actor:(a OR b)", "<actor:(> actor: takes one value; repeat it for several");
    check("a \"b c", "<\"b c> this quotation mark is not closed [\"b c\"]");
    check("a (b", "<(b> this parenthesis is not closed [(b)]");
    check("a (", "<(> this parenthesis is not closed []");
    check("a ((", "<(> this parenthesis is not closed []");
    check("a \"", "<\"> this quotation mark is not closed []");
    check("a ) b", "<)> no parenthesis was opened before this []");
    check("()", "<()> there is nothing between the parentheses");
    check("a OR", "<OR> OR needs a condition on both sides; quote it to find the word");
    check("OR a", "<OR> OR needs a condition on both sides; quote it to find the word");
    check("f*o", "<f*o> a * stands for the rest of a word, at its end only [fo*]");
    check("& -", "<& -> there is no letter, digit or condition to search for");
    check("\"\"", "<\"\"> there is no letter, digit or condition to search for");
    check("13/45/2026", "<13/45/2026> there is no day 13/45/2026; quote it to find it as text");
    check("02/30/2015", "<02/30/2015> there is no day 02/30/2015; quote it to find it as text");
    check(
        "after:tomorow",
        "<tomorow> this is no date or time; write 2026-01-31, 01/31/2026 5:10 PM, today, yesterday, or how long ago: 7d, 12h, 30m, 2w, 3mo, 1y",
    );
    check(
        "type:delte kind:staf outcome:x",
        "<delte> this takes add, change, delete, access, other [delete]\n<staf> this takes staff, guardian, student, system, support, api [staff]\n<x> this takes success, failure, denied",
    );
    check(
        "ip:10.0.*",
        "<ip:10.0.*> an address is written as 203.0.113.9 or 2001:db8::9, a network as 10.0.0.0/8 or 2001:db8::/32 [ip:10.0.0.0/16]",
    );
    check(
        "record:student",
        "<record:student> record: needs a type and an id, such as record:student:17",
    );
    check("detail:x", "<detail:x> write which detail is meant: detail.\"Tool Name\":reports");
    check("hours:on", "<hours:on> this takes off only [hours:off]");
    check(
        "2015-01-31..2015-01-01",
        "<2015-01-31..2015-01-01> 2015-01-31..2015-01-01 ends before it begins; quote it to find it as text",
    );
}

#[test]
fn limits_hold_at_their_edges() {
    use annals_model::limits::{QUERY_BYTES_MAX, QUERY_DEPTH_MAX, QUERY_TERMS_MAX};
    let words = |count: usize| vec!["a"; count].join(" ");
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    let ok = |text: &str| parse(text, &context()).is_ok();
    assert!(ok(&words(QUERY_TERMS_MAX)));
    assert!(!ok(&words(QUERY_TERMS_MAX + 1)));
    assert!(ok(&nested(QUERY_DEPTH_MAX)));
    assert!(!ok(&nested(QUERY_DEPTH_MAX + 1)));
    assert!(ok(&"a".repeat(QUERY_BYTES_MAX)));
    assert!(!ok(&"a".repeat(QUERY_BYTES_MAX + 1)));
    assert!(!ok(&"\u{10FFFF}".repeat(QUERY_BYTES_MAX)));
}
