title = Vistas
own = Sus vistas
shared = Compartidas
ready = Listas para usar
none = Todavía ninguna. Busque en el registro de auditoría y elija Vistas y Guardar.
all = Todas las vistas ({ $count })
changed = cambiada
save-changes = Guardar los cambios
undo-changes = Deshacer los cambios
save-search = Guardar esta búsqueda
save-hint =
    Conserva palabras, filtros, orden y columnas. «Últimos 7 días» sigue siendo los últimos 7 días,
    se abra cuando se abra.
name = Nombre
share = Compartir con todos los que leen este registro de auditoría
save = Guardar
edit = Editar
edit-named = Editar la vista { $name }
edit-title = Editar vista
finds = Encuentra
change-search =
    Para cambiar lo que encuentra, ábrala, cambie la búsqueda y elija «Guardar los cambios».
delete = Eliminar esta vista
delete-own = La vista desaparece para siempre. Las entradas no se tocan.
delete-shared =
    La vista desaparece para siempre, y para todos. Su enlace no llevará a ninguna parte. Las
    entradas no se tocan.
delete-now = Eliminar
cancel = Cancelar
deleted = La vista se ha eliminado.
renamed = La vista se ha cambiado.
by = de { $name }
is-shared = compartida
yours = su vista
everything = Todo
with-access = con consultas y exportaciones
no-such-view =
    La vista que nombra este enlace no existe o no se comparte con usted. Su búsqueda se muestra sin
    el nombre.
person = Persona
person-hint = Un nombre de usuario, o el nombre como está en el registro de auditoría.
show-day = Mostrar el día
no-such-person = Ninguna entrada de este registro de auditoría es de esta persona.
several = Varias personas se llaman así. Elija una:
failed-sign-ins = Inicios de sesión fallidos
failed-sign-ins-about = Inicios de sesión que fallaron o se rechazaron
permission-changes = Cambios de permisos
permission-changes-about = Usuarios, grupos, derechos, preferencias y claves de API
deletions = Eliminaciones
deletions-about = Todo lo que se eliminó, anuló o revocó
exports = Exportaciones
exports-about = Lo que salió como archivo, incluido este registro de auditoría
bulk-operations = Operaciones masivas
bulk-operations-about = 20 o más registros o entradas de una vez
off-hours = Fuera de horario
off-hours-about = Fuera del horario y de los días laborables de la organización
last-day = El último día de una persona
last-day-about = Pregunta de quién
