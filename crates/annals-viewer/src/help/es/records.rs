//! Affected records, in Spanish.

use crate::help::Part::Text;
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "records",
    title: "Registros afectados",
    about: "Los nombres, el libro, la lupa, y por qué una celda puede estar vacía.",
    answers: &[
        Answer {
            anchor: "blank",
            question: "¿Por qué está vacía la columna «Registros afectados»?",
            words: "en blanco vacío vacía falta sin registros iniciar cerrar sesión",
            parts: &[
                Text(
                    "Porque la acción no cambió ningún registro: alguien inició o cerró sesión, o \
                     solo consultó algo.",
                ),
                Text(
                    "También está vacía cuando una aplicación no envió ningún registro con el \
                     evento. Lo que sí envió está en la página de la entrada.",
                ),
            ],
        },
        Answer {
            anchor: "names",
            question: "¿Adónde llevan los nombres?",
            words: "enlace registro todas las entradas historial",
            parts: &[Text(
                "A todo lo que el registro de auditoría tiene sobre ese registro, lo hiciera quien \
                 lo hiciera. La dirección de esa lista se puede guardar o enviar.",
            )],
        },
        Answer {
            anchor: "book",
            question: "¿Qué abre el libro?",
            words: "icono lista registros actualizados detalles",
            parts: &[Text(
                "La lista de los registros que la acción actualizó, con su tipo y su número, lo \
                 que se hizo con cada uno, y los valores anteriores y nuevos.",
            )],
        },
        Answer {
            anchor: "magnifier",
            question: "¿Qué abre la lupa?",
            words: "icono editar ventana aplicación abrir registro",
            parts: &[
                Text(
                    "El registro en su aplicación, listo para editarlo, en otra pestaña. La lupa \
                     está en la lista que abre el libro y en la página de la entrada.",
                ),
                Text(
                    "Falta cuando la aplicación no tiene una ventana así para ese tipo de \
                     registro, o cuando nadie ha configurado su dirección (`edit_url`).",
                ),
            ],
        },
        Answer {
            anchor: "types",
            question: "¿Qué son los tipos de registros y dónde los cambio?",
            words: "tipos registros etiqueta plural icono ventana edición url pestañas catálogo",
            parts: &[
                Text(
                    "Todo aquello de lo que tratan las entradas tiene un tipo, como alumno o \
                     pago. [Tipos de registros](/record-types) dice cómo se llama cada uno, qué \
                     pestañas tienen sus páginas y dónde lo abre la lupa. Los tipos vienen de \
                     Annals, de la configuración del servidor, de organizaciones superiores o se \
                     declaran aquí; cuenta el más cercano.",
                ),
                Text(
                    "Los ve quien puede leer el registro de auditoría; para declarar uno hace \
                     falta el derecho Registro de auditoría: enviar eventos. «Ver antes» muestra \
                     a qué lleva una dirección antes de guardarla.",
                ),
            ],
        },
        Answer {
            anchor: "belongs",
            question: "¿Por qué hay registros que no se cambiaron?",
            words: "pertenece familia superior relacionado",
            parts: &[Text(
                "Porque un registro que se cambió les pertenece, como un pago a una familia; así \
                 se encuentra también por los nombres de ellos. La lista dice ahí «Relacionado», y \
                 «Alta», «Cambio» o «Eliminación» en los que se cambiaron.",
            )],
        },
    ],
};
