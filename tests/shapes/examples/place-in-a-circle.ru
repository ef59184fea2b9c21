# trips: place:moscow place:su
INSERT DATA { place:su schema:containedInPlace place:moscow }
