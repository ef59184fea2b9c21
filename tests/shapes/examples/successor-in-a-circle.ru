# trips: party:us-old party:us-wwp
INSERT DATA { party:us-wwp dcterms:isReplacedBy party:us-old }
