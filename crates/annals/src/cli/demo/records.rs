//! What the organisations of the demo say of their records.

use annals_desk::{DescribedRecord, Desk, RecordParent};
use annals_model::{Millis, RecordKey};
use annals_samples::{Demo as Samples, SampleRecord};
use annals_store::Store;

/// Describes them. Those that an earlier start has described are recognised.
pub(super) async fn describe(
    store: &Store,
    desk: &Desk,
    samples: &Samples,
    records: Vec<SampleRecord>,
) -> anyhow::Result<()> {
    let by = desk.operator();
    for organization in samples.organizations() {
        let at = super::ordinal(store, &organization.id)?;
        let own = records.iter().filter(|record| record.organization == organization.id);
        let described = desk.describe_records(&by, at, own.map(record).collect()).await?;
        described.map_err(|problems| anyhow::anyhow!("a sample was refused: {problems:?}"))?;
    }
    Ok(())
}

fn record(sample: &SampleRecord) -> DescribedRecord {
    DescribedRecord {
        key: sample.key.clone(),
        name: Some(sample.name.clone()),
        parents: sample.parents.iter().cloned().map(parent).collect(),
        emails: sample.email.iter().cloned().collect(),
        phones: sample.phone.iter().cloned().collect(),
    }
}

fn parent((key, from): (RecordKey, Millis)) -> RecordParent {
    RecordParent { key, from: Some(from), to: None }
}
