live = En directo
pause = Pausar
resume = Reanudar
stop = Detener
reload = Recargar
needs-script =
    Las entradas nuevas no pueden aparecer solas, porque los scripts están desactivados. Recargue la
    página para verlas.
connecting = Conectando…
connected = Conectado
paused = En pausa
reconnecting = Conectando de nuevo…
busy = Hay demasiados registros en directo abiertos. Cierre otro; intentándolo de nuevo…
over = Su sesión ha terminado. Recargue la página para iniciar sesión de nuevo.
refused = Esta búsqueda no se puede seguir. Recargue la página para ver por qué.
arrived = { $count ->
    [one] { $count } nueva
   *[other] { $count } nuevas
}
waiting = { $count } en espera
missed = { $count ->
    [one] Se perdió { $count } entrada.
    [many] Se perdieron { $count } de entradas.
   *[other] Se perdieron { $count } entradas.
}
capped = Aquí solo se conservan las { $rows } filas más recientes.
