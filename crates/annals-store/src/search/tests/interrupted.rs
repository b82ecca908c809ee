//! A search that is ended gives no answer rather than a part of one, and leaves none behind.

use super::*;
use crate::Error;

/// The answers to all sorts of questions.
type Answers = (Vec<Entry>, u64, Vec<u64>, Vec<Vec<FacetValue>>);

fn ask(view: &View<'_>, search: &Search<'_>, edges: &[Millis]) -> crate::Result<Answers> {
    let request = PageRequest::newest(NonZeroUsize::new(50).unwrap());
    let page = view.page(search, &request)?;
    let facets = view.facets(search, &FACETS, 50)?;
    let figures = facets.into_iter().map(|values| {
        let bare = values.into_iter().map(|value| FacetValue { category: None, ..value });
        bare.collect()
    });
    Ok((page.entries, view.total(search)?, view.histogram(search, edges)?, figures.collect()))
}

proptest! {
    #[test]
    fn an_answer_is_whole_or_none(world in world(), expr in generate::expr()) {
        let allow = allow([0, 1, 2], &RowFilter::default());
        let search = Search { allow: &allow, expr: &expr };
        let edges = [Millis(0), Millis(1_767_225_600_000), Millis(i64::MAX)];
        let never = Interrupt::default();
        let (fresh, dead) = world.segments();
        let view = View::new(fresh.iter().zip(&dead), &never);
        let expected = ask(&view, &search, &edges).unwrap();
        let (segments, dead) = world.segments();
        let (mut ended, mut checks) = (0, 0);
        loop {
            let interrupt = Interrupt::after(checks);
            match ask(&View::new(segments.iter().zip(&dead), &interrupt), &search, &edges) {
                Err(Error::Interrupted) => {
                    ended += 1;
                    checks += 1 + checks / 4;
                }
                result => {
                    prop_assert_eq!(&result.unwrap(), &expected);
                    break;
                }
            }
        }
        prop_assert!(ended > 0 || expected.1 == 0);
    }
}
