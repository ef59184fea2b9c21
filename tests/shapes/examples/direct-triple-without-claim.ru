# trips: event:moscow
INSERT DATA { event:moscow schema:location place:yu }
