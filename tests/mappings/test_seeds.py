"""The records that come with communique are sound, and borne out by the original files."""

from communique.mappings.knowledge import knowledge
from communique.mappings.quads import ensure_round_trip
from communique.mappings.records.seeds import read_seeds
from communique.paths import room
from communique.tests.shared import shared


def test_the_records_are_sound() -> None:
    assert [str(issue) for issue in read_seeds(room("seeds")).issues] == []


def test_every_passage_and_every_printed_word_stands_in_the_originals() -> None:
    assert [str(issue) for issue in read_seeds(room("seeds"), shared("seeds")).issues] == []


def test_every_literal_comes_back_as_it_went_in() -> None:
    ensure_round_trip(knowledge(room("seeds"), jobs=1).quads)
