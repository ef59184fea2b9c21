# trips: doc:001 doc:004
INSERT DATA { doc:001 prov:hadPrimarySource doc:004 . doc:004 prov:hadPrimarySource doc:001 }
