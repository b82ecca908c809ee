//! Signing in with passkeys, in Spanish.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "passkeys",
    title: "Llaves de acceso",
    about: "Iniciar sesión sin contraseña: añadir una llave de acceso y qué hacer si se pierde un \
            dispositivo.",
    answers: &[
        Answer {
            anchor: "what",
            question: "¿Qué es una llave de acceso?",
            words: "passkey webauthn fido huella cara llave seguridad sin contraseña entrar",
            parts: &[
                Text(
                    "Una clave que guarda su teléfono, su ordenador o su llave de seguridad. El \
                     dispositivo comprueba su dedo o su cara, o pide su número, y «Iniciar sesión \
                     con una llave de acceso» le deja entrar: sin nombre de usuario, sin \
                     contraseña y sin código.",
                ),
                Text(
                    "Solo funciona en la dirección de este servidor. Una página que tan solo se \
                     parece a Annals no obtiene nada de ella.",
                ),
            ],
        },
        Answer {
            anchor: "add",
            question: "¿Cómo añado una llave de acceso?",
            words: "passkey nueva crear configurar teléfono ordenador registrar dispositivo",
            parts: &[
                List(&[
                    "Abra [Llaves de acceso](/account/passkeys), dé un nombre a la nueva y escriba \
                     su contraseña. Quien tiene un segundo factor escribe además un código, o \
                     confirma con una llave de acceso que ya tiene.",
                    "«Crear la llave de acceso»: el navegador pregunta dónde guardarla.",
                    "Guarde donde solo usted los encuentre los códigos de recuperación que \
                     acompañan a su primer segundo factor.",
                ]),
                Text(
                    "Desde entonces la contraseña sola no deja entrar a nadie. Añada otra llave de \
                     acceso en otro dispositivo, para que perder uno no sea un problema.",
                ),
            ],
        },
        Answer {
            anchor: "lost",
            question: "¿Y si se pierde un dispositivo con una llave de acceso?",
            words: "passkey perdida robada teléfono roto código recuperación eliminar restablecer",
            parts: &[
                List(&[
                    "Inicie sesión con otra llave de acceso, o con la contraseña y un código de \
                     recuperación.",
                    "Abra [Llaves de acceso](/account/passkeys), elija la de ese dispositivo y \
                     «Eliminar la llave de acceso».",
                    "Quien no tiene ni lo uno ni lo otro lo pide a un administrador, que elimina \
                     el segundo factor en la página de la cuenta.",
                ]),
                Searches(&[(
                    "area:UserAccount passkey",
                    "llaves de acceso añadidas, renombradas o eliminadas, y por quién",
                )]),
            ],
        },
        Answer {
            anchor: "missing",
            question: "¿Por qué no puedo usar aquí una llave de acceso?",
            words: "passkey botón falta no aparece javascript dirección ip https public_url",
            parts: &[List(&[
                "El navegador está en otra dirección que aquella a la que están unidas las llaves \
                 de acceso, o en una dirección IP. Las que se crearon para otra dirección lo dicen \
                 en la lista.",
                "Nadie ha indicado al servidor su propia dirección: quien lo administra pone \
                 `public_url`.",
                "JavaScript está desactivado, o el navegador no admite llaves de acceso.",
            ])],
        },
    ],
};
