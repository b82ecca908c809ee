not-found = Página no encontrada
not-found-text = En esta dirección no hay nada, o nada que usted pueda ver.
forbidden = No puede ver esto
forbidden-text =
    Su cuenta no tiene el derecho que pide esta página. Un administrador de su organización puede dárselo.
nothing-open = Todavía no hay nada abierto para usted
nothing-open-text = Ha iniciado sesión, pero su cuenta no tiene derecho a leer nada en Annals. Pida a un administrador de { $organization } que le dé alguno e indíquele su nombre de usuario: { $username }.
outdated = Este formulario ya no es válido
outdated-text =
    Pertenece a una sesión que ha terminado, o se envió desde otro sitio. No se ha hecho nada.
    Vuelva atrás, recargue la página e inténtelo de nuevo.
outdated-session = Se abrió en otra sesión, o antes de que usted iniciara sesión de nuevo. No se ha hecho nada.
outdated-now = Ha iniciado sesión como { $name } ({ $username }).
outdated-anew = Abra la página otra vez y rellénela de nuevo.
outdated-kept = Esto es lo que se rellenó. Envíelo otra vez si sigue siendo lo que quiere.
outdated-typed = Esto es lo que se rellenó, sin contraseñas ni códigos. Abra la página otra vez para rellenarla de nuevo.
send-again = Enviar otra vez como { $username }
open-anew = Abrir la página otra vez
internal = Algo falló aquí
internal-text = Annals no pudo responder. No se ha cambiado nada; intentarlo de nuevo puede ayudar.
unavailable = Annals no está listo
unavailable-text = Está arrancando, o está ocupado. Inténtelo de nuevo en un momento.
bad-request = Esta dirección no se entiende
refused = Esto no se puede hacer
request-id = ID de la petición
go-home = Ir al registro de auditoría
retry = Intentar de nuevo
