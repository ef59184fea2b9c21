# trips: party:yu-skj
INSERT DATA { party:yu-skj skos:closeMatch <http://www.wikidata.org/entity/Q1> }
