too-long = Una búsqueda tiene como máximo { $max } bytes; esta tiene { $bytes }.
nothing-to-find = No hay ninguna letra, cifra ni condición que buscar.
lone-or = { $word } necesita una condición a cada lado; póngalo entre comillas para buscar la palabra.
not-opened = No se abrió ningún paréntesis antes de este.
too-deep = Se admiten como máximo { $max } niveles de paréntesis.
nothing-between = No hay nada entre los paréntesis.
parenthesis-open = Este paréntesis no está cerrado.
too-many = Una búsqueda tiene como máximo { $max } condiciones.
star-within = Un { $star } representa el resto de una palabra, solo al final de ella.
value-missing = { $written } necesita un valor justo detrás, como { $example }.
no-condition = { $written } no es una condición; para un registro de este tipo escriba { $example }
one-value = { $written } admite un solo valor; repita la condición para indicar varios.
record-unfinished = { $written } necesita un tipo y un id, como { $example }.
record-id-missing = { $written } necesita el id de un registro.
no-date =
    Esto no es una fecha ni una hora; escriba { $date }, { $moment }, { $today }, { $yesterday }, o
    hace cuánto: { $ago }.
no-day = { $place ->
    [words] No existe el día { $typed }; póngalo entre comillas para buscarlo como texto.
   *[value] No existe el día { $typed }.
}
outside = { $place ->
    [words] { $typed } queda fuera del calendario; póngalo entre comillas para buscarlo como texto.
   *[value] { $typed } queda fuera del calendario.
}
too-long-ago = { $place ->
    [words] Hace { $typed } es antes de que empiece el calendario; póngalo entre comillas para
        buscarlo como texto.
   *[value] Hace { $typed } es antes de que empiece el calendario.
}
ends-before = { $place ->
    [words] { $typed } termina antes de empezar; póngalo entre comillas para buscarlo como texto.
   *[value] { $typed } termina antes de empezar.
}
no-offset = { $place ->
    [words] { $typed } no es una hora con una diferencia respecto a UTC; póngala entre comillas para
        buscarla como texto.
   *[value] { $typed } no es una hora con una diferencia respecto a UTC.
}
outside-calendar = Esto queda fuera del calendario.
quotation-open = Estas comillas no están cerradas.
no-word = Este valor no tiene ninguna letra ni cifra que buscar.
empty = Este valor está vacío.
detail-missing = Escriba a qué detalle se refiere: { $example }.
no-choice = Aquí se admite { $choices }.
no-address =
    Una dirección se escribe como { $address } o { $address6 }; una red, como { $network } o { $network6 }.
calendar-star = Un calendario se compara entero, sin { $star }.
no-calendar = Un calendario se escribe como escuela, 2027 o escuela/2027.
off-only = Aquí solo se admite { $value }.
