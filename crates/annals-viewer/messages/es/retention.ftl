### Conservación

title = Conservación
words = conservar borrar depurar contenido mensajes texto meses política
about =
    Lo que dicen los mensajes se borra cuando se ha conservado bastante tiempo. Que un mensaje se
    envió, y qué fue de él, se conserva.
waits = Espera confirmación
waits-about =
    No se borra nada antes de que lo confirme alguien con el derecho Conservación: gestionar, la
    primera vez y cada vez que se acorta un plazo.
goes-by-itself = Funciona por sí sola, una vez al día
next-run = La próxima pasada será { $at } o poco después.
keeps-all = Todo se conserva para siempre
confirmed-by = Confirmado por { $by }, { $at }
kept-title = Lo que se conserva
log = Registro
kept-for = Se conserva
kept = Textos conservados
oldest = El más antiguo
due = Vencidos
due-soon = Vencen en 30 días
confirm-title = Confirmar
confirm-about =
    Una pasada empieza enseguida y borra todo lo vencido; después hay una cada día. Lo borrado
    desaparece de la base de datos y de las copias posteriores, y nadie puede recuperarlo.
confirm-box = Borrar lo vencido, ahora y de aquí en adelante
confirm = Confirmar la conservación
not-confirmed = Marque la casilla para confirmarlo.
done = Está confirmado. La primera pasada ha empezado.
runs = Pasadas que borraron algo
no-runs = Todavía no se ha borrado nada.
begun = Comienzo
state = Estado
over = Terminada, y fuera de los archivos
under-way = En curso
held = Retenidos
held-texts = { $count ->
    [one] { $count } texto ha vencido y se queda, porque lo guarda una retención legal:
    [many] { $count } de textos han vencido y se quedan, porque los guardan retenciones legales:
   *[other] { $count } textos han vencido y se quedan, porque los guardan retenciones legales:
}
held-by = { $count ->
    [one] { $hold }: { $count } texto
    [many] { $hold }: { $count } de textos
   *[other] { $hold }: { $count } textos
}
