title = Exportar
scope = { $total ->
    [one] Exporta la única entrada que coincide ({ $total }).
    [many] Exporta el total de { $total } de entradas que coinciden, primero las más recientes.
   *[other] Exporta las { $total } entradas que coinciden, primero las más recientes.
}
told = La exportación es, a su vez, una entrada de este registro de auditoría.
xlsx = Libro de Excel
csv = CSV para hojas de cálculo
pdf = Informe PDF
ndjson = NDJSON para programas
growing = Creando el archivo
progress = { $done } de { $total ->
    [one] { $total } entrada
    [many] { $total } de entradas
   *[other] { $total } entradas
}
growing-text =
    Puede salir de esta página: el archivo se sigue creando y su dirección no cambia.
cancel = Cancelar
ready = El archivo está listo
download = Descargar
size = { $entries ->
    [one] { $entries } entrada, { $size }
    [many] { $entries } de entradas, { $size }
   *[other] { $entries } entradas, { $size }
}
bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
until = Se conserva hasta
checksum = SHA-256
copy-checksum = Copiar la suma de comprobación
remove = Eliminar el archivo
failed = No se pudo crear el archivo
failed-text = Algo falló en el servidor. No se ha perdido nada; inténtelo de nuevo.
gone = Esta exportación ya no está aquí
gone-text = Un archivo se conserva una hora desde que se creó, para quien lo pidió. Desaparece antes si el
    servidor se reinicia, si su dueño lo elimina o si crea un cuarto archivo.
gone-again = Para crearlo de nuevo, repita la búsqueda y elija Exportar. El registro tiene una entrada por
    cada exportación, con su búsqueda:
gone-find = todas las exportaciones
back = Volver al registro de auditoría
description = Descripción
