title = Entradas seleccionadas
select = Seleccionar la entrada { $number }
select-all = Seleccionar todas las entradas de esta página
count = { $count ->
    [one] { $count } seleccionada
   *[other] { $count } seleccionadas
}
page = { $count ->
    [one] La única de esta página ({ $count }) está seleccionada.
   *[other] Las { $count } de esta página están seleccionadas.
}
some = Entradas seleccionadas
everything = { $total ->
    [one] La única que coincide ({ $total }) está seleccionada.
   *[other] Las { $total } que coinciden están seleccionadas.
}
select-everything = { $total ->
    [one] Seleccionar la única que coincide ({ $total })
   *[other] Seleccionar las { $total } que coinciden
}
export-xlsx = Exportar a Excel
export-csv = Exportar a CSV
export-pdf = Informe PDF
export-ndjson = Exportar a NDJSON
copy = Copiar filas
copied = Copiado
delete = Eliminar…
clear = Deseleccionar
