//! Who could see what, and why, in Spanish.

use crate::help::Part::{Facts, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "access",
    title: "Quién puede ver qué",
    about: "Quién puede hacer qué en una organización, y por qué: ahora o en un día pasado.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Quién puede hacer qué aquí, y por qué?",
            words: "acceso revisión derechos vigentes todos informe razón",
            parts: &[
                Text(
                    "[Quién puede ver qué](/reports/access), en Informes, tiene una línea por cada \
                     derecho de cada usuario y de cada clave de API:",
                ),
                Facts(&[
                    (
                        "Quién",
                        "nombre y nombre de usuario; «no puede entrar» junto a cuentas \
                         desactivadas, bloqueadas o caducadas",
                    ),
                    ("Derecho", "el derecho, y el nombre que se guarda"),
                    (
                        "Por qué",
                        "dado a la persona, o de qué grupo; aquí o en qué organización de arriba",
                    ),
                    ("Limitado a", "los años escolares que limitan lo que ve"),
                ]),
                Text(
                    "Requiere `users:read` y `rights:read`; las claves se muestran a quien tiene \
                     `keys:read`. Se puede elegir un solo derecho.",
                ),
            ],
        },
        Answer {
            anchor: "past",
            question: "¿Quién podía ver qué en un día pasado?",
            words: "fecha historial entonces antes",
            parts: &[
                Text(
                    "Elija el día y, si quiere, una hora; un día sin hora significa su final. \
                     Annals toma el presente y deshace cada cambio posterior, tal como lo cuenta \
                     el registro de auditoría; vuelven las cuentas y los grupos eliminados desde \
                     entonces.",
                ),
                Text(
                    "Requiere además `events:details`, sin límite a años escolares. Entre ese día \
                     y ahora puede haber hasta 100 000 cambios.",
                ),
            ],
        },
        Answer {
            anchor: "unknown",
            question: "¿Qué no se puede saber del pasado?",
            words: "auditar usuarios desactivado falta hueco",
            parts: &[
                Text(
                    "Lo que se cambió mientras [Auditar usuarios](/help/preferences#audit-users) \
                     estaba desactivada. La página cuenta esos cambios y dice cuándo fue el \
                     último.",
                ),
                Text(
                    "Las organizaciones que se movieron vuelven a donde estaban. Si allí usted no \
                     puede mirar, la página lo dice, y hasta cuándo fue así.",
                ),
            ],
        },
        Answer {
            anchor: "export",
            question: "¿Cómo guardo quién puede ver qué?",
            words: "descargar csv archivo exportar hoja cálculo",
            parts: &[
                Text(
                    "«Descargar como CSV» da una línea por cada motivo de cada derecho. La página \
                     muestra las primeras 500 líneas; el archivo las tiene todas. La descarga es a \
                     su vez una entrada del registro de auditoría.",
                ),
                Searches(&[("action:annals.access.exported", "quién guardó una lista así")]),
            ],
        },
    ],
};
