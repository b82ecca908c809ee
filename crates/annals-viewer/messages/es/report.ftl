search = Búsqueda
search-hiding = { $search }; sin consultas ni exportaciones
ticked = Entradas seleccionadas una a una
entries = Entradas
total = { $count ->
    [one] { $count } entrada
    [many] { $count } de entradas, primero las más recientes
   *[other] { $count } entradas, primero las más recientes
}
total-of-part = { $count ->
    [one] { $count } entrada; esta parte tiene de la número { $first } a la { $last }
    [many] { $count } de entradas, primero las más recientes; esta parte tiene de la número { $first } a la
        { $last }
   *[other] { $count } entradas, primero las más recientes; esta parte tiene de la número { $first } a la
        { $last }
}
made-fact = Creado
made-by = { $moment } por { $name } ({ $username })
made = Creado el { $moment }
time-zone = Zona horaria
zone = { $name }; debajo de cada hora está el mismo momento en UTC
page = Página { $page } de
part = Parte { $part } de { $parts }
for-other = para { $name }
continued = sigue
unshown = U+… en un marco es el número de un carácter que no se ve por sí mismo o que no está en ninguna
    fuente de este informe. Las exportaciones CSV, NDJSON y Excel tienen el carácter.
end = { $count ->
    [one] Fin del informe: { $count } entrada.
    [many] Fin del informe: { $count } de entradas.
   *[other] Fin del informe: { $count } entradas.
}
end-of-part = { $count ->
    [one] Fin de la parte { $part } de { $parts }: { $count } entrada de { $total }.
    [many] Fin de la parte { $part } de { $parts }: { $count } de entradas de { $total }.
   *[other] Fin de la parte { $part } de { $parts }: { $count } entradas de { $total }.
}
end-of-last-part = { $count ->
    [one] Fin de la última parte: { $count } entrada de { $total }.
    [many] Fin de la última parte: { $count } de entradas de { $total }.
   *[other] Fin de la última parte: { $count } entradas de { $total }.
}
parts = { $parts ->
    [one] Una carpeta ZIP con { $parts } documento PDF de hasta { $rows } entradas.
    [many] Una carpeta ZIP con { $parts } de documentos PDF numerados, de hasta { $rows } entradas cada uno. Su
        archivo de texto tiene la SHA-256 de cada uno.
   *[other] Una carpeta ZIP con { $parts } documentos PDF numerados, de hasta { $rows } entradas cada uno. Su
        archivo de texto tiene la SHA-256 de cada uno.
}
