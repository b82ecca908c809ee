sign-in = Iniciar sesión
sign-out = Cerrar sesión
password = Contraseña
refused = El nombre de usuario o la contraseña no son correctos.
too-many = Demasiados intentos. Espere un minuto e inténtelo de nuevo.
organization-closed = Su organización está cerrada. Nadie de ella puede iniciar sesión.
signed-out = Ha cerrado la sesión.
expired = Su sesión ha terminado. Inicie sesión para continuar.
skip = Ir al contenido
skip-to-entries = Ir a las entradas
main = Principal
languages = Idioma
reports = Informes
user-menu = Menú de usuario de { $name }
user-pages = Sus páginas

password-set = Se cambió su contraseña. Inicie sesión con ella.

code-title = Escriba el código
code-about = Abra la aplicación que genera sus códigos o use un código de recuperación.
code-or-recovery = Código, o un código de recuperación
go-on = Continuar
other-user = Iniciar sesión con otra cuenta
code-refused = El código no es correcto o ya se ha usado.
code-over = Inicie sesión de nuevo: el código llegó demasiado tarde o hubo demasiados incorrectos.
