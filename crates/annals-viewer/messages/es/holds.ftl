title = Retenciones legales
words = retención litigio juicio demanda prueba preservar congelar conservar juzgado
about =
    Lo que nombra una retención se queda: sus entradas no se pueden eliminar y lo que dicen sus
    mensajes se conserva más allá de su plazo, hasta que la retención se levante.
none = No hay nada retenido
none-about =
    Ponga una retención cuando un juzgado, una autoridad o una reclamación pida conservar todo lo
    relativo a una familia, a alguien del personal o a la organización entera. Vale desde ese momento.
place = Poner una retención
in-force = Vigentes
past = Levantadas
name = Asunto
name-hint = Como la gente lo conocerá; por ejemplo, el nombre del caso.
scope = Qué se retiene
placed = Puesta
reason = Motivo
reason-hint = Por qué se retiene. Queda en el registro para siempre.
of-records = Registros, con todo lo que hay debajo
of-organization = La organización entera
of-all-below = La organización entera y todas las organizaciones de abajo
records = Registros
records-hint = Uno en cada línea, su tipo y su id: { $example }. Solo para la primera opción.
named-records = { $count ->
    [one] { $count } registro, con todo lo que hay debajo
   *[other] { $count } registros, con todo lo que hay debajo
}
reach = { $count ->
    [one] { $count } registro está retenido.
   *[other] { $count } registros están retenidos, contando los que hay debajo de los nombrados.
}
placed-by = La puso
by-at = { $who }, { $at }
released-by = La levantó
release-reason = Por qué se levantó
above = Una organización de arriba retiene todo lo de aquí desde { $since }.
above-named = { $name }, de una organización de arriba, retiene todo lo de aquí desde { $since }.
on-hold = Retenido
on-hold-since = desde { $since }
on-hold-by = { $name }, desde { $since }
a-hold = Una retención legal desde { $since }
a-hold-above = Una retención legal de una organización de arriba, desde { $since }
was-placed = La retención está vigente.
was-released = La retención está levantada. Lo que guardaba se puede volver a eliminar.
release = Levantar la retención
release-about =
    Sus entradas se podrán eliminar de nuevo, y los textos cuyo plazo ha pasado se irán en la próxima
    pasada de la conservación. Nadie podrá recuperarlos.
release-why = ¿Por qué se levanta?
release-sure = Lo que guardaba puede irse
unconfirmed = Marque la casilla: una vez levantada, lo que guardaba puede irse para siempre.
state = Estado
name-length = El asunto tiene de 1 a { $max } caracteres.
name-unprintable = El asunto contiene un carácter que no se ve, { $character }. Quítelo.
reason-missing = Diga por qué.
no-records = Nombre los registros que se retienen o elija la organización entera.
no-record = { $text } no es un registro como { $example }.
too-many-records =
    Una retención nombra como mucho { $max } registros, no { $count }. Retenga en su lugar la
    organización entera.
too-much =
    Con todo lo que hay debajo, las retenciones de aquí alcanzan como mucho { $max } registros.
    Retenga en su lugar la organización entera.
full = Hay { $max } retenciones vigentes. Levante primero una.
no-reach = No puede poner retenciones en las organizaciones de abajo.
already-released = La retención ya estaba levantada.
unknown-record = Todavía no se sabe nada de él.
unknown-records = { $count ->
    [one] Todavía no se sabe nada de un registro que nombró. Compruebe cómo se escriben su tipo y su id; cuentan las mayúsculas.
   *[other] Todavía no se sabe nada de { $count } de los registros. Compruebe cómo se escriben sus tipos e ids; cuentan las mayúsculas.
}
unknown-too = Retenerlos de todos modos: lo que llegue de ellos se conserva
