//! Changes of user security, of people’s profiles, and of contacts, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "security",
    title: "Cambios de usuarios, derechos y contactos",
    about: "Las áreas de la seguridad de usuarios, los valores anteriores y nuevos, los perfiles \
            y los contactos.",
    answers: &[
        Answer {
            anchor: "areas",
            question: "¿Qué son las áreas?",
            words: "tabla preference useraccount usergroup usergroupmember usertoolrights \
                    usergrouptoolrights userschoolyearrights usergroupschoolyearrights seguridad \
                    preferencias cuentas grupos derechos",
            parts: &[
                Text(
                    "Las partes de la seguridad de usuarios a las que puede pertenecer una \
                     entrada, con los nombres que les da la aplicación. Elija una en «Tabla», \
                     junto a la lista, añada la columna «Área», o busque una:",
                ),
                Searches(&[
                    ("area:Preference", "preferencias del sistema"),
                    ("area:UserAccount", "cuentas y sus ajustes"),
                    ("area:UserGroup", "grupos"),
                    (
                        "area:UserGroupMember",
                        "quién está en qué grupo, y funciones de seguridad del producto",
                    ),
                    ("area:UserToolRights", "derechos de un usuario sobre herramientas"),
                    ("area:UserGroupToolRights", "derechos de un grupo sobre herramientas"),
                    ("area:UserSchoolYearRights", "derechos de calendario de un usuario"),
                    ("area:UserGroupSchoolYearRights", "derechos de calendario de un grupo"),
                ]),
                Text(
                    "[Cambios de permisos](/views/permission-changes), una vista preparada, tiene \
                     las ocho. Cuáles de ellas se registran lo decide la aplicación.",
                ),
            ],
        },
        Answer {
            anchor: "report",
            question: "¿Dónde están todos los cambios de seguridad de usuarios?",
            words: "informe informes menú herramienta fecha inicial final tabla acción objeto \
                    afectado cambiado por 500 entradas",
            parts: &[
                Text(
                    "En Informes, [Seguridad de usuarios](/reports/user-security): cada cambio de \
                     cuentas, grupos, pertenencias, derechos y preferencias, sean cuantos sean. Un \
                     cambio se abre con los campos de su área; «Mostrar en el registro de \
                     auditoría» lleva allí a la misma búsqueda.",
                ),
                Facts(&[
                    ("Fecha inicial, Fecha final", "días o momentos; el último está incluido"),
                    (
                        "Tabla",
                        "las áreas en las que algo cambió en ese tiempo, cada una con el número de \
                         cambios",
                    ),
                    ("Acción", "Alta, Cambio o Eliminación"),
                    (
                        "Objeto afectado",
                        "el nombre de una preferencia, un grupo o una herramienta, o de un usuario \
                         afectado: el nombre guardado o su etiqueta",
                    ),
                    ("Cambiado por", "quién había iniciado la sesión y lo hizo"),
                ]),
            ],
        },
        Answer {
            anchor: "fields",
            question: "¿Qué campos tiene un cambio?",
            words: "detalle área nombre usuario grupo preferencia herramienta escuela año \
                    propiedad",
            parts: &[
                Text(
                    "Cada uno tiene Marca de tiempo, Área, Cambiado por y Tipo. Lo que añade su \
                     área, y los tipos que hay:",
                ),
                Facts(&[
                    ("`Preference`", "Nombre de la preferencia · Cambio"),
                    ("`UserAccount`", "Nombre de usuario · Alta, Cambio, Eliminación"),
                    ("`UserGroup`", "Nombre del grupo · Alta, Cambio, Eliminación"),
                    (
                        "`UserGroupMember`",
                        "Nombre de usuario, Nombre del grupo · Alta, Eliminación",
                    ),
                    (
                        "`UserToolRights`",
                        "Nombre de usuario, Nombre de la herramienta · Alta, Eliminación",
                    ),
                    (
                        "`UserGroupToolRights`",
                        "Nombre del grupo, Nombre de la herramienta · Alta, Eliminación",
                    ),
                    (
                        "`UserSchoolYearRights`",
                        "Nombre de usuario, Año de fin, Escuela · Alta, Cambio, Eliminación",
                    ),
                    (
                        "`UserGroupSchoolYearRights`",
                        "Nombre del grupo, Año de fin, Escuela · Alta, Cambio, Eliminación",
                    ),
                ]),
                Text(
                    "Un cambio de algo que permanece tiene además Nombre de la propiedad, Valor \
                     anterior y Valor nuevo; varias propiedades están en una tabla.",
                ),
            ],
        },
        Answer {
            anchor: "values",
            question: "¿Dónde están el valor anterior y el nuevo?",
            words: "valor existente anterior nuevo nombre propiedad antes después cambiado por \
                    fecha hora",
            parts: &[
                Text(
                    "En la página de la entrada, en «Cambios»: cada propiedad con su valor \
                     anterior y el nuevo. Solo los tiene un cambio; un alta o una eliminación, \
                     no.",
                ),
                Text("Lo que los informes de seguridad de usuarios llaman de otra forma:"),
                Facts(&[
                    ("{Timestamp}", "la columna «Fecha y hora»"),
                    (
                        "{Changed By}",
                        "las columnas «Nombre del miembro» y «Nombre de usuario»; el filtro \
                         «Usuarios»",
                    ),
                    ("{Table}", "la columna «Área»; el filtro «Tabla»"),
                    (
                        "{Affected Object}",
                        "la columna «Registros afectados»; el filtro «Objeto afectado»",
                    ),
                    (
                        "{Action}: {Add}, {Change}, {Delete}",
                        "la columna y el filtro «Tipo»: Alta, Cambio, Eliminación",
                    ),
                    ("{Property Name}", "el nombre junto a los valores"),
                ]),
            ],
        },
        Answer {
            anchor: "names",
            question: "¿Por qué una propiedad se llama de otra forma que en mi pantalla?",
            words: "base de datos columna nombre etiqueta campo interfaz objeto",
            parts: &[Text(
                "El registro de auditoría guarda el nombre que la propiedad tiene dentro de la \
                 aplicación, porque las etiquetas cambian. Si la aplicación envía también su \
                 etiqueta, se muestran ambos. Se encuentra por cualquiera de los dos: `changed:` \
                 y el nombre.",
            )],
        },
        Answer {
            anchor: "roles",
            question: "¿Por qué algunos grupos están en mayúsculas?",
            words: "funciones roles de seguridad del producto mayúsculas usergroupmember",
            parts: &[Text(
                "Son funciones de seguridad del producto. Darlas o quitarlas se registra como \
                 entrar en un grupo o salir de él, en el área {UserGroupMember}.",
            )],
        },
        Answer {
            anchor: "modules",
            question: "¿Por qué un solo módulo produce muchas entradas?",
            words: "derecho derechos parcial módulo herramienta añadir eliminar cada uno",
            parts: &[Text(
                "Porque cada derecho del módulo es una entrada propia, de modo que todos se \
                 encuentran por su nombre. Las entradas de una misma operación están enlazadas en \
                 la página de cada una.",
            )],
        },
        Answer {
            anchor: "calendars",
            question: "¿Dónde están la escuela y el año de fin?",
            words: "calendario derechos escuela colegio curso escolar año",
            parts: &[
                Text(
                    "En la página de la entrada, en «Calendarios». El año de fin es aquel en que \
                     termina un curso escolar: `2010` para `2009-10`.",
                ),
                Searches(&[
                    ("calendar:2027", "derechos sobre los calendarios de `2026-27`"),
                    ("calendar:Lincoln/2027", "lo mismo, en una sola escuela"),
                ]),
            ],
        },
        Answer {
            anchor: "contacts",
            question: "¿Qué se registra de los contactos?",
            words: "contacto perfil creado importado exportado eliminado grupo actualizado \
                    ediciones",
            parts: &[
                Text(
                    "Lo que su aplicación envía de ellos: quién creó, cambió o eliminó un \
                     contacto o un grupo, quién exportó contactos, y cuándo.",
                ),
                Searches(&[
                    ("contact type:change", "contactos que se cambiaron"),
                    ("contact type:delete", "contactos que se eliminaron"),
                    ("contact type:add", "contactos que se crearon o se importaron"),
                    ("action:contact*.export*", "contactos que se exportaron"),
                    ("group type:change OR group type:delete", "grupos"),
                ]),
            ],
        },
        Answer {
            anchor: "profiles",
            question: "¿Qué se registra de los perfiles de los usuarios?",
            words: "usuario perfil nombre correo electrónico función rol permisos eliminado cuenta",
            parts: &[
                Text(
                    "Los cambios de nombre, dirección de correo electrónico, función y permisos, \
                     y las eliminaciones.",
                ),
                Searches(&[
                    ("changed:email", "direcciones de correo electrónico cambiadas"),
                    ("changed:role", "funciones cambiadas"),
                    ("user type:delete", "usuarios eliminados"),
                    ("action:annals.user.*", "usuarios del propio Annals"),
                ]),
                List(&["Quién lo hizo, y cuándo, está en cada entrada."]),
            ],
        },
    ],
};
