//! annals-desk
