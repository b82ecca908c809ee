title = Registro de auditoría
date-and-time = Fecha y hora
member-name = Nombre del miembro
username = Nombre de usuario
source = Origen
ip-address = Dirección IP
action = Acción
affected-records = Registros afectados
critical = Crítico
results = Entradas
entries = { $count ->
    [one] { $count } entrada
    [many] { $count } de entradas
   *[other] { $count } entradas
}
at-first = { $total ->
    [one] { $total } entrada al abrir esta página
    [many] { $total } de entradas al abrir esta página
   *[other] { $total } entradas al abrir esta página
}
shown = { $first }–{ $last } de { $total ->
    [one] { $total } entrada
    [many] { $total } de entradas
   *[other] { $total } entradas
}
shown-without-places = { $rows } de { $total ->
    [one] { $total } entrada
    [many] { $total } de entradas
   *[other] { $total } entradas
}
summary = { $shown }, { $order }
order = { $way ->
    [descending] por { $column }, descendente
   *[ascending] por { $column }, ascendente
}
newest-first = primero las más recientes
oldest-first = primero las más antiguas
searched = Se buscó: { $query }
at-any-time = De cualquier fecha
new-entries = { $count ->
    [one] { $count } nueva
   *[other] { $count } nuevas
}
older = Más antiguas
newer = Más recientes
next = Siguientes
previous = Anteriores
newest = Las más recientes
first = Las primeras
pages = Páginas
pages-below = Páginas, debajo de la tabla
more-records = +{ $count } más
updated-records = { $count ->
    [one] { $count } registro actualizado por «{ $action }»
    [many] { $count } de registros actualizados por «{ $action }»
   *[other] { $count } registros actualizados por «{ $action }»
}
