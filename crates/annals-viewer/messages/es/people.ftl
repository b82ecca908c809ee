users = Usuarios
users-words = cuentas personas nombres contraseñas iniciar sesión desactivar bloquear caducar administradores
users-about = Quién puede iniciar sesión en esta organización y qué puede hacer. Cada cambio queda registrado.
groups = Grupos de usuarios
groups-words = roles de seguridad del producto miembros administradores auditores personal derechos
groups-about =
    Usuarios que tienen derechos en común. Los grupos en mayúsculas son roles de seguridad del
    producto: vienen incorporados y conservan su nombre. Cada cambio queda registrado.
find-user = Buscar un usuario
find-user-hint = Nombre, nombre de usuario o correo electrónico
find-group = Buscar un grupo
find-button = Buscar
no-user = Nadie se llama aquí «{ $typed }».
no-group = Ningún grupo se llama «{ $typed }».
none-of-status = Nadie tiene este estado.
no-users = Nadie inicia sesión todavía en esta organización
no-users-about =
    Aun así, pueden ocuparse de ella personas de organizaciones superiores. Haga administrador al
    primer usuario para que se haga desde aquí.
show-all = Mostrar todos
add-user = Añadir usuario
add-group = Añadir grupo
filter = Estado
everyone = Todos
active = Activa
expired = Caducada
disabled = Desactivada
locked = Bloqueada
active-about = Puede iniciar sesión.
disabled-about = Terminada: ya no está aquí, por ejemplo. Su sesión se cierra al instante.
locked-about = Detenida hasta que algo se aclare. Su sesión se cierra al instante.
users-count = { $count ->
    [one] { $count } usuario
    [many] { $count } de usuarios
   *[other] { $count } usuarios
}
users-range = { $first }–{ $last } de { $count } usuarios
groups-count = { $count ->
    [one] { $count } grupo
    [many] { $count } de grupos
   *[other] { $count } grupos
}
pages = Páginas
previous = Anteriores
next = Siguientes
name = Nombre
username = Nombre de usuario
role = Función
email = Correo electrónico
status = Estado
expires = Caduca
expires-on = hasta el { $day }
homepage = Página de inicio
staff-record = Registro de personal
description = Descripción
must-change = Otra contraseña al iniciar sesión
has-to-change = Debe elegir otra contraseña la próxima vez que inicie sesión
yes = sí
no = no
without-calendar = Entradas sin año escolar
show-without-calendar = Mostrar también las entradas sin año escolar
members = Miembros
in-groups = Grupos
never = nunca
shown = se muestran
hidden = se ocultan
nothing = nada
more-groups = y { $count } más
built-in = incorporado
administrators-about = Acceso de administración (todos los permisos): todo, aquí y en las inferiores
auditors-about = Leer todo, aquí y en las inferiores; no cambiar nada
staff-about = Lo que puede hacer todo el personal; nada al principio
limited =
    Los derechos de calendario limitan lo que ve. Quien solo ve algunos años escolares no puede
    gestionar usuarios, grupos ni derechos.
account-pages = Páginas de esta cuenta
group-pages = Páginas de este grupo
account = Cuenta
group = Grupo
changes = Cambios
changes-of = Cambios de { $name } en Seguridad de usuarios
deeds = Qué hizo
deeds-of = Qué hizo: { $name }
calendars = Derechos de calendario
in-effect = Derechos vigentes
in-effect-about =
    Qué puede hacer este usuario y por qué: lo que se le dio directamente junto con lo que tienen
    sus grupos.
no-rights = Todavía no puede hacer nada. Póngalo en un grupo o dele derechos de herramientas.
tools = Derechos de herramientas
right = Derecho
reach = Vale
from = Origen
here = en esta organización
below = aquí y en todas las inferiores
direct = dado directamente
from-group = del grupo { $group }
source-reach = { $source }, { $reach }
needs = no sirve de nada sin { $right }
nothing-in = Nada en { $modules }.
school-years = Años escolares
school = Escuela
end-year = Año de fin
every-year = Ningún derecho de calendario limita lo que ve: todas las entradas.
these-years = Solo ve entradas de estos años escolares:
also-without = También se muestran entradas sin año escolar: { $sources }.
not-without = Las entradas sin año escolar se ocultan.
by-account = por esta cuenta
by-group = por el grupo { $group }
organizations-below = Organizaciones inferiores
first-password = Contraseña
username-hint = Lo que escribe para iniciar sesión; mayúsculas y minúsculas son lo mismo.
role-hint = Lo que es allí: secretaría, por ejemplo.
homepage-hint = La primera página que ve: una ruta de Annals.
staff-record-hint = Tipo e ID de su registro, cuya página lleva aquí.
expires-hint = Desde entonces no puede iniciar sesión. Vacío: nunca.
must-change-hint = Hasta entonces no ve nada más, ni en las páginas ni por la API.
without-calendar-hint = Solo importa donde los derechos de calendario limitan lo que se ve.
zone-note = Zona horaria: { $zone }.
password-hint = Al menos { $min } caracteres.
save = Guardar
cancel = Cancelar
signing-in = Inicio de sesión
new-password-about = Una contraseña nueva cierra todas sus sesiones. Dígasela en persona.
own-password-about = Su propia contraseña se cambia con la anterior, en otra página:
new-password = Contraseña nueva
password-again = La misma otra vez
set-password = Establecer la contraseña
delete-account = Eliminar la cuenta
delete-account-about =
    Lo que hizo permanece en el registro. Para conservar la cuenta y solo detenerla, desactívela.
delete-group = Eliminar el grupo
delete-group-about = Sus usuarios permanecen; lo que pueden hacer gracias a él desaparece.
delete-user-named = ¿Eliminar la cuenta de { $name }?
delete-group-named = ¿Eliminar el grupo { $name }?
goes = Qué desaparece
stays = Qué permanece
goes-account = La cuenta: no puede iniciar sesión y su sesión se cierra al instante
goes-memberships = { $count ->
    [one] Su lugar en { $count } grupo
    [many] Su lugar en { $count } de grupos
   *[other] Su lugar en { $count } grupos
}
goes-rights = { $count ->
    [one] { $count } derecho de herramienta dado directamente
    [many] { $count } de derechos de herramientas dados directamente
   *[other] { $count } derechos de herramientas dados directamente
}
goes-calendars = { $count ->
    [one] { $count } derecho de calendario
    [many] { $count } de derechos de calendario
   *[other] { $count } derechos de calendario
}
goes-views = Las vistas que no compartió
stays-entries = Todo lo que hizo, en el registro
stays-views = Las vistas que compartió
stays-deletion = Una entrada por cada cosa que desaparece
losses = Quién pierde qué
losers = Lo pierden
meanwhile =
    Otra persona cambió esto entretanto. Lo que cambió está aquí. Lo que usted escribió se conserva
    abajo: guárdelo otra vez.
meanwhile-field = { $label }: era { $was }, ahora es { $now }.
meanwhile-both = Usted escribió otra cosa, que lo sobrescribe.
outranked = Esta cuenta puede hacer más que usted, como «{ $right }»: solo puede cambiarla quien puede hacer todo lo que puede ella.
done-created = La cuenta se añadió.
done-changed = La cuenta se cambió.
done-password = La contraseña se estableció y sus sesiones se cerraron.
done-deleted = La cuenta se eliminó.
done-group-created = El grupo se añadió.
done-group-changed = El grupo se cambió.
done-group-deleted = El grupo se eliminó.
add-group-about = Después se añaden sus usuarios y sus derechos.
role-built-in =
    Este rol de seguridad del producto viene incorporado: se puede cambiar quién está en él, no su
    nombre ni sus derechos.
staff-built-in =
    Este rol de seguridad del producto viene incorporado: se puede cambiar quién está en él y qué
    puede hacer, no su nombre.
in-no-group = No está en ningún grupo.
add-to = Añadir a un grupo
choose-group = Elija un grupo
add = Añadir
add-named = Añadir { $name }
remove = Quitar
remove-named = Quitar { $name }
remove-from-named = Quitar de { $name }
add-members = Añadir usuarios
no-members = Nadie está en este grupo.
nobody-to-add = Nadie que no esté ya en el grupo se llama «{ $typed }».
more-found = { $count ->
    [one] Se encontró { $count } más: escriba más del nombre.
    [many] Se encontraron { $count } más: escriba más del nombre.
   *[other] Se encontraron { $count } más: escriba más del nombre.
}
not-given = no dado
given-here = aquí
given-below = aquí y en las inferiores
tools-of-user-about =
    Lo que se da solo a este usuario. A ello se suma lo que tienen sus grupos: vea Derechos vigentes.
tools-of-group-about = Lo que puede hacer gracias a él cada persona de este grupo.
fixed-rights = Estos derechos pertenecen al rol; nadie puede cambiarlos.
holds-nothing = No se ha dado ningún derecho de herramienta.
rights-hint = Cada derecho que se da o se quita queda registrado.
given-of = { $given } de { $all } dados
whole-module = Módulo entero
all-not = Quitar todos
all-here = Todos, aquí
all-below = Todos, aquí y en las inferiores
needs-too = necesita también «{ $right }», de aquí o de un grupo
not-yours = Usted no tiene este derecho, así que no puede darlo.
calendars-of-user-about =
    Con años escolares, dados aquí o por un grupo, el usuario solo ve entradas que llevan uno de
    ellos.
calendars-of-group-about =
    Con años escolares, cada persona de este grupo solo ve entradas que llevan uno de ellos, o uno
    que tiene por otra vía.
role-calendars = Un rol de seguridad del producto no limita a nadie a años escolares.
no-calendars = No se ha dado ningún año escolar.
first-year = El primero limita a él lo que se ve; sin ninguno se ven todas las entradas.
ends-in = Año escolar que termina en { $year }
change = Cambiar
change-named = Cambiar { $name }
add-year = Añadir un año escolar
goes-group = { $count ->
    [one] El grupo, con { $count } usuario
    [many] El grupo, con { $count } de usuarios
   *[other] El grupo, con { $count } usuarios
}
goes-group-rights = { $count ->
    [one] { $count } derecho de herramienta
    [many] { $count } de derechos de herramientas
   *[other] { $count } derechos de herramientas
}
of-all = { $count } de { $all }
loses-years = Años escolares que tienen solo por este grupo
will-see-everything = { $count ->
    [one] A { $count } usuario solo este grupo lo limita a años escolares: verá todas las entradas.
    [many] A { $count } de usuarios solo este grupo los limita a años escolares: verán todas las entradas.
   *[other] A { $count } usuarios solo este grupo los limita a años escolares: verán todas las entradas.
}
stays-users = Las cuentas de sus usuarios
done-added = Se añadió al grupo.
done-removed = Se quitó del grupo.
done-rights = Los derechos de herramientas se cambiaron.
done-year-added = El año escolar se añadió.
done-year-changed = El año escolar se cambió.
done-year-removed = El año escolar se quitó.

signed-in-at = Dónde tiene la sesión iniciada
reset-link = Contraseña olvidada
reset-link-about =
    Un enlace con el que elige otra contraseña: una vez y en 24 horas. Annals no envía correo;
    entréguelo usted.
make-reset-link = Crear un enlace
reset-link-made = Este enlace solo se muestra ahora. Uno anterior deja de valer.
factor-since = Para iniciar sesión hace falta un segundo factor además de la contraseña desde { $since }.
take-factor-away = Eliminar un segundo factor perdido
done-factor = Se eliminó el segundo factor.
done-sessions = Se cerraron sus sesiones.
