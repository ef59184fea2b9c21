### Search.

search-title = Search
search-for = { $what }: search
search-label = A name in any script, an abbreviation, or an item on Wikidata
search-found = { $count ->
    [0] Nothing is called “{ $what }”.
    [one] { $count } thing for “{ $what }”.
   *[other] { $count } things for “{ $what }”.
  }
search-all = { $count ->
    [one] { $count } thing in all.
   *[other] { $count } things in all.
  }
search-not-spelled = No name is spelled so; these are spelled much like it.
search-did-you-mean = Did you mean
search-narrowed = Only:
search-remove = Remove { $what }
search-clear = Remove all
search-nothing = Try fewer words, or another spelling; every script is understood.
search-by-name = found as
search-misprint = misprint
search-how-near = spelled otherwise
search-printed = printed so at
search-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
  }
search-pages = Pages of hits
search-by-kind = Kind
search-by-country = Country
search-by-decade = Decade
search-by-document = Document
search-kind-party = party
search-kind-body = body of a party
search-kind-forum = forum
search-kind-series = series of events
search-kind-event = event
search-kind-message = message
search-kind-person = person
search-kind-place = place
search-kind-organization = organisation
search-kind-document = document
search-kind-doc = source document
