### Comunicación

title = Comunicación
words = mensajes enviados entregados rebotados correo textos notificaciones registros
email-log = Registro de correo
sms-log = Registro de SMS
push-log = Registro de notificaciones
email-about = Correos que enviaron las aplicaciones y qué fue de ellos.
sms-about = Mensajes de texto que enviaron las aplicaciones y qué fue de ellos.
push-about = Notificaciones que enviaron las aplicaciones a dispositivos y qué fue de ellas.
logs = Registros de mensajes
find = Buscar mensajes
find-hint = Nombre, dirección, número, asunto u otra palabra
all = Todos
needs-attention = Requieren atención
needs-attention-about =
    Los que no llegaron, se denunciaron como spam o de los que no se supo nada en tres días.
filter = Qué mensajes
count = { $count ->
    [one] { $count } mensaje
   *[other] { $count } mensajes
}
all-to = para
count-more = más de { $count } mensajes
last-activity = Última actividad
recipient = Destinatario
phone = Teléfono
subject = Asunto
text-column = Texto
status = Estado
sms-to = Mensaje de texto a { $name }
no-subject = (sin asunto)
open = Abrir «{ $subject }»
next = Mensajes siguientes
first = A los más nuevos
none = Aún no hay mensajes
none-about =
    Las aplicaciones anotan lo que enviaron mediante la API (POST /v1/messages). Aquí se
    muestra con lo que fue de ello.
nothing-found = No se encuentra ningún mensaje.
show-all = Mostrar todos
inferred = Nadie dijo que llegara; se deduce de que se abrió.
conflict = Lo que se dijo de él no concuerda.
stale = No se supo nada en tres días. Probablemente el proveedor ya no responda.
timeline = Lo que se supo
timeline-empty = Aún no se supo nada de él.
timeline-cut = Solo se muestran los últimos { $count }.
by-sender = la aplicación
told-by = lo dijo { $source }, recibido { $received }
told-untimed = lo dijo { $source }, que no dijo cuándo
facts = Mensaje
from = De
sent-by = Enviado por
sent-at = Enviado
campaign = Campaña
provider = Proveedor
tags = Etiquetas
own-id = ID del remitente
record = Registro
opens = Abierto, clics
body = Lo que dice
show-body = Mostrar lo que dice
show-body-about = Queda anotado que usted lo miró.
no-body = Lo que decía no se conserva.
purged = { $months ->
    [one] Lo que decía se borró el { $at }: esos textos se conservaban { $months } mes.
   *[other] Lo que decía se borró el { $at }: esos textos se conservaban { $months } meses.
}
as-sent = Tal como se envió
as-sent-about =
    No se cargan imágenes de otros servidores y los enlaces no llevan a ningún sitio, para que nadie
    sepa que lo ha mirado. Al final está adónde llevarían los enlaces.
parts-differ = El texto de arriba dice otra cosa que el mensaje tal como se envió.
no-text = No tiene texto.
picture-from = Imagen de { $host }, no cargada
picture-from-said = Imagen de { $host }, no cargada: { $said }
picture = Imagen, no guardada
picture-said = Imagen, no guardada: { $said }
links-lead = Adónde llevan sus enlaces
links-cut = Solo se muestran los primeros { $count }.
look-again = Miró este mensaje hace un rato. Ábralo de nuevo para verlo tal como se envió.
may-not-read = Necesita el derecho Contenido de mensajes para leer lo que dice.
same-address = Otros mensajes a esta dirección
delivery = En entrega
not-delivered = No llegó: { $status }
queued = En cola
queued-next = Se anotó y desde entonces no se supo nada: puede esperar en el proveedor.
sent = Enviado
sent-next = Está en camino; aún no se dijo que llegara.
delayed = Retrasado
delayed-next = El buzón no lo acepta por ahora. El proveedor lo intenta de nuevo por sí mismo.
accepted = Aceptado
accepted-next = El servicio de notificaciones lo aceptó; aún no se sabe más.
handed-over = Traspasado
handed-over-next = El servicio del fabricante lo aceptó. No se dice si el dispositivo lo mostró.
partly-delivered = Entregado en parte
partly-delivered-next = Algunas partes llegaron, otras se perdieron. Envíelo de nuevo si importa.
delivered = Entregado
delivered-next = Llegó, según el servidor de correo, el operador o la aplicación.
opened-by-machine = Abierto (automático)
opened-by-machine-next =
    Lo abrió un programa que abre todos los mensajes. No se sabe si lo leyó una persona.
opened = Abierto
opened-next = Se abrió, hasta donde se puede saber.
clicked = Con clic
clicked-next = Se siguió un enlace que contiene.
read = Leído
read-next = El teléfono dice que se leyó.
bounced-soft = Rebotado (temporal)
bounced-soft-next =
    El proveedor desistió, pero la dirección sigue viva: el buzón puede estar lleno. Inténtelo
    más tarde.
bounced = Rebotado
bounced-next = La dirección no acepta mensajes. Pida otra.
complaint = Denuncia
complaint-next = Se denunció como spam. Pregunte por otra vía si aún se desean mensajes.
dropped = Descartado
dropped-next = No se intentó, porque la dirección está suprimida. Pida otra.
rejected = Rechazado
rejected-next = El proveedor rechazó su contenido. Cámbielo y envíelo de nuevo.
failed = Fallido
failed-next = No se pudo enviar por un error de la aplicación que envía o de sus ajustes.
undelivered = No entregado
undelivered-next = El operador no pudo entregarlo. Compruebe el número o pida otro.
expired = Caducado
expired-next = No se entregó a tiempo. Envíelo de nuevo si aún importa.
canceled = Cancelado
canceled-next = El remitente lo retiró.
token-invalid = Dispositivo ausente
token-invalid-next =
    El dispositivo ya no acepta notificaciones: por ejemplo, se quitó la aplicación.
received = Recibido por la aplicación
unsubscribed = Se dio de baja
resubscribed = Se dio de alta de nuevo
auto-replied = Respondido automáticamente
machine-clicked = Con clic (automático)
unknown = Algo que aquí no se conoce
