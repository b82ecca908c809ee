title = Ayuda
about =
    Cómo leer el registro de auditoría y buscar en él, y cómo gestionar usuarios, derechos y ajustes.
    Cada respuesta tiene su propia dirección; también las encuentra la búsqueda de páginas (Ctrl K).
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
