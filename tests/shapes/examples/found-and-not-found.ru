# trips: party:us-wwp
INSERT DATA { party:us-wwp skos:exactMatch <http://www.wikidata.org/entity/Q1> }
