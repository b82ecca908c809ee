//! Searching and filtering, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "searching",
    title: "Búsqueda y filtros",
    about: "Palabras, nombres, fechas, condiciones y los filtros junto a la tabla.",
    answers: &[
        Answer {
            anchor: "combine",
            question: "¿Cómo se combinan las palabras?",
            words: "palabra clave claves varias y o no consejo ejemplo acotar",
            parts: &[
                Text(
                    "Se encuentra una entrada cuando tiene todas las palabras. Una fecha u hora \
                     entre ellas se entiende como tal. Las mayúsculas y los acentos no importan.",
                ),
                Searches(&[
                    ("01/01/2015 5:10 PM admin deleted Smith", "ese minuto y las tres palabras"),
                    ("refund OR void", "una palabra o la otra"),
                    ("smith -updated", "la primera palabra sin la segunda"),
                    ("\"late fee\"", "palabras seguidas"),
                    ("enroll*", "palabras que empiezan así"),
                ]),
                Text(
                    "Mientras escribe, la barra de búsqueda ofrece condiciones y los valores que \
                     hay: las flechas eligen, Intro acepta y Esc cierra.",
                ),
            ],
        },
        Answer {
            anchor: "actions",
            question: "¿Cómo encuentro un tipo de acción?",
            words: "eliminar borrar actualizar crear pago cobro cargo detalles descripción \
                    palabra delete update create payment",
            parts: &[
                Text(
                    "Escriba la palabra correspondiente; también se encuentran otras formas de \
                     una palabra inglesa: `delete` encuentra «{Deleted Charge}». O elíjalo en \
                     «Acción», junto a la tabla: una categoría entera o una acción de ella.",
                ),
                Searches(&[
                    ("delete", "lo que se eliminó"),
                    ("update", "lo que se actualizó"),
                    ("create", "lo que se creó"),
                    ("payment", "todo sobre pagos"),
                    ("charge", "todo sobre cargos"),
                    ("action:charge.*", "lo mismo, por el código de la acción"),
                    ("category:Settings", "las acciones de una categoría"),
                    ("description:late", "una palabra, solo en la descripción"),
                ]),
            ],
        },
        Answer {
            anchor: "people",
            question: "¿Cómo encuentro lo que hizo una persona?",
            words: "personal empleado usuario nombre cambiado por miembro quién",
            parts: &[
                Text(
                    "Escriba su nombre o su nombre de usuario, o elija a la persona en \
                     «Usuarios», junto a la tabla; se pueden elegir varias, y «Añadir un usuario» \
                     admite a cualquiera que no esté en la lista.",
                ),
                Searches(&[
                    ("by:\"Maria Garcia\"", "lo que hizo ella, dondequiera que aparezca su nombre"),
                    ("user:mgarcia", "exactamente con este nombre de usuario"),
                    ("kind:support", "lo que hizo el personal de soporte"),
                    ("kind:system", "lo que hizo una aplicación por sí misma"),
                ]),
            ],
        },
        Answer {
            anchor: "families",
            question: "¿Cómo encuentro los cargos y pagos de una familia?",
            words: "tutor principal padre madre transacciones dinero cliente cobros",
            parts: &[Text(
                "Por el nombre del tutor principal. Las aplicaciones envían con cada cargo o pago \
                 la familia a la que pertenece, y se busca en los nombres de todos los registros \
                 de una entrada.",
            )],
        },
        Answer {
            anchor: "names",
            question: "¿Por qué hay entradas sin el nombre que escribí?",
            words: "cambio nombre anterior renombrado apellido otros nombres",
            parts: &[Text(
                "Una entrada conserva los nombres de su momento. Un nombre que un registro \
                 tiene o tuvo encuentra también las demás entradas de ese registro, así que una \
                 familia se encuentra entera después de cambiar de nombre. Sobre las entradas \
                 se dice cuántas son, y «Solo entradas con estas palabras» las deja fuera. Se \
                 siguen hasta 100 registros de un nombre. Con varias organizaciones a la vez, \
                 las palabras valen solo por sí mismas.",
            )],
        },
        Answer {
            anchor: "students",
            question: "¿Cómo encuentro las inscripciones de un estudiante?",
            words: "matrícula matrículas alumno alumna clase hijo hija niño",
            parts: &[Text(
                "Por el nombre del estudiante: una inscripción se envía con el estudiante al que \
                 pertenece. Un clic en un nombre de «Registros afectados» encuentra todas las \
                 entradas de ese registro.",
            )],
        },
        Answer {
            anchor: "records",
            question: "¿Cómo encuentro lo que se hizo con un registro o un usuario?",
            words: "afectado objeto nombre tipo id identificador",
            parts: &[
                Text(
                    "Por su nombre o, con exactitud, por su tipo y su número. «Objeto afectado», \
                     junto a la tabla, admite ambas cosas, y también el nombre de usuario de la \
                     persona afectada.",
                ),
                Searches(&[
                    (
                        "object:smith",
                        "una palabra de los nombres de los registros o usuarios afectados",
                    ),
                    ("student:17", "todo sobre ese registro"),
                    ("changed:role", "entradas que cambiaron esa propiedad"),
                ]),
            ],
        },
        Answer {
            anchor: "filters",
            question: "¿Qué filtros hay?",
            words: "filtro combinar origen usuario acción categoría tipo tabla área objeto \
                    afectado resultado fecha fechas intervalo embudo",
            parts: &[
                Text(
                    "Los que están junto a la tabla o, en una pantalla estrecha, detrás de \
                     «Filtros». Todos acotan la búsqueda a la vez, junto con las palabras de la \
                     barra de búsqueda.",
                ),
                Facts(&[
                    ("Fechas", "cuándo se hizo: [días, horas e intervalos preparados](#dates)"),
                    ("Usuarios", "quién lo hizo; en otros programas, «cambiado por»"),
                    ("Origen", "dónde se hizo: vea [los orígenes](/help/sources#which)"),
                    ("Acción", "qué se hizo: una categoría o una acción de ella"),
                    ("Tipo", "Alta, Cambio, Eliminación, Acceso u Otro"),
                    ("Tabla", "el área de seguridad: vea [las áreas](/help/security#areas)"),
                    ("Objeto afectado", "el nombre del registro o del usuario con el que se hizo"),
                    ("Resultado", "Correcto, Fallido o Denegado"),
                ]),
                List(&[
                    "Los valores muestran cuántas entradas tienen; varios valores de un mismo \
                     filtro significan uno u otro.",
                    "Lo que está puesto aparece encima de la tabla; un clic lo quita.",
                    "Un clic en un valor de la tabla, o en el embudo que hay junto a un valor en \
                     la página de una entrada, filtra por ese valor o lo excluye.",
                    "La dirección lo contiene todo: un enlace o un marcador lleva a la misma \
                     búsqueda.",
                ]),
            ],
        },
        Answer {
            anchor: "dates",
            question: "¿Cómo elijo un intervalo de fechas?",
            words: "inicio fin desde hasta fecha hoy ayer últimos días hora escrita preparado \
                    fijar",
            parts: &[
                Text(
                    "Tome uno de los intervalos o escriba el primer día y el último, que está \
                     incluido. Cualquiera de los dos campos puede quedar vacío, y después del día \
                     puede ir una hora.",
                ),
                List(&[
                    "`11/20/2026`, `2026-11-20`, `20 Nov 2026`, `today` (hoy) y `yesterday` \
                     (ayer) son días.",
                    "`11/20/2026 5:10 PM` es un minuto; `5 PM` después de un día es esa hora \
                     entera.",
                    "«Últimos 7 días» avanza cada día; «Fijar como fechas absolutas» conserva los \
                     días.",
                    "Los días empiezan a medianoche en la [zona horaria](/help/zones) de la \
                     página.",
                ]),
            ],
        },
        Answer {
            anchor: "types",
            question: "¿Cómo encuentro solo altas, cambios o eliminaciones?",
            words: "alta añadir cambio cambiar eliminación eliminar tipo resultado denegado \
                    fallido",
            parts: &[
                Text(
                    "Elíjalos en «Tipo», junto a la tabla; lo que falló o se denegó, en \
                     «Resultado». En la barra de búsqueda son condiciones:",
                ),
                Searches(&[
                    ("type:add", "lo que se dio de alta"),
                    ("type:change", "lo que se cambió"),
                    ("type:delete", "lo que se eliminó"),
                    ("outcome:denied", "lo que no se permitió"),
                    ("outcome:failure", "lo que no funcionó"),
                ]),
            ],
        },
        Answer {
            anchor: "nothing",
            question: "¿Por qué no se encuentra nada?",
            words: "ninguna coincidencia vacío sin resultados incorrecto error no se puede hacer",
            parts: &[
                Text(
                    "Tienen que coincidir todas las palabras y todos los filtros. La página \
                     propone qué quitar y dice cuánto se encuentra entonces.",
                ),
                List(&[
                    "Los nombres se encuentran tal como están escritos: ponga `garc*` si no está \
                     seguro del final.",
                    "Una entrada lleva la hora en que se hizo, no la hora en que se envió.",
                    "Una búsqueda que no se puede hacer dice dónde está el error.",
                    "Las consultas y exportaciones se excluyen al principio: vea [la lectura \
                     queda registrada](/help/proof#hidden).",
                ]),
            ],
        },
    ],
};
