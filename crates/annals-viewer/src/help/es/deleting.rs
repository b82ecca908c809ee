//! Deleting entries, in Spanish.

use crate::help::Part::{List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "deleting",
    title: "Eliminar entradas",
    about: "Quién puede, cómo, y qué queda.",
    answers: &[
        Answer {
            anchor: "how",
            question: "¿Cómo elimino entradas?",
            words: "borrar quitar suprimir varias masivo confirmación",
            parts: &[
                Text(
                    "Selecciónelas y pulse «Eliminar…»: todavía no desaparece nada. Una página \
                     muestra cuántas son, de cuándo y de quién, y pide un motivo y su número.",
                ),
                Text(
                    "Hace falta el permiso para ello (`events:delete`); quien no lo tiene no ve \
                     el botón.",
                ),
            ],
        },
        Answer {
            anchor: "stays",
            question: "¿Qué queda de las entradas eliminadas?",
            words: "rastro deshacer restaurar copia seguridad motivo quién eliminó prueba",
            parts: &[List(&[
                "Una entrada que dice quién eliminó qué, cuándo y por qué. Nadie la puede \
                 eliminar.",
                "Sus números y sus lugares en el registro de auditoría, con los que todavía se \
                 puede demostrar que no desapareció nada más.",
                "Las copias en archivos exportados y en copias de seguridad anteriores.",
            ])],
        },
        Answer {
            anchor: "undo",
            question: "¿Se puede deshacer una eliminación?",
            words: "restaurar recuperar volver atrás contenido perdido",
            parts: &[Text(
                "No. Desde ese momento nadie encuentra las entradas, y su contenido desaparece de \
                 todos los archivos en unas horas. Solo lo conserva una copia de seguridad hecha \
                 antes.",
            )],
        },
        Answer {
            anchor: "kept",
            question: "¿Por qué no se pueden eliminar algunas entradas?",
            words: "reservadas annals propias se quedan coinciden",
            parts: &[Text(
                "Lo que Annals escribió sobre eliminaciones, exportaciones, consultas del \
                 registro de auditoría y cambios de sus propios ajustes se queda: quien elimina \
                 no debe poder ocultarlo.",
            )],
        },
    ],
};
