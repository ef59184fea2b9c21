# trips: party:idle
INSERT DATA { party:idle a cmq:Party ; skos:prefLabel "Idle party"@en }
