# trips: party:yu-skj
INSERT DATA { party:yu-skj owl:sameAs <http://www.wikidata.org/entity/Q1> }
