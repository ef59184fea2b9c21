"""The competency questions: one Turtle file each, its answer beside it in answers/, and the tests that ask them."""
