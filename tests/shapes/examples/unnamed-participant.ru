# trips: person:butterfield
DELETE DATA { naming:butterfield cmq:named person:butterfield }
