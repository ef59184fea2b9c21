# trips: observation:more
DELETE DATA { observation:more cmq:outOf 70 } ;
INSERT DATA { observation:more cmq:outOf 60 }
