# trips: body:us-wwp-international party:us-wwp
INSERT DATA { party:us-wwp org:unitOf body:us-wwp-international }
