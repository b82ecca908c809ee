done = { $records ->
    [0] { $who }: «{ $action }».
    [1] { $who }: «{ $action }» على { $record }.
   *[other] { $who }: «{ $action }» على { $record } وعلى { $more ->
        [one] سجل آخر
        [two] سجلين آخرين
        [few] { $more } سجلات أخرى
        [many] { $more } سجلًا آخر
       *[other] { $more } سجل آخر
    }.
}
happened = { $records ->
    [0] { $who }: «{ $action }».
    [1] { $who }: «{ $action }» على { $record }.
   *[other] { $who }: «{ $action }» على { $record } وعلى { $more ->
        [one] سجل آخر
        [two] سجلين آخرين
        [few] { $more } سجلات أخرى
        [many] { $more } سجلًا آخر
       *[other] { $more } سجل آخر
    }.
}
failed = { $records ->
    [0] { $who }: محاولة «{ $action }»، لكنها فشلت.
    [1] { $who }: محاولة «{ $action }» على { $record }، لكنها فشلت.
   *[other] { $who }: محاولة «{ $action }» على { $record } وعلى { $more ->
        [one] سجل آخر
        [two] سجلين آخرين
        [few] { $more } سجلات أخرى
        [many] { $more } سجلًا آخر
       *[other] { $more } سجل آخر
    }، لكنها فشلت.
}
denied = { $records ->
    [0] { $who }: محاولة «{ $action }»، لكنها لم يُسمح بها.
    [1] { $who }: محاولة «{ $action }» على { $record }، لكنها لم يُسمح بها.
   *[other] { $who }: محاولة «{ $action }» على { $record } وعلى { $more ->
        [one] سجل آخر
        [two] سجلين آخرين
        [few] { $more } سجلات أخرى
        [many] { $more } سجلًا آخر
       *[other] { $more } سجل آخر
    }، لكنها لم يُسمح بها.
}
for-other = { $who }، نيابةً عن { $other }،
when = حدث ذلك في { $when }.
when-source = حدث ذلك في { $when } في { $source }.
when-ip = حدث ذلك في { $when } من { $ip }.
when-source-ip = حدث ذلك في { $when } في { $source }، من { $ip }.
