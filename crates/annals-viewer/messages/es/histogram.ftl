per-minutes = { $minutes ->
    [1] Entradas por minuto
   *[other] Entradas cada { $minutes } minutos
}
per-hours = { $hours ->
    [1] Entradas por hora
   *[other] Entradas cada { $hours } horas
}
per-day = Entradas por día
per-week = Entradas por semana
per-month = Entradas por mes
per-quarter = Entradas por trimestre
per-year = Entradas por año
bar = { $label }: { $count ->
    [one] { $count } entrada
    [many] { $count } de entradas
   *[other] { $count } entradas
}
as-table = Mostrar como tabla
period = Periodo
entries = Entradas
earlier = { $count } antes del { $day }
minute = { $day }, { $clock }
hours = { $day }, { $from } – { $to }
week = Semana del { $day }
quarter = Trimestre desde { $month }
chosen = { $from } – { $to }: { $entries }
chosen-one = { $label }: { $entries }
chosen-entries = { $count ->
    [one] { $count } entrada
    [many] { $count } de entradas
   *[other] { $count } entradas
}
