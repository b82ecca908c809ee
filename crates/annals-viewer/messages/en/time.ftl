### Days and times of day.

# A month.
# $month (Id): its number
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

# A month within a date.
# $month (Id): its number
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

# A day of the week within a date.
# $day (Id): its number; Monday is 1
weekday = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}

# A day: "Nov 20, 2026".
# $month (String): the short month
# $day (Id): its number
# $year (Id): the year
day = { $month } { $day }, { $year }

# A day without its year: "Nov 20".
# $month (String): the short month
# $day (Id): its number
day-of-month = { $month } { $day }

# A day with its day of the week: "Fri, Nov 20, 2026".
# $weekday (String): the short day of the week
# $day (String): the day
day-of-week = { $weekday }, { $day }

# A month: "November 2026".
# $month (String): the month
# $year (Id): the year
month-of-year = { $month } { $year }

# A month where there is little room: "Nov 2026".
# $month (String): the short month
# $year (Id): the year
month-of-year-short = { $month } { $year }

# A time of day: "9:14:03 AM".
# $time (String): "9:14:03", "9:14" or "9"
# $half (String): am or pm
clock = { $half ->
    [am] { $time } AM
   *[pm] { $time } PM
}
