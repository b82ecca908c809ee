//! System preferences, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "preferences",
    title: "Preferencias del sistema",
    about: "Lo que decide una organización, lo que toma de arriba y lo que hace Auditar usuarios.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué son las preferencias del sistema?",
            words: "ajustes configuración opciones sesión contraseña horario zona orden fechas",
            parts: &[
                Text(
                    "Cómo trabaja Annals para una organización: cuándo terminan las sesiones, qué \
                     longitud tiene una contraseña, en qué zona y cómo se leen las fechas, cuándo \
                     se trabaja, cuánto contiene una exportación. [Preferencias del \
                     sistema](/preferences) las enumera con sus nombres internos, para quien tiene \
                     el derecho correspondiente.",
                ),
                Text(
                    "Un cambio vale al instante y se registra siempre: en el área `Preference`, \
                     con la propiedad `Value`, el valor existente y el nuevo. «Historial», junto a \
                     una preferencia, lleva a esas entradas.",
                ),
                Searches(&[
                    ("area:Preference", "todo cambio de una preferencia"),
                    (
                        "record:preference:audit_users",
                        "cuándo se cambió Auditar usuarios, y quién lo hizo",
                    ),
                ]),
            ],
        },
        Answer {
            anchor: "which",
            question: "¿Qué preferencias hay, y qué valores admiten?",
            words: "tipos valores límites minutos horas caracteres predeterminado",
            parts: &[
                Facts(&[
                    ("Auditar usuarios", "activada o desactivada"),
                    ("Una sesión inactiva termina tras", "de 5 a 720 minutos"),
                    ("Toda sesión termina tras", "de 1 a 168 horas"),
                    ("Contraseña más corta", "de 10 a 20 caracteres"),
                    ("Segundo factor obligatorio", "nadie, los administradores o todos"),
                    ("Zona horaria", "el nombre de una zona de la base IANA: `America/Chicago`"),
                    ("Orden de las fechas", "primero el mes o primero el día"),
                    ("El trabajo empieza", "una hora del día"),
                    (
                        "El trabajo termina",
                        "una hora del día; si es anterior al comienzo, del día siguiente",
                    ),
                    ("Días laborables", "un día de la semana o más"),
                    ("Entradas de una exportación", "hasta 1 000 000 000 de entradas"),
                    ("Lo que dicen los correos se conserva", "de 1 a 1200 meses, o para siempre"),
                    ("Lo que dicen los SMS se conserva", "de 1 a 1200 meses, o para siempre"),
                    (
                        "Lo que dicen las notificaciones se conserva",
                        "de 1 a 1200 meses, o para siempre",
                    ),
                ]),
                Text(
                    "Cualquier otra cosa se rechaza, y la página dice por qué. Cambiarlas requiere \
                     el derecho `preferences:manage`; leerlas, `preferences:read`.",
                ),
            ],
        },
        Answer {
            anchor: "from",
            question: "¿De dónde procede un valor?",
            words: "heredar herencia predeterminado superior distrito estado propio restablecer",
            parts: &[
                Text("El primero que haya de estos:"),
                List(&[
                    "el valor de la organización más alta que ha bloqueado la preferencia",
                    "el valor propio de la organización",
                    "el valor de la organización superior más cercana que tiene uno",
                    "el valor predeterminado",
                ]),
                Text(
                    "«Restablecer» quita el valor propio de la organización, de modo que vuelve a \
                     valer lo que viene de arriba.",
                ),
            ],
        },
        Answer {
            anchor: "lock",
            question: "¿Cómo bloqueo una preferencia para las organizaciones inferiores?",
            words: "bloquear desbloquear imponer distrito estado escuelas fijo",
            parts: &[
                Text(
                    "Ábrala y elija «Bloquear para todas las inferiores». Lo que vale en su \
                     organización vale entonces en todas las inferiores, y nadie puede cambiarlo \
                     allí. Sus propios valores se conservan y vuelven a valer cuando usted elija \
                     «Desbloquear».",
                ),
                Text("Bloquear y desbloquear también se registra, con la propiedad `Lock`."),
            ],
        },
        Answer {
            anchor: "audit-users",
            question: "¿Qué pasa mientras Auditar usuarios está desactivada?",
            words: "auditar usuarios desactivada advertencia aviso seguridad entrada sin detalles",
            parts: &[
                Text(
                    "Los cambios de usuarios, grupos, pertenencias, derechos de herramientas y de \
                     calendario que se hacen en Annals dejan entonces solo una entrada de la \
                     categoría `Security`: quién cambió algo y cuándo, pero no qué. Lo que no se \
                     registró no puede recuperarse después.",
                ),
                Text(
                    "Todas las páginas lo avisan mientras está desactivada. Los cambios de \
                     preferencias se registran completos de todos modos, también este, y lo mismo \
                     lo que envían las aplicaciones.",
                ),
            ],
        },
    ],
};
