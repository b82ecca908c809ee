//! Families whose names are written in other scripts, or with marks that a search must ignore.

use annals_model::{Draft, Millis};

use super::story::{draft, staff};

/// Guardian, student, organisation.
const FAMILIES: [(&str, &str, &str); 12] = [
    ("Анна Иванова", "Мария Иванова", "summit"),
    ("Сергей Кузнецов", "Дмитрий Кузнецов", "lincoln"),
    ("محمد الأحمد", "ليلى الأحمد", "summit"),
    ("فاطمة حسن", "يوسف حسن", "roosevelt"),
    ("王伟", "王小明", "summit"),
    ("陳美玲", "陳志強", "harbor"),
    ("田中健一", "田中さくら", "summit"),
    ("サトウ ケンジ", "サトウ ユイ", "lincoln"),
    ("김민준", "김서연", "summit"),
    ("José Álvarez", "Zoë Álvarez", "summit"),
    ("Łukasz Kowalczyk", "Małgorzata Kowalczyk", "lincoln"),
    ("Søren Ærø", "Bjørn Ærø", "harbor"),
];

const DAY_MS: i64 = 86_400_000;

pub(super) fn drafts(until: Millis) -> Vec<Draft> {
    FAMILIES.iter().enumerate().flat_map(|(i, family)| story(until, i, *family)).collect()
}

fn story(until: Millis, i: usize, family: (&str, &str, &str)) -> [Draft; 5] {
    let (guardian, student, organization) = family;
    let family_id = format!("f-{}", 9_000 + i);
    let student_id = format!("s-{}", 9_000 + i);
    let at = |day: i64| until.0 - (day * 7 + i as i64) * DAY_MS - 5 * 3_600_000;
    let desk = || staff("u-3", "Иван Петренко", "ipetrenko", "Front Desk");
    let mut parent = staff(&format!("g-{}", 9_000 + i), guardian, &format!("family{i}"), "");
    parent.role = None;
    parent.kind = annals_model::ActorKind::Guardian;
    [
        draft(organization, at(60), "family.created", desk())
            .says(&format!("Opened an account for {guardian}"))
            .record("family", &family_id, guardian)
            .source("Office Portal")
            .done(),
        draft(organization, at(59), "student.created", desk())
            .says(&format!("Added student {student}"))
            .record("student", &student_id, student)
            .record("family", &family_id, guardian)
            .source("Office Portal")
            .done(),
        draft(organization, at(40), "enrollment.created", parent.clone())
            .says(&format!("Enrolled {student} in Gymnastics Level 1"))
            .record("enrollment", &format!("e-{}", 9_000 + i), "Gymnastics Level 1")
            .record("student", &student_id, student)
            .record("family", &family_id, guardian)
            .change("status", None, Some("active"))
            .source("Customer Portal")
            .done(),
        draft(organization, at(12), "payment.created", parent)
            .says(&format!("Payment of $85.00 received from {guardian}"))
            .record("payment", &format!("p-{}", 9_000 + i), "Payment $85.00")
            .record("family", &family_id, guardian)
            .change("amount", None, Some("85.00"))
            .source("Mobile App")
            .category("Billing")
            .done(),
        draft(organization, at(1), "student.updated", desk())
            .says(&format!("Updated the profile of {student}"))
            .record("student", &student_id, student)
            .record("family", &family_id, guardian)
            .change("level", Some("beginner"), Some("intermediate"))
            .source("Office Portal")
            .done(),
    ]
}
