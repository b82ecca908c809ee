### Tipos de registros

title = Tipos de registros
words = tipos registros etiqueta plural icono ventana edición url dirección plantilla pestañas catálogo
about =
    Cómo se llaman los registros de sus aplicaciones, aquí y en las organizaciones de abajo, qué
    pestañas tienen sus páginas y dónde abre la lupa su ventana de edición.
add = Declarar un tipo
count = { $count ->
    [one] { $count } tipo
   *[other] { $count } tipos
}
name = Nombre en los eventos
name-hint = Como lo envían las aplicaciones: { $example }. No se puede cambiar después.
label = Etiqueta
label-hint = Uno de ellos: «Alumno»
several = Forma plural
several-hint = Varios de ellos: «Alumnos». Si queda vacío, la etiqueta con una s.
icon = Dibujo
icon-record = Registro
icon-person = Persona
icon-people = Personas
icon-book = Libro
icon-calendar = Calendario
icon-money = Dinero
icon-envelope = Sobre
icon-gear = Engranaje
edit-url = Ventana de edición
edit-url-hint =
    Dónde edita su aplicación uno de ellos, con { $id } en lugar del identificador: { $example }. Si
    queda vacío, no hay lupa.
no-edit-url = ninguna
tabs = Pestañas
tabs-hint = Qué tiene la página de un registro así además de su registro de auditoría.
no-tabs = Solo el registro de auditoría
origin = Lo declara
built-in = Annals mismo
configured = la configuración del servidor
own = esta organización
above = una organización superior
preview = Vista previa
preview-about = Un registro de este tipo, con identificadores inventados, como lo muestran las páginas:
leads-to = La lupa lleva a { $address }
show-preview = Ver antes
save = Guardar
change = Cambiar
change-here = Cambiar para esta organización
change-here-about =
    Lo que guarde vale aquí y en las organizaciones de abajo. Lo declarado arriba sigue para las demás.
remove = Quitar la declaración
remove-about =
    Los registros de este tipo se muestran entonces como declara una organización superior o como es
    habitual. No se borra ningún registro ni ninguna entrada.
confirm-remove = Quitar la declaración de { $name }
was-saved = El tipo se guardó. Las páginas lo muestran desde ahora.
was-removed = La declaración se quitó.
name-taken = Esta organización ya declara ese tipo. Cámbielo en su página.
length = Escriba de 1 a { $max } caracteres.
unprintable = Contiene un carácter que no se ve, { $character }. Quítelo.
bad-name = Escriba hasta { $max } caracteres, sin espacios, { $colon } ni { $slash }.
bad-edit-url =
    Escriba una dirección que empiece por { $https } y un servidor, o por una sola { $slash }, y que
    tenga { $id } después del servidor. No lleva espacios ni letras con acento.
edit-url-length = Una dirección tiene hasta { $max } caracteres.
no-icon = Elija uno de los dibujos.
too-many = Esta organización declara { $max } tipos, tantos como puede. Quite uno antes.
not-confirmed = Marque la casilla para quitarla.
