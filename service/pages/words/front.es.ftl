### Las cadenas que muestran los scripts: el editor, sus resultados, las vistas de Explorar, las sugerencias.

## Suggestions
front-suggest-label = Sugerencias
front-suggest-count-one = { $count } sugerencia
front-suggest-count-other = { $count } sugerencias

## Editor
front-query-label = Consulta SPARQL
front-query-cancel = Cancelar
front-query-result = Resultado
front-query-place = Línea { $line }, columna { $column }
front-completion-thing = Una entidad de esta base de conocimiento: { $kind }
front-keys-title = Teclas del editor
front-keys-run-key = Ctrl Intro
front-keys-run = Preguntar
front-keys-complete-key = Ctrl Espacio
front-keys-complete = Completar: palabras clave, términos y entidades por su nombre
front-keys-accept-key = ↑ ↓, Intro o Tab
front-keys-accept = Elegir una propuesta; Escape cierra la lista
front-keys-next-fault-key = F8
front-keys-next-fault = Ir al error siguiente
front-keys-comment-key = Ctrl /
front-keys-comment = Convertir en comentario, o deshacerlo
front-keys-leave-key = Tab, Mayús Tab
front-keys-leave = Salir del editor
front-share-title = Enlace a esta consulta
front-share-plain = Enlace
front-share-short = Enlace corto, que lleva la consulta tras el # y necesita JavaScript
front-programs-title = Preguntar desde un programa
front-copy = Copiar
front-copied = Copiado
front-examples-filter = Buscar ejemplos
front-examples-count-one = { $count } ejemplo
front-examples-count-other = { $count } ejemplos

## Answers
front-status-running = Preguntando…
front-status-cancelled = Cancelada. No se muestra nada.
front-status-rows-one = { $count } fila en { $seconds } s, { $size }
front-status-rows-other = { $count } filas en { $seconds } s, { $size }
front-status-graph = Un grafo en { $seconds } s, { $size }
front-status-truth = Respondida en { $seconds } s
front-yes = sí
front-no = no
front-rows-more-one = Mostrar { $count } fila más de { $all }
front-rows-more-other = Mostrar { $count } filas más de { $all }
front-files-label = La respuesta entera como archivo:
front-save-as = Guardar como { $format }
front-failure-unreachable = No se puede alcanzar el punto de acceso
front-failure-try-again = Compruebe la conexión y pregunte otra vez.
front-failure-large = El resultado es demasiado grande para una página
front-failure-large-detail = No se muestra, porque una parte parecería el todo.
front-failure-large-hint = Añada LIMIT, o tómelo como archivo con uno de los programas de abajo.
front-failure-cut = La respuesta se interrumpió a la mitad
front-failure-cut-detail = Llegaron { $bytes } bytes; no se muestran, porque no son la respuesta entera.
front-failure-cut-hint = La consulta tardó demasiado o necesitó demasiada memoria, o se perdió la conexión. Pida menos, o inténtelo otra vez.
front-failure-retry = Inténtelo otra vez dentro de { $seconds } segundos.
front-failure-page = Esta página cometió un error

## Views
front-view-choice = Vista
front-view-table = Tabla
front-view-chart = Gráfico
front-view-timeline = Cronología
front-view-map = Mapa
front-view-network = Red
front-view-matrix = Matriz
front-view-keys = Las flechas llevan de marca en marca, Intro abre la página de una. Todo lo que se ve está también en la tabla.
front-view-first = Se dibujan los primeros { $count } de { $all }; la tabla los tiene todos.
front-view-not-on-map = Fuera de este mapa: { $names }
front-ties-one = { $count } vínculo
front-ties-other = { $count } vínculos
front-zoom-in = Acercar
front-zoom-out = Alejar
