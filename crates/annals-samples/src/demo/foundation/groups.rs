//! The groups into which a foundation puts its contacts.

use annals_model::EventType;

use super::{Foundation, GROUPS_STAY, Group};
use crate::demo::day::Day;
use crate::demo::life::{By, Life};
use crate::demo::thing::Thing;

impl Foundation {
    pub(super) fn create_group(&mut self, life: &mut Life, by: &By, name: &'static str) {
        if self.groups.iter().any(|group| group.thing.name == name) {
            return;
        }
        self.made += 1;
        let thing = Thing::new("group", format!("l-{}", self.made), name)
            .with("name", name)
            .with("members", 0);
        let told = life.tell("group.created", by).creates(&thing);
        told.says(format!("Created the group {name}")).done();
        self.groups.push(Group { thing, members: Vec::new() });
    }

    pub(super) fn add_many(
        &mut self,
        life: &mut Life,
        by: &By,
        group: usize,
        contacts: Vec<usize>,
    ) {
        let Group { thing, members } = &mut self.groups[group];
        let count = contacts.len() as u64;
        members.extend(contacts);
        let told = life.tell("group_member.added", by).of_type(EventType::Change);
        told.says(format!("Added {count} contacts to the group {}", thing.name))
            .sets(thing, "members", members.len() as u64)
            .detail("Contacts", count)
            .done();
    }

    pub(super) fn join_group(&mut self, life: &mut Life, _: &Day) {
        let (by, index) = (self.someone(life), self.contact(life));
        let place = life.rng.below(self.groups.len() as u64) as usize;
        let Group { thing, members } = &mut self.groups[place];
        if !members.contains(&index) {
            members.push(index);
            let contact = &self.contacts[index];
            let told = life.tell("group_member.added", &by).of_type(EventType::Change);
            told.says(format!("Added {} to the group {}", contact.name, thing.name))
                .sets(thing, "members", members.len() as u64)
                .about(&contact.thing)
                .done();
        }
    }

    pub(super) fn leave_group(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        let place = life.rng.below(self.groups.len() as u64) as usize;
        let members = &self.groups[place].members;
        if let Some(index) = members.get(life.rng.below(members.len() as u64) as usize).copied() {
            self.leave(life, &by, place, index);
        }
    }

    pub(super) fn leave(&mut self, life: &mut Life, by: &By, group: usize, index: usize) {
        let Group { thing, members } = &mut self.groups[group];
        let Some(place) = members.iter().position(|own| *own == index) else { return };
        members.swap_remove(place);
        let contact = &self.contacts[index];
        let told = life.tell("group_member.removed", by).of_type(EventType::Change);
        told.says(format!("Removed {} from the group {}", contact.name, thing.name))
            .sets(thing, "members", members.len() as u64)
            .about(&contact.thing)
            .done();
    }

    pub(super) fn change_group(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        let place = life.rng.below(self.groups.len() as u64) as usize;
        let thing = &mut self.groups[place].thing;
        let purposes = [
            "written to once a month",
            "written to before events",
            "only by hand",
            "for the board",
        ];
        let purpose = life.rng.pick(&purposes);
        if !thing.is("description", purpose) {
            let told = life.tell("group.updated", &by);
            told.says(format!("Changed the group {}", thing.name))
                .sets(thing, "description", purpose)
                .done();
        }
    }

    pub(super) fn delete_group(&mut self, life: &mut Life, _: &Day) {
        if self.groups.len() > GROUPS_STAY {
            let by = self.someone(life);
            let group = self.groups.remove(GROUPS_STAY);
            let told = life.tell("group.deleted", &by);
            told.says(format!("Deleted the group {}", group.thing.name)).ends(group.thing).done();
        }
    }
}
