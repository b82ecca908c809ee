//! annals-viewer
