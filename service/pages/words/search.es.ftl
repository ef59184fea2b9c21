### Búsqueda.

search-title = Buscar
search-for = { $what }: búsqueda
search-label = Un nombre en cualquier escritura, una sigla o un elemento de Wikidata
search-found = { $count ->
    [0] Nada se llama «{ $what }».
    [one] { $count } resultado para «{ $what }».
   *[other] { $count } resultados para «{ $what }».
  }
search-all = { $count ->
    [one] { $count } resultado en total.
   *[other] { $count } resultados en total.
  }
search-not-spelled = Ningún nombre se escribe así; estos se escriben de forma parecida.
search-did-you-mean = ¿Quiso decir
search-narrowed = Solo:
search-remove = Quitar { $what }
search-clear = Quitar todo
search-nothing = Pruebe con menos palabras o con otra grafía; se entiende cualquier escritura.
search-by-name = encontrado como
search-misprint = errata
search-how-near = escrito de otro modo
search-printed = impreso así en
search-claims = { $count ->
    [one] { $count } afirmación
   *[other] { $count } afirmaciones
  }
search-pages = Páginas de resultados
search-by-kind = Clase
search-by-country = País
search-by-decade = Década
search-by-document = Documento
search-kind-party = partido
search-kind-body = órgano de un partido
search-kind-forum = foro
search-kind-series = serie de encuentros
search-kind-event = acontecimiento
search-kind-message = mensaje
search-kind-person = persona
search-kind-place = lugar
search-kind-organization = organización
search-kind-document = documento
search-kind-doc = documento fuente
