title = Ayuda
about =
    Cómo leer, buscar y usar el registro de auditoría. Cada respuesta tiene su propia dirección;
    también las encuentra la búsqueda de páginas (Ctrl K).
words = help ayuda preguntas respuestas manual cómo por qué
all = Toda la ayuda
on-this-page = En esta página
topics = Temas
more = Más sobre esto
more-searching = Más sobre la búsqueda
example = Escriba
finds = Encuentra
link = Ayuda: { $question }
sign = ?
