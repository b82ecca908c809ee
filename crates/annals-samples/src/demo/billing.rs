//! What families of a gym owe and pay: tuition on the first, automatic payments on the fifth, the
//! rest as people come.

use annals_model::Outcome;

use super::day::Day;
use super::households::Households;
use super::life::{By, Life};
use super::office::Office;
use super::thing::{Thing, dollars};

/// Payments that may still be corrected or given back.
const PAYMENTS_MAX: usize = 60;

/// What is open, and what was paid lately.
#[derive(Default)]
pub(super) struct Billing {
    open: Vec<Charge>,
    paid: Vec<Payment>,
    made: u64,
}

struct Charge {
    thing: Thing,
    family: usize,
    cents: u64,
}

struct Payment {
    thing: Thing,
    family: usize,
    cents: u64,
}

impl Billing {
    /// Charges each family its tuition of the month.
    pub(super) fn charge(&mut self, life: &mut Life, homes: &Households, sums: &[u64], day: &Day) {
        let by = By::autopilot();
        let run = format!("tuition-{}", day.later(0));
        for (family, cents) in sums.iter().enumerate().filter(|(_, cents)| **cents > 0) {
            let name = format!("Tuition {}", day.named_month());
            self.charge_one(life, &by, homes, (family, *cents, &name), Some(&run));
        }
    }

    fn charge_one(
        &mut self,
        life: &mut Life,
        by: &By,
        homes: &Households,
        (family, cents, name): (usize, u64, &str),
        run: Option<&str>,
    ) {
        self.made += 1;
        let thing =
            Thing::new("charge", format!("c-{}", self.made), name).with("amount", dollars(cents));
        let own = &homes.families[family];
        let told = life.tell("charge.created", by);
        told.says(format!("Charged ${} to the account of {}: {name}", dollars(cents), own.name))
            .creates(&thing)
            .about(&own.thing)
            .part_of(run)
            .done();
        self.open.push(Charge { thing, family, cents });
    }

    /// Takes what is due from those who pay automatically.
    pub(super) fn collect(&mut self, life: &mut Life, homes: &Households) {
        let by = By::autopilot();
        for charge in std::mem::take(&mut self.open) {
            let own = &homes.families[charge.family];
            let method = own.thing.shown("autopay");
            if method == "off" {
                self.open.push(charge);
            } else if life.rng.chance(50) {
                let amount = dollars(charge.cents);
                let told = life.tell("payment.failed", &by).about(&charge.thing).about(&own.thing);
                told.says(format!("Payment of ${amount} by {} was declined by the bank", own.name))
                    .fails(Outcome::Failure, "declined by the bank")
                    .done();
                self.open.push(charge);
            } else {
                self.settle(life, &by, homes, charge, &method);
            }
        }
    }

    /// A charge is paid.
    fn settle(
        &mut self,
        life: &mut Life,
        by: &By,
        homes: &Households,
        charge: Charge,
        method: &str,
    ) {
        self.made += 1;
        let Charge { thing, family, cents } = charge;
        let own = &homes.families[family];
        let amount = dollars(cents);
        let payment =
            Thing::new("payment", format!("p-{}", self.made), format!("Payment ${amount}"))
                .with("amount", amount.as_str())
                .with("method", method);
        let told = life.tell("payment.created", by);
        told.says(format!("Payment of ${amount} received from {}", own.name))
            .creates(&payment)
            .about(&thing)
            .about(&own.thing)
            .done();
        self.paid.push(Payment { thing: payment, family, cents });
        if self.paid.len() > PAYMENTS_MAX {
            self.paid.remove(0);
        }
    }

    /// Someone pays what is open: on the portal, or at the desk.
    pub(super) fn pay(&mut self, life: &mut Life, homes: &Households, office: &Office, day: &Day) {
        // Automatic payments are left to themselves until the fifth.
        let is_early = day.date.day() <= 5;
        let waits =
            |charge: &Charge| !is_early || homes.families[charge.family].thing.is("autopay", "off");
        let Some(place) = self.open.iter().position(waits) else { return };
        let charge = self.open.swap_remove(place);
        let by = homes.either(life, office, charge.family);
        let method = match by.source {
            "Customer Portal" | "Mobile App" => life.rng.pick(&["visa", "mastercard", "ach"]),
            _ => life.rng.pick(&["cash", "check", "visa"]),
        };
        self.settle(life, &by, homes, charge, method);
    }

    /// A charge that is wrong is corrected, voided or deleted; some are entered twice before.
    pub(super) fn correct(&mut self, life: &mut Life, homes: &Households, office: &Office) {
        let by = office.someone(life);
        let draw = life.rng.below(10);
        if self.open.is_empty() || draw < 3 {
            let family = homes.family(life);
            let item = life.rng.pick(&["Leotard", "Meet fee", "Registration", "Camp deposit"]);
            let cents = 2_000 + life.rng.below(12) * 500;
            self.charge_one(life, &by, homes, (family, cents, item), None);
            return;
        }
        let place = life.rng.below(self.open.len() as u64) as usize;
        if draw < 6 {
            let charge = &mut self.open[place];
            let own = &homes.families[charge.family];
            charge.cents = charge.cents.saturating_sub(1_000).max(500);
            let amount = dollars(charge.cents);
            if !charge.thing.is("amount", &amount) {
                let told = life.tell("charge.updated", &by);
                told.says(format!("Corrected a charge of {} to ${amount}", own.name))
                    .sets(&mut charge.thing, "amount", amount)
                    .about(&own.thing)
                    .done();
            }
            return;
        }
        let charge = self.open.swap_remove(place);
        if draw < 8 { void(life, &by, homes, charge) } else { delete(life, &by, homes, charge) }
    }

    /// What a family that leaves still owes is voided.
    pub(super) fn write_off(
        &mut self,
        life: &mut Life,
        by: &By,
        homes: &Households,
        family: usize,
    ) {
        self.paid.retain(|payment| payment.family != family);
        while let Some(place) = self.open.iter().position(|charge| charge.family == family) {
            let charge = self.open.swap_remove(place);
            void(life, by, homes, charge);
        }
    }

    /// A payment is corrected, given back or deleted.
    pub(super) fn mend(&mut self, life: &mut Life, homes: &Households, office: &Office) {
        if self.paid.is_empty() {
            return;
        }
        let by = office.administrator(life);
        let place = life.rng.below(self.paid.len() as u64) as usize;
        let Payment { thing, family, cents } = &mut self.paid[place];
        let (own, amount) = (&homes.families[*family], dollars(*cents));
        match life.rng.below(10) {
            0..5 => {
                let method = if thing.is("method", "check") { "visa" } else { "check" };
                let told = life.tell("payment.updated", &by);
                told.says(format!("Updated {} of {}", thing.name, own.name))
                    .sets(thing, "method", method)
                    .about(&own.thing)
                    .done();
            }
            5..8 if thing.get("refunded").is_none() => {
                let told = life.tell("payment.refunded", &by);
                told.says(format!("Refunded ${amount} to {}", own.name))
                    .sets(thing, "refunded", amount)
                    .about(&own.thing)
                    .done();
            }
            _ => {
                let told = life.tell("payment.deleted", &by);
                let told = told.says(format!("Deleted payment of ${amount} of {}", own.name));
                let payment = self.paid.swap_remove(place);
                told.ends(payment.thing).about(&own.thing).done();
            }
        }
    }

    /// A family turns automatic payments on or off.
    pub(super) fn autopay(&mut self, life: &mut Life, homes: &mut Households) {
        let index = homes.family(life);
        let by = homes.guardian(life, index);
        let own = &mut homes.families[index];
        let (action, turned, method) = match own.thing.is("autopay", "off") {
            true => ("autopay.enabled", "on", "visa"),
            false => ("autopay.disabled", "off", "off"),
        };
        let told = life.tell(action, &by);
        told.says(format!("{} turned {turned} automatic payments", own.name))
            .sets(&mut own.thing, "autopay", method)
            .done();
    }
}

fn void(life: &mut Life, by: &By, homes: &Households, charge: Charge) {
    let own = &homes.families[charge.family];
    let told = life.tell("charge.voided", by);
    told.says(format!("Voided a charge of ${} of {}", dollars(charge.cents), own.name))
        .ends(charge.thing)
        .about(&own.thing)
        .done();
}

fn delete(life: &mut Life, by: &By, homes: &Households, charge: Charge) {
    let own = &homes.families[charge.family];
    let told = life.tell("charge.deleted", by);
    told.says(format!("Deleted a charge of ${} of {}", dollars(charge.cents), own.name))
        .ends(charge.thing)
        .about(&own.thing)
        .done();
}
