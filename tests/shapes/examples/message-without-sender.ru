# trips: message:greeting
DELETE DATA { statement:greeting-sender rdf:predicate schema:sender }
