# trips: event:moscow
DELETE DATA { event:moscow schema:endDate "1957-11-19"^^xsd:date } ;
INSERT DATA { event:moscow schema:endDate "1957-11-15"^^xsd:date }
