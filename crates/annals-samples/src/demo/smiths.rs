//! What happened to the Smiths and the Johnsons at the gym, long before all else.

use annals_model::Millis;

use super::life::{By, Life};
use super::thing::Thing;

/// 2015-01-01 17:10:00 in Chicago.
const NEW_YEAR: i64 = 1_420_153_800_000;
const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// One entry answers [`super::DEMO_SEARCH`]; each of the others lacks one of its conditions.
pub(super) fn tell(life: &mut Life) {
    let (admin, desk) = (
        by("u-1", "Alex Morgan", "admin", "Owner"),
        by("u-7", "Maria Garcia", "mgarcia7", "Front Desk"),
    );
    life.go_to(Millis(NEW_YEAR - 140 * DAY_MS));
    let families = [("Smith", "Daniel"), ("Johnson", "Ava")].map(|(last, first)| {
        let id = format!("f-2014-{}", last.to_lowercase());
        let thing =
            Thing::new("family", id, format!("{last}, {first}")).with("phone", life.phone());
        let told = life.tell("family.created", &desk).creates(&thing);
        told.says(format!("Opened an account for {first} {last}")).done();
        (thing, format!("{first} {last}"))
    });
    life.go_to(Millis(NEW_YEAR - 17 * DAY_MS));
    let [smith, johnson] = &families;
    let mut charges: Vec<Thing> = (0..5)
        .map(|number| {
            let (family, name) = if number == 3 { johnson } else { smith };
            let charge = Thing::new("charge", format!("c-2014-{number}"), "Tuition $125.00");
            let charge = charge.with("amount", "125.00");
            let told = life.tell("charge.created", &desk);
            told.says(format!("Charged $125.00 to the account of {name}"))
                .creates(&charge)
                .about(family)
                .done();
            charge
        })
        .collect();
    let mut payment = Thing::new("payment", "p-2014-1".to_owned(), "Payment $125.00")
        .with("amount", "125.00")
        .with("method", "check");
    let told = life.tell("payment.created", &desk).creates(&payment).about(&smith.0);
    told.says("Payment of $125.00 received from Daniel Smith").done();
    let delete = |life: &mut Life, ms: i64, by: &By, (family, name): &(Thing, String), charge| {
        life.go_to(Millis(NEW_YEAR + ms));
        let told = life.tell("charge.deleted", by);
        told.says(format!("Deleted a charge of $125.00 of {name}"))
            .ends(charge)
            .about(family)
            .done();
    };
    let mut next = || charges.remove(0);
    delete(life, -900, &admin, smith, next());
    delete(life, 24_310, &admin, smith, next());
    life.go_to(Millis(NEW_YEAR + 33_000));
    let told = life.tell("payment.updated", &admin).says("Updated Payment $125.00 of Daniel Smith");
    told.sets(&mut payment, "method", "visa").about(&smith.0).done();
    delete(life, 41_000, &desk, smith, next());
    delete(life, 52_700, &admin, johnson, next());
    delete(life, MINUTE_MS + 1_200, &admin, smith, next());
}

fn by(id: &str, name: &str, username: &str, role: &str) -> By {
    let some = |text: &str| Some(text.to_owned());
    let actor = annals_model::Actor {
        id: some(id),
        name: some(name),
        username: some(username),
        role: some(role),
        ..Default::default()
    };
    By { actor, source: "Office Portal", ip: Some([10, 20, 30, 4].into()), agent: None }
}
