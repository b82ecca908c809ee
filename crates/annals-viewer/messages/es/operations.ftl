how = Las entradas forman una operación cuando llevan el mismo ID de correlación.
before = Solo entradas anteriores a este momento: { $moment }
none = Ninguna entre estas entradas.
looked =
    Se han revisado las { $count } entradas de operaciones más recientes, hasta { $until }
further = Buscar más atrás
last = Última entrada
entries = Entradas
records = Registros
at-least = al menos { $count }
