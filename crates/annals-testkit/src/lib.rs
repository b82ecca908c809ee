//! What tests share, and nothing else may depend on.

pub mod mutation;
