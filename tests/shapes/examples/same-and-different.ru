# trips: party:us-old party:us-wwp
INSERT DATA { party:us-old owl:differentFrom party:us-wwp }
