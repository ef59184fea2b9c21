# trips: party:pt-pcp
INSERT DATA { party:pt-pcp skos:altLabel "PCP"@en }
