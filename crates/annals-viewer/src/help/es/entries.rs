//! What an entry shows, in Spanish.

use crate::help::Part::{Facts, List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "entries",
    title: "Qué muestra una entrada",
    about: "La tabla columna por columna, los totales y el gráfico, y la página de una entrada.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué es el registro de auditoría?",
            words: "audit log bitácora historial actividad rastro resumen finalidad para qué sirve",
            parts: &[
                Text(
                    "La lista de lo que se hizo en las aplicaciones de su organización: por el \
                     personal, por las familias y los tutores, y por las propias aplicaciones. \
                     Cada línea dice quién hizo qué, cuándo, desde dónde y en qué registros.",
                ),
                Text(
                    "Las entradas nunca se reescriben. Un error se corrige en la aplicación, y \
                     esa corrección es, a su vez, una entrada.",
                ),
            ],
        },
        Answer {
            anchor: "columns",
            question: "¿Qué muestran las columnas?",
            words: "fecha hora nombre miembro usuario origen ip dirección acción registros \
                    afectados id descripción área tipo",
            parts: &[
                Text("Al principio hay siete columnas; con «Columnas» se añaden otras."),
                Facts(&[
                    ("Fecha y hora", "cuándo se hizo, con la diferencia respecto a UTC"),
                    (
                        "Nombre del miembro",
                        "quién lo hizo: vea [de quién es ese nombre](#member-name)",
                    ),
                    ("Nombre de usuario", "con qué cuenta había iniciado sesión esa persona"),
                    ("Origen", "dónde se hizo: vea [los orígenes](/help/sources#which)"),
                    ("Dirección IP", "la dirección de red del dispositivo"),
                    ("Acción", "qué se hizo, como enlace a todo lo que se sabe de ello"),
                    (
                        "Registros afectados",
                        "a qué registros afectó: vea [los registros](/help/records)",
                    ),
                    (
                        "ID",
                        "el número de la entrada en el registro de auditoría: cada una tiene el \
                         suyo, sin huecos",
                    ),
                    ("Organización", "de quién es la entrada, entre las de varias"),
                    ("Descripción", "lo que la aplicación dice además de la acción"),
                    (
                        "Área",
                        "la parte de la seguridad a la que pertenece: vea [las \
                         áreas](/help/security#areas)",
                    ),
                    ("Tipo", "Alta, Cambio, Eliminación, Acceso u Otro"),
                ]),
                Text(
                    "Las columnas se eligen y se ordenan en «Columnas», encima de la tabla. Un \
                     clic en «Fecha y hora», «Nombre del miembro», «Origen», «Dirección IP» o \
                     «Acción» ordena las filas por esa columna; un segundo clic invierte el \
                     orden.",
                ),
            ],
        },
        Answer {
            anchor: "member-name",
            question: "¿De quién son «Nombre del miembro» y «Nombre de usuario»?",
            words: "quién personal empleado tutor familia soporte sistema api en nombre de",
            parts: &[
                Text(
                    "De quien lo hizo. Desde la oficina es alguien del personal; desde un portal \
                     o una aplicación para familias puede ser un tutor o una familia. El nombre \
                     de usuario es el de la cuenta con la que se había iniciado sesión.",
                ),
                List(&[
                    "Con la marca «Sistema»: lo hizo la propia aplicación.",
                    "Con la marca «Soporte»: personal del fabricante de la aplicación; «en nombre \
                     de …» dice de quién.",
                    "Con la marca «API»: un programa con una clave propia.",
                ]),
            ],
        },
        Answer {
            anchor: "critical",
            question: "¿Qué significa el borde rojo?",
            words: "crítico crítica importante alerta señal destacar",
            parts: &[Text(
                "La aplicación, o Annals, marcó la entrada como crítica; Annals lo hace, por \
                 ejemplo, cuando se eliminan entradas. La señal se llama «Crítico», así que no \
                 depende del color. [`critical:yes`](/?q=critical:yes) las encuentra todas.",
            )],
        },
        Answer {
            anchor: "page",
            question: "¿Dónde está todo sobre una entrada?",
            words: "ver detalle antes después anterior nuevo valores función json cambio \
                    diferencia",
            parts: &[
                Text(
                    "En una página propia, a la que lleva su acción. Su dirección se puede enviar \
                     a otras personas con permiso para leer el registro de auditoría.",
                ),
                List(&[
                    "Una frase que dice qué se hizo, quién, cuándo y desde dónde.",
                    "Cada propiedad cambiada, con su valor anterior y el nuevo. Los textos largos \
                     se comparan línea por línea; las listas, elemento por elemento.",
                    "Los registros, contactos, mensajes o ajustes de los que trata.",
                    "Quién lo hizo: nombre, nombre de usuario, función, clase y dirección; y el \
                     dispositivo, si se indicó.",
                    "Cuándo se hizo y cuándo lo recibió Annals, con precisión de milésimas de \
                     segundo.",
                    "Qué ocurrió alrededor: del mismo usuario, sobre el mismo registro y en \
                     general.",
                    "La entrada tal como se envió, para copiarla, y su \
                     [prueba](/help/proof#verify).",
                ]),
            ],
        },
        Answer {
            anchor: "totals",
            question: "¿Son exactos los totales?",
            words: "recuento número cifras gráfico histograma barras 500 recientes límite todas \
                    cuántas",
            parts: &[
                Text(
                    "Sí. El total, los números junto a los filtros y las barras del gráfico \
                     cuentan todas las entradas de la búsqueda, por muchas que sean.",
                ),
                Text(
                    "El gráfico abarca todas las fechas de la búsqueda, no solo la página; si no \
                     se eligen fechas, abarca los dos últimos años y dice cuántas entradas son \
                     más antiguas. Una barra lleva a sus entradas; arrastrar sobre varias barras \
                     elige sus fechas. «Mostrar como tabla» da las mismas cifras como texto.",
                ),
                Text(
                    "Se puede llegar a todas las entradas: «Más antiguas» y «Más recientes» las \
                     recorren todas, sin limitarse a las últimas.",
                ),
            ],
        },
    ],
};
