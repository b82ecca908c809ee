//! Webhooks.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "webhooks",
    title: "Webhooks",
    about: "Dónde cuentan los proveedores qué fue de los mensajes.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Para qué sirve un webhook?",
            words: "proveedor aviso estado entrega eventos webhook",
            parts: &[
                Text(
                    "Quien lleva sus mensajes, como SendGrid o Twilio, sabe si llegaron. Un \
                     webhook es una dirección de su organización en la que el proveedor lo cuenta \
                     por sí solo, para que los registros de Comunicación lo muestren y las \
                     direcciones muertas pasen a la lista de [Destinatarios \
                     bloqueados](/communications/blacklist).",
                ),
                Text(
                    "Los webhooks tienen secretos, como las claves de API. Quien tiene el derecho \
                     Claves de API: ver los ve en Comunicación > \
                     [Webhooks](/communications/webhooks), y con Claves de API: gestionar los \
                     cambia.",
                ),
            ],
        },
        Answer {
            anchor: "add",
            question: "¿Cómo añado un webhook?",
            words: "nuevo crear empezar proveedor dirección url secreto",
            parts: &[
                List(&[
                    "Elija «Añadir webhook» y el proveedor: la página dice qué hacer allí y qué \
                     secreto pide.",
                    "Póngale un nombre, pegue el secreto y añádalo.",
                    "Copie su dirección e introdúzcala en el proveedor.",
                    "Haga que el proveedor envíe una prueba: aparece en «Llamadas recientes».",
                ]),
                Text(
                    "Las aplicaciones registran cada mensaje con el nombre del proveedor y el \
                     identificador que este le dio. Por ambos lo que se cuenta encuentra su \
                     mensaje.",
                ),
            ],
        },
        Answer {
            anchor: "secrets",
            question: "¿Cómo cambio un secreto?",
            words: "rotar rotación clave token firma antiguo nuevo terminar tema sns arn",
            parts: &[
                Text(
                    "Añada el nuevo en la página del webhook, cámbielo en el proveedor y, cuando \
                     vuelvan a llegar llamadas, elija «Terminar este secreto» junto al antiguo. \
                     Entre tanto se aceptan llamadas con cualquiera, así que no se pierde ninguna. \
                     Un secreto no se vuelve a mostrar; uno creado aquí se muestra una vez.",
                ),
                Text(
                    "Amazon SNS tiene temas en lugar de secretos: solo pueden llamar los de la \
                     lista, firme quien firme. La página dice desde cuándo está suscrito cada \
                     uno.",
                ),
            ],
        },
        Answer {
            anchor: "calls",
            question: "¿Qué fue de una llamada, y por qué se rechazó?",
            words: "rechazada firma errónea sin firma ilegible sin mensaje aparcado falta",
            parts: &[
                Text(
                    "La página de un webhook enumera lo que llegó, con una frase sobre qué hacer \
                     donde una llamada se rechazó. Quien llama solo sabe que se rechazó.",
                ),
                Facts(&[
                    ("Aceptada y leída", "lo que contó queda anotado en sus mensajes"),
                    ("Rechazada", "la llamada no está firmada como debe, o no era el proveedor"),
                    (
                        "Sin mensaje",
                        "lo que se contó de mensajes que ninguna aplicación registró; espera 30 \
                         días y se anota cuando el mensaje se registra",
                    ),
                ]),
                Searches(&[
                    ("action:annals.hook.refused", "llamadas rechazadas"),
                    ("action:annals.hook.*", "todo lo que pasó con los webhooks"),
                ]),
            ],
        },
    ],
};
