//! How long entries are kept, and keeping watch, in Spanish.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "keeping",
    title: "Conservar y vigilar",
    about: "Cuánto tiempo se quedan las entradas, y qué conviene mirar de vez en cuando.",
    answers: &[
        Answer {
            anchor: "how-long",
            question: "¿Cuánto tiempo se conservan las entradas?",
            words: "retención conservación dos años política antiguas purga historial",
            parts: &[
                Text(
                    "Hasta que las elimine alguien que pueda hacerlo. Nada desaparece por sí \
                     solo: las entradas de hace dos años, y las más antiguas, se encuentran igual \
                     que las de hoy.",
                ),
                Text("[Eliminar](/help/deleting) deja un rastro que no se puede eliminar."),
            ],
        },
        Answer {
            anchor: "texts",
            question: "¿Cuánto se conserva lo que dicen los mensajes?",
            words: "conservación contenido texto borrar meses confirmar correo sms notificación",
            parts: &[
                Text(
                    "24 meses desde su envío, si las [preferencias del sistema](/preferences) no \
                     dicen otro plazo para un canal, o para siempre. Después se borra el texto; \
                     que el mensaje se envió y qué fue de él se conserva, y su página dice cuándo \
                     se borró el texto.",
                ),
                Text(
                    "[Conservación](/retention) muestra cuánto ha vencido. No se borra nada antes \
                     de que alguien que pueda gestionar la conservación lo confirme allí, la \
                     primera vez y cada vez que se acorta un plazo; después hay una pasada cada \
                     día, que es una entrada con sus cifras. Lo borrado desaparece de la base de \
                     datos y de las copias posteriores.",
                ),
                Searches(&[(
                    "action:annals.retention.purged",
                    "cuándo se borraron textos, y cuántos",
                )]),
            ],
        },
        Answer {
            anchor: "regularly",
            question: "¿Qué conviene revisar con regularidad?",
            words: "revisión buenas prácticas crítico vigilar permisos cambios eliminaciones \
                    masivas",
            parts: &[
                Text("Para eso están las vistas preparadas, en «Vistas»:"),
                List(&[
                    "[Cambios de permisos](/views/permission-changes)",
                    "[Eliminaciones](/views/deletions)",
                    "[Exportaciones](/views/exports)",
                    "[Operaciones masivas](/views/bulk-operations): muchas entradas o muchos \
                     registros de una vez",
                    "[Inicios de sesión fallidos](/views/failed-sign-ins)",
                    "[Fuera de horario](/views/off-hours): de noche y en fin de semana",
                    "[El último día de una persona](/views/last-day)",
                ]),
            ],
        },
        Answer {
            anchor: "unusual",
            question: "¿Cómo encuentro lo que no es habitual?",
            words: "anomalía anomalías inesperado ip dirección fuera horario sospechoso \
                    investigar raro",
            parts: &[
                Text(
                    "Ordene las filas por «Dirección IP», o excluya las redes que conoce. En la \
                     página de una entrada, «Desde la misma dirección IP» muestra qué más vino de \
                     allí.",
                ),
                Searches(&[
                    ("has:ip -ip:10.0.0.0/8", "desde fuera de esa red"),
                    ("hours:off", "fuera del horario y de los días laborables de la organización"),
                    ("outcome:denied", "lo que no se permitió"),
                ]),
            ],
        },
        Answer {
            anchor: "compliance",
            question: "¿Cómo guardo una copia para una inspección?",
            words: "normativa cumplimiento externa revisión archivo copia seguridad auditor \
                    auditoría",
            parts: &[Text(
                "[Exporte](/help/copying#export) la búsqueda; el archivo se puede conservar todo \
                 el tiempo que se quiera. Además, quien administra Annals puede \
                 [demostrar](/help/proof#verify) que nada se ha cambiado.",
            )],
        },
    ],
};
