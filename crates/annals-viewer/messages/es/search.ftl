label = Buscar en el registro de auditoría
placeholder = 01/01/2015 5:10 PM admin deleted Smith
submit = Buscar
help = Cómo buscar
help-intro =
    Deben coincidir todas las palabras. Las mayúsculas y los acentos no importan, y también se
    encuentran otras formas de las palabras inglesas de una acción: delete encuentra Deleted.
help-example = Escriba
help-meaning = Encuentra
example-sentence = ese minuto y las tres palabras
example-or = una palabra o la otra
example-phrase = palabras seguidas
example-beginning = palabras que empiezan así
example-without = la palabra, pero nada de tipo Eliminación
example-person = lo que hizo una persona
example-actions = todas las acciones sobre cargos
example-record = todo sobre un registro
example-changed = entradas que cambiaron esa propiedad
example-network = una dirección o una red
example-days = un intervalo de días
example-denied = lo que no se permitió
problem = Esta búsqueda no se puede hacer
did-you-mean = ¿Quiso decir { $suggestion }?
