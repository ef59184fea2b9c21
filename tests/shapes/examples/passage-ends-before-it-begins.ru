# trips: passage:of-001
DELETE { ?position oa:end 10 } INSERT { ?position oa:end 0 } WHERE { passage:of-001 oa:hasSelector ?position }
