### Todas las cadenas de la interfaz en español. Las mismas claves que en.ftl.

## Frame
skip = Saltar al contenido
find = Buscar
find-label = Buscar nombres, encuentros y documentos
find-placeholder = Un partido, una persona, un encuentro…
nav-label = Principal
nav-explore = Explorar
nav-search = Buscar
nav-query = Consultar
nav-conflicts = Discrepancias
nav-ont = Ontología
nav-sources = Fuentes
nav-dumps = Descargas
nav-about = Acerca de
crumbs-label = Usted está aquí
home = Inicio
language = Idioma
theme = Tema
theme-light = Claro
theme-dark = Oscuro
theme-system = Sistema
release-line = Edición { $name } del { $issued }.
release-files = Sus archivos
licence-data = Datos
licence-vocabulary = Vocabulario, formas y alineamientos
foot-about = Acerca de, y cómo citar
foot-status = Estado y límites
foot-problems = Mensajes de error
foot-prefixes = Prefijos
foot-sitemap = Mapa del sitio
foot-releases = Ediciones

## Parts
data-label = Esta página para programas
data-as = Esta página como datos:
data-query = La consulta detrás de esta página
previous = Anterior
next = Siguiente
page-of = Página { $number } de { $last }
note-label = Nota { $number }: quién lo dice
notes = Quién lo dice, y dónde
note-claim = afirmación
position = caracteres { $start } a { $end }
rows = { $count ->
    [one] { $count } fila
   *[other] { $count } filas
  }
triples = { $count ->
    [one] { $count } tripleta
   *[other] { $count } tripletas
  }
yes = sí
no = no
or = o

## Dates
date-one-day-of = en algún momento de { $span }
date-since = desde { $start }
date-from = a partir de { $start }
date-until = hasta { $end }
date-about = hacia { $date }
date-unsure = { $date } (inseguro)
date-about-unsure = hacia { $date } (inseguro)

## Home
home-lead = Partidos comunistas y obreros, los encuentros en que se reúnen y los mensajes que se envían: lo que dicen los documentos, cada afirmación con su lugar en la fuente.
home-browse = Explorar por tipos
home-ask = Preguntar
home-take = Llévesela
figure-documents = documentos fuente
figure-things = partidos, encuentros, personas y otras cosas
figure-claims = afirmaciones
figure-passages = pasajes
figure-triples = tripletas

## Kinds of things, in the plural
kinds-party = Partidos
kinds-body = Órganos de partidos
kinds-forum = Foros
kinds-series = Series de encuentros
kinds-event = Acontecimientos
kinds-message = Mensajes
kinds-person = Personas
kinds-place = Lugares
kinds-organization = Otras organizaciones
kinds-document = Documentos mencionados
kinds-doc = Documentos fuente
kinds-observation = Cifras
kinds-claim = Afirmaciones
kinds-passage = Pasajes
kinds-participation = Participaciones
kinds-naming = Nombres en uso
kinds-position = Posiciones
kinds-posting = Cargos
kinds-relation = Relaciones
kinds-change = Cambios
kinds-statement = Enunciados simples
kinds-span = Fechas y periodos
kinds-run = Ejecuciones del mapeo
kinds-mapping = Alineamientos

## Things
thing-facts = Datos
thing-more-facts = Más datos
evidence = las pruebas
event-hosts = Recibidos por
counted-here = Contados por nosotros entre los nombrados en la lista de abajo.
claim-manner = Cómo se presenta
claim-doubt = Lo que habla en contra
doc-at-hand = El archivo está disponible aquí: los pasajes muestran sus palabras.
doc-not-at-hand = El archivo no se republica: los pasajes dan su posición y su hash, para comprobarlos en su propia copia.
thing-mentions = Mencionado por
thing-too-much = Se dice más de esto de lo que cabe en una página: aquí están solo sus propios enunciados. Pregunte el resto al punto de acceso.
contested = las fuentes discrepan

## Vocabulary
term-within = { $name } de
graph-title = Grafo con nombre
graph-how = Envíe Accept: text/turtle a esta dirección, o pregunte al almacén de grafos:

## Downloads
dumps-title = Descargas
dumps-lead = Edición { $name } del { $issued }: { $triples } tripletas, { $claims } afirmaciones de { $documents } documentos.
dumps-permanent = Estas direcciones no cambian nunca:
dumps-files = Archivos de la edición
dumps-file = Archivo
dumps-size = Tamaño
dumps-packed = gzip
dumps-media-type = Tipo de medio
dumps-hash = SHA-256
dumps-also = También

## Query
query-title = Consultar
query-label = SPARQL
query-ask = Preguntar
query-as = como
query-as-page = una página
query-sample = Un ejemplo para empezar: los partidos que acudieron a más acontecimientos.
query-result = Resultado
query-examples = Ejemplos
query-examples-lead = Preguntas por las que se juzga esta base de conocimiento. Elija una para ver su consulta, y ejecútela.
query-federated = pregunta también a { $host }
query-place = Línea { $line }, columna { $column }
query-too-large = El resultado es demasiado grande para una página. Añada LIMIT, o descárguelo como archivo.

## Limits, prefixes, problems
limits-title = Límites
limits-lead = Lo que pueden usar una consulta, un cliente y el servicio entero.
limits-name = Nombre
limits-value = Valor
limits-unit = Unidad
limits-bounds = Márgenes
prefixes-title = Prefijos
problems-title = Cómo puede fallar una petición
problems-lead = Cada fallo se envía como problem+json (RFC 9457); su tipo conduce aquí.
problems-kind = Clase
problems-status = Código
problems-meaning = Significado
problems-remedy = Qué hacer
problem-near = ¿Quiso decir…?
problem-all = Todas las formas en que puede fallar una petición

## Kinds of things, one of them
kind-party = Partido
kind-body = Órgano de un partido
kind-forum = Foro
kind-series = Serie de encuentros
kind-event = Acontecimiento
kind-message = Mensaje
kind-person = Persona
kind-place = Lugar
kind-organization = Organización
kind-document = Documento mencionado
kind-doc = Documento fuente
kind-observation = Cifra
kind-claim = Afirmación
kind-passage = Pasaje
kind-participation = Participación
kind-naming = Nombre en uso
kind-position = Posición
kind-posting = Cargo
kind-relation = Relación
kind-change = Cambio
kind-statement = Enunciado simple
kind-span = Fecha o periodo
kind-run = Ejecución del mapeo
kind-mapping = Alineamiento

## Sections of a page
on-this-page = En esta página
section-names = Nombres en uso
section-came = Encuentros y otros acontecimientos
section-stayed = No acudió, o no quiso firmar
section-sent = Mensajes enviados
section-received = Mensajes recibidos
section-issued = Mensajes y documentos emitidos
section-signed = Firmó
section-bodies = Órganos
section-people = Personas y sus cargos
section-posts = Cargos
section-figures = Cifras
section-positions = Posiciones adoptadas
section-towards = Lo que otros dicen
section-relations = Relaciones
section-changes = Cambios
section-aspects = Quién lo firmó, lo rechazó o tuvo otra parte en él
section-mentions = También vinculado con
section-mentioned = Mencionado en
section-series = Series
section-editions = Ediciones
section-participants = Participantes
section-messages = Mensajes
section-adopted = Documentos adoptados
section-taken = Posiciones adoptadas allí
section-parties = Partidos y organizaciones
section-held = Acontecimientos celebrados aquí
section-inside = Lugares en su interior
section-said = Lo que dice
section-at = En esta fecha
section-dated = Fechado así
statement-link = Este enunciado en su propia página
sides = Las versiones, lado a lado
says-who = Quién lo dice
passage-no-words = Las palabras de este pasaje no se reproducen aquí; su posición y su SHA-256 permiten comprobarlo en su propia copia del documento.
for = por
by = por
because = a causa de
elsewhere = En otros catálogos
verdict-exactMatch = el mismo
verdict-closeMatch = casi el mismo
verdict-broadMatch = algo más amplio
verdict-narrowMatch = algo más estrecho
verdict-relatedMatch = relacionado
verdict-not = no es el mismo
verdict-none = nada encontrado
confidence = confianza { $value }

## Tables
column-name = Nombre como está impreso
column-kind = Clase
column-language = Idioma
column-when = Cuándo
column-where = Dónde
column-event = Acontecimiento
column-part = Papel
column-printed = Como está impreso
column-who = Quién
column-message = Mensaje
column-from = De
column-to = A
column-occasion = Ocasión
column-stand = Postura
column-topic = Sobre qué
column-relation = Relación
column-between = Entre
column-figure = Cifra
column-measure = Qué se cuenta
column-about = De qué
names-caption = Nombres que usan las fuentes, letra por letra, erratas incluidas
meetings-caption = Por fecha
participants-caption = Nombrados por una fuente
messages-caption = Por fecha
editions-caption = Por fecha
postings-caption = Cargos tal como los dan las fuentes
positions-caption = Posturas adoptadas, según una fuente
relations-caption = Cómo se relacionan entre sí
figures-caption = Números que dan las fuentes, y con qué exactitud
## Conflicts
conflicts = Lo que se discute
conflicts-lead = Donde los documentos se contradicen a sí mismos, entre sí, o contradicen a Wikidata u otras fuentes, las dos partes están aquí con sus pasajes. Nada de ello se decide aquí.
conflicts-none = Nada en esta versión está en disputa.
conflicts-kinds = Clases de conflicto
conflicts-about = Sobre
conflicts-one = Según un documento
conflicts-place = Dónde
conflicts-other = La otra parte
conflicts-the-other = Dónde
conflicts-the-source = Según qué fuente
conflicts-untold = véase allí
conflicts-unsourced = sin fuente indicada
conflicts-within = Dentro de un documento
conflicts-within-what = Dos pasajes de un mismo documento no pueden ser ciertos a la vez.
conflicts-between = Entre documentos
conflicts-between-what = Dos documentos dan valores distintos de lo que solo tiene uno.
conflicts-after-end = Después de su fin
conflicts-after-end-what = Actúa en un documento después del fin que da Wikidata.
conflicts-before-beginning = Antes de su comienzo
conflicts-before-beginning-what = Actúa en un documento antes del comienzo que da Wikidata.
conflicts-change = Comienzos y fines
conflicts-change-what = Un documento fecha una fundación o un fin de otro modo que Wikidata.
conflicts-anniversary = Aniversarios
conflicts-anniversary-what = Un aniversario no concuerda con el comienzo que da Wikidata.
conflicts-country = Países
conflicts-country-what = Un documento lo sitúa en un país que Wikidata no da.
conflicts-name = Nombres
conflicts-name-what = Ningún documento imprime el nombre que Wikidata da en inglés.
conflicts-office = Cargos
conflicts-office-what = Un documento da a una persona otro cargo que Wikidata.
conflicts-seats = Números de escaños
conflicts-seats-what = Un documento cuenta otros escaños que Wikidata para el mismo tiempo.
conflicts-elsewhere = Frente a otras fuentes
conflicts-elsewhere-what = Lo que dice un documento está en disputa o no puede ser cierto; la razón y su fuente están al lado.
