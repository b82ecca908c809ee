//! Sources, in Spanish.

use crate::help::Part::{Facts, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "sources",
    title: "Orígenes",
    about: "Dónde se hacen las cosas, y lo que no hizo nadie de su organización.",
    answers: &[
        Answer {
            anchor: "which",
            question: "¿Qué orígenes hay?",
            words: "oficina portal personal cliente aplicación móvil quiosco entrada reloj fichar \
                    dónde procedencia",
            parts: &[
                Text(
                    "Los que envíen sus aplicaciones: los que hay aparecen en «Origen», junto a \
                     la tabla, con el número de sus entradas. Los habituales son:",
                ),
                Facts(&[
                    ("{Office Portal}", "la oficina"),
                    ("{Staff Portal}", "los profesores y el resto del personal"),
                    ("{Customer Portal}", "las familias y los tutores"),
                    ("{Mobile App}", "la aplicación de las familias"),
                    ("{Check-In Kiosk}", "el dispositivo de la entrada"),
                    ("{Time Clock Kiosk}", "el dispositivo en el que el personal ficha"),
                    (
                        "{iClassPro}",
                        "el personal de soporte del fabricante, o sus procesos automáticos",
                    ),
                    ("{Autopilot}", "procesos automáticos"),
                ]),
                Text(
                    "Las entradas del propio Annals tienen el origen «Annals»: inicios de sesión, \
                     cambios de sus ajustes, y consultas y exportaciones del registro de \
                     auditoría.",
                ),
            ],
        },
        Answer {
            anchor: "automated",
            question: "¿Por qué el origen es iClassPro o Autopilot?",
            words: "automatizado automático proceso soporte personal sistema nadie",
            parts: &[
                Text(
                    "Nadie de su organización lo hizo a mano. {Autopilot} es un proceso \
                     automático; {iClassPro} también lo es, o bien su personal de soporte, a \
                     petición de su organización.",
                ),
                Text(
                    "«Nombre del miembro» dice cuál de los dos: «Sistema» marca un proceso; \
                     «Soporte», a una persona, con el cliente en cuyo nombre actuó. \
                     [`kind:system`](/?q=kind:system) y [`kind:support`](/?q=kind:support) los \
                     encuentran, se llame como se llame el origen.",
                ),
            ],
        },
    ],
};
