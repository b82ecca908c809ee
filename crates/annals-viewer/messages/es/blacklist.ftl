### Destinatarios bloqueados

title = Destinatarios bloqueados
words = bloqueo supresión rebote denuncia no válida validar verificar baja stop restablecer
about = Direcciones a las que no se debe enviar nada más, por qué y desde cuándo.
find = Buscar direcciones
find-hint = Parte de una dirección o un número, un motivo, un proveedor
filter = Motivos
all-reasons = Todos los motivos
when = Cuáles
current = Ahora
with-past = También las pasadas
bounce = Rebote
bounce-about = El servidor de correo dijo que nadie tiene esta dirección.
complaint = Denuncia
complaint-about = Su dueño denunció un mensaje como spam.
invalid = No válida
invalid-about = Quien comprobó la dirección halló que nada puede llegar allí.
validate = Validar
validate-about = La dirección se está comprobando. Debería tardar minutos.
unsubscribed = Dado de baja
unsubscribed-about = Su dueño no quiere más mensajes de estos.
opted-out = Excluido
opted-out-about = Su dueño respondió { $stop } a un mensaje de texto.
manual = Anotado a mano
manual-about = Alguien quiso que no se enviara nada más allí.
token-invalid = Dispositivo ausente
token-invalid-about = El dispositivo ya no acepta notificaciones.
active = Bloqueado
reset-requested = Restablecido
reset-requested-about =
    Se restableció aquí. Annals no cambia las listas de los proveedores: quite la dirección
    también de la lista del proveedor. En cuanto llegue un mensaje, quedará liberado.
cleared = Liberado
cleared-about = Se pueden enviar mensajes allí.
reset-refused = Restablecido, aún rechazado
reset-refused-about = Se restableció aquí, y el proveedor aún no envió nada allí.
address = Dirección
channel = Canal
reason = Motivo
date = Fecha
evidence = Prueba
records = Registros con esta dirección
no-records = No se conoce ningún registro que la tenga.
more-records = y otros
email = Correo
sms = Mensaje de texto
push = Notificación
message = El mensaje
by-sender = Lo dijo la aplicación que envía
by-hand = Anotado a mano
by-import = De un archivo
times = { $count ->
    [one] Dicho una vez
   *[other] Dicho { $count } veces
}
count = { $count ->
    [one] { $count } dirección
   *[other] { $count } direcciones
}
none = Nadie está bloqueado
none-about =
    Las direcciones llegan aquí por sí solas cuando los mensajes rebotan o se denuncian como
    spam, o cuando alguien se da de baja.
nothing-found = No se encontró ninguna dirección.
show-all = Mostrar todas
overdue =
    La comprobación lleva más de una hora. Puede haberse olvidado: pregunte a quien comprueba
    las direcciones.
facts = Lo que se sabe
scope = Vale para
everything = Todo
provider = Proveedor
since = Desde
last-told = Dicho por última vez
ended = Terminó
next-step = Qué hacer ahora
ask-other =
    Pida otra dirección. Los mensajes a esta probablemente no llegarían, y cada intento hace que
    los servidores confíen menos en usted.
ask-owner = Pregunte a su dueño por otra vía si aún quiere mensajes.
ask-number = Pida otro número.
reset = Restablecer
reset-about = Se podrán enviar mensajes de nuevo. Queda anotado que usted lo restableció y por qué.
reset-elsewhere =
    Annals no cambia las listas de los proveedores: quite la dirección también de la lista del
    proveedor.
reset-why = Por qué se restablece
reset-sure = Su dueño nos dijo que quiere de nuevo estos mensajes
not-resettable = No se puede restablecer aquí
may-not-reset = Necesita el derecho Destinatarios bloqueados: gestionar para restablecerlo.
only-the-owner =
    Su dueño respondió { $stop }. Solo él puede terminarlo, respondiendo { $start } al mismo
    número.
only-support =
    Su dueño denunció un mensaje como spam. { $provider } no deja que nadie lo retire salvo su
    propio soporte: escríbales.
provider-refuses = El proveedor dijo que esta dirección no se puede quitar de su lista. Pida otra.
token-is-gone =
    No hay nada que restablecer: el dispositivo da otro identificador cuando vuelve a aceptar
    notificaciones.
not-active = Ya no está bloqueado.
unconfirmed = Marque la casilla si su dueño quiere de nuevo estos mensajes; si no, déjelo como está.
reason-missing = Indique por qué se restablece esta dirección.
was-reset = Se restableció.
history = Historial
step-listed = Dicho
step-dropped = No se intentó: está en la lista del proveedor
step-lifted = Los mensajes pueden volver a llegar
step-reset = Restablecido aquí
step-delivered = Llegó un mensaje
by-whom = Por { $who }
others = Otros de esta dirección
of-record = Destinatarios bloqueados
is-blacklisted = Esta dirección está bloqueada: { $reason }
compare = Comparar la lista de un proveedor
compare-about = Saque la lista de las páginas del proveedor como archivo. Comparar no cambia nada, ni aquí ni allí; que lo hizo queda anotado.
compare-again = Comparar otra lista
compare-provider = Como lo nombran los mensajes: { $example }. Si se deja vacío, se compara con lo que se sabe de todos.
compare-scope = Un número, un flujo o un dominio, si el proveedor lleva una lista para cada uno. Si se deja vacío, para lo que sea.
compare-reason = Motivo de las filas que no dan ninguno
compare-file = La lista (CSV)
compare-file-hint = Su primera línea nombra sus columnas, al menos { $column }. Como mucho { $rows } filas y { $megabytes } MiB.
compare-button = Comparar
compare-channel-missing = Elija de qué canal es la lista.
compare-file-missing = Elija el archivo con la lista.
compare-unreadable = El archivo no se puede leer: es texto en { $encoding } cuya primera línea nombra columnas que tiene una exportación, como { $column } y { $other }, y ninguna otra.
compare-too-long = El archivo es demasiado largo. Divídalo y compare cada parte.
compare-too-many = Aquí se conocen demasiadas direcciones. Nombre el proveedor, o para qué vale la lista.
compare-unconfirmed = Marque la casilla para importarlas.
compare-changed = Desde que miró, son otras las que están solo en su lista. Mire otra vez.
compare-same = { $count ->
    [one] { $count } dirección está en ambas listas por el mismo motivo.
   *[other] { $count } direcciones están en ambas listas por el mismo motivo.
}
compare-part = { $title }: { $count }
compare-theirs = Solo en la suya
compare-theirs-about = Su proveedor no envía nada allí y aquí nadie lo sabe.
compare-ours = Solo en la nuestra
compare-ours-about = El proveedor enviaría allí. Póngalas en su lista o restablézcalas aquí.
compare-other = En ambas por motivos distintos
compare-other-about = De cualquier modo no se envía nada allí. Importar las deja como están.
compare-ended = Terminadas aquí
compare-ended-about = Aquí se puede volver a enviar allí: quítelas también de la lista del proveedor.
compare-their-reason = Su motivo
compare-our-reason = Nuestro motivo
compare-cut = { $count ->
    [one] Solo se muestra la primera.
   *[other] Solo se muestran las primeras { $count }.
}
compare-sure = Que desde aquí no se les envíe nada más
compare-import = { $count ->
    [one] Importar { $count } dirección
   *[other] Importar { $count } direcciones
}
compare-imported = { $count ->
    [one] Se importó { $count } dirección. No se le enviará nada más.
   *[other] Se importaron { $count } direcciones. No se les enviará nada más.
}
compare-refused = Líneas que no se pueden comparar
compare-refused-about = Sus direcciones cuentan como si estuvieran en la lista del proveedor, salvo las líneas de otra lista, y ninguna se importa.
compare-line = Línea { $line }:
compare-bad-line = tiene otro número de columnas que la primera línea, o unas comillas no se cierran.
compare-bad-address = { $column } no es una dirección de este canal.
compare-bad-since = { $column } no es un momento con su desfase, o está en el futuro.
compare-bad-reason = { $column } no es un motivo que se conozca aquí.
compare-bad-state = { $column } dice que ya terminó.
compare-bad-list = { $column } es de otra lista que la que se compara.
compare-bad-note = { $column } es demasiado largo o no se puede mostrar.
