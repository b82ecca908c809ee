title = Filtrar por este valor
open = Filtrar por { $name }
include = Incluir en la búsqueda
exclude = Excluir de la búsqueda
only = Solo esto
copy = Copiar
