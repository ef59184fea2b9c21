# trips: statement:yu-skj-country
DELETE DATA { statement:yu-skj-country rdf:object place:yu } ;
INSERT DATA { statement:yu-skj-country rdf:object party:yu-skj }
