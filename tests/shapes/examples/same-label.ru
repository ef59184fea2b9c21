# trips: party:pt-pcp
INSERT DATA { party:ru-okp skos:prefLabel "Portuguese Communist Party"@en }
