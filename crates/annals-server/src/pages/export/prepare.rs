//! Makes a file from beginning to end.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use annals_store::Entry;
use annals_viewer::fault::ExportFault;
use annals_viewer::report::About;

use super::batches::Batches;
use crate::error::{Code, Failure};
use crate::export::prepared::{Growing, Prepared, PreparedFile, Ready};
use crate::export::report::Reports;
use crate::export::workbook::Workbook;
use crate::export::{Format, Writer};
use crate::state::Place;

/// Makes it, whatever becomes of the page that shows how far it is.
pub(super) async fn prepare(
    batches: Batches,
    file: Arc<PreparedFile>,
    about: About,
    _permit: Place,
) {
    let files = batches.state.prepared.clone();
    let state = match make(batches, &file, about).await {
        Ok(ready) => Prepared::Ready(ready),
        Err(failure) => {
            if !file.is_cancelled() {
                tracing::warn!(reason = failure.detail, "an export could not be made");
            }
            Prepared::Failed(failure.fault)
        }
    };
    file.end(state);
    files.remove_later(&file);
}

async fn make(mut batches: Batches, file: &PreparedFile, about: About) -> Result<Ready, Failure> {
    let directory = batches.state.store.directory().to_owned();
    if batches.asked.writer.format == Format::Pdf {
        // Here, because rows are written where searches run, which others wait for.
        let fonts = Arc::clone(&batches.state.config.report_fonts);
        let looked = tokio::task::spawn_blocking(move || fonts.look());
        looked.await.map_err(|error| Failure::internal(&error))?;
    }
    let mut making = match batches.asked.writer.format {
        Format::Pdf => Making::report(&batches, about, &directory),
        _ => Making::new(&batches.asked.writer, &directory),
    }
    .map_err(|error| Failure::internal(&error))?;
    while batches.rest > 0 {
        if *batches.state.closing().borrow() {
            return Err(Failure::told(Code::Busy, ExportFault::Closing));
        }
        if batches.state.store.health().disk_tight {
            return Err(Failure::told(Code::DiskFull, ExportFault::DiskTight));
        }
        let written = batches.next(move |writer, entries| {
            making.add(writer, entries)?;
            io::Result::Ok(making)
        });
        let written = written.await?.unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()));
        making = written.map_err(|error| Failure::internal(&error))?;
        if !file.advance(file.new.total - batches.rest) {
            return Err(Failure::new(Code::Timeout, "the export was cancelled"));
        }
    }
    let now = batches.state.config.clock.now();
    let finished = tokio::task::spawn_blocking(move || making.finish());
    let growing = finished.await.map_err(|error| Failure::internal(&error))?;
    Ok(growing.map_err(|error| Failure::internal(&error))?.finish(now))
}

/// A file that grows.
enum Making {
    Lines(Growing),
    /// Packed into the file at its end.
    Workbook(Box<Workbook>, Growing),
    Report(Box<Reports>),
}

impl Making {
    fn new(writer: &Writer, directory: &Path) -> io::Result<Self> {
        let mut growing = Growing::new(directory)?;
        if writer.format == Format::Xlsx {
            let workbook = Workbook::new(directory).map_err(io::Error::other)?;
            return Ok(Self::Workbook(Box::new(workbook), growing));
        }
        growing.write_all(&writer.head()?)?;
        Ok(Self::Lines(growing))
    }

    fn report(batches: &Batches, about: About, directory: &Path) -> io::Result<Self> {
        let name = batches.asked.name(batches.state.config.clock.now());
        let fonts = Arc::clone(&batches.state.config.report_fonts);
        let reports = Reports::new(about, name, fonts, Growing::new(directory)?)?;
        Ok(Self::Report(Box::new(reports)))
    }

    fn add(&mut self, writer: &Writer, entries: &[Entry]) -> io::Result<()> {
        match self {
            Self::Lines(growing) => growing.write_all(&writer.rows(entries)?),
            Self::Workbook(workbook, _) => {
                workbook.add(entries, &writer.zone, &writer.catalogue).map_err(io::Error::other)
            }
            Self::Report(reports) => reports.add(writer, entries),
        }
    }

    fn finish(self) -> io::Result<Growing> {
        match self {
            Self::Lines(growing) => Ok(growing),
            Self::Workbook(workbook, mut growing) => {
                workbook.finish(&mut growing).map_err(io::Error::other)?;
                Ok(growing)
            }
            Self::Report(reports) => reports.finish(),
        }
    }
}
