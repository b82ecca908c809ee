title = Llaves de acceso
about =
    Una llave de acceso es una clave que guarda su teléfono, su ordenador o su llave de seguridad.
    Con ella inicia sesión con el dedo, la cara o el número del dispositivo: sin contraseña, y nadie
    puede usarla en otro sitio. Vale a la vez como contraseña y segundo factor; con la contraseña
    sola ya no entra nadie.
about-short = Con una llave de acceso inicia sesión sin contraseña: con el dedo, la cara o el número de un dispositivo.
count = { $count ->
    [0] No tiene ninguna.
    [one] Tiene una llave de acceso.
   *[other] Tiene { $count } llaves de acceso.
}
as-factor = Sus llaves de acceso son su segundo factor. No hay ninguna aplicación que genere códigos.
none = Todavía no tiene llaves de acceso.
add = Añadir una llave de acceso
manage = Añadir o cambiar llaves de acceso
name = Nombre de la llave de acceso
name-about = Por ejemplo «Teléfono» u «Ordenador de la oficina»: así sabrá cuál eliminar si pierde un dispositivo.
full = Tiene { $max } llaves de acceso, el máximo posible. Elimine una para añadir otra.
added = Añadida
never = Nunca
works-at = Funciona en
change = Cambiar
change-named = Cambiar { $name }
rename = Cambiar el nombre
remove = Eliminar la llave de acceso
remove-about = Aquí ya no abrirá nada. Elimínela también en el dispositivo.
remove-last = Es su único segundo factor: después, para iniciar sesión bastará la contraseña, y sus códigos de recuperación dejarán de valer.
make-about = Pulse el botón y el navegador le preguntará dónde guardar «{ $name }».
make = Crear la llave de acceso
sign-in = Iniciar sesión con una llave de acceso
use-one = Usar una llave de acceso
confirm = Confirmar con una llave de acceso
needs-script = Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador.
elsewhere = Las llaves de acceso solo funcionan en { $address }. Abra Annals allí.
rather = Los navegadores no permiten llaves de acceso en una dirección IP. Abra Annals en { $address } para usarlas.
unknown-address = Las llaves de acceso están unidas a la dirección del servidor, y este aún no la conoce. Quien lo administra puede indicarla con { $setting }.
missing = Este navegador no admite llaves de acceso, o no en esta dirección.
cancelled = No se usó ninguna llave de acceso. Inténtelo de nuevo o elija otro modo.
known = Este dispositivo ya tiene una llave de acceso suya.
failed = No ha funcionado. Vuelva a cargar la página e inténtelo de nuevo.
was-added = Se añadió la llave de acceso.
was-renamed = La llave de acceso tiene ahora otro nombre.
was-removed = Se eliminó la llave de acceso.
refused = No se aceptó la llave de acceso. Inicie sesión de otro modo o inténtelo de nuevo.
step-refused = No se aceptó la llave de acceso.
step-title = Un paso más
step-about = Use una llave de acceso, un código de su aplicación o un código de recuperación.
step-about-alone = Use una llave de acceso o un código de recuperación.
step-about-elsewhere = Sus llaves de acceso no funcionan en esta dirección. Use un código de recuperación.
recovery-code = Código de recuperación
first-added = Se añadió la llave de acceso. La contraseña sola ya no abre nada.
or-passkey = O prescinda de la aplicación y { $link }.
or-passkey-link = añada una llave de acceso
codes-about =
    Cada uno de ellos sirve una vez para iniciar sesión, después de la contraseña, cuando no tiene a
    mano un dispositivo con una llave de acceso. Guárdelos donde solo usted los encuentre: no se
    vuelven a mostrar.
stay = Sus llaves de acceso siguen siendo su segundo factor.
