"""`communique check` and `communique passage`, as a curator calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.tests.mappings.alignment.home import home


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_tells_that_nothing_is_wrong(seeds: Path, originals: Path) -> None:
    done = call("check", "--seeds", seeds, "--documents", originals)
    assert (done.exit_code, done.output) == (0, "2 documents, 15 things, 27 passages, 39 records, 0 problems\n")


def test_check_tells_what_is_wrong_and_where(seeds: Path) -> None:
    path = seeds / "001" / "positions.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("supported", "suported"), encoding="utf-8")
    done = call("check", "--seeds", seeds)
    assert done.exit_code == 2
    first, counts = done.output.splitlines()
    assert first == f"{path}:2: unknown position-type 'suported' (did you mean 'supported'?)"
    assert counts.endswith("38 records, 1 problems")
    told = json.loads(call("check", "--seeds", seeds, "--format", "json").output)
    assert told["counts"]["problems"] == 1
    assert told["problems"][0] == {
        "file": str(path),
        "line": 2,
        "message": "unknown position-type 'suported'",
        "hint": "did you mean 'supported'?",
    }


def test_check_reads_the_notes_of_the_release_too(seeds: Path) -> None:
    path = seeds / "release.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2020-01-02", "2020-01-32"), encoding="utf-8")
    done = call("check", "--seeds", seeds)
    assert done.exit_code == 2
    assert done.output.startswith(f"{path}:2: '2020-01-32' is no date")


def test_check_without_a_folder_checks_what_comes_with_it() -> None:
    assert call("check").output.splitlines()[-1].startswith("5 documents, ")


def test_check_and_build_want_a_decision_on_each_thing(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=("party/gr-kke",))
    own = ("--seeds", place.seeds, "--alignment", place.alignment)
    missing = f"{place.alignment / 'party.sssom.tsv'}:0: party/gr-kke is not decided"
    done = call("check", *own)
    assert (done.exit_code, done.output.startswith(missing)) == (2, True)
    refused = call("build", *own, "--releases", tmp_path / "releases", "--jobs", "1", "--quiet")
    assert refused.exit_code == 2
    assert missing in refused.stderr


def test_check_holds_the_life_of_an_item_against_the_acts_of_its_party(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=())
    path = place.alignment / "statements.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    ended = "\t".join(["wikidata:Q192406", "P576", "1956", "", "", lines[1].split("\t")[-1]])
    path.write_text("\n".join([*lines, ended]) + "\n", encoding="utf-8")
    done = call("check", "--seeds", place.seeds, "--alignment", place.alignment)
    assert done.exit_code == 2
    assert "wikidata:Q192406 contradicts party/gr-kke: the item lived from 1918 to 1956" in done.output


def test_faults_of_the_records_hide_none_of_the_alignment(tmp_path: Path) -> None:
    place = home(tmp_path, undecided=())
    path = place.alignment / "party.sssom.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("wikidata:Q192406", "wikidata:192406", 1), encoding="utf-8"
    )
    (place.seeds / "release.yaml").write_text("version: 1\n", encoding="utf-8")
    done = call("check", "--seeds", place.seeds, "--alignment", place.alignment)
    assert done.exit_code == 2
    assert "release.yaml" in done.output
    assert "192406" in done.output


@pytest.fixture
def place(seeds: Path, originals: Path) -> list[str | Path]:
    return ["passage", "001", "--documents", originals, "--seeds", seeds]


def test_passage_prints_its_entry(place: list[str | Path]) -> None:
    done = call(*place, "--line", "3", "Dear gardeners")
    assert done.exit_code == 0
    entry, text = done.stdout.strip(), done.stderr.strip()
    assert entry.startswith("l3b: {line: 3, start: 67, end: 81, sha256: ")
    assert text == "l3b: Dear gardeners"


def test_passage_writes_its_entry_once(place: list[str | Path], seeds: Path) -> None:
    file = seeds / "001" / "passages.yaml"
    before = file.read_text(encoding="utf-8")
    for _ in range(2):
        assert call(*place, "--line", "3", "Dear", "gardeners", "--name", "dear", "--write").exit_code == 0
    added = file.read_text(encoding="utf-8").removeprefix(before)
    assert added.count("\n") == 1
    assert added.startswith("dear: {line: 3, start: 67, end: 81, sha256: ")


def test_passages_can_be_made_in_a_batch(place: list[str | Path], seeds: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.tsv"
    batch.write_text("# line, first, last, name\n3\tDear\tgardeners\tdear\n\n9\tnothing\n", encoding="utf-8")
    done = call(*place, "--batch", batch, "--write")
    assert done.exit_code == 2
    assert "001:9: the document has 6 lines; there is no line 9" in done.stderr
    assert (seeds / "001" / "passages.yaml").read_text(encoding="utf-8").count("dear:") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--line", "3", "nowhere"], "“nowhere” is not on line 3, which reads: Dear gardeners"),
        (["--line", "3", "gardeners", "--name", "l1"], "the name 'l1' is taken by another passage"),
        (["--line", "5", "Ada Example", "--name", "ada"], "this stretch already is the passage 'l5-name'"),
        (["nowhere"], "give --line N"),
    ],
)
def test_passage_says_what_to_do(place: list[str | Path], arguments: list[str], message: str) -> None:
    done = call(*place, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_before_there_is_a_document_yaml_the_file_is_found_by_its_name(seeds: Path, originals: Path) -> None:
    (originals / "fair.txt").rename(originals / "002_fair.txt")
    done = call("passage", "002", "--documents", originals, "--seeds", seeds, "--line", "1", "seed fair", "--write")
    assert done.exit_code == 0
    assert (seeds / "002" / "passages.yaml").read_text(encoding="utf-8").startswith("l1: {line: 1, start: 32, end: 41")


def test_a_changed_original_is_not_measured(place: list[str | Path], originals: Path) -> None:
    (originals / "greeting.txt").write_text("changed", encoding="utf-8")
    done = call(*place, "--line", "1")
    assert done.exit_code == 2
    assert "has the sha256 that" in done.stderr
