//! Who sees the log, in Spanish.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "people",
    title: "Quién puede ver el registro de auditoría",
    about: "El permiso, y cómo se llega al registro de auditoría.",
    answers: &[
        Answer {
            anchor: "who",
            question: "¿Quién puede ver el registro de auditoría?",
            words: "permiso acceso administrador completo restringido administradores personal",
            parts: &[
                Text(
                    "Los administradores, y quienes recibieron el permiso de leerlo \
                     (`events:read`), ellos mismos o por un grupo. Leer las entradas \
                     enteras, exportarlas y eliminarlas requieren permisos propios \
                     (`events:details`, `events:export`, `events:delete`).",
                ),
                Text(
                    "Concédalos solo a quienes los necesiten: el registro de auditoría \
                     contiene lo que hicieron las personas, y sobre quién.",
                ),
            ],
        },
        Answer {
            anchor: "no-menu",
            question: "¿Por qué no puedo ver el registro de auditoría?",
            words: "falta menú opción no aparece no visible 403 prohibido acceso denegado",
            parts: &[
                Text(
                    "Porque su cuenta no tiene el permiso. Entonces no hay entrada en el menú, ni \
                     página, ni respuesta de la API.",
                ),
                Text("Pídaselo a un administrador de su organización."),
            ],
        },
        Answer {
            anchor: "open",
            question: "¿Dónde lo abro?",
            words: "menú navegar perfil foto usuario informes herramienta buscar encontrar",
            parts: &[List(&[
                "Es la primera página después de iniciar sesión; el logotipo de cada página lleva \
                 de vuelta a él.",
                "Sus iniciales, arriba, abren el menú de usuario, que lo contiene, también en \
                 Informes.",
                "`Ctrl K` (`Cmd K` en un Mac) en cualquier página, y después escriba «Registro de \
                 auditoría».",
                "Con un marcador o un enlace: su dirección contiene la búsqueda, los filtros y el \
                 orden.",
            ])],
        },
        Answer {
            anchor: "whose",
            question: "¿De quién son las entradas que veo?",
            words: "organización distrito estado inferiores otras",
            parts: &[Text(
                "De su propia organización, y de las inferiores hasta donde llega su derecho a \
                 leerlas; nunca de una superior ni de otra a su lado. Los [años \
                 escolares](/help/calendars) pueden limitarlas más.",
            )],
        },
    ],
};
