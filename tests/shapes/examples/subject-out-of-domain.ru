# trips: statement:moscow-eventType
DELETE DATA { statement:moscow-eventType rdf:subject event:moscow } ;
INSERT DATA { statement:moscow-eventType rdf:subject party:ru-okp }
