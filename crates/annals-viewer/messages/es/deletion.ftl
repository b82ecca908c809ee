title = Eliminar entradas
will-go = { $count ->
    [one] Se eliminará { $count } entrada
    [many] Se eliminarán { $count } de entradas
   *[other] Se eliminarán { $count } entradas
}
nothing = Aquí no se puede eliminar nada
nothing-text = Ya no coincide ninguna entrada, o todas las que coinciden tienen que quedarse.
kept = { $count ->
    [one] Se quedará { $count } entrada que coincide: habla de eliminaciones,
        exportaciones, consultas o cambios del propio Annals, y eso nadie lo puede eliminar.
    [many] Se quedarán { $count } de entradas que coinciden: hablan de eliminaciones,
        exportaciones, consultas o cambios del propio Annals, y eso nadie lo puede eliminar.
   *[other] Se quedarán { $count } entradas que coinciden: hablan de eliminaciones,
        exportaciones, consultas o cambios del propio Annals, y eso nadie lo puede eliminar.
}
when = Desde el { $earliest } hasta el { $latest }.
when-one = Ocurrió el { $earliest }.
search = Búsqueda: { $search }.
search-hiding = Búsqueda: { $search }; sin consultas ni exportaciones.
ticked = Seleccionadas una a una en la tabla.
by-organization = Por organización
by-action = Por acción
by-user = Por usuario
others = Otras
sample = { $count ->
    [one] La entrada
   *[other] Las más recientes
}
stays = Lo que se queda
stays-numbers = { $count ->
    [one] Su número y su lugar en el registro de auditoría: todavía se puede demostrar que no
        desapareció nada más.
   *[other] Sus números y sus lugares en el registro de auditoría: todavía se puede demostrar que
        no desapareció nada más.
}
stays-trace =
    Una entrada que habla de esta eliminación, con su nombre y su motivo. No se puede eliminar.
stays-traces =
    En el registro de auditoría de cada organización, una entrada que lo cuenta, con su nombre y su
    motivo. No se puede eliminar.
stays-copies = Las copias que se exportaron o se guardaron antes.
goes = { $count ->
    [one] Desde ahora nadie la encuentra. Su contenido desaparece de todos los archivos en unas
        horas, para siempre.
   *[other] Desde ahora nadie las encuentra. Su contenido desaparece de todos los archivos en unas
        horas, para siempre.
}
reason = Motivo
reason-hint =
    Se queda en el registro de auditoría: por qué estas entradas tienen que desaparecer.
confirm = Escriba { $count } para confirmar
not-confirmed = Esto no es { $count }, el número de entradas que se eliminan.
delete = { $count ->
    [one] Eliminar { $count } entrada
    [many] Eliminar { $count } de entradas
   *[other] Eliminar { $count } entradas
}
cancel = Cancelar
back = Volver al registro de auditoría
changed =
    No se ha eliminado nada, porque lo que coincide ha cambiado: { $then } entonces, { $now } ahora.
    Mírelo de nuevo.
done = Eliminado
done-text = { $who } eliminó { $entries } el { $when }.
trace = La entrada que lo cuenta
gone = Esta entrada se eliminó
gone-text =
    La entrada { $number } se eliminó el { $when }. La entrada que lo cuenta dice quién lo hizo y
    por qué.
not-all = No se ha eliminado todo
deleted-in = { $count ->
    [one] { $organization }: { $count } entrada eliminada.
    [many] { $organization }: { $count } de entradas eliminadas.
   *[other] { $organization }: { $count } entradas eliminadas.
}
stayed-in = { $count ->
    [one] { $organization }: la entrada sigue ahí, no se ha eliminado nada.
    [many] { $organization }: las { $count } de entradas siguen ahí, no se ha eliminado nada.
   *[other] { $organization }: las { $count } entradas siguen ahí, no se ha eliminado nada.
}
not-here =
    No puede eliminar entradas de { $organization }. Desmarque sus casillas e inténtelo de nuevo.
held = { $count ->
    [one] Se quedará { $count } entrada que coincide, porque la guarda una retención legal:
    [many] Se quedarán { $count } de entradas que coinciden, porque las guardan retenciones legales:
   *[other] Se quedarán { $count } entradas que coinciden, porque las guardan retenciones legales:
}
held-by = { $count ->
    [one] { $hold }: { $count } entrada
    [many] { $hold }: { $count } de entradas
   *[other] { $hold }: { $count } entradas
}
