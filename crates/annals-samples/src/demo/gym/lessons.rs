//! What happens in the lessons of a gym.

use annals_model::EventType;

use super::{ATTENDED_MAX, Enrollment, Gym};
use crate::demo::day::Day;
use crate::demo::life::{By, Life};
use crate::demo::thing::Thing;

impl Gym {
    pub(super) fn evaluate(&mut self, life: &mut Life, _: &Day) {
        let Some(place) = self.some_enrollment(life) else { return };
        let Enrollment { student, class, .. } = self.enrollments[place];
        let by = self.office.someone(life);
        let (homes, class) = (&mut self.homes, &self.classes[class].thing);
        let family = homes.students[student].family;
        let own = &mut homes.students[student].thing;
        let skills = own.shown("skills").parse().unwrap_or(0) + 1;
        let next = match &*own.shown("level") {
            "beginner" => "intermediate",
            "intermediate" => "advanced",
            _ => "team",
        };
        let told = life.tell("student.evaluated", &by).of_type(EventType::Change);
        let told = told.says(format!("{} was evaluated in {}", own.name, class.name));
        let told = told.sets(own, "skills", skills);
        let told = match skills % 8 {
            0 if !own.is("level", next) => told.sets(own, "level", next),
            _ => told,
        };
        told.about(&homes.families[family].thing).about(class).done();
    }

    pub(super) fn check_in(&mut self, life: &mut Life, _: &Day) {
        let Some(place) = self.some_enrollment(life) else { return };
        let student = self.enrollments[place].student;
        let family = self.homes.students[student].family;
        let by = By { source: "Check-In Kiosk", agent: None, ..self.homes.guardian(life, family) };
        let own = &self.homes.students[student].thing;
        let told = life.tell("checkin.recorded", &by).touches(own);
        told.says(format!("{} checked in", own.name)).about(self.homes.family_of(student)).done();
    }

    /// Who came to a lesson; a few are corrected later.
    pub(super) fn attend(&mut self, life: &mut Life, day: &Day) {
        let by = By { source: "Staff Portal", ..self.office.someone(life) };
        if self.attended.len() > 9 && life.rng.chance(120) {
            let (student, class, mut lesson) = self.attended.swap_remove(0);
            let own = &self.homes.students[student].thing;
            if !lesson.is("attendance", "excused") {
                let told = life.tell("attendance.updated", &by);
                told.says(format!("Corrected attendance of {}", own.name))
                    .sets(&mut lesson, "attendance", "excused")
                    .about(own)
                    .about(self.homes.family_of(student))
                    .about(&self.classes[class].thing)
                    .done();
            }
            return;
        }
        let Some(place) = self.some_enrollment(life) else { return };
        let Enrollment { student, class, .. } = self.enrollments[place];
        self.made += 1;
        let (own, date) = (&self.homes.students[student].thing, day.later(0));
        let was = life.rng.pick(&["present", "present", "present", "late", "absent"]);
        let name = format!("{}, {date}", own.name);
        let lesson = Thing::new("attendance", format!("a-{}", self.made), name);
        let lesson = lesson.with("attendance", was);
        let class_thing = &self.classes[class].thing;
        let told = life.tell("attendance.recorded", &by).of_type(EventType::Add);
        told.says(format!("{} was {was} in {}", own.name, class_thing.name))
            .creates(&lesson)
            .about(own)
            .about(self.homes.family_of(student))
            .about(class_thing)
            .done();
        self.attended.push((student, class, lesson));
        if self.attended.len() > ATTENDED_MAX {
            self.attended.remove(0);
        }
    }

    pub(super) fn make_up(&mut self, life: &mut Life, day: &Day) {
        let Some(place) = self.some_enrollment(life) else { return };
        let Enrollment { student, class, .. } = self.enrollments[place];
        let family = self.homes.students[student].family;
        let by = self.homes.guardian(life, family);
        self.made += 1;
        let (own, class) = (&self.homes.students[student].thing, &self.classes[class].thing);
        let on = day.later(1 + life.rng.below(14));
        let id = format!("mk-{}", self.made);
        let thing = Thing::new("makeup", id, class.name.as_str()).with("day", on.as_str());
        let told = life.tell("makeup.created", &by);
        told.says(format!("Booked a makeup lesson for {} on {on}", own.name))
            .creates(&thing)
            .about(own)
            .about(self.homes.family_of(student))
            .about(class)
            .done();
    }
}
