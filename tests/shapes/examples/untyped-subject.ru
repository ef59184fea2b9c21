# trips: party:nobody
INSERT DATA { party:nobody skos:prefLabel "Nobody"@en }
