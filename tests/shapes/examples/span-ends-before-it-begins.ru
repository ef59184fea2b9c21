# trips: span:1957
DELETE DATA { span:1957 cmq:latest "1957-12-31"^^xsd:date } ;
INSERT DATA { span:1957 cmq:latest "1956-12-31"^^xsd:date }
