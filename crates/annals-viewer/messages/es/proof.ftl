title = Prueba
text =
    Estas cifras fijan la entrada en su lugar del registro de auditoría de la organización. Quien
    haya guardado el recibo puede demostrar con ellas que nada se ha cambiado.
log-id = ID del registro de auditoría
commitment = Compromiso
tree-size = Tamaño del árbol
root = Raíz
path = { $count ->
    [one] Camino a la raíz ({ $count } hash)
   *[other] Camino a la raíz ({ $count } hashes)
}
by-command = Verificar con la API
by-command-text =
    Esto da el contenido con su semilla, el compromiso y el camino. Lo que hay que calcular con ello
    está en docs/proof-format.md.
verify = Verificar
running = Comprobando…
matches = Coincide con la raíz actual de este servidor, que aún no está anclada.
matches-text =
    Lo ha calculado su navegador: de la entrada sin procesar de esta página se hizo su compromiso, y
    el compromiso lleva desde su lugar hasta la raíz.
not-anchored =
    Que el registro de auditoría entero no se haya sustituido lo muestra un recibo o una raíz
    guardados en otro lugar: compárelos con estas cifras.
differs = Esta entrada no coincide con su prueba.
fault-other = La prueba es de otra entrada o de otro registro de auditoría.
fault-commitment = La prueba nombra otro compromiso que esta página:
fault-contents = El contenido no da el compromiso. Da:
fault-length = El camino no tiene tantos hashes como requiere el tamaño del árbol. Tiene:
fault-path = El camino no lleva a la raíz. Lleva a:
fault-smaller = El registro de auditoría es menor que en esta página. Su tamaño es:
fault-root = La raíz es otra que en esta página, para un árbol del mismo tamaño:
fault-shown = Esta página no muestra lo que está comprometido. Campos que difieren:
fault-units = El contenido tiene una forma que esta página no puede comparar con lo que muestra.
not-checked = No se ha comprobado nada.
instead-silence = El servidor no respondió. Inténtelo de nuevo en un momento.
instead-signed-out = Su sesión ha terminado. Recargue esta página para iniciar sesión de nuevo.
instead-gone = La entrada ya no está, o usted ya no puede verla.
instead-refused = El servidor no pudo dar la prueba. Inténtelo de nuevo en un momento.
instead-unreadable = La respuesta del servidor no es una prueba.
