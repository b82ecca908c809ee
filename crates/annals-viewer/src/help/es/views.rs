//! Views, the live log, the search of pages and keys, in Spanish.

use crate::help::Part::{Facts, List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "views",
    title: "Vistas, en directo y teclas",
    about: "Búsquedas a las que volver, entradas a medida que llegan, y el trabajo con el teclado.",
    answers: &[
        Answer {
            anchor: "views",
            question: "¿Qué son las vistas?",
            words: "guardada búsqueda guardar marcador compartir privada nombre",
            parts: &[
                Text(
                    "Búsquedas con un nombre, con filtros, fechas, orden, columnas y zona \
                     horaria: las suyas, las que otras personas comparten con la organización, y \
                     las que vienen preparadas.",
                ),
                List(&[
                    "«Vistas», junto al título, las abre y guarda la búsqueda de la página.",
                    "«Últimos 7 días» sigue siendo los últimos 7 días, se abra la vista cuando se \
                     abra.",
                    "Una vista tiene su propia dirección. Una vista privada no la encuentra nadie \
                     más.",
                    "«Todas las vistas» las enumera; el lápiz cambia el nombre de una, la \
                     comparte o la elimina.",
                ]),
            ],
        },
        Answer {
            anchor: "new",
            question: "¿Cómo veo las entradas nuevas?",
            words: "recargar actualizar novedades cuántas",
            parts: &[Text(
                "Las filas no se mueven mientras lee. «3 nuevas», encima de la tabla, dice \
                 cuántas llegaron; un clic las muestra.",
            )],
        },
        Answer {
            anchor: "live",
            question: "¿Qué hace «En directo»?",
            words: "live seguir flujo pausar perdidas reconectar tiempo real",
            parts: &[
                Text(
                    "Pone las entradas al principio de la tabla a medida que llegan, con los \
                     mismos filtros.",
                ),
                List(&[
                    "«Pausar» las retiene; también las retienen una fila marcada, un texto \
                     seleccionado y el desplazamiento hacia abajo.",
                    "La página conserva 500 filas y dice cuándo descarta las más antiguas.",
                    "Si se perdió la conexión, continúa por sí sola y dice lo que se perdió.",
                    "Necesita scripts y termina con la sesión.",
                ]),
            ],
        },
        Answer {
            anchor: "go",
            question: "¿Cómo salto a una página, una persona o un registro?",
            words: "herramienta buscar búsqueda tool search páginas paleta ctrl k comando ir",
            parts: &[Text(
                "`Ctrl K` (`Cmd K` en un Mac), o «Buscar páginas» en la cabecera: escriba el \
                 principio de una página, vista, pregunta, persona o registro, o el número de una \
                 entrada, y pulse Intro. «Registro de auditoría» lleva al registro de auditoría.",
            )],
        },
        Answer {
            anchor: "organizations",
            question: "¿Cómo miro otras organizaciones?",
            words: "cambiar distrito escuela estado árbol abajo varias elegir organización",
            parts: &[
                Text(
                    "El nombre de su organización, arriba en la página, es un menú si hay \
                     otras por debajo de la suya y usted puede verlas. Elija una, y la \
                     página muestra su registro; su búsqueda sigue igual. «y las de \
                     abajo», junto a un nombre, la muestra con todas las que están \
                     debajo.",
                ),
                Text(
                    "Las horas y los días son entonces los de la organización elegida. \
                     Las entradas de varias se exportan juntas, todas o las que marque. \
                     Las marcadas también se eliminan juntas, las de cada organización con \
                     una entrada en su propio registro; todas las que coinciden, en una sola \
                     organización. Lo que está al lado o por encima de la suya no se muestra \
                     nunca.",
                ),
            ],
        },
        Answer {
            anchor: "keys",
            question: "¿Qué teclas hay?",
            words: "teclado atajos abreviadas letras desactivar",
            parts: &[
                Facts(&[
                    ("`Ctrl K`", "busca páginas"),
                    ("`/`", "a la barra de búsqueda"),
                    ("`j`, `k`", "a la entrada siguiente y a la anterior"),
                    ("`Enter`", "abre la entrada (Intro)"),
                    ("`[`, `]`", "entradas más antiguas y más recientes"),
                    ("`u`", "horas de la organización, en UTC, de su propio reloj"),
                    ("`t`", "al intervalo de fechas"),
                    ("`c`", "copia el enlace de la entrada que tiene el foco, o de la página"),
                    ("`e`", "abre la exportación"),
                    (
                        "`Space`",
                        "marca la fila cuya entrada o casilla tiene el foco (barra espaciadora)",
                    ),
                    ("`Esc`", "cierra lo que está abierto; quita las marcas"),
                    ("`?`", "muestra todas las teclas"),
                ]),
                Text(
                    "Las teclas de una sola letra no actúan mientras escribe. La hoja que abre \
                     `?` las desactiva, por ejemplo si dicta a su equipo.",
                ),
            ],
        },
    ],
};
