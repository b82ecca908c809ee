users = Usuarios
users-hint = Quién lo hizo (cambiado por).
source = Origen
action = Acción
change-type = Tipo
table = Tabla
table-hint = El área en la que se cambió algo.
affected-object = Objeto afectado
object-hint =
    El nombre de lo que se cambió, o el nombre o nombre de usuario de la persona afectada. * vale por
    el resto de una palabra.
outcome = Resultado
category = Categoría de acción
no-category = Sin categoría
actions-of = Acciones de { $category }
add-user = Añadir un usuario
add-action = Añadir una acción
add-object = Nombre o nombre de usuario
add = Añadir
chosen = { $count ->
    [one] { $count } elegido
    [many] { $count } elegidos
   *[other] { $count } elegidos
}
preference = Preferencias del sistema
user-account = Cuentas de usuario
user-group = Grupos de usuarios
user-group-member = Miembros de grupos de usuarios
user-group-school-year-rights = Derechos de calendario de grupos
user-group-tool-rights = Derechos de herramientas de grupos
user-school-year-rights = Derechos de calendario de usuarios
user-tool-rights = Derechos de herramientas de usuarios
any-user = Buscar en todos los usuarios
any-source = Buscar en todos los orígenes
any-action = Buscar en todas las acciones
any-type = Buscar en todos los tipos
any-table = Buscar en todas las tablas
any-object = Buscar en todos los objetos afectados
any-outcome = Buscar en todos los resultados
