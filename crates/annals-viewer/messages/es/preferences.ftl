title = Preferencias del sistema
words = ajustes configuración auditar usuarios sesión contraseña longitud zona horaria reloj orden de fechas horario días laborables límite exportación bloquear
about =
    Cómo trabaja Annals para esta organización. Cada cambio queda registrado y vale al instante.
read-only = Puede leer las preferencias, no cambiarlas.
find = Buscar una preferencia
find-button = Buscar
none = Ninguna preferencia se llama «{ $typed }».
show-all = Mostrar todas
account-security = Seguridad de las cuentas
signing-in = Inicio de sesión
dates-and-hours = Fechas y horario laboral
exports = Exportaciones
retention = Conservación
audit-users = Auditar usuarios
audit-users-about =
    Los cambios de usuarios, grupos y derechos se registran con todo lo que cambiaron. Mientras está
    desactivada, cada uno deja una entrada de seguridad sin detalles. Los cambios de preferencias se
    registran siempre.
session-idle = Una sesión inactiva termina tras
session-idle-about =
    Quien no hace nada durante este tiempo vuelve a iniciar sesión. Vale también para las sesiones
    abiertas.
session-age = Toda sesión termina tras
session-age-about =
    Quien inició sesión hace este tiempo vuelve a hacerlo, haga lo que haga. Vale también para las
    sesiones abiertas.
password-length-min = Contraseña más corta
password-length-min-about =
    Longitud mínima de una contraseña nueva. Las contraseñas existentes siguen valiendo.
time-zone = Zona horaria
time-zone-about = El reloj que siguen las fechas y el horario de trabajo. Quien lee puede elegir otra zona para lo que mira.
date-order = Orden de las fechas
date-order-about = Cómo se lee 1/2/2026 en las búsquedas y cómo muestran las fechas los campos.
working-hours-begin = El trabajo empieza
working-hours-begin-about =
    Junto con el final y los días de trabajo: todo lo demás es fuera de horario, como lo encuentra
    la vista «Fuera de horario».
working-hours-end = El trabajo termina
working-hours-end-about =
    El primer minuto después del trabajo. Antes del comienzo significa el día siguiente; la misma
    hora significa todo el día.
working-days = Días laborables
working-days-about = En qué días se trabaja, según el reloj de la organización.
export-entries-max = Entradas de una exportación
export-entries-max-about =
    Una exportación con más entradas se rechaza antes de empezar, sea cual sea su formato.
email-content-months = Lo que dicen los correos se conserva
email-content-months-about =
    Pasados tantos meses desde su envío, el texto de un correo se borra, o nunca. Que se envió y qué
    fue de él se conserva. Un plazo más corto se confirma en la página Conservación.
sms-content-months = Lo que dicen los SMS se conserva
sms-content-months-about = Lo mismo para lo que dicen los SMS.
push-content-months = Lo que dicen las notificaciones se conserva
push-content-months-about = Lo mismo para lo que dicen las notificaciones.
on = Activada
off = Desactivada
month-first = Primero el mes: 12/31/2026
day-first = Primero el día: 31/12/2026
minutes = { $count ->
    [one] { $count } minuto
    [many] { $count } de minutos
   *[other] { $count } minutos
}
hours = { $count ->
    [one] { $count } hora
    [many] { $count } de horas
   *[other] { $count } horas
}
characters = { $count ->
    [one] { $count } carácter
    [many] { $count } de caracteres
   *[other] { $count } caracteres
}
entries = { $count ->
    [one] { $count } entrada
    [many] { $count } de entradas
   *[other] { $count } entradas
}
zone-hint = El nombre de una zona, como America/Chicago: escriba una parte y elija
months = { $count ->
    [one] { $count } mes
   *[other] { $count } meses
}
forever = Para siempre
from-to = De { $min } a { $max }
value = Valor
default = Predeterminado
from = Procede de
own = esta organización
from-default = el valor predeterminado
from-organization = { $name }
from-above = una organización superior
locked-by = { $name }, que la ha bloqueado
locked-above = una organización superior, que la ha bloqueado
locked-here = bloqueada para todas las inferiores
cannot-change =
    Una organización superior ha bloqueado esta preferencia. Solo allí se puede cambiar o
    desbloquear.
waiting = Su propio valor, { $value }, vuelve a valer cuando se desbloquee.
change = Cambiar
change-named = Cambiar { $label }
history = Historial
history-named = Historial de { $label }
new-value = Valor nuevo
save = Guardar
cancel = Cancelar
confirm-off =
    Desactivarla: lo que se cambie de usuarios, grupos y derechos desde entonces no podrá
    consultarse después.
not-confirmed = Marque la casilla para desactivarla.
reset = Restablecer
reset-about = Quita el valor propio de esta organización. Entonces vale { $value }.
lock-title = Organizaciones inferiores
lock-about =
    Bloqueada, lo que vale aquí vale para todas las organizaciones inferiores, digan lo que digan, y
    nadie puede cambiarlo allí.
is-locked-about =
    Bloqueada: lo que vale aquí vale para todas las organizaciones inferiores, y nadie puede
    cambiarlo allí.
lock = Bloquear para todas las inferiores
unlock = Desbloquear
changed = { $label }: la preferencia se ha cambiado.
changed-meanwhile =
    Alguien la cambió mientras tanto. Ahora es { $value }. Lo que eligió sigue abajo: guárdelo otra
    vez para establecerlo de todos modos.
below = Organizaciones inferiores
more-below = y { $count } más
warning =
    Auditar usuarios está desactivada: los cambios de usuarios, grupos y derechos se registran sin
    lo que cambiaron.
warning-link = Cambiar la preferencia
warning-name = Advertencia

second-factor = Segundo factor obligatorio
second-factor-about =
    Quién debe tener un segundo factor: un código además de la contraseña, o una llave de acceso.
    Quien no lo haya configurado lo hace antes que nada. Son administradores todos los que pueden gestionar
    usuarios, grupos, derechos, preferencias, organizaciones o claves.
second-factor-off = Nadie
second-factor-administrators = Administradores
second-factor-everyone = Todos
