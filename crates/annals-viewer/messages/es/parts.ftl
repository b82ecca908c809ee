counting = Contando…
no-facets = No se pudieron contar los filtros
no-chart = No se pudo dibujar el gráfico
offline = No hay conexión
offline-text =
    Lo que ve se cargó antes. Lo que pidió se intentará de nuevo en cuanto haya conexión.
unreachable = No se puede acceder a Annals
unreachable-text =
    Lo que ve se cargó antes. Puede que el servidor se esté reiniciando; intentarlo de nuevo en un
    momento puede ayudar.
