//! A short run of the fuzz target.

use annals_testkit::mutation;

#[test]
fn damaged_events() {
    let whole =
        br#"{"id":"e-1","occurred_at":"2026-11-20T09:14:03.120Z","action":"enrollment.created",
        "type":"add","actor":{"id":"17","name":"Ada","kind":"staff","on_behalf_of":{"id":"3"}},
        "ip":"203.0.113.9","records":[{"type":"student","id":"s-55","name":"Bo","change":"add"}],
        "changes":[{"property":"status","old":null,"new":"active"}],
        "details":{"Tool Name":"Desk","n":9007199254740993},
        "calendars":[{"school":"Lincoln","end_year":2027}],"outcome":"success","critical":false}"#;
    let lines = b"{\"action\":\"a.b\",\"actor\":{\"name\":\"x\"}}\n\n\
        {\"action\":\"\xC3\xA9\",\"actor\":{\"id\":\"1\"},\"more\":{\"a\":[1,{}]}}\n";
    let list =
        br#"[{"action":"a","actor":{"username":"\ud83d\ude00"}},{"action":"b","actor":{"id":""}}]"#;
    let seeds: [&[u8]; 3] = [whole, lines, list];
    mutation::run(&seeds, 20_000, annals_server::fuzzing::events);
}
