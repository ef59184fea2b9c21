# trips: event:congress
INSERT DATA { event:congress schema:startDate "2016-11-26"^^xsd:date }
