//! Legal holds, in Spanish.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "holds",
    title: "Retenciones legales",
    about: "Lo que se queda, pueda eliminarlo quien pueda y dure lo que dure su plazo.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué hace una retención legal?",
            words: "litigio prueba preservar congelar juzgado demanda conservar eliminación",
            parts: &[
                Text(
                    "Lo que nombra se queda. A quien [elimina entradas](/help/deleting) se le \
                     dice cuántas se retienen y por qué retención, y las demás se van; una pasada \
                     de la [conservación](/retention) deja los textos retenidos, por antiguos que \
                     sean, y dice cuántos.",
                ),
                Text(
                    "Un registro retenido lo está con todo lo que hay debajo, durante el tiempo \
                     en que le perteneció, y con lo que llegue a estar debajo más tarde. Decir \
                     que algo pertenece a otro sitio no lo saca de ninguna retención. Un registro \
                     y un mensaje retenidos llevan la marca «Retenido».",
                ),
                Text(
                    "La retención de una organización entera puede alcanzar todas las de abajo. \
                     Las de abajo ven que hay una y desde cuándo, y ni su nombre ni su motivo.",
                ),
            ],
        },
        Answer {
            anchor: "place",
            question: "¿Cómo pongo una retención?",
            words: "nueva añadir empezar registros familia personal organización entera abajo",
            parts: &[
                Text(
                    "En [Retenciones legales](/holds) o en la página de un registro. Hace falta \
                     el permiso Registro de auditoría: retener (`events:hold`), un nombre, un \
                     motivo y qué se retiene:",
                ),
                List(&[
                    "registros, cada uno por su tipo y su id: `family:f-12`",
                    "la organización entera",
                    "la organización entera y todas las organizaciones de abajo, para quien \
                     puede poner retenciones allí",
                ]),
                Text(
                    "Vale desde ese momento, también para una eliminación que alguien acaba de \
                     mirar.",
                ),
            ],
        },
        Answer {
            anchor: "release",
            question: "¿Cómo termina una retención?",
            words: "levantar quitar fin resuelta terminar",
            parts: &[
                Text(
                    "Se levanta en su página, con un motivo y una marca de que es en serio: lo \
                     que guardaba se puede volver a eliminar, y los textos cuyo plazo ha pasado \
                     se van en la próxima pasada de la conservación. Nadie puede recuperarlos. La \
                     retención sigue en la lista con quién la levantó, cuándo y por qué.",
                ),
                Searches(&[("action:annals.hold.*", "quién puso y levantó retenciones")]),
            ],
        },
    ],
};
