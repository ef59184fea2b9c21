"""The Entity Reconciliation API over the release built from the seeds."""
