//! The peak of anonymous memory over a stretch of time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::machine;

/// Looks at the memory of this process until asked.
pub(super) struct Watch {
    stop: Arc<AtomicBool>,
    peak: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

const LOOK_INTERVAL: Duration = Duration::from_millis(20);

impl Watch {
    pub(super) fn start() -> Self {
        let (stop, peak) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let thread = std::thread::spawn({
            let (stop, peak) = (Arc::clone(&stop), Arc::clone(&peak));
            move || {
                while !stop.load(Ordering::Relaxed) {
                    peak.fetch_max(machine::anonymous_memory().unwrap_or(0), Ordering::Relaxed);
                    std::thread::sleep(LOOK_INTERVAL);
                }
            }
        });
        Self { stop, peak, thread: Some(thread) }
    }

    /// Bytes at the peak so far.
    pub(super) fn peak(&self) -> u64 {
        self.peak.load(Ordering::Relaxed)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
