# trips: event:congress
INSERT DATA { statement:congress-ordinal cmq:contested true }
