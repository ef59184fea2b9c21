# trips: claim:of-001
INSERT DATA { claim:of-001 cmq:plausibilityReason "It cannot be."@en }
