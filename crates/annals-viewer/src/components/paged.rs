//! Lists that are shown page by page.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::messages::people as messages;

/// The name of the page in addresses.
pub const PAGE: &str = "page";

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paged {
    /// Which; the first is 1.
    pub page: usize,
    /// Lines of a page.
    pub lines_max: usize,
    /// Lines of all pages.
    pub found: usize,
}

impl Paged {
    /// The page that was asked for, or the last one before it that there is.
    pub fn new(asked: Option<usize>, lines_max: usize, found: usize) -> Self {
        let last = found.div_ceil(lines_max).max(1);
        Self { page: asked.unwrap_or(1).clamp(1, last), lines_max, found }
    }

    /// Which lines of the whole list it has.
    pub fn range(self) -> std::ops::Range<usize> {
        let first = (self.page - 1) * self.lines_max;
        first..self.found.min(first + self.lines_max)
    }

    fn pages(self) -> usize {
        self.found.div_ceil(self.lines_max).max(1)
    }
}

/// "101–200 of 300 users".
pub fn users(paged: Paged) -> String {
    let (range, count) = (paged.range(), paged.found as u64);
    match paged.pages() {
        1 => messages::users_count(count),
        _ => messages::users_range(range.start as u64 + 1, range.end as u64, count),
    }
}

/// The ways to the pages before and after; `href` is that of a page.
pub fn turn(paged: Paged, href: impl Fn(Cow<'static, str>) -> String) -> Markup {
    let step = |page: usize, label: &str, rel: &str| {
        let is_there = (1..=paged.pages()).contains(&page);
        html! {
            @if is_there {
                a class="button" rel=(rel) href=(href(page.to_string().into())) {
                    @if rel == "prev" { (icon(Icon::Left)) }
                    (label)
                    @if rel == "next" { (icon(Icon::Right)) }
                }
            }
        }
    };
    html! {
        @if paged.pages() > 1 {
            nav class="turn" aria-label=(messages::pages()) {
                (step(paged.page - 1, messages::previous(), "prev"))
                (step(paged.page + 1, messages::next(), "next"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_every_line_once() {
        for found in [0, 1, 99, 100, 101, 250] {
            let pages = (1..=Paged::new(None, 100, found).pages()).map(|page| {
                let paged = Paged::new(Some(page), 100, found);
                assert_eq!(paged.page, page);
                paged.range()
            });
            let all: Vec<usize> = pages.flatten().collect();
            assert_eq!(all, (0..found).collect::<Vec<_>>());
        }
        assert_eq!(Paged::new(Some(0), 100, 250).range(), 0..100);
        assert_eq!(Paged::new(Some(usize::MAX), 100, 250).range(), 200..250);
        assert_eq!(Paged::new(Some(7), 100, 0).range(), 0..0);
    }
}
