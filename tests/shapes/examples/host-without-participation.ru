# trips: event:moscow
INSERT DATA { event:moscow cmq:host party:yu-skj }
