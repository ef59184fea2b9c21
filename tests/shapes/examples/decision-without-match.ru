# trips: mapping:new
INSERT DATA { <https://w3id.org/communique/id/mapping/new> owl:annotatedSource party:yu-skj ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget <http://www.wikidata.org/entity/Q1>  }
