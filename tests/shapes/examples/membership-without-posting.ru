# trips: person:butterfield
INSERT DATA { person:butterfield org:memberOf party:pt-pcp }
