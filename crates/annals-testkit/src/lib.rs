//! annals-testkit
