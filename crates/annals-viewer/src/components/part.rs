//! Parts of the log's page that come after its rows: the filters with their counts, the chart.
//!
//! A page that a browser opens is one document, in which they follow the rows: that takes no script
//! and no further request. A page that is there already gets its new rows first and asks for each
//! part at an address of its own, which stands in `data-part`.

use annals_model::Millis;
use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::facet::Facets;
use crate::components::filters::filters;
use crate::components::histogram::{Histogram, histogram};
use crate::messages::parts as messages;

/// A part, or what stands in its place.
#[derive(Clone, Debug)]
pub enum Late<T> {
    /// It is there.
    Here(T),
    /// It follows in the same answer, see [`cut`].
    Follows,
    /// The page asks for it, and shows what it has of it until it comes.
    Asked,
    /// It can't be had; says why.
    Failed(Markup),
}

/// The places of parts that follow. All data is escaped, so nothing else can look like them.
const MARKS: [&str; 2] =
    ["<div class=\"follows\" id=\"facets\"></div>", "<div class=\"follows\" id=\"chart\"></div>"];

/// What a document is put together from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// HTML.
    Text(String),
    /// The place of [`facets`].
    Facets,
    /// The place of [`chart`].
    Chart,
}

/// Cuts a page where parts follow.
pub fn cut(page: Markup) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page.into_string();
    for (mark, part) in MARKS.into_iter().zip([Piece::Facets, Piece::Chart]) {
        if let Some((before, after)) = rest.split_once(mark) {
            let after = after.to_owned();
            pieces.extend([Piece::Text(before.to_owned()), part]);
            rest = after;
        }
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The values to filter by.
pub fn facets(address: &LogAddress, asked_at: Millis, facets: &Late<Facets>) -> Markup {
    let content = match facets {
        Late::Follows => return html! { div class="follows" id="facets" {} },
        Late::Asked => html! { p class="hint" { (messages::counting()) } },
        Late::Failed(why) => why.clone(),
        Late::Here(facets) => filters(facets, address),
    };
    html! {
        div class="facets" id="facets" data-part=(address.facets_href(asked_at)) hx-sync="replace"
            aria-busy=[is_asked(facets)] hx-morph-skip-children=[is_asked(facets)] {
            (content)
        }
    }
}

/// The chart; nothing when there is too little to show.
pub fn chart(address: &LogAddress, asked_at: Millis, chart: &Late<Option<Histogram>>) -> Markup {
    let content = match chart {
        Late::Follows => return html! { div class="follows" id="chart" {} },
        Late::Failed(why) => why.clone(),
        Late::Here(Some(chart)) => histogram(chart, address),
        Late::Asked | Late::Here(None) => Markup::default(),
    };
    html! {
        div class="chart-place" id="chart" slot="chart" data-part=(address.chart_href(asked_at))
            hx-sync="replace" aria-busy=[is_asked(chart)]
            hx-morph-skip-children=[is_asked(chart)] {
            (content)
        }
    }
}

/// What is there already stays until the new part has come.
fn is_asked<T>(part: &Late<T>) -> Option<&'static str> {
    matches!(part, Late::Asked).then_some("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Millis = Millis(1_795_165_200_000);

    #[test]
    fn pages_are_cut_at_the_places_and_nowhere_else() {
        let address = LogAddress::default();
        let data = "<div class=\"follows\" id=\"facets\"></div>";
        let page = html! {
            p { (data) }
            (facets(&address, AT, &Late::Follows))
            b {}
            (chart(&address, AT, &Late::Follows))
            i {}
        };
        let pieces = cut(page);
        let [
            Piece::Text(first),
            Piece::Facets,
            Piece::Text(second),
            Piece::Chart,
            Piece::Text(last),
        ] = &*pieces
        else {
            panic!("{pieces:?}")
        };
        assert!(first.contains("&lt;div"), "{first}");
        assert_eq!((&**second, &**last), ("<b></b>", "<i></i>"));
        assert_eq!(cut(html! { p {} }), [Piece::Text("<p></p>".to_owned())]);
    }

    #[test]
    fn only_a_part_that_is_asked_for_is_busy() {
        let address = LogAddress::default();
        let asked = facets(&address, AT, &Late::Asked).into_string();
        assert!(asked.contains("aria-busy=\"true\" hx-morph-skip-children=\"true\""), "{asked}");
        assert!(asked.contains("data-part=\"/facets?at=2026-11-20T09:00:00.000Z\""), "{asked}");
        for part in [Late::Here(Facets::default()), Late::Failed(html! { p {} })] {
            let there = facets(&address, AT, &part).into_string();
            assert!(!there.contains("aria-busy") && !there.contains("skip"), "{there}");
        }
    }
}
