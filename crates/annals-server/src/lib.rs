//! annals-server
