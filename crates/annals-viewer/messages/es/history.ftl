title = Historial
about =
    Qué fue cada valor de este registro y quién lo puso, hasta donde lo dicen las entradas. Los cambios de
    los registros que dependen de él están en sus propias páginas.
values = Valores
as-of = A fecha de
as-of-hint = Un día, o un día y una hora. De un día, lo que había cuando terminó.
show = Mostrar
now = Valores de ahora
at = A fecha de { $moment }.
at-now = A fecha de hoy.
created = Creado el { $moment } por { $member }.
deleted = Eliminado el { $moment } por { $member }. Los valores son los que tenía antes.
not-yet = Aún no existía: se creó el { $moment } por { $member }.
unsure =
    No es seguro que existiera entonces: las entradas que lo dirían están detrás de muchas otras, sobre
    registros que dependen de él.
no-values = Ninguna entrada habla de un valor.
property = Propiedad
value = Valor
set-by = Puesto por
since = Desde
masked = Un secreto, que no se guarda
unknown = No se sabe
derived = Ninguna entrada dice quién lo puso.
derived-from = Estuvo ahí hasta el cambio del { $moment }.
changed-later = Cambiado el { $moment }.
differs =
    El cambio del { $moment } encontró { $value } en su lugar: llegó a serlo sin una entrada que usted
    pueda ver.
more-properties = Solo se muestran las primeras { $count } por nombre.
unread =
    No es seguro: { $names }. Muchas entradas sobre registros que dependen de este hablan de esos valores, y
    no se leyeron todas.
changes = Cambios
only = Solo { $property }.
all = Mostrar todo
only-this = Solo los cambios de { $property }
no-changes = Ninguna entrada habla de un cambio.
row-created = Creado
row-deleted = Eliminado
others = { $count ->
    [one] La entrada cambió además otro registro, y no dice de cuál de ellos se trata.
   *[other] La entrada cambió además otros { $count } registros, y no dice de cuál de ellos se trata.
}
read-to = Leído hasta el { $moment }: la mayoría de las entradas son sobre otros registros.
next = Cambios anteriores
first = A los más recientes
partial = Usted ve solo las entradas de algunos años escolares. Otras pueden haber cambiado este registro desde entonces, o haberlo eliminado.
