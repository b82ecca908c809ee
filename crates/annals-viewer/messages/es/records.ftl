back = Volver al registro
pages = Páginas del registro
audit-log = Registro de auditoría
activity-log = Registro de actividad
audit-about =
    Todo lo hecho en este registro y, mientras le pertenecieron, en los registros que dependen de él,
    por el personal y por el sistema.
activity-about =
    Lo que hicieron por sí mismos los tutores y los alumnos, por ejemplo en un portal o una aplicación. Lo
    que también implica al personal está además en el registro de auditoría.
belongs-to = Pertenece a
below = Registros que dependen de él
more-below = Solo se muestran los primeros { $max }, y solo sus entradas junto a las de este registro.
until = hasta el { $to }
since = desde el { $from }
between = del { $from } al { $to }
reached-at = Contacto
since-when = Hay entradas desde el { $day }. Las anteriores se pueden importar.
no-entries = Aún no hay entradas sobre este registro.
open = Abrir { $name }
permissions = Permisos
