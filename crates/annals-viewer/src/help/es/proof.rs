//! Proof, and readings of the log, in Spanish.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "proof",
    title: "Confiar en el registro de auditoría",
    about: "Comprobar que una entrada no se ha cambiado, y quién lee el registro de auditoría.",
    answers: &[
        Answer {
            anchor: "verify",
            question: "¿Qué comprueba «Verificar»?",
            words: "prueba merkle raíz compromiso cambiado manipulado evidencia hash",
            parts: &[
                Text(
                    "Que la entrada está en el registro de auditoría exactamente como la muestra \
                     la página. Lo calcula su navegador, así que no tiene que fiarse del \
                     resultado que dé el servidor.",
                ),
                List(&[
                    "«Coincide con la raíz actual de este servidor» significa: el contenido, su \
                     lugar y el resto del registro de auditoría concuerdan.",
                    "Si no, dice exactamente qué es lo que no coincide.",
                ]),
            ],
        },
        Answer {
            anchor: "not-shown",
            question: "¿Qué no puede demostrar «Verificar»?",
            words: "anclada recibo sustituido registro entero límites",
            parts: &[Text(
                "Que el servidor no haya sustituido el registro de auditoría entero. Eso lo \
                 muestra un recibo o una raíz guardados en otro lugar: compárelos con las cifras \
                 de «Prueba».",
            )],
        },
        Answer {
            anchor: "reading",
            question: "¿Ve alguien que leo el registro de auditoría?",
            words: "registrado visto consultado acceso vigilado mirar búsqueda privacidad",
            parts: &[
                Text(
                    "Sí: cada consulta del registro de auditoría es una entrada en él, con la \
                     búsqueda tal como se escribió, y también lo es cada exportación. Nadie puede \
                     desactivarlo.",
                ),
                Text(
                    "La misma búsqueda, repetida en menos de diez minutos, da como mucho una \
                     entrada más. Así pues, lo que escribe se conserva: no escriba nunca una \
                     contraseña.",
                ),
            ],
        },
        Answer {
            anchor: "hidden",
            question: "¿Por qué no están en la tabla las consultas y exportaciones?",
            words: "sin acceso etiqueta type:access excluidas ocultas vistas",
            parts: &[Text(
                "Las entradas que solo indican que algo se consultó o se exportó se excluyen al \
                 principio, porque son muchas. «Sin: consultas y exportaciones», encima de la \
                 tabla, lo dice, y un clic ahí las muestra. Los totales y las exportaciones hacen \
                 lo mismo.",
            )],
        },
    ],
};
