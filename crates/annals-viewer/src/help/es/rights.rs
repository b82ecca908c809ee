//! Tool rights, in Spanish.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "rights",
    title: "Derechos de herramientas",
    about: "Los módulos y sus derechos, hasta dónde llegan y por qué alguien tiene uno.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué derechos de herramientas hay?",
            words: "módulo subderecho permiso lista nombres",
            parts: &[
                Text(
                    "Un derecho de herramienta permite una cosa; los que van juntos forman un \
                     módulo. Por los nombres que se guardan:",
                ),
                Facts(&[
                    (
                        "Registro de auditoría",
                        "`events:read` `events:details` `events:export` `events:delete` \
                         `events:hold` `events:write` `proof:read`",
                    ),
                    (
                        "Comunicaciones",
                        "`family_email_log:read` `staff_email_log:read` `sms_logs:read` \
                         `staff_sms_log:read` `push_log:read` `activity_log:read` \
                         `message_content:read` `suppressions:manage`",
                    ),
                    (
                        "Supervisión",
                        "`reports:read` `alerts:read` `alerts:manage` `streams:read` \
                         `streams:manage` `metrics:read`",
                    ),
                    (
                        "Seguridad de usuarios",
                        "`users:read` `users:manage` `groups:read` `groups:manage` `rights:read` \
                         `rights:manage`",
                    ),
                    (
                        "Sistema",
                        "`preferences:read` `preferences:manage` `organizations:read` \
                         `organizations:manage` `keys:read` `keys:manage` `retention:read` \
                         `retention:manage`",
                    ),
                ]),
                Text(
                    "Algunos no sirven de nada solos: `events:details`, `events:delete` y \
                     `events:hold` necesitan `events:read`; `events:export` y `proof:read` \
                     necesitan `events:details`. Algunos son de páginas que aún no existen, y \
                     todavía no abren nada.",
                ),
            ],
        },
        Answer {
            anchor: "give",
            question: "¿Cómo doy o quito un derecho?",
            words: "conceder retirar permitir módulo inferiores alcance",
            parts: &[List(&[
                "En la página de un usuario o un grupo, en «Derechos de herramientas»: cada \
                 derecho está «no dado», «en esta organización» o «aquí y en todas las \
                 inferiores».",
                "«Módulo entero» elige a la vez para todos los derechos de un módulo.",
                "Nada llega hacia arriba ni hacia los lados en el árbol de organizaciones.",
                "Requiere el derecho `rights:manage`. Los cambios valen al instante.",
            ])],
        },
        Answer {
            anchor: "effective",
            question: "¿Por qué puede alguien hacer algo?",
            words: "derechos vigentes motivo del grupo razón",
            parts: &[
                Text(
                    "«Derechos vigentes», en la página de un usuario, enumera todo lo que puede \
                     hacer, cada derecho con su origen (dado directamente, o de qué grupo) y su \
                     alcance. Los derechos se suman; ninguno prohíbe nada.",
                ),
                Text(
                    "[Quién puede ver qué](/help/access) lo muestra de todos, también para un día \
                     pasado.",
                ),
            ],
        },
        Answer {
            anchor: "refused",
            question: "¿Por qué no puedo dar un derecho?",
            words: "rechazado desactivado fijo rol",
            parts: &[List(&[
                "No lo tiene usted, o no en las organizaciones inferiores.",
                "El usuario ya puede hacer algo que usted no puede.",
                "El grupo viene incorporado y sus derechos son fijos.",
                "Los [derechos de calendario](/help/calendars#limited) limitan lo que usted ve.",
            ])],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra de los derechos de herramientas?",
            words: "usertoolrights usergrouptoolrights historial módulo cada",
            parts: &[
                Text(
                    "Cada derecho que se da es un alta, cada uno que se quita una eliminación: en \
                     el área `UserToolRights` los de usuarios, en `UserGroupToolRights` los de \
                     grupos. Un módulo deja una entrada por cada derecho; otro alcance es una \
                     eliminación y un alta.",
                ),
                Searches(&[
                    ("area:UserToolRights", "derechos de usuarios"),
                    ("area:UserGroupToolRights", "derechos de grupos"),
                    ("area:User*ToolRights type:add", "derechos que se dieron"),
                ]),
            ],
        },
    ],
};
