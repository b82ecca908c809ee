too-broad =
    La búsqueda tiene { $found } partes que representan muchos valores (como { $word }, { $person } o
    { $detail }), y se admiten como máximo { $max }: quite algunas o pida palabras enteras.
not-understood = La búsqueda no se entiende.
address-part = Una parte de la dirección no se entiende: { $parts }.
no-time = { $typed } no es una hora como { $example }.
no-place = { $typed } no es una hora y un número como { $example }.
no-entry-number = { $typed } no es el número de una entrada.
field-missing = Falta el campo { $name }.
no-format = { $typed } no es un formato de archivo; existen { $formats }.
no-language = El idioma es uno de { $tags }.
wrong-form = La petición no tiene la forma que esta dirección admite.
nothing-selected = No hay ninguna entrada seleccionada.
too-many-selected =
    Hay { $count } entradas seleccionadas por su número, más de { $max }; acote la búsqueda y
    seleccione todas las que coinciden.
selected-twice = { $name } aparece más de una vez.
name-length = El nombre de una vista tiene de 1 a { $max } caracteres.
name-unprintable = El nombre de una vista contiene un carácter que no se ve, { $character }. Quítelo.
name-taken = Ya existe una vista llamada «{ $name }».
views-full = Usted tiene { $max } vistas; elimine una para guardar otra.
shared-views-full = Aquí se comparten { $max } vistas; no caben más.
view-too-long = La búsqueda es demasiado larga para una vista; redúzcala con menos filtros.
view-gone = La vista se eliminó entretanto.
preference-meanwhile = Alguien cambió la preferencia mientras tanto; mírela de nuevo.
preference-locked = Una organización superior ha bloqueado esta preferencia.
not-yes-no = Elija una de las dos.
not-whole = Escriba un número entero.
out-of-range = Escriba un número de { $min } a { $max }.
no-such-choice = Elija una de la lista.
no-time-of-day = Escriba una hora del día, como 07:00.
no-days = Elija al menos un día.
reason-too-long = El motivo tiene { $count } caracteres, más de { $max }.
reason-missing = Indique por qué se eliminan estas entradas.
reason-unprintable = El motivo contiene un carácter de control.
nothing-to-delete = No hay nada que eliminar.
deleted-meanwhile = Algunas de estas entradas se eliminaron entretanto; vuelva a mirar.
file-full = { $format } admite hasta { $max } entradas: elija CSV o acote la búsqueda.
export-too-many =
    { $entries } entradas son más de las que puede contener una exportación de esta organización:
    { $max }. Limite la búsqueda o pregunte a quien puede cambiar las preferencias del sistema.
export-too-slow = La exportación tardó más de una hora.
exports-taken = Usted tiene { $max } exportaciones en curso; espere a que termine una.
exports-busy = Hay demasiadas exportaciones en curso.
prepared-taken = Todavía se están preparando tres de sus exportaciones.
prepared-full = Se conservan demasiadas exportaciones.
live-logs-taken = Usted tiene { $max } registros en vivo abiertos; cierre uno.
closing = El servidor se está cerrando.
disk-tight = El disco del servidor está casi lleno.
session-over = La sesión de su usuario ha terminado.
searches-busy = Hay demasiadas búsquedas en curso.
writes-busy = Hay demasiados eventos en espera de escribirse; inténtelo de nuevo en un momento.
not-writable =
    No se admiten escrituras desde que falló una escritura en el disco; hay que reiniciar Annals.
disk-full =
    Solo queda libre el { $free } % del disco; por debajo del { $minimum } % no se escribe nada.
not-done = No terminó en { $seconds } s.
not-possible = Esto no se puede hacer tal como están las cosas.

changed-meanwhile = Se cambió entretanto; vuelva a mirarlo y repita su cambio.

username-taken = Este nombre de usuario ya está en uso.

username-looks-taken = Se parece a otro nombre de usuario. Elija uno que se distinga más.

group-taken = Ya hay un grupo llamado «{ $name }».

built-in = { $name } viene incorporado: solo se puede cambiar quién pertenece a él.

beyond = Nadie puede dar { $right } sin tenerlo.

beyond-below = Nadie puede dar { $right } en las organizaciones inferiores sin tenerlo allí.

limited-by-calendars = Quien solo ve algunos años escolares no puede gestionar usuarios, grupos, derechos ni claves.

last-administrator = Es la última cuenta activa de administración aquí. Cree otra primero.

own-account = Nadie puede desactivar, bloquear ni eliminar su propia cuenta.

too-many-already = Ya hay { $max }; no caben más.

calendar-taken = Ya hay un derecho a este año escolar.

end-year = Un año escolar termina entre { $from } y { $to }.
text-length = Escriba de 1 a { $max } caracteres.
text-too-long = Escriba como máximo { $max } caracteres.
text-unprintable = Contiene un carácter que no se ve, { $character }. Quítelo.
too-late = No se puede guardar ninguna hora posterior a { $last }. Vacío significa: nunca.
mixed-scripts = «{ $word }» mezcla letras de alfabetos distintos. Use las de uno solo.
no-email = Un correo electrónico es como { $example }.
no-path = Escriba una ruta de Annals como { $example }.
no-record = Escriba el tipo y el ID del registro, como { $example }.
no-moment = Escriba un día y una hora como { $example }.
no-year = Escriba un año como { $example }.
passwords-differ = Las dos contraseñas no son iguales.
nobody-chosen = Elija uno de la lista.

password-length = Una contraseña tiene de { $min } a { $max } caracteres.

password-is-username = La contraseña no puede ser el nombre de usuario.

password-same = La contraseña nueva es la anterior. Elija otra.

password-own = Cambie su propia contraseña en la página de su cuenta, con la anterior.

link-over = El enlace ya no es válido. Pida otro.

password-wrong = Esta no es su contraseña.

password-not-repeated = Las dos contraseñas nuevas no coinciden.

too-many-attempts = Demasiados intentos. Espere un minuto e inténtelo de nuevo.

wrong-code = El código no es correcto o ya se ha usado.

factor-already = Ya hay un segundo factor. Elimínelo primero.

factor-over = No hay ningún segundo factor que confirmar o cambiar. Empiece de nuevo.

factor-own = Elimine su propio segundo factor en la página de su cuenta, con un código.

passkey-name-length = El nombre de una llave de acceso tiene de 1 a { $max } caracteres.

passkey-name-unprintable = El nombre de una llave de acceso contiene un carácter de control.

passkeys-full = Hay { $max } llaves de acceso, el máximo posible. Elimine una para añadir otra.

passkey-taken = Esta llave de acceso ya se había añadido.

passkey-gone = Esa llave de acceso ya no existe.

passkey-over = La llave de acceso llegó demasiado tarde. Empiece de nuevo.

passkey-wrong = No se aceptó la llave de acceso. Inténtelo de nuevo.
holds-changed =
    Entretanto se puso, se levantó o se amplió una retención legal; vuelva a mirar.
