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

second-factor = Segundo factor
factor-about =
    Con él, para iniciar sesión hace falta, además de la contraseña, un código de una aplicación:
    una contraseña robada no abre nada por sí sola.
factor-needs =
    Necesita una aplicación que genere esos códigos, en su teléfono o en su gestor de contraseñas.
factor-off = Está desactivado.
factor-on = Está activado desde { $since }.
codes-left = { $count ->
    [0] No queda ningún código de recuperación.
    [one] Queda un código de recuperación.
   *[other] Quedan { $count } códigos de recuperación.
}
set-factor-up = Configurar
change-factor = Códigos de recuperación y eliminación
factor-required = Su organización exige un segundo factor. Configúrelo antes de continuar.
your-password = Su contraseña
go-on = Continuar
scan =
    Escanee la imagen con la aplicación o escriba en ella la clave. Después escriba el código que
    muestra la aplicación.
key-picture = Imagen de la clave, para escanear con un teléfono
key = Clave
code = Código que muestra la aplicación
confirm = Confirmar
begin-again = Empezar de nuevo
begin-again-about = Genera otra clave; la de arriba deja de valer.
recovery-codes = Códigos de recuperación
factor-is-on = Desde ahora, para iniciar sesión hace falta un código.
codes-about =
    Cada uno de ellos sirve una vez para iniciar sesión cuando no tiene la aplicación a mano.
    Guárdelos donde solo usted los encuentre: no se vuelven a mostrar.
codes-kept = Los he guardado
renew-about = Los códigos nuevos sustituyen a los que quedan.
renew-codes = Generar códigos de recuperación nuevos
remove-factor = Eliminar el segundo factor
remove-factor-about = Después, para iniciar sesión basta la contraseña.
factor-removed = Se eliminó el segundo factor.
