# trips: statement:moscow-eventType
DELETE DATA { statement:moscow-eventType rdf:object event-type:meeting } ;
INSERT DATA { statement:moscow-eventType rdf:object party:ru-okp }
