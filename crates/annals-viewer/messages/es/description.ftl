every-entry = todas las entradas
all = { $before }, y { $next }
any = { $before } o { $next }
not = excepto: { $what }
quoted = «{ $words }»
begun = «{ $words }…»
done-by = hecho por { $words }
who = el autor es { $name }
affecting = que afecta a { $words }
in-description = { $words } en la descripción
changed = { $name } cambiado
with-detail = con el detalle { $name }
in-detail = { $words } en el detalle { $name }
is = { $part ->
    [user] el nombre de usuario es { $value }
    [source] el origen es { $value }
    [action] la acción es { $value }
    [category] la categoría es { $value }
    [area] la tabla es { $value }
    [correlation] el id de correlación es { $value }
   *[kind] la clase de autor es { $value }
}
type-is = { $kind ->
    [add] el tipo es alta
    [change] el tipo es cambio
    [delete] el tipo es eliminación
    [access] el tipo es acceso
   *[other] el tipo es otro
}
outcome-is = { $outcome ->
    [success] el resultado es correcto
    [failure] el resultado es fallido
   *[denied] el resultado es denegado
}
critical = crítico
not-critical = no crítico
on-record = sobre el registro { $kind } { $id }
from-address = desde la dirección { $address }
from-network = desde la red { $network }
school-in-year = de { $school } en { $year }
school = de { $school }
school-year = del curso { $year }
any-school-year = de cualquier curso
with-id = con el id { $id }
entry-number = entrada número { $number }
has = { $what ->
    [records] con registros afectados
    [changes] con cambios
    [details] con detalles
    [ip] con dirección IP
    [reason] con motivo
    [description] con descripción
    [calendar] con calendario
    [correlation] con id de correlación
   *[area] con tabla
}
on = el { $day }
on-at = el { $day } a las { $time }
on-days = del { $first } al { $last }
between = desde { $from } hasta antes de { $to }
since = desde { $from }
before = antes de { $to }
any-time = en cualquier momento
off-hours = fuera del horario laboral
