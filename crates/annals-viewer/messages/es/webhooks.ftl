### Webhooks

title = Webhooks
words = webhook proveedor aviso entrega eventos sendgrid postmark mailgun resend amazon ses sns twilio vonage secreto
about =
    Direcciones en las que los proveedores de correo y de mensajes de texto cuentan qué fue de los
    mensajes: que uno llegó, rebotó, se abrió o se denunció como correo no deseado.
add = Añadir webhook
none = Ningún proveedor cuenta nada todavía
none-about =
    Sin webhook, un mensaje se queda en el estado que contó quien lo envió. Añada uno por cada
    proveedor que lleva sus mensajes: elija el proveedor, pegue el secreto que este muestra e
    introduzca allí la dirección de aquí. Desde entonces los registros muestran por sí solos qué
    llegó y qué no.
none-may-not = Puede añadir uno quien tenga el derecho Claves de API: gestionar.
count = { $count ->
    [one] { $count } webhook
   *[other] { $count } webhooks
}
name = Nombre
name-hint = Como usted lo llame: «SendGrid, boletines»
provider = Proveedor
state = Estado
enabled = Acepta llamadas
disabled = Desactivado
closed = La organización está cerrada: no se acepta ninguna llamada
last-call = Última llamada aceptada
never = ninguna en 30 días
taken = Aceptadas en 24 h
refused = Rechazadas en 24 h
unmatched = Sin mensaje
more-than = más de { $count }
address = Dirección
copy-address = Copiar la dirección
choose = ¿Qué proveedor envía sus mensajes?
choose-about =
    Elija quién lleva los mensajes. De los servicios de notificaciones, que no llaman a nadie, las
    aplicaciones envían a la API lo que estos responden.
order =
    Algunos proveedores muestran el secreto solo después de introducir una dirección. Introduzca allí
    de momento la dirección de este servidor y cámbiela por la del webhook cuando esté añadido.
at-provider = Qué hacer en { $provider }
secret = Secreto
topic = ARN del tema de Amazon SNS
topic-hint = No se escucha ningún otro tema, lo firme quien lo firme. Por ejemplo { $example }
verification-key = Clave de verificación
postmark-secret = Secreto, si quiere elegirlo
postmark-secret-hint =
    Déjelo vacío: se crea uno, se muestra una vez y va al final de la dirección. O escriba
    { $example } e introduzca lo mismo en Postmark, en { $field }.
signing-key = Clave de firma de webhooks HTTP
signing-secret = Secreto de firma
begins-hint = Empieza por { $begins }
standard-hint = Un secreto, { $secret }, o una clave pública, { $key }
auth-token = Token de autenticación
signature-secret = Secreto de firma
secret-hint = Péguelo como lo muestra el proveedor. Se guarda para comprobar llamadas y no se vuelve a mostrar.
hash-method = Cómo se firman las llamadas
hash-method-amazon = Elija SHA-1 solo si el atributo { $attribute } del tema no puede ser 2; entonces se aceptan ambos.
hash-method-vonage = Como esté en Vonage, en los ajustes de la API.
amazon-steps =
    En Amazon SES, envíe los eventos de su conjunto de configuración a un tema de Amazon SNS. Añada
    aquí el webhook con el ARN de ese tema. Después suscriba en Amazon SNS la dirección del webhook al
    tema: protocolo HTTPS, sin entrega de mensajes sin procesar. La suscripción se confirma sola.
sendgrid-steps =
    En { $menu } añada un webhook con la dirección como { $field }, elija
    todos los eventos y active la firma de eventos: muestra la clave de verificación.
postmark-steps =
    En su servidor elija un flujo de mensajes y luego { $menu }. Introduzca la dirección y
    marque { $events }.
mailgun-steps =
    En { $menu } añada la dirección para cada tipo de evento de su dominio. La clave de firma de
    webhooks HTTP está entre las claves de API de la cuenta.
resend-steps =
    En { $menu } añada uno con la dirección como endpoint y elija todos los eventos de correos. Su
    página muestra el secreto de firma.
standard-steps =
    Introduzca la dirección donde quien envía pide un webhook y copie de allí el secreto o la clave
    pública.
twilio-steps =
    Introduzca la dirección como { $field } de cada mensaje o de su servicio de mensajería, y como
    webhook de los mensajes entrantes, para que se oigan { $stop } y { $start }. El token de autenticación está
    en la primera página de la consola.
vonage-messages-steps =
    Introduzca la dirección como { $field } de su aplicación. El secreto de firma está entre los
    ajustes de la API.
vonage-sms-steps =
    En los ajustes de la API introduzca la dirección como webhook de acuses de entrega y elija el
    método de firma. El secreto de firma está al lado.
was-created = El webhook se añadió. Ahora introduzca su dirección en el proveedor.
was-renamed = Se cambió el nombre del webhook.
was-disabled = El webhook ya no acepta llamadas.
was-enabled = El webhook vuelve a aceptar llamadas.
was-secret-added = El secreto se añadió. Se aceptan llamadas firmadas con él o con uno de los otros.
was-secret-removed = El secreto terminó. Las llamadas firmadas con él se rechazan desde ahora.
was-deleted = El webhook se borró.
made =
    Esta es la dirección con su nuevo secreto al final. Se muestra solo esta vez: introdúzcala ahora
    en el proveedor.
postmark-address =
    El secreto va al final, { $end }, o, si es usuario y contraseña, dentro: { $basic }
created = Añadido
waiting = Aún sin leer
unreadable = No se pueden leer
secrets = Secretos
secrets-about =
    Una llamada se acepta si está firmada con uno de estos. Para cambiar un secreto sin perder
    llamadas, añada el nuevo, cámbielo en el proveedor y termine el antiguo.
no-secrets = No hay ninguno: no se acepta ninguna llamada.
topics = Temas
topics-about =
    Solo pueden llamar estos temas de Amazon SNS. Para pasar a otro tema, añádalo, suscríbale la
    dirección y termine el antiguo.
secret-since = Añadido { $at }
subscribed = Suscrito desde { $at }
unsubscribed = Su suscripción terminó { $at }
not-subscribed = Aún sin suscribir: suscriba la dirección en Amazon SNS.
end-secret = Terminar este secreto
end-topic = Terminar este tema
add-secret = Añadir secreto
add-topic = Añadir tema
secrets-full = Hay { $max }, tantos como puede haber: termine uno para añadir otro.
rename = Cambiar el nombre
disable = Desactivar
disable-about =
    Las llamadas se rechazan hasta que se vuelva a activar. La mayoría de los proveedores insiste
    durante horas, y algunos desisten después.
enable = Activar
enable-about = Se vuelven a aceptar llamadas.
delete = Borrar el webhook
delete-about =
    Su dirección no acepta más llamadas, para siempre: otro webhook tiene otra dirección. Lo que llegó
    se conserva. Quite antes la dirección en el proveedor.
confirm-delete = Borrar { $name } y rechazar toda llamada posterior
calls = Llamadas recientes
calls-about =
    Lo que llegó en los últimos 30 días, lo más nuevo primero. La primera llamada rechazada aparece
    enseguida, las siguientes juntas cada diez minutos.
no-calls = Aún no llegó ninguna llamada. La mayoría de los proveedores tiene un botón que envía una prueba.
when = Cuándo
came = Qué fue de ella
call-waiting = Aceptada; aún sin leer.
call-unreadable =
    Aceptada, pero sin ninguna forma que use este proveedor. Mire si la dirección se introdujo en otro
    proveedor.
call-read = Aceptada y leída.
call-told = { $count ->
    [0] Aceptada y leída: no habló de ningún mensaje.
    [one] Aceptada y leída: { $count } evento
   *[other] Aceptada y leída: { $count } eventos
}
call-parked = { $count ->
    [one] { $count } de un mensaje que no estaba registrado
   *[other] { $count } de mensajes que no estaban registrados
}
call-refused = { $count ->
    [one] Rechazada
   *[other] { $count } llamadas rechazadas
}
call-from = La última desde { $ip }
unmatched-title = Sin mensaje
unmatched-about =
    Lo que este proveedor contó de mensajes que ninguna aplicación registró con él y el mismo
    identificador. Se asocia solo cuando el mensaje se registra, y se olvida a los 30 días.
no-unmatched = Todo lo que se contó es de mensajes registrados.
unmatched-next =
    Haga que las aplicaciones registren cada mensaje con el nombre del proveedor y el identificador
    que este le dio; véase { $route }.
unmatched-listed = Lo más nuevo: { $listed } de { $count }
provider-id = Identificador en el proveedor
what = Qué se contó
kept-until = Se olvida
wrong-signature =
    Está firmada con otro secreto. Compare el secreto con el del proveedor; si allí se cambió, añada
    aquí el nuevo.
wrong-url =
    Está firmada con otro secreto o para otra dirección. Compare el token de autenticación y si la
    dirección en Twilio es exactamente esta.
wrong-credentials =
    El secreto de la dirección, o el usuario y la contraseña, son otros. Introduzca de nuevo la
    dirección con su secreto o añada un secreto nuevo.
unsigned =
    No lleva firma. Active la firma en el proveedor; si está activada, llamó otra persona.
unusable-secret = Ningún secreto tiene la forma que usa este proveedor. Añada el correcto.
too-large = Es más larga de lo que envía este proveedor. Llamó otra persona, o los eventos se envían en lotes demasiado grandes.
malformed = No se puede leer su firma o sus campos. Mire si esta dirección se dio a otro proveedor.
stale = Se firmó hace demasiado tiempo. Si se repite, compare los relojes de este servidor y del proveedor.
early = Se firmó más tarde que ahora. Compare el reloj de este servidor: probablemente atrasa.
wrong-method = Está firmada o enviada de un modo que no está acordado. Compare el método de firma en el proveedor.
wrong-body = Lo que dice cambió por el camino. Busque un proxy que reescriba llamadas.
raw-delivery = Está activada la entrega de mensajes sin procesar, que no lleva firma. Desactívela en la suscripción de Amazon SNS.
signature-version =
    El tema firma con SHA-1. Ponga el atributo { $attribute } del tema en 2, o añada un webhook que
    acepte ambos.
not-amazon = Nombra un certificado o una región que no son los del tema. Llamó otra persona.
other-topic = Viene de un tema que no es de este webhook. Si es suyo, añádalo en Temas.
certificate-dates = El certificado de su firma no es válido ahora. Compare el reloj de este servidor.
amazon-unreachable =
    Este servidor no alcanza Amazon SNS para comprobar la firma; la llamada vuelve. Quien lleva el
    servidor debe dejar que alcance { $host } por HTTPS.
token-used = Repite el token de otra llamada, como hace quien copió una.
broken-off = La conexión se cortó antes de que llegara entera. El proveedor la envía otra vez.
other-reason = Se rechazó: { $code }
no-provider = Elija uno de los proveedores.
no-hash-method = Elija uno de los modos de firmar.
name-length = El nombre tiene de 1 a { $max } caracteres.
name-unprintable = El nombre contiene un carácter que no se ve, { $character }. Quítelo.
secret-missing = Pegue el secreto que muestra el proveedor.
no-topic = Pegue el ARN del tema, por ejemplo { $example }.
secret-length = Un secreto tiene hasta { $max } caracteres, y ninguno que no se vea.
path-secret = Escriba { $example }, o al menos { $min } letras, cifras, - y _, o déjelo vacío.
too-many = Hay { $max } webhooks, tantos como puede haber. Borre uno antes.
too-many-secrets = Hay { $max } secretos, tantos como puede haber. Termine uno antes.
last-secret = Este es el último secreto. Añada otro antes o desactive el webhook.
no-secret = El webhook no tiene ningún secreto. Añada uno antes.
no-public-url =
    Twilio firma la dirección a la que llama. Quien lleva este servidor tiene que poner antes
    { $setting } en su dirección.
not-confirmed = Marque la casilla para borrarlo.
secret-gone = El secreto terminó entretanto.
