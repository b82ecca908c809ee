//! User accounts, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "accounts",
    title: "Cuentas de usuario",
    about: "Quién inicia sesión: de qué consta una cuenta, cómo empieza y cómo termina.",
    answers: &[
        Answer {
            anchor: "fields",
            question: "¿De qué consta una cuenta?",
            words: "usuario usuarios nombre correo función página inicio registro personal caduca \
                    lista campos",
            parts: &[
                Text(
                    "[Usuarios](/users), en el menú de sus iniciales, enumera las cuentas de una \
                     organización para quien tiene el derecho `users:read`.",
                ),
                Facts(&[
                    ("Nombre", "de 1 a 200 caracteres"),
                    (
                        "Nombre de usuario",
                        "lo que escribe para iniciar sesión; hay uno solo en toda la instalación, \
                         en mayúsculas o minúsculas",
                    ),
                    ("Correo electrónico", "para localizarlo; Annals no envía correo"),
                    ("Función", "lo que es allí; no da ningún derecho"),
                    (
                        "Página de inicio",
                        "la página de Annals que ve primero: `/reports/user-security`, por ejemplo",
                    ),
                    (
                        "Registro de personal",
                        "tipo e ID de su registro en su aplicación: `staff:s-17`; vea [su \
                         página](/help/record-pages#tabs)",
                    ),
                    ("Estado", "vea [activa, desactivada, bloqueada](#status)"),
                    ("Caduca", "desde entonces no puede iniciar sesión; vacío: nunca"),
                    (
                        "Otra contraseña al iniciar sesión",
                        "vea [otra contraseña](/help/signing-in#must-change)",
                    ),
                    ("Entradas sin año escolar", "vea [años escolares](/help/calendars#without)"),
                ]),
            ],
        },
        Answer {
            anchor: "add",
            question: "¿Cómo añado un usuario?",
            words: "crear nueva cuenta primera contraseña administrador",
            parts: &[List(&[
                "«Añadir usuario», en [Usuarios](/users), pide un nombre, un nombre de usuario y \
                 una primera contraseña. Requiere el derecho `users:manage`; con `groups:manage` \
                 se pueden marcar grupos a la vez.",
                "Marque «Otra contraseña al iniciar sesión», para que pronto nadie más que el \
                 usuario conozca la contraseña.",
                "Una cuenta nueva no puede hacer nada hasta que está en un [grupo](/help/groups) o \
                 tiene [derechos de herramientas](/help/rights).",
                "Una organización tiene hasta 10 000 cuentas.",
            ])],
        },
        Answer {
            anchor: "status",
            question: "¿Qué significan activa, desactivada, bloqueada y caducada?",
            words: "estado terminar detener salir suspender",
            parts: &[
                Facts(&[
                    ("Activa", "puede iniciar sesión"),
                    ("Desactivada", "terminada: la persona se fue, por ejemplo"),
                    ("Bloqueada", "detenida hasta que algo se aclare"),
                    ("Caducada", "pasó el momento indicado en Caduca"),
                ]),
                Text(
                    "Quien ya no puede iniciar sesión sale al instante, en todas partes. Nadie \
                     desactiva ni bloquea su propia cuenta, y el último administrador activo de \
                     una organización sigue activo.",
                ),
            ],
        },
        Answer {
            anchor: "refused",
            question: "¿Por qué no puedo cambiar una cuenta?",
            words: "rechazado conflicto entretanto dos administradores",
            parts: &[List(&[
                "Necesita el derecho `users:manage` y todos los derechos que tiene el usuario.",
                "Otra persona la cambió entretanto: la página muestra qué cambió y conserva lo que \
                 usted escribió. Mire y guarde otra vez.",
                "Los [derechos de calendario](/help/calendars#limited) limitan lo que usted ve.",
            ])],
        },
        Answer {
            anchor: "delete",
            question: "¿Qué desaparece cuando elimino una cuenta?",
            words: "quitar usuario borrar permanece",
            parts: &[
                Text(
                    "«Eliminar la cuenta» lleva primero a una página que lo enumera: la cuenta, \
                     sus grupos, los derechos dados solo a ella, sus sesiones y las vistas que no \
                     compartió. Lo que hizo la persona permanece en el registro de auditoría.",
                ),
                Text("Para conservar la cuenta y solo terminarla, desactívela."),
            ],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra de las cuentas?",
            words: "useraccount historial cambio propiedad auditar",
            parts: &[
                Text(
                    "Cada cambio es una entrada del área `UserAccount`, escrita junto con el \
                     cambio: una cuenta se añadió, se cambió (cada propiedad con su valor anterior \
                     y el nuevo) o se eliminó. De una contraseña, solo que cambió. Los grupos y \
                     derechos que desaparecen con una cuenta tienen sus propias entradas.",
                ),
                Text("«Cambios», en la página de una cuenta, lleva a ellas."),
                Searches(&[
                    ("area:UserAccount", "todo cambio de una cuenta"),
                    (
                        "area:UserAccount changed:status",
                        "cuentas que se desactivaron, bloquearon o readmitieron",
                    ),
                    ("area:UserAccount type:delete", "cuentas eliminadas"),
                ]),
            ],
        },
    ],
};
