"""The Entity Reconciliation API over what is served: version 0.2 and the draft of 1.0, on our matcher."""
