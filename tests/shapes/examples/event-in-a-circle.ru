# trips: event:congress event:moscow
INSERT DATA { event:congress schema:superEvent event:moscow . event:moscow schema:superEvent event:congress }
