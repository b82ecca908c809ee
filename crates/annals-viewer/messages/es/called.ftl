found = { $entries ->
    [one] Una de estas entradas trata de un registro que se llama o se llamaba así, con otro nombre.
    [many] { $entries } de estas entradas tratan de registros que se llaman o se llamaban así, con otros nombres.
   *[other] { $entries } de estas entradas tratan de registros que se llaman o se llamaban así, con otros nombres.
}
more = Solo se siguieron { $max } registros de ese nombre; añada palabras que digan cuál.
words-alone = Solo entradas con estas palabras
left-out = Solo entradas con estas palabras, se llamen como se llamen sus registros.
with-names = También las de registros que se llaman o se llamaban así
