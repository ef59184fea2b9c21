"""The tests: one folder a room, plus competency questions and official suites."""
