title = Sugerencias
count = { $count ->
    [one] { $count } sugerencia. Las flechas la eligen, Intro la toma.
    [many] { $count } de sugerencias. Las flechas eligen, Intro toma una.
   *[other] { $count } sugerencias. Las flechas eligen, Intro toma una.
}
example = por ejemplo { $example }
person = lo que hizo
action = acción, { $code }
record-type = registros de este tipo, por su identificador
