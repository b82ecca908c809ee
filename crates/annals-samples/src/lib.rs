//! annals-samples
