//! User groups, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "groups",
    title: "Grupos de usuarios",
    about: "Derechos para varios usuarios a la vez, y los grupos incorporados.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué es un grupo de usuarios?",
            words: "grupos miembros nombre descripción lista",
            parts: &[
                Text(
                    "Usuarios que tienen derechos en común: quien entra puede al instante lo que \
                     puede el grupo; quien sale, ya no. [Grupos de usuarios](/groups) los enumera \
                     para quien tiene el derecho `groups:read`; cambiarlos requiere \
                     `groups:manage`.",
                ),
                Facts(&[
                    ("Nombre", "de 1 a 200 caracteres; una vez en cada organización"),
                    ("Descripción", "hasta 500 caracteres"),
                    ("Miembros", "usuarios de la organización"),
                    ("Derechos de herramientas", "vea [derechos de herramientas](/help/rights)"),
                    ("Derechos de calendario", "vea [años escolares](/help/calendars)"),
                ]),
                Text("Una organización tiene hasta 500 grupos; un usuario está en hasta 100."),
            ],
        },
        Answer {
            anchor: "built-in",
            question: "¿Qué grupos vienen incorporados?",
            words: "administradores auditores personal roles seguridad producto acceso todos \
                    permisos",
            parts: &[
                Facts(&[
                    (
                        "{ADMINISTRATORS}",
                        "Acceso de administración (todos los permisos): todo, aquí y en las \
                         inferiores",
                    ),
                    ("{AUDITORS}", "Leer todo, aquí y en las inferiores; no cambiar nada"),
                    ("{STAFF}", "Lo que puede hacer todo el personal; nada al principio"),
                ]),
                Text(
                    "Son roles de seguridad del producto: sus nombres están en mayúsculas y no \
                     cambian, y nadie los elimina. De sus derechos solo se pueden cambiar los de \
                     {STAFF}. Ninguno limita a nadie a años escolares.",
                ),
            ],
        },
        Answer {
            anchor: "members",
            question: "¿Cómo pongo a un usuario en un grupo?",
            words: "añadir quitar miembro pertenencia entrar salir",
            parts: &[List(&[
                "En la página del grupo, en «Miembros»: busque al usuario por nombre, nombre de \
                 usuario o correo, y añádalo.",
                "En la página del usuario, en «Grupos»: elija el grupo.",
                "Requiere `groups:manage` y todos los derechos que tiene el grupo.",
                "El último administrador activo de una organización lo sigue siendo.",
            ])],
        },
        Answer {
            anchor: "delete",
            question: "¿Qué pasa cuando elimino un grupo?",
            words: "quitar grupo borrar perder derechos",
            parts: &[Text(
                "«Eliminar el grupo» muestra primero cuántos usuarios pierden qué derecho, y a \
                 cuántos deja de limitar a años escolares. Las cuentas permanecen.",
            )],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra de los grupos?",
            words: "usergroup usergroupmember historial pertenencia",
            parts: &[
                Text(
                    "Un grupo que se añade, cambia o elimina está en el área `UserGroup`; cada \
                     usuario que entra o sale, en el área `UserGroupMember`, como alta o \
                     eliminación, también en los roles de seguridad del producto.",
                ),
                Searches(&[
                    ("area:UserGroup", "todo cambio de un grupo"),
                    ("area:UserGroupMember", "quién entró y salió"),
                    (
                        "area:UserGroupMember object:administrators",
                        "quién pasó a ser administrador, o dejó de serlo",
                    ),
                ]),
            ],
        },
    ],
};
