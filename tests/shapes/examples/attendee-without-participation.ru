# trips: event:moscow
INSERT DATA { event:moscow schema:attendee party:pt-pcp }
