# trips: claim:of-001
INSERT DATA { claim:of-001 cmq:accordingTo doc:004 }
