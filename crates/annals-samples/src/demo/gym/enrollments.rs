//! Who is in which class of a gym, and who waits for a seat.

use super::{Enrollment, Gym, MONDAY, MOVED, WEDNESDAY};
use crate::demo::day::Day;
use crate::demo::households::Entered;
use crate::demo::life::{By, Life};
use crate::demo::thing::Thing;

impl Gym {
    pub(super) fn is_free(&self, student: usize, class: usize) -> bool {
        self.enrollments.iter().all(|one| one.student != student || one.class != class)
    }

    /// Puts a student into a class, or on its wait list.
    pub(super) fn enter(
        &mut self,
        life: &mut Life,
        how: &Entered<'_>,
        (student, class): (usize, usize),
        start: &str,
    ) {
        self.made += 1;
        let own = &mut self.classes[class];
        let has_seat = own.enrolled < own.seats;
        let name = self.homes.students[student].thing.name.as_str();
        let class_name = own.thing.name.as_str();
        let thing = Thing::new("enrollment", format!("e-{}", self.made), class_name)
            .with("status", if has_seat { "active" } else { "waitlist" })
            .with("class", class_name)
            .with("start_date", start);
        let told = match has_seat {
            true => life
                .tell(&how.action("enrollment"), how.by)
                .says(format!("Enrolled {name} in {class_name} from {start}")),
            false => life
                .tell("waitlist.added", how.by)
                .says(format!("{name} joined the wait list of {class_name}")),
        };
        told.creates(&thing)
            .about(&self.homes.students[student].thing)
            .about(self.homes.family_of(student))
            .about(&own.thing)
            .part_of(how.operation)
            .done();
        own.enrolled += u64::from(has_seat);
        self.enrollments.push(Enrollment { thing, student, class });
    }

    pub(super) fn enroll(&mut self, life: &mut Life, day: &Day) {
        let (student, class) = (self.homes.student(life), self.class(life));
        if self.is_free(student, class) {
            let family = self.homes.students[student].family;
            let by = self.homes.either(life, &self.office, family);
            let start = day.later(life.rng.below(21));
            self.enter(life, &Entered { by: &by, operation: None }, (student, class), &start);
        }
    }

    pub(super) fn drop_one(&mut self, life: &mut Life, _: &Day) {
        let Some(place) = self.some_enrollment(life) else { return };
        let Enrollment { student, class, .. } = self.enrollments[place];
        if class > WEDNESDAY {
            let family = self.homes.students[student].family;
            let by = self.homes.either(life, &self.office, family);
            self.take_out(life, &by, place);
        }
    }

    pub(super) fn some_enrollment(&self, life: &mut Life) -> Option<usize> {
        let count = self.enrollments.len() as u64;
        (count > 0).then(|| life.rng.below(count) as usize)
    }

    /// An enrolment ends, and the first on the wait list has the seat.
    pub(super) fn take_out(&mut self, life: &mut Life, by: &By, place: usize) {
        let Enrollment { thing, student, class } = self.enrollments.swap_remove(place);
        let has_seat = thing.is("status", "active");
        let own = &self.homes.students[student].thing;
        let told = life.tell("enrollment.dropped", by);
        told.says(format!("Dropped {} from {}", own.name, self.classes[class].thing.name))
            .ends(thing)
            .about(own)
            .about(self.homes.family_of(student))
            .about(&self.classes[class].thing)
            .done();
        if !has_seat {
            return;
        }
        self.classes[class].enrolled -= 1;
        let waits =
            |one: &&mut Enrollment| one.class == class && one.thing.is("status", "waitlist");
        let Some(next) = self.enrollments.iter_mut().find(waits) else { return };
        self.classes[class].enrolled += 1;
        let by = self.office.someone(life);
        let own = &self.homes.students[next.student].thing;
        let told = life.tell("enrollment.updated", &by);
        told.says(format!("{} has a seat in {}", own.name, self.classes[class].thing.name))
            .sets(&mut next.thing, "status", "active")
            .about(own)
            .about(self.homes.family_of(next.student))
            .about(&self.classes[class].thing)
            .done();
    }

    pub(super) fn transfer(&mut self, life: &mut Life, _: &Day) {
        let Some(place) = self.some_enrollment(life) else { return };
        let (student, from) = (self.enrollments[place].student, self.enrollments[place].class);
        let to = self.class(life);
        let has_seat = self.classes[to].enrolled < self.classes[to].seats;
        let is_active = self.enrollments[place].thing.is("status", "active");
        if has_seat && is_active && self.is_free(student, to) && from > WEDNESDAY {
            let by = self.office.someone(life);
            self.transfer_to(life, &by, place, to, None);
        }
    }

    pub(super) fn transfer_to(
        &mut self,
        life: &mut Life,
        by: &By,
        place: usize,
        to: usize,
        operation: Option<&str>,
    ) {
        let one = &mut self.enrollments[place];
        let from = std::mem::replace(&mut one.class, to);
        let (old, new) = (&self.classes[from].thing, &self.classes[to].thing);
        one.thing.name.clone_from(&new.name);
        let own = &self.homes.students[one.student].thing;
        let told = life.tell("enrollment.transferred", by);
        told.says(format!("Moved {} from {} to {}", own.name, old.name, new.name))
            .sets(&mut one.thing, "class", new.name.as_str())
            .about(own)
            .about(self.homes.family_of(one.student))
            .about(new)
            .part_of(operation)
            .done();
        self.classes[from].enrolled -= 1;
        self.classes[to].enrolled += 1;
    }

    /// Beginners, as many as will be moved in one go.
    pub(super) fn fill_monday(&mut self, life: &mut Life, day: &Day) {
        let by = self.office.someone(life);
        let (how, start) = (Entered { by: &by, operation: None }, day.later(7));
        let there = self.enrollments.iter().filter(|one| one.class == MONDAY).count();
        let mut missing = MOVED.saturating_sub(there);
        for student in 0..self.homes.students.len() {
            if missing == 0 {
                return;
            }
            if !self.homes.students[student].is_gone && self.is_free(student, MONDAY) {
                self.enter(life, &how, (student, MONDAY), &start);
                life.wait(60_000);
                missing -= 1;
            }
        }
    }

    /// A bulk operation: all of one class are moved to another.
    pub(super) fn move_monday(&mut self, life: &mut Life, _: &Day) {
        let by = self.office.by(life, 6);
        for place in 0..self.enrollments.len() {
            if self.enrollments[place].class == MONDAY {
                let operation = Some("class-move-monday-beginners");
                self.transfer_to(life, &by, place, WEDNESDAY, operation);
            }
        }
    }
}
