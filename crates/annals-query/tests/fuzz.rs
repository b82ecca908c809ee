//! A short run of the fuzz target.

use annals_testkit::mutation;

#[test]
fn damaged_searches() {
    let seeds: [&[u8]; 9] = [
        b"01/01/2015 5:10 PM admin deleted Smith",
        b"actor:jane by:\"Jane Doe\" -type:access (student:17 OR record:family:3)",
        b"detail.\"Tool Name\":desk* detail.x:* action:charge.* \"late fee\"*",
        b"after:7d before:2026-01-31T17:10Z on:2015-01-01..2015-01-31 Jan 1, 2015",
        b"ip:10.0.0.0/8 203.0.113.9 fe80::1 calendar:Lincoln/2027 hours:off",
        b"hours:\"off Europe/Berlin 08:00-18:00 1111100\" id:17 #17 has:ip critical:yes",
        "学校A組 Łódź أحمد Иванов 김철수 สมชาย \u{201C}ß\u{201D}".as_bytes(),
        b"((a OR b) NOT (c -d)) AND * -*",
        b"source:\"a \\\"b\\\" \\\\\" acter:x type:delte",
    ];
    mutation::run(&seeds, 10_000, annals_query::fuzzing::query);
}
