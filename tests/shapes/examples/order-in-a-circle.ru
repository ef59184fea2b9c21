# trips: event:congress event:moscow
INSERT DATA { event:congress cmq:precededBy event:moscow . event:moscow cmq:precededBy event:congress }
