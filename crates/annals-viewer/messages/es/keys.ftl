title = Teclado
open = Todas las teclas
close = Cerrar
switch = Usar teclas de una sola letra o signo
switch-hint =
    Nunca actúan mientras escribe. Desactívelas si dicta a su equipo o si le estorban; este
    navegador lo recuerda.
palette = buscar páginas, vistas, personas y registros
search = ir a la barra de búsqueda
step = entrada siguiente y anterior
open-entry = abrir la entrada
turn = entradas más antiguas y más recientes; en otro orden, la página anterior y la siguiente
select = seleccionar la entrada que tiene el foco
escape = cerrar lo que está abierto; no seleccionar nada
help = mostrar estas teclas
zone = horas de la organización, en UTC o de su propio reloj
dates = ir al intervalo de fechas
copy-link = copiar el enlace de la entrada que tiene el foco o de lo que se muestra
export = abrir la exportación
link-copied = Enlace copiado
link-not-copied = El navegador no permitió copiar el enlace
