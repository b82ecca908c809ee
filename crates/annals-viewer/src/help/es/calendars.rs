//! Calendar rights, in Spanish.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "calendars",
    title: "Años escolares",
    about: "Derechos de calendario: de qué años escolares ve entradas alguien.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué hacen los derechos de calendario?",
            words: "año escolar fin limitar filtro ver solo",
            parts: &[
                Text(
                    "Un derecho de calendario es una escuela y el año en que termina un año \
                     escolar: `2027` para `2026-27`. Quien tiene alguno, por sí mismo o por un \
                     grupo, solo ve entradas que llevan uno de ellos. Quien no tiene ninguno las \
                     ve todas.",
                ),
                Text(
                    "El límite vale igual para filas, totales, filtros, gráficos, exportaciones, \
                     el registro en directo y las pruebas.",
                ),
            ],
        },
        Answer {
            anchor: "without",
            question: "¿Y las entradas sin año escolar?",
            words: "mostrar ocultas ninguno",
            parts: &[Text(
                "Quien está limitado no las ve, salvo que «Mostrar también las entradas sin año \
                 escolar» esté marcado en su cuenta o en uno de sus grupos.",
            )],
        },
        Answer {
            anchor: "give",
            question: "¿Cómo limito a alguien a años escolares?",
            words: "añadir cambiar quitar escuela año fin",
            parts: &[List(&[
                "En la página de un usuario o un grupo, en «Derechos de calendario»: escriba la \
                 escuela y el año de fin, de 1900 a 2199.",
                "«Cambiar» pone otro en su lugar. Cuando se quita el último, se vuelven a ver \
                 todas las entradas.",
                "Hasta 200 para cada usuario y cada grupo; los grupos incorporados no tienen.",
                "Requiere el derecho `rights:manage`.",
            ])],
        },
        Answer {
            anchor: "limited",
            question: "¿Por qué no puedo gestionar usuarios, grupos ni derechos?",
            words: "limitado bloqueado calendario gestionar claves",
            parts: &[Text(
                "Porque los derechos de calendario limitan lo que usted ve: aquellos a quienes \
                 gestiona podrían ver más que usted. En cada organización queda un administrador \
                 activo al que no limita ningún año escolar.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra de los derechos de calendario?",
            words: "userschoolyearrights usergroupschoolyearrights historial",
            parts: &[
                Text(
                    "Cada año escolar que se añade, cambia o quita: en el área \
                     `UserSchoolYearRights` los de usuarios, en `UserGroupSchoolYearRights` los de \
                     grupos, con la escuela y el año de fin. Un cambio nombra la propiedad, \
                     `school` o `end_year`, con su valor anterior y el nuevo.",
                ),
                Searches(&[
                    ("area:UserSchoolYearRights", "años escolares de usuarios"),
                    ("area:UserGroupSchoolYearRights", "años escolares de grupos"),
                ]),
            ],
        },
    ],
};
