//! Messages, in Spanish.

use crate::help::Part::{Facts, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "communication",
    title: "Correos, mensajes de texto y notificaciones",
    about: "Lo que las aplicaciones enviaron a las personas y qué fue de ello.",
    answers: &[
        Answer {
            anchor: "logs",
            question: "¿Dónde veo lo que se envió?",
            words: "correo sms notificación registro comunicación mensajes enviados personal",
            parts: &[
                Text(
                    "En Comunicación, en la cabecera, y en la pestaña Comunicación de un \
                     registro. Los mensajes a registros del tipo `staff` están en los registros \
                     del personal, todos los demás en los de las familias; cada uno tiene su \
                     propio derecho, véase [Derechos de herramientas](/help/rights).",
                ),
                Facts(&[
                    (
                        "Última actividad",
                        "cuándo se supo algo del mensaje por última vez: enviado, entregado, \
                         abierto, devuelto",
                    ),
                    (
                        "Buscar",
                        "palabras de cualquier campo, también el estado y por qué no llegó, la \
                         última hasta donde se escribió; un número en cualquier forma; un día, \
                         con o sin hora, de la última actividad",
                    ),
                    ("Estado", "lo que resulta de todo lo que se supo"),
                ]),
            ],
        },
        Answer {
            anchor: "statuses",
            question: "¿Qué significa un estado?",
            words: "en cola enviado entregado abierto rebotado denuncia descartado rechazado",
            parts: &[
                Text(
                    "La página de un mensaje lo dice en una frase, con lo que conviene hacer, y \
                     debajo todo lo que se supo, cuándo y por quién. El estado resulta de todo \
                     ello junto, en el orden en que llegara.",
                ),
                Facts(&[
                    (
                        "En entrega",
                        "un mensaje de texto está en camino; si no se sabe nada en tres días, lo \
                         más probable es que el proveedor ya no responda",
                    ),
                    (
                        "No llegó",
                        "un mensaje de texto no llegó; tras los dos puntos dice por qué: lo \
                         rechazó el proveedor, falló antes del envío o no lo entregó el operador",
                    ),
                    (
                        "Rebotado",
                        "la dirección no acepta mensajes; de un rebote temporal se desistió por \
                         ahora",
                    ),
                    ("Descartado", "no se intentó, porque el proveedor no envía a esa dirección"),
                    (
                        "Abierto (automático)",
                        "lo abrió un programa; no se sabe si lo leyó una persona",
                    ),
                    (
                        "Traspasado",
                        "el servicio del fabricante tiene la notificación; los dispositivos \
                         rara vez dicen más",
                    ),
                ]),
            ],
        },
        Answer {
            anchor: "attention",
            question: "¿Qué mensajes requieren atención?",
            words: "fallido no entregado atascado espera problema",
            parts: &[Text(
                "Los que no llegaron, los que se denunciaron como spam, aquellos de los que \
                     se dijo algo que no concuerda y aquellos de cuyo proveedor no se supo nada \
                     en tres días: probablemente ya no responda.",
            )],
        },
        Answer {
            anchor: "blacklist",
            question: "¿Quién no recibe más mensajes, y cómo cambio eso?",
            words: "bloqueo bloqueado rebote denuncia no válida validar verificar baja stop \
                    restablecer",
            parts: &[
                Text(
                    "Comunicación > Destinatarios bloqueados los muestra, igual que la página de \
                     un mensaje y la pestaña Comunicación de un registro. Llegan allí por sí solos \
                     por lo que dicen los proveedores. Casi siempre es mejor pedir otra dirección \
                     que restablecer una.",
                ),
                Facts(&[
                    ("Rebote", "el servidor de correo dijo que nadie tiene esta dirección"),
                    ("Denuncia", "su dueño denunció un mensaje como spam"),
                    ("No válida", "quien comprobó la dirección halló que nada puede llegar allí"),
                    ("Validar", "la dirección se está comprobando; debería tardar minutos"),
                    ("Dado de baja", "su dueño no quiere más mensajes de estos"),
                    ("Excluido", "su dueño respondió `STOP`: solo su respuesta `START` lo termina"),
                ]),
                Text(
                    "Restablecer requiere el derecho Destinatarios bloqueados: gestionar y un \
                     motivo, y queda como entrada. Annals no cambia las listas de los proveedores: \
                     quite la dirección también allí. Lo que no se puede restablecer aquí dice por \
                     qué. Un rebote posterior se anota de nuevo, y el historial anterior se queda.",
                ),
                Text(
                    "«Comparar la lista de un proveedor» pone la lista del proveedor, como \
                     archivo, junto a esta y muestra quién está solo en una de ellas. Lo que solo \
                     tiene el proveedor se importa en un segundo paso; nada más cambia.",
                ),
                Searches(&[
                    ("action:annals.suppression.reset", "quién restableció direcciones"),
                    ("action:annals.suppression.exported", "quién sacó la lista"),
                ]),
            ],
        },
        Answer {
            anchor: "text",
            question: "¿Quién puede leer lo que dice un mensaje?",
            words: "contenido texto lupa contraseña código oculto",
            parts: &[Text(
                "Quien tiene el derecho Contenido de mensajes además del derecho a su \
                     registro; sin él tampoco se encuentra un mensaje por su texto. Los enlaces \
                     y códigos que valen una sola vez se ocultan antes de guardar nada: quien \
                     lee un mensaje no puede actuar como su destinatario.",
            )],
        },
        Answer {
            anchor: "as-sent",
            question: "¿Puedo ver un mensaje tal como se envió?",
            words: "html imágenes enlaces marco seguimiento abierto clic seguro",
            parts: &[Text(
                "Sí, en «Tal como se envió» de su página. Se muestra en un marco que no \
                     ejecuta nada, no carga nada de otros servidores y no lleva a ningún sitio: \
                     en lugar de una imagen está el nombre de su servidor, y al final adónde \
                     llevarían los enlaces. Así, su mirada no cuenta como la del destinatario.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se anota de los mensajes?",
            words: "entradas anotado visto entregado",
            parts: &[
                Text(
                    "Que se anotó uno, que llegó, que se perdió o que se denunció como spam, y \
                     cada mirada a lo que dice: en una lista de mensajes de texto o \
                     notificaciones, una por todas las miradas en diez minutos. Esas entradas \
                     nombran el mensaje y su registro por sus claves y no contienen nada de lo \
                     que dice.",
                ),
                Searches(&[
                    ("category:Communication", "todas ellas"),
                    ("type:access action:annals.message.viewed", "quién leyó mensajes"),
                ]),
            ],
        },
    ],
};
