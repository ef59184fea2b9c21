# trips: message:greeting
DELETE DATA { statement:greeting-carriedIn rdf:predicate cmq:carriedIn }
