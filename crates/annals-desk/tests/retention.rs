//! When what was purged is gone from the files of the database.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod opened;

use annals_desk::{MessageBody, MessageFields, NewMessage, Periods, RetentionOutcome};
use annals_model::{Channel, Millis, OrganizationId};

#[tokio::test]
async fn someone_who_reads_delays_that_it_is_gone_and_not_that_it_is_purged() {
    let folder = tempfile::tempdir().unwrap();
    let (_, store, desk) = opened::open(folder.path()).await;
    let root = OrganizationId::installation();
    let at = store.organizations().find(&root).unwrap().ordinal;
    let operator = desk.operator();
    let sms = MessageFields {
        channel: Channel::Sms,
        address: "+15550100199".to_owned(),
        ..MessageFields::default()
    };
    let message = NewMessage {
        fields: sms,
        body: MessageBody { text: Some("marker7f3c9a".to_owned()), html: None },
        sent_at: Some(Millis(1_600_000_000_000)),
        ..NewMessage::default()
    };
    desk.record_messages(&operator, at, vec![message]).await.unwrap().unwrap();
    let periods = Periods::parse("24-24-24").unwrap();
    desk.confirm_retention(&operator, at, periods).await.unwrap();

    let mut reader = store.settings().begin().await.unwrap();
    let count = "SELECT COUNT(*) FROM desk_message_body";
    let kept: i64 = sqlx::query_scalar(count).fetch_one(&mut *reader).await.unwrap();
    assert_eq!(kept, 1);
    let run = desk.run_retention(&operator, at).await.unwrap();
    assert_eq!(run, RetentionOutcome::Purged([0, 1, 0]));
    let gone = async || desk.retention(&operator, at).await.unwrap().runs[0].erased_at.is_some();
    let in_files = || {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files = files.filter(|path| path.is_file());
        files.any(|path| {
            let bytes = std::fs::read(path).unwrap_or_default();
            bytes.windows(12).any(|window| window == b"marker7f3c9a")
        })
    };
    assert!(!gone().await && in_files(), "someone reads what was there before");
    reader.rollback().await.unwrap();
    desk.run_due_retention().await.unwrap();
    assert!(gone().await && !in_files());
}
