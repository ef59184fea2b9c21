# trips: party:yu-skj
INSERT DATA { party:yu-skj schema:sameAs <http://www.wikidata.org/entity/Q1> }
