title = Seguridad de usuarios
about =
    Cambios de cuentas, grupos, derechos y preferencias del sistema: quién cambió qué, de qué valor a
    cuál.
in-audit-log = Mostrar en el registro de auditoría
start-date = Fecha inicial
end-date = Fecha final
action = Acción
changed-by = Cambiado por
changed-by-hint = El usuario que había iniciado la sesión.
table-hint = Tablas en las que se cambió algo.
object-hint =
    El nombre de una preferencia, un grupo o una herramienta, o de un usuario afectado: el nombre
    guardado o su etiqueta. * vale por el resto de una palabra.
timestamp = Marca de tiempo
user-name = Nombre de usuario
group-name = Nombre del grupo
preference-name = Nombre de la preferencia
tool-name = Nombre de la herramienta
end-year = Año de fin
school = Escuela
property-name = Nombre de la propiedad
area = Área
existing-value = Valor anterior
change-type = Tipo
new-value = Valor nuevo
affected = Usuario, grupo o preferencia
of-what = Herramienta o calendario
nameless = Sin nombre
more-properties = +{ $count } más
properties = { $count ->
    [one] { $count } propiedad
    [many] { $count } propiedades
   *[other] { $count } propiedades
}
back = Volver a Seguridad de usuarios
whole-entry = Entrada { $number } en el registro de auditoría
no-changes = Aún no hay cambios de seguridad de usuarios
no-changes-text =
    Los cambios de cuentas, grupos, pertenencias, derechos y preferencias del sistema aparecen aquí en
    cuanto hay uno, también los que envían las aplicaciones.
everything = Mostrar todos los cambios de seguridad de usuarios
