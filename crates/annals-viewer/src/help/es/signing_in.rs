//! Signing in, in Spanish.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "signing-in",
    title: "Inicio de sesión",
    about: "Contraseñas olvidadas, el segundo factor, los códigos de recuperación, las sesiones.",
    answers: &[
        Answer {
            anchor: "forgotten",
            question: "¿Y si olvido mi contraseña?",
            words: "restablecer enlace contraseña perdida",
            parts: &[
                Text(
                    "Pídalo a un administrador: «Crear un enlace», en la página de su cuenta, crea \
                     un enlace en cuya página usted elige otra contraseña. Annals no envía correo: \
                     el enlace se entrega en persona.",
                ),
                List(&[
                    "Sirve una vez y en 24 horas, hasta que se crea otro o la contraseña cambia de \
                     otro modo.",
                    "La contraseña nueva cierra todas sus sesiones.",
                    "Crearlo requiere `users:manage` y todos los derechos que tiene el usuario.",
                ]),
            ],
        },
        Answer {
            anchor: "must-change",
            question: "¿Por qué debo elegir otra contraseña?",
            words: "obligatorio cambio primera contraseña",
            parts: &[
                Text(
                    "«Otra contraseña al iniciar sesión» está marcado en su cuenta, por ejemplo \
                     porque otra persona conoce la contraseña. Hasta que elija otra no se abre \
                     ninguna otra página; la API responde `password_change_required`.",
                ),
                Text(
                    "Una contraseña tiene al menos tantos caracteres como dice la preferencia \
                     Contraseña más corta, y no es el nombre de usuario.",
                ),
            ],
        },
        Answer {
            anchor: "second-factor",
            question: "¿Qué es un segundo factor?",
            words: "totp aplicación código autenticador dos factores 2fa mfa",
            parts: &[
                Text(
                    "Algo además de la contraseña: un código de una aplicación de su teléfono o \
                     una [llave de acceso](/help/passkeys). Se configura en [Su cuenta](/account), \
                     con su contraseña.",
                ),
                List(&[
                    "La aplicación muestra seis cifras, otras cada 30 segundos. Cada código vale \
                     una vez.",
                    "Hay cinco minutos para escribirlo; tras cinco códigos erróneos se vuelve a \
                     pedir la contraseña.",
                    "La preferencia Segundo factor obligatorio dice quién debe tener uno. Quien no \
                     lo tiene llega primero a su página.",
                ]),
            ],
        },
        Answer {
            anchor: "recovery",
            question: "¿Para qué sirven los códigos de recuperación?",
            words: "códigos reserva teléfono perdido robado aplicación",
            parts: &[
                Text(
                    "Para el día en que no tenga a mano la aplicación ni la llave de acceso. Con \
                     su primer segundo factor vienen diez; cada uno sirve una vez para iniciar \
                     sesión, después de la contraseña. Solo se muestran entonces: guárdelos donde \
                     solo usted los encuentre.",
                ),
                List(&[
                    "«Generar códigos de recuperación nuevos», en [su \
                     página](/account/second-factor), los sustituye por otros diez.",
                    "A quien no le quede ninguno le ayuda un administrador. «Eliminar un segundo \
                     factor perdido», en la página de una cuenta, quita la aplicación, las llaves \
                     de acceso y los códigos; entonces basta la contraseña.",
                ]),
            ],
        },
        Answer {
            anchor: "sessions",
            question: "¿Dónde tengo la sesión iniciada?",
            words: "sesiones dispositivos cerrar todas revocar navegador",
            parts: &[
                Text(
                    "[Su cuenta](/account) enumera sus sesiones: navegador, dirección, inicio, \
                     último uso. «Cerrar sesión» cierra una; «Cerrar sesión en los demás lugares», \
                     todas menos esta.",
                ),
                List(&[
                    "Una sesión termina por sí sola tras los tiempos que dicen [las \
                     preferencias](/help/preferences#which), y cuando su cuenta ya no puede \
                     iniciar sesión.",
                    "Otra contraseña las cierra todas, menos aquella en la que usted la elige.",
                    "Hasta 100 están abiertas a la vez; una más cierra la que lleva más tiempo sin \
                     uso.",
                    "Los administradores ven y cierran sesiones en la página de una cuenta.",
                ]),
            ],
        },
        Answer {
            anchor: "slow",
            question: "¿Por qué tarda el inicio de sesión, o se rechaza un momento?",
            words: "demora demasiados intentos bloqueado contraseña errónea adivinar",
            parts: &[
                Text(
                    "Tras tres contraseñas erróneas cada intento espera más: 8 segundos como \
                     máximo desde una dirección, 2 segundos como máximo para un nombre de usuario. \
                     Nadie queda excluido: la contraseña correcta entra, y tras 15 minutos sin \
                     fallos se olvida todo.",
                ),
                Text(
                    "«Demasiados intentos. Espere un minuto e inténtelo de nuevo.» aparece cuando \
                     ya esperan cinco intentos de una dirección.",
                ),
            ],
        },
        Answer {
            anchor: "logged",
            question: "¿Qué se registra del inicio de sesión?",
            words: "fallido acceso salida sesión historial",
            parts: &[
                Text(
                    "Iniciar y cerrar sesión, y cada intento fallido: [Inicios de sesión \
                     fallidos](/views/failed-sign-ins) es una vista preparada. Otra contraseña, un \
                     enlace para una olvidada, el segundo factor, las llaves de acceso, los \
                     códigos de recuperación y las sesiones que alguien cerró están en el área \
                     `UserAccount`.",
                ),
                Searches(&[
                    ("action:annals.session.*", "inicios, cierres y fallos"),
                    (
                        "area:UserAccount changed:second_factor",
                        "segundos factores configurados o eliminados",
                    ),
                    ("area:UserAccount changed:session", "sesiones que alguien cerró"),
                ]),
            ],
        },
    ],
};
