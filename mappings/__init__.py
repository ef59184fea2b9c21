"""From records to quads: one mapping a kind of record, each a pure function."""
