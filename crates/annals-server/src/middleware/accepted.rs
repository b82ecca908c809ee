//! What a browser accepts: the lists of `Accept-Encoding`, `Accept-Language` and the like.

/// What `list` names, in its order, each with its weight (RFC 9110, 12.4.2), which is never 0:
/// what has that weight is not wanted. Nor is what has a weight that isn't one, or a parameter.
pub(super) fn accepted(list: &str) -> impl Iterator<Item = (&str, f32)> {
    list.split(',').filter_map(|item| {
        let (name, weight) = match item.split_once(';') {
            Some((name, weight)) => (name, self::weight(weight)?),
            None => (item, 1.0),
        };
        (weight > 0.0 && weight <= 1.0).then_some((name.trim(), weight))
    })
}

fn weight(parameter: &str) -> Option<f32> {
    let (name, weight) = parameter.split_once('=')?;
    name.trim().eq_ignore_ascii_case("q").then(|| weight.trim().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights() {
        for (list, expected) in [
            ("gzip", &[("gzip", 1.0)][..]),
            ("br ,gzip;q=0.5", &[("br", 1.0), ("gzip", 0.5)]),
            ("es-MX; q=0.9 , *;Q=1.000", &[("es-MX", 0.9), ("*", 1.0)]),
            ("a;q=0,b;q=0.0,c;q=0.00,d;q=0.000,e; q=0", &[]),
            ("a;q=x,b;q=-1,c;q=2,d;q=NaN,e;q=,f;q,g;level=1,h;", &[]),
            ("a;q=0.001", &[("a", 0.001)]),
            (";q=0.5,", &[("", 0.5), ("", 1.0)]),
        ] {
            assert_eq!(accepted(list).collect::<Vec<_>>(), expected, "{list}");
        }
    }
}
