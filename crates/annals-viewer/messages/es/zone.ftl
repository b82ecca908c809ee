title = Zona horaria
of-organization = Organización ({ $name })
utc = UTC
own = Su hora ({ $name })
other = Otra zona…
all-times = Todas las horas son de { $name }, ahora UTC{ $offset }.
in-file = Sus horas son de { $name }; al lado están las de UTC.
unknown = No existe la zona horaria «{ $name }». Todas las horas son de { $shown }.
no-such = No existe la zona horaria «{ $name }».
text =
    Todas las horas de la página se muestran entonces en esta zona, y en ella cuentan las fechas y
    horas que escriba, así como los días, los gráficos y los archivos exportados. Las entradas
    quedan como están. La elección forma parte de la dirección: quien siga un enlace a la página ve
    también esa zona.
place = Lugar
place-offset = { $name }, UTC{ $offset }
place-hint = La diferencia es la de este momento; el horario de verano se tiene en cuenta.
show = Mostrar las horas de allí
back = Volver
pin = Fijar como fechas absolutas
pin-hint = para que un enlace conserve estos días.
