### Las páginas en torno a los datos: inicio, fuentes, ediciones, estado, acerca de, vocabulario.

## Home
home-ways = Tres maneras de usarla
home-read = Leer
home-read-text = Abra un partido, un encuentro o un mensaje, y siga cada enunciado hasta el pasaje que lo dice.
home-ask-text = Haga una pregunta en SPARQL, a partir de unos cincuenta ejemplos; tome la respuesta como tabla, gráfico o archivo.
home-take-text = Descargue la edición entera con sus sumas de comprobación, cárguela en un almacén propio y cítela.
home-latest = Últimos documentos
home-claims = { $count ->
    [one] { $count } afirmación
   *[other] { $count } afirmaciones
  }

## Sources
sources-title = Fuentes
sources-lead = Los documentos de los que procede todo lo que hay aquí. Sus textos no se reproducen; cada archivo está ligado a su SHA-256, y cada pasaje a su posición y al suyo.
sources-caption = Documentos fuente, el más reciente primero
sources-document = Documento
sources-published = Publicado
sources-by = Editor
sources-file = Archivo
sources-original = original
sources-at-hand = se muestran sus palabras
sources-all = Todos los documentos fuente

## Releases
releases-title = Ediciones
releases-lead = Cada edición es una carpeta que no cambia nunca. Cualquiera puede reconstruirla byte a byte, comprobarla, citarla y cargarla en otro sitio.
releases-name = Edición
releases-issued = Fecha
releases-since = Desde la anterior
releases-diff = qué cambió
releases-current = servida ahora
diff-title = Qué cambió entre dos ediciones
diff-before = De
diff-after = a
diff-compare = Comparar
diff-added = Añadido
diff-changed = Cambiado
diff-withdrawn = Retirado
diff-quads-added = cuádruplas añadidas
diff-quads-withdrawn = cuádruplas retiradas
diff-nothing = Nada: las dos tienen las mismas cuádruplas.
diff-more = y { $count } más: pida JSON para tenerlos todos.
diff-graphs = Por grafo

## Status
status-title = Estado y límites
status-revision = Estado de los datos
status-load = Carga
status-engine = Procesos y consultas desde el arranque
status-what = Qué
status-number = Número
status-queries = consultas
status-limits = Márgenes de cada límite

## About
about-side = Describe, y no toma partido. Lo que dice un documento se da como lo que dice ese documento.
about-claims = Aquí un enunciado nunca es verdad sin más: una afirmación lo liga a una fuente, con el modo en que esta lo dice, y con nuestra duda y su motivo donde la hay. Donde los documentos discrepan, quedan ambos.
about-passages = Cada afirmación conduce a pasajes: posiciones en el archivo de un documento, con el SHA-256 de lo que hay allí. Así se puede comprobar cada enunciado sin reproducir ningún texto; solo nombres, números y fechas tal como están impresos.
about-wikidata = Partidos, personas, lugares y encuentros están ligados a Wikidata por decisiones revisadas, con sus pruebas. «No es el mismo» y «nada encontrado» también son decisiones.
about-missing = Lo que no está aquí no estaba en los documentos leídos hasta ahora. De su ausencia no se sigue nada.
about-cite = Cómo citar
about-cite-how = Cite la edición que usó: su nombre termina con las primeras cifras del hash de su contenido.
about-version = Edición { $version }
about-use = Qué puede hacer con ella
about-texts = Los documentos fuente pertenecen a sus autores. Ninguna frase suya forma parte de este conjunto de datos.

## Vocabulary
ontology-title = Ontología
ontology-lead = Cada término con su definición, cuántas veces lo usa la edición y cuántas de las preguntas de competencia.
ontology-classes = Clases
ontology-properties = Propiedades
ontology-schemes = Listas de conceptos
ontology-modules = Módulos
ontology-term = Término
ontology-definition = Qué significa
ontology-questions = Preguntas
ontology-diagram = Cada línea es una propiedad, de la clase en que empieza a la clase a la que conduce, según la ontología; las páginas de los términos lo dicen también con palabras.
term-example = Ejemplo
term-scopeNote = Cuándo no usarlo
term-uses = Usos en esta edición
term-shapes = Formas
term-diagram = Diagrama
term-diagram-of = Diagrama: las propiedades de { $name }
term-questions = Preguntas que lo usan
within-rdfs-domain = Propiedades que parten de él
within-rdfs-range = Propiedades que llevan a él
within-schema-domainIncludes = Propiedades que parten, entre otros, de él
within-schema-rangeIncludes = Propiedades que llevan, entre otros, a él
within-rdfs-subClassOf = Clases más específicas
within-rdfs-isDefinedBy = Términos definidos aquí
within-rdfs-seeAlso = Lo que remite a él
within-owl-imports = Módulos que lo usan
within-skos-inScheme = Conceptos de la lista

## Downloads
dumps-load = Cárguela en un almacén propio
dumps-check = Compruebe primero los archivos:
dumps-load-each = Los N-Quads lo contienen todo, cada documento fuente como un grafo con nombre; el Turtle contiene lo mismo sin grafos.
