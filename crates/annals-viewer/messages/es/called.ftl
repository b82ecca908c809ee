found = { $entries ->
    [one] Una de estas entradas no contiene las palabras: trata de un registro que se llama o se llamaba así.
    [many] { $entries } de estas entradas no contienen las palabras: tratan de registros que se llaman o se llamaban así.
   *[other] { $entries } de estas entradas no contienen las palabras: tratan de registros que se llaman o se llamaban así.
}
more = Solo se siguieron { $max } registros de ese nombre; añada palabras que digan cuál.
words-alone = Solo entradas con estas palabras
left-out = Solo entradas con estas palabras, se llamen como se llamen sus registros.
with-names = También las de registros que se llaman o se llamaban así
