# trips: claim:of-001
INSERT DATA { claim:of-001 prov:wasDerivedFrom passage:of-004 }
