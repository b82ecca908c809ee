title = Entrada { $number }
back = Registro de auditoría
what = Qué ocurrió
who = Usuario
when = Cuándo y dónde
changes = Cambios
details = Detalles
calendars = Calendarios
raw = Entrada sin procesar (JSON)
property-name = Nombre de la propiedad
existing-value = Valor anterior
new-value = Valor nuevo
change-type = Tipo
area = Área
category = Categoría
action-code = Código de la acción
outcome = Resultado
reason = Motivo
correlation = ID de correlación
role = Función
kind = Clase
email = Correo electrónico
user-id = ID del usuario
on-behalf-of = En nombre de
recorded = Registrada
utc = En UTC
user-agent = Navegador o programa
id = ID
event-id = ID del evento
record = Registro
record-type = Tipo de registro
record-id = ID del registro
effect = Efecto
belongs = Relacionado
school = Escuela
end-year = Año de fin
updated-records = Registros actualizados
no-records = Esta acción no actualizó ningún registro.
close = Cerrar
open-record = Abrir { $name } para editarlo, en una pestaña nueva
record-entries = Todas las entradas sobre { $name }
no-value = ninguno
empty-value = vacío
masked-value = oculto: los secretos nunca se guardan
masked-change = cambiado; el valor no se guarda
added = Añadido
removed = Quitado
changed = Cambiado
empty-line = línea vacía
unchanged = { $count } sin cambios
unchanged-lines = { $count ->
    [one] { $count } línea sin cambios
    [many] { $count } de líneas sin cambios
   *[other] { $count } líneas sin cambios
}
show-more = Mostrar { $count } más
show-all = { $characters ->
    [many] Mostrar todo: { $characters } de caracteres
   *[other] Mostrar todo: { $characters } caracteres
}
time-missing = La aplicación no indicó la hora; esta es la hora en que Annals registró la entrada.
clock-ahead = El reloj de la aplicación iba adelantado respecto al del servidor.
masked = Los secretos de esta entrada se ocultaron antes de guardarla.
redacted = Partes de esta entrada se han suprimido después.
copy = Copiar
copied = Copiado
record-page = Página
record-page-of = Página de { $name }
