not-found = Página no encontrada
not-found-text = En esta dirección no hay nada, o nada que usted pueda ver.
forbidden = No puede ver esto
forbidden-text =
    Su cuenta no tiene el derecho que pide esta página. Un administrador de su organización puede dárselo.
outdated = Este formulario ya no es válido
outdated-text =
    Pertenece a una sesión que ha terminado, o se envió desde otro sitio. No se ha hecho nada.
    Vuelva atrás, recargue la página e inténtelo de nuevo.
internal = Algo falló aquí
internal-text = Annals no pudo responder. No se ha cambiado nada; intentarlo de nuevo puede ayudar.
unavailable = Annals no está listo
unavailable-text = Está arrancando, o está ocupado. Inténtelo de nuevo en un momento.
bad-request = Esta dirección no se entiende
request-id = ID de la petición
go-home = Ir al registro de auditoría
retry = Intentar de nuevo
