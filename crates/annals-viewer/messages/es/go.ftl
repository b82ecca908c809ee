title = Buscar páginas
open = Buscar páginas…
key = Ctrl K
label = Página, vista, persona o registro
placeholder = Registro de auditoría, una vista, una persona, un registro
submit = Buscar
close = Cerrar
results = Resultados
count = Resultados: { $count }
failed = No se pueden cargar los resultados. Pulse Intro para buscar en una página propia.
keys = ↑ ↓ para elegir, Intro para abrir, Esc para cerrar
pages = Páginas
views = Vistas
entries = Entradas
people = Personas
records = Registros
search = En el registro de auditoría
audit-log-words = audit log ver historial actividad entradas cambios registro auditoria
views-words = views todas guardadas compartidas listas búsquedas
security-words =
    user security informes auditoría derechos permisos cuentas grupos preferencias herramientas
    calendarios
person = lo que hizo
search-for = Buscar «{ $typed }» en el registro de auditoría
