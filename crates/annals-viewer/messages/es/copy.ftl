title = Copiar esta entrada
link = Copiar enlace
id = Copiar ID del evento
json = Copiar JSON
curl = Copiar como curl
csv = Copiar fila CSV
query = Copiar búsqueda
show = Enlace, ID, curl, fila CSV y búsqueda como texto
