//! Pages of records, in Spanish.

use crate::help::Part::{Facts, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "record-pages",
    title: "Páginas de registros",
    about: "Todo lo que pasó con un alumno, una familia o un miembro del personal.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué hay en la página de un registro?",
            words: "registro alumno familia personal pertenece contacto teléfono",
            parts: &[
                Text(
                    "Su registro de auditoría, con la búsqueda, los filtros y el gráfico \
                     habituales, y encima lo que su aplicación dijo del registro. En la página de \
                     una entrada, «Página», junto al nombre de un registro, lleva allí.",
                ),
                Facts(&[
                    ("Pertenece a", "los registros de los que depende, y cuándo, si no siempre"),
                    ("Contacto", "correos y teléfonos, para quien tiene `events:details`"),
                    ("Registros que dependen de él", "los registros que le pertenecen"),
                ]),
            ],
        },
        Answer {
            anchor: "tabs",
            question: "¿Qué muestran las pestañas de un registro?",
            words: "auditoría actividad permisos tutor alumno portal aplicación personal",
            parts: &[Facts(&[
                (
                    "Registro de auditoría",
                    "todo sobre el registro y los que dependen de él, sea quien sea quien lo \
                     hizo",
                ),
                (
                    "Registro de actividad",
                    "lo que hicieron por sí mismos los tutores y los alumnos, en un portal o una \
                     aplicación",
                ),
                ("Historial", "sus valores, quién los puso y cuáles eran en cualquier momento"),
                (
                    "Comunicación",
                    "lo que se le envió, para quien puede ver un registro de mensajes",
                ),
                (
                    "Permisos",
                    "los derechos de herramientas del usuario cuyo registro de personal es, para \
                     quien puede ver usuarios",
                ),
            ])],
        },
        Answer {
            anchor: "history",
            question: "¿Qué era un registro en un momento dado?",
            words: "historial a fecha de valor antes propiedad quién puso cuándo estado restaurar",
            parts: &[
                Text(
                    "En «Historial» están sus valores, cada uno con quien lo puso, y debajo todos \
                     los cambios, primero los más recientes. Un día o una hora en «A fecha de» \
                     muestra lo que había entonces: de un día, cuando terminó. El nombre de una \
                     propiedad lleva solo a sus cambios.",
                ),
                Text(
                    "Donde ninguna entrada dice quién puso un valor, lo dice el cambio siguiente: \
                     lo que encontró estaba antes. Donde encontró otra cosa que la última dicha, \
                     se indica, porque alguien lo cambió sin una entrada que usted pueda ver. Lo \
                     que se rechazó o falló no cuenta, ni los cambios de los registros que \
                     dependen de este. Una entrada que cambió varios registros no dice de cuál es \
                     un valor; cuenta para cada uno, y lo dice.",
                ),
                Text(
                    "Los valores se muestran a quien tiene `events:details`. Después de eliminar \
                     un registro y crearlo de nuevo, no se sabe si los valores de antes siguen \
                     siendo suyos. De un registro con muchísimas entradas sobre otros que \
                     dependen de él no se leen todas, y la página dice de qué no está segura.",
                ),
            ],
        },
        Answer {
            anchor: "below",
            question: "¿Qué registros dependen de un registro?",
            words: "depende pertenece familia alumno cargo anterior niveles",
            parts: &[Text(
                "Los que le pertenecen, hasta cuatro niveles: el cargo al alumno, el alumno a la \
                 familia, la familia al tutor. Sus entradas se muestran por el tiempo en que \
                 pertenecieron. Cuentan los primeros 100 de esos registros.",
            )],
        },
        Answer {
            anchor: "missing",
            question: "¿Por qué un registro no tiene página?",
            words: "404 no encontrado desconocido nada",
            parts: &[Text(
                "La tiene en cuanto una entrada lo nombra o su aplicación lo describe \
                 (`/v1/records`). Quien está limitado a años escolares solo ve registros con \
                 alguna entrada entre las suyas.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra de las páginas de registros?",
            words: "visto descrito olvidado lectura",
            parts: &[
                Text(
                    "Mirarla, como una búsqueda en el registro de auditoría. Lo que una aplicación \
                     dice de un registro, o retira, es una entrada con las propiedades, sin sus \
                     valores.",
                ),
                Searches(&[
                    ("action:annals.log.viewed", "quién miró qué entradas"),
                    ("action:annals.record.*", "lo que las aplicaciones dijeron de registros"),
                ]),
            ],
        },
    ],
};
