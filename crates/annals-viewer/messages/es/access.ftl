title = Quién puede ver qué
words = acceso derechos permisos quién puede ver qué por qué efectivos revisión fecha pasada
about = Quién puede hacer qué en esta organización, y por qué: derechos dados a la persona, o a un grupo en el que está, aquí o en una organización de arriba. Para una fecha pasada se deshace cada cambio posterior, tal como lo cuenta el registro.
right = Derecho
every-right = Todos los derechos
day = El día
time = A las
day-hint = Vacío significa ahora; un día sin hora significa su final.
show = Mostrar
as-of = En { $organization }, a fecha de { $at }:
count = { $count ->
    [one] { $count } derecho
   *[other] { $count } derechos
}
file = Descargar como CSV
nobody = Nadie tenía este derecho.
more = El archivo tiene { $count } más.
untold = { $count ->
    [one] Desde entonces se hizo un cambio mientras Auditar usuarios estaba desactivado, el { $at }. No se sabe qué cambió: la lista puede diferir de lo que era.
   *[other] Desde entonces se hicieron { $count } cambios mientras Auditar usuarios estaba desactivado, el último el { $at }. No se sabe qué cambiaron: la lista puede diferir de lo que era.
}
outside = Hasta el { $at }, { $organization } estaba donde usted no puede mirar. Los derechos que le llegaban de arriba faltan en esta lista.
who = Quién
why = Por qué
limits = Limitado a
barred = no puede entrar
key = Clave de API
from-group = del grupo { $group }
given = dado a la persona
from-above = en { $name }, y abajo
and-below = y abajo
no-limits = nada
without-calendar = entradas sin año escolar
no-day = Escriba el día como 2026-11-20, y una hora como 14:30.
future = Ese día aún no ha llegado.
not-yet = La organización se creó el { $at }: antes no había nada que ver.
too-many = Hay más de { $max } cambios entre entonces y ahora. Elija una fecha posterior.
no-right = No existe ese derecho.
