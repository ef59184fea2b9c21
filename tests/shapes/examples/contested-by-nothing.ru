# trips: naming:okp
INSERT DATA { naming:okp cmq:contested true }
