# trips: party:pt-pcp
INSERT DATA { party:pt-pcp owl:deprecated true }
