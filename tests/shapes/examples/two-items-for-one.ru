# trips: party:tn-rcd
INSERT DATA { party:tn-rcd skos:exactMatch <http://www.wikidata.org/entity/Q1> }
