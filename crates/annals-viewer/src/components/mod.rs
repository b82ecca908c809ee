//! Parts that pages are made of; each is a function from plain data to HTML.

pub mod actor;
pub mod bins;
pub mod chips;
pub mod columns;
pub mod comparison;
pub mod copy;
pub mod date_range;
pub mod dialog;
pub mod entry_table;
pub mod export;
pub mod facet;
pub mod histogram;
pub mod icon;
pub mod moment;
pub mod news;
pub mod number;
pub mod pager;
pub mod palette;
pub mod record;
pub mod search_bar;
pub mod selection;
pub mod sentence;
pub mod shell;
pub mod table;
pub mod text;
pub mod views;
