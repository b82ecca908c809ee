//! System preferences and the configuration.

use crate::Place;

#[test]
fn the_configuration_is_the_default_of_a_preference() {
    let place = Place::with_events();
    place.write("annals.toml", "date_order = 'day-first'");
    assert_eq!(place.run(&["pref", "get", "date_order"]).ok(), "day_first\n");
    place.run(&["pref", "set", "date_order", "month_first"]).ok();
    assert_eq!(place.run(&["pref", "get", "date_order"]).ok(), "month_first\n");
}
