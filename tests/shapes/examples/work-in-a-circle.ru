# trips: document:declaration
INSERT DATA { document:declaration schema:isPartOf document:declaration }
