add = Alta
change = Cambio
delete = Eliminación
access = Acceso
other = Otro

success = Correcto
failure = Fallido
denied = Denegado

staff = Personal
guardian = Tutor
student = Estudiante
system = Sistema
support = Soporte
api = API

for-other = en nombre de { $other }

unnamed-record = { $kind } { $id }

after-name = ;
