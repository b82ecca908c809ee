//! Time zones, in Spanish.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "zones",
    title: "Zonas horarias",
    about: "De quién es el reloj que muestra la página, y cómo elegir otro.",
    answers: &[
        Answer {
            anchor: "which",
            question: "¿En qué zona están las horas?",
            words: "zona horaria huso reloj local utc diferencia organización propia",
            parts: &[
                Text(
                    "En la de su organización, [una preferencia](/help/preferences#which), hasta \
                     que elija otra junto a las fechas: UTC, la suya o cualquier otra. La página \
                     dice cuál es, y cada hora lleva su diferencia respecto a UTC.",
                ),
                List(&[
                    "Las fechas escritas, los intervalos preparados, el gráfico y los archivos \
                     exportados siguen la elección.",
                    "`u` pasa de la zona de la organización a UTC, después a la suya, y de vuelta.",
                    "«Fuera de horario» sigue contando en la zona de la organización.",
                ]),
            ],
        },
        Answer {
            anchor: "links",
            question: "¿Qué ve alguien a quien envío un enlace?",
            words: "compartir dirección igual mismas fechas copiar",
            parts: &[Text(
                "La misma búsqueda en la misma zona: ambas forman parte de la dirección. «Últimos \
                 7 días» se cuenta desde el día en que se abre el enlace; «Fijar como fechas \
                 absolutas» conserva los días de hoy.",
            )],
        },
        Answer {
            anchor: "twice",
            question: "¿Qué pasa con la hora que se repite?",
            words: "horario de verano invierno cambio de hora reloj atrasar adelantar ambigua dos \
                    veces",
            parts: &[Text(
                "Cuando los relojes se atrasan, sus horas llevan la diferencia respecto a UTC \
                 dondequiera que estén, también en las filas copiadas. Escrita sin ella, una hora \
                 así significa las dos; `2026-11-01T01:30-05:00` significa una sola.",
            )],
        },
    ],
};
