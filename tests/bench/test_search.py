"""The bench of the search: names that are the same for the same seed, people who type them, and a run of all of it."""

from pathlib import Path

from communique.bench.names import names, typed
from communique.bench.parts import Setting
from communique.bench.parts.search import run


def test_names_are_different_and_the_same_for_the_same_seed() -> None:
    made = names(5000, 3)
    assert len(set(made)) == 5000
    assert made == names(5000, 3) != names(5000, 4)


def test_people_type_letter_by_letter_and_some_misspell() -> None:
    known = names(500, 1)
    sessions = typed(known, 100, 2)
    assert all([len(text) for text in session] == list(range(2, len(session[-1]) + 1)) for session in sessions)
    wrong = [session for session in sessions if session[-1] not in known]
    assert 5 < len(wrong) < 60


def test_a_small_run_compares_all_and_finds_what_is_meant(tmp_path: Path) -> None:
    told: list[str] = []
    (table,) = run(Setting(folder=tmp_path, size=400, seconds=0.5, progress=told.append)).values()
    for name in ("communique", "SPARQL REGEX", "SQLite FTS5"):
        assert f"| {name}" in table
    assert "200 of 200" in table
    assert told
