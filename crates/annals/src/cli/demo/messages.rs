//! The messages of the demo, and what became of them.

use annals_desk::{
    About, Desk, ListSaid, MessageBody, MessageFields, MessageReason, NewMessage, Reported, Teller,
};
use annals_samples::{Demo as Samples, SampleMessage, SampleMessageEvent};
use annals_store::Store;

/// Records them. Those that an earlier start has recorded are recognised.
pub(super) async fn record(
    store: &Store,
    desk: &Desk,
    samples: &Samples,
    sent: &[SampleMessage],
) -> anyhow::Result<()> {
    let by = desk.operator();
    for organization in samples.organizations() {
        let at = super::ordinal(store, &organization.id)?;
        let own = sent.iter().filter(|message| message.organization == organization.id);
        let messages: Vec<_> = own.collect();
        let refused = |problems| anyhow::anyhow!("a sample was refused: {problems:?}");
        let new = messages.iter().map(|sample| message(sample)).collect();
        desk.record_messages(&by, at, new).await?.map_err(refused)?;
        let told = messages.iter().flat_map(|message| {
            let events = message.events.iter().enumerate();
            events.map(|(number, event)| report(message, number, event))
        });
        desk.report_messages(&by, at, told.collect()).await?.map_err(refused)?;
    }
    Ok(())
}

fn message(sample: &SampleMessage) -> NewMessage {
    let some = |text: &str| Some(text.to_owned());
    NewMessage {
        own_id: some(&sample.own_id),
        resend_of: None,
        fields: MessageFields {
            channel: sample.channel,
            address: sample.address.clone(),
            recipient: some(&sample.recipient),
            record: Some(sample.record.clone()),
            from: some(sample.from),
            sent_by: some(sample.sent_by),
            campaign: some(sample.campaign),
            subject: sample.subject.clone(),
            provider: some(sample.provider),
            tags: Vec::new(),
        },
        body: MessageBody { text: some(&sample.text), html: sample.html.clone() },
        provider_ids: vec![format!("{}@{}", sample.own_id, sample.provider)],
        sent_at: Some(sample.sent_at),
    }
}

fn report(message: &SampleMessage, number: usize, event: &SampleMessageEvent) -> Reported {
    Reported {
        teller: Teller::Provider,
        about: About::Provider {
            provider: message.provider.to_owned(),
            id: format!("{}@{}", message.own_id, message.provider),
        },
        dedupe: format!("{}-{number}", message.own_id),
        recipient: None,
        kind: event.kind,
        at: Some(event.at),
        reason: MessageReason {
            code: event.code.map(str::to_owned),
            text: event.reason.map(str::to_owned),
        },
        url: event.url.map(str::to_owned),
        list: ListSaid::default(),
    }
}
