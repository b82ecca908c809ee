title = Filtros
open = { $active ->
    [0] Filtros
   *[other] Filtros ({ $active })
}
close = Cerrar filtros
date-range = Fechas
without = Sin
access = consultas y exportaciones
access-hint =
    Entradas que solo indican que algo se consultó o se exportó (-type:access). Cada consulta de
    este registro de auditoría es una de ellas.
hide-access = Ocultar consultas y exportaciones
from = Desde
to = Hasta
date-hint = Un día, con o sin hora. El último día está incluido.
date-example = 11/20/2026 5:10 PM
date-example-day-first = 20/11/2026 5:10 PM
apply = Aplicar
between = { $from } – { $last }
since = desde { $from }
until = hasta { $last }
range-problem = Estas fechas no se pueden usar
problem-of = { $field }: { $problem }
ends-before = Es anterior al primer día.
not-understood = Una parte de este enlace no se entiende y se ha omitido: { $parts }
stale-cursor = Este enlace a una página es de otra búsqueda; aquí está la primera página.
more = { $count } más
none = Ninguno en estas entradas.
remove = Quitar el filtro:
choose = Filtrar por:
active = Filtros activos
clear = Quitar los filtros
unnamed = (ninguno)
any-time = Cualquier fecha
today = Hoy
yesterday = Ayer
last-days = { $days ->
    [one] Último día ({ $days })
   *[other] Últimos { $days } días
}
