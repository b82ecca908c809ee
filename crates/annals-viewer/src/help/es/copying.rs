//! Selecting, copying and exporting, in Spanish.

use crate::help::Part::{Facts, List, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "copying",
    title: "Seleccionar, copiar y exportar",
    about: "Filas a una hoja de cálculo, y la búsqueda entera a un archivo.",
    answers: &[
        Answer {
            anchor: "select",
            question: "¿Cómo selecciono filas?",
            words: "casilla marcar varias múltiples intervalo todas masivo",
            parts: &[List(&[
                "Marque sus casillas; con Mayús, todas las que hay desde la última.",
                "La casilla de la cabecera toma todas las filas de la página. «Seleccionar las … \
                 que coinciden» toma después la búsqueda entera.",
                "Con el teclado: las flechas van de casilla en casilla, la barra espaciadora \
                 marca, Mayús y una flecha marcan por el camino, y Esc quita todas las marcas.",
            ])],
        },
        Answer {
            anchor: "copy",
            question: "¿Cómo copio filas a una hoja de cálculo?",
            words: "pegar excel portapapeles hojas cálculo pestaña guardar",
            parts: &[
                Text(
                    "Selecciónelas, pulse «Copiar filas» o `Ctrl C`, y péguelas. Cada valor \
                     recibe una celda propia, en las columnas que se muestran. Varias filas llevan \
                     los encabezados de sus columnas; una sola, no. El texto que se selecciona a \
                     mano también se pega así.",
                ),
                Text(
                    "Un valor que una hoja de cálculo tomaría por una fórmula empieza con un \
                     apóstrofo, para que no se calcule nada que haya escrito un extraño.",
                ),
            ],
        },
        Answer {
            anchor: "export",
            question: "¿Se puede exportar el registro de auditoría?",
            words: "descargar guardar archivo informe csv excel pdf imprimir",
            parts: &[
                Text(
                    "Sí. «Exportar», encima de la tabla, guarda todas las entradas de la \
                     búsqueda, por muchas que sean; la barra que aparece al marcar filas guarda \
                     las marcadas.",
                ),
                List(&[
                    "El archivo contiene lo que muestra la página: los mismos filtros, fechas y \
                     zona horaria.",
                    "El número de entradas está a la vista antes de empezar.",
                    "Cada exportación es, a su vez, una entrada del registro de auditoría.",
                    "Un libro de Excel, un informe PDF o un archivo grande se crea en una página \
                     propia, que dice cuánto lleva y da una suma de comprobación; se conserva una \
                     hora.",
                ]),
            ],
        },
        Answer {
            anchor: "formats",
            question: "¿Qué formato me conviene?",
            words: "xlsx csv pdf ndjson libro informe imprimir papel programa columnas",
            parts: &[
                Facts(&[
                    (
                        "Excel (XLSX)",
                        "para hojas de cálculo: los números y las horas siguen siéndolo; hasta 3 \
                         millones de filas",
                    ),
                    (
                        "CSV",
                        "para hojas de cálculo y casi todos los programas, de cualquier tamaño",
                    ),
                    (
                        "PDF",
                        "para el papel y las personas: un informe que se imprime, se archiva o se \
                         envía",
                    ),
                    ("NDJSON", "para programas: todo sobre cada entrada, una por línea"),
                ]),
                Text(
                    "Excel, CSV y PDF tienen la hora local con su zona, y al lado la de UTC. \
                     NDJSON tiene la de UTC. Los valores anteriores y nuevos de un cambio están \
                     solo en NDJSON.",
                ),
                Text(
                    "Un informe PDF de más de 20.000 entradas es una carpeta ZIP de documentos \
                     numerados, con la suma de comprobación de cada uno.",
                ),
            ],
        },
    ],
};
