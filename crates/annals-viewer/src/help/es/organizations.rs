//! Organisations, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "organizations",
    title: "Organizaciones",
    about: "El árbol de organizaciones: crear, renombrar, mover, cerrar.",
    answers: &[
        Answer {
            anchor: "tree",
            question: "¿Cómo están unas organizaciones debajo de otras?",
            words: "árbol estado distrito escuela arriba abajo jerarquía niveles",
            parts: &[
                Text(
                    "Como un árbol de hasta 16 niveles: un estado, sus distritos, sus escuelas. Un \
                     usuario pertenece a una y la ve, y también las de abajo hasta donde llega un \
                     derecho. Nadie ve lo que está por encima o al lado.",
                ),
                Text(
                    "[Organizaciones](/organizations), en el menú de sus iniciales, enumera las \
                     que usted puede leer (`organizations:read`).",
                ),
            ],
        },
        Answer {
            anchor: "add",
            question: "¿Cómo creo una organización?",
            words: "nueva distrito escuela identificador zona horaria debajo",
            parts: &[
                Text("«Añadir una organización», en esa página, pide:"),
                Facts(&[
                    ("Nombre", "de 1 a 200 caracteres; se puede cambiar"),
                    ("Identificador", "hasta 64 caracteres; para siempre"),
                    ("Identificador de la organización de arriba", "debajo de cuál está"),
                    (
                        "Zona horaria",
                        "el reloj de sus fechas y su horario: `America/Chicago`; vacía, la de la \
                         organización de arriba",
                    ),
                ]),
                Text(
                    "Requiere `organizations:manage` con alcance a las inferiores. La nueva \
                     empieza vacía, con las preferencias de la de arriba.",
                ),
                Text(
                    "La zona horaria es [una de ellas](/help/preferences#which). Quien crea una \
                     organización puede darle una, salvo que otra superior haya bloqueado la suya; \
                     después hace falta `preferences:manage`.",
                ),
            ],
        },
        Answer {
            anchor: "change",
            question: "¿Qué pasa cuando renombro o muevo una?",
            words: "renombrar mover zona horaria organización arriba",
            parts: &[List(&[
                "«Nombre y zona horaria»: el identificador, el registro de auditoría y las \
                 personas siguen igual.",
                "«Mover»: lo que está debajo va con ella. Desde entonces la ven quienes están por \
                 encima de su nuevo lugar, y ya no quienes estaban por encima del anterior.",
                "Nadie mueve la suya. El derecho debe valer en el lugar anterior y en el nuevo.",
            ])],
        },
        Answer {
            anchor: "close",
            question: "¿Qué pasa cuando cierro una?",
            words: "cerrar reabrir terminar claves organización",
            parts: &[List(&[
                "Quienes pertenecen a ella o a una de abajo salen y no pueden volver a entrar.",
                "Sus claves de API dejan de servir y no entra nada más.",
                "Su registro de auditoría queda, y quienes están por encima pueden leerlo.",
                "«Reabrir la organización» lo deshace; hay que volver a iniciar sesión.",
                "Nadie cierra la suya.",
            ])],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra de las organizaciones?",
            words: "historial creada movida cerrada renombrada",
            parts: &[
                Text(
                    "Crear una se cuenta en el registro de auditoría de la de arriba; otro nombre, \
                     en el suyo, igual que otra zona horaria, que es el cambio de una preferencia; \
                     cerrarla y reabrirla, en ambos. Un traslado \
                     se cuenta en el suyo, en los de su lugar anterior y el nuevo, y en el de la \
                     más baja por encima de ambos.",
                ),
                Searches(&[("action:annals.organization.*", "todo esto")]),
            ],
        },
    ],
};
