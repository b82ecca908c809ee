title = Su cuenta
words = perfil contraseña sesiones dispositivos cerrar sesión seguridad cambiar
name = Nombre
email = Correo electrónico
role = Función
organization = Organización
facts-about = Un administrador puede cambiar estos datos.
password = Contraseña
password-about = Para elegir otra contraseña necesita la anterior.
change-password = Cambiar la contraseña
password-required = Elija otra contraseña antes de continuar.
password-ends = Aquí seguirá con la sesión iniciada; en todos los demás lugares se cerrará.
old-password = Contraseña anterior
new-password = Contraseña nueva
new-password-again = Contraseña nueva, otra vez
new-password-about = { $min } caracteres como mínimo. Una frase es mejor que una palabra.
save-password = Guardar la contraseña
password-changed = Se cambió su contraseña y se cerraron sus demás sesiones.
choose-password = Elija otra contraseña
reset-of = Para la cuenta { $username }.
sessions = Dónde tiene la sesión iniciada
sessions-about = Cierre la sesión donde no reconozca el navegador o su dirección, y cambie su contraseña.
no-sessions = No tiene ninguna sesión iniciada.
this-session = Este navegador
began = Inicio
last-used = Último uso
address = Dirección
end = Cerrar sesión
end-named = Cerrar sesión de { $browser }
end-this = Cerrar sesión aquí
end-others = Cerrar sesión en los demás lugares
end-all = Cerrar sesión en todas partes
ended = { $count ->
    [0] No había ninguna otra sesión.
    [one] Se cerró una sesión.
   *[other] Se cerraron { $count } sesiones.
}
browser-on = { $browser } en { $system }
unknown-program = Un programa desconocido
