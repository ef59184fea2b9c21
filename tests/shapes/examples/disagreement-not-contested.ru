# trips: observation:open
DELETE DATA { observation:open cmq:contested true }
