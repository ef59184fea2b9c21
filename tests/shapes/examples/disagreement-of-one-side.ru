# trips: observation:more
DELETE DATA { observation:open cmq:disagreesWith observation:more }
