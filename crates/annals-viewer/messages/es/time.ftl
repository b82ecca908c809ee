month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}

month-short = { $month ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sept
    [10] oct
    [11] nov
   *[12] dic
}

weekday = { $day ->
    [1] lun
    [2] mar
    [3] mié
    [4] jue
    [5] vie
    [6] sáb
   *[7] dom
}

day = { $day } { $month } { $year }
day-of-month = { $day } { $month }
day-of-week = { $weekday }, { $day }
month-of-year = { $month } de { $year }
month-of-year-short = { $month } { $year }
clock = { $half ->
    [am] { $time } a. m.
   *[pm] { $time } p. m.
}
