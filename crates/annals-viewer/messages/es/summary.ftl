done = { $records ->
    [0] { $who }: «{ $action }».
    [1] { $who }: «{ $action }» en { $record }.
   *[other] { $who }: «{ $action }» en { $record } y { $more } más.
}
happened = { $records ->
    [0] { $who }: «{ $action }».
    [1] { $who }: «{ $action }» en { $record }.
   *[other] { $who }: «{ $action }» en { $record } y { $more } más.
}
failed = { $records ->
    [0] { $who } intentó «{ $action }», pero falló.
    [1] { $who } intentó «{ $action }» en { $record }, pero falló.
   *[other] { $who } intentó «{ $action }» en { $record } y { $more } más, pero falló.
}
denied = { $records ->
    [0] { $who } intentó «{ $action }», pero no se permitió.
    [1] { $who } intentó «{ $action }» en { $record }, pero no se permitió.
   *[other] { $who } intentó «{ $action }» en { $record } y { $more } más, pero no se permitió.
}
for-other = { $who }, en nombre de { $other },
when = Ocurrió el { $when }.
when-source = Ocurrió el { $when } en { $source }.
when-ip = Ocurrió el { $when } desde { $ip }.
when-source-ip = Ocurrió el { $when } en { $source }, desde { $ip }.
