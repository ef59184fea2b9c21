"""Every kind of bad input is refused with file, line, what was expected and a near match, all of them in one run."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.mappings.records.issue import Issue
from communique.mappings.records.seeds import read_seeds


@dataclass(frozen=True)
class Spoiling:
    """One edit of a file of the fixture, and the issue it must cause, on the line that holds `on`."""

    file: str
    old: str
    new: str
    on: str
    message: str
    hint: str = ""
    reported: str = ""

    def apply(self, seeds: Path) -> None:
        path = seeds / self.file
        text = path.read_text(encoding="utf-8")
        assert self.old in text, f"{self.file} no longer holds {self.old!r}"
        path.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")

    def expected(self, seeds: Path, issue: Issue) -> bool:
        path = seeds / (self.reported or self.file)
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, 1) if self.on in text)
        place = issue.file == str(path) and issue.line == line
        return place and self.message in issue.message and self.hint in issue.hint


PARTS = "000/participations.yaml"
FACTS = "000/facts.yaml"
HOST = "{event: event/seed-fair-2, participant: party/xx-gardeners, role: hosted, from: l3}"

SPOILINGS = {
    "unknown field": Spoiling(PARTS, "role: signed", "rle: signed", "rle:", "no field 'rle'", "did you mean 'role'?"),
    "missing field": Spoiling(
        PARTS, ", role: hosted", "", "participant: party/xx-gardeners,", "lacks the field 'role'"
    ),
    "a list where one value belongs": Spoiling(
        PARTS, "role: signed", "role: [signed]", "role: [signed]", "expected a key of the list 'role', found a list"
    ),
    "a word where a mapping belongs": Spoiling(
        FACTS, "{is: party/xx-gardeners, from: l5-council}", "party/xx-gardeners", "unitOf", "expected"
    ),
    "nothing where a value belongs": Spoiling(PARTS, "role: signed", "role: ~", "role: ~", "found nothing"),
    "unknown role": Spoiling(PARTS, "role: signed", "role: singed", "singed", "unknown role", "did you mean 'signed'?"),
    "unknown modality": Spoiling(
        FACTS, "modality: planned", "modality: plannd", "plannd", "unknown modality", "did you mean 'planned'?"
    ),
    "unknown plausibility": Spoiling(
        "000/observations.yaml",
        "plausibility: implausible",
        "plausibility: unplausible",
        "unplausible",
        "unknown plausibility",
        "did you mean 'implausible'?",
    ),
    "unknown property": Spoiling(
        FACTS, "ordinal:", "ordnal:", "ordnal", "there is no property 'ordnal'", "did you mean 'ordinal'?"
    ),
    "a property that is a field": Spoiling(
        FACTS, "- about: place/northtown\n  ", "- ", "- type:", "lacks the field 'about'"
    ),
    "a type where there is none": Spoiling(
        FACTS, "about: place/northtown", "about: event/great-frost", "type:", "cannot have a type"
    ),
    "a date that is none": Spoiling(FACTS, "2019-05-03", "2019-05-33", "2019-05-33", "'2019-05-33' is no date"),
    "an interval turned round": Spoiling(
        "000/changes.yaml", "1951-01/1951-04", "1951-04/1951-01", "1951-04/1951-01", "ends before it begins"
    ),
    "an integer that would change": Spoiling(
        FACTS, "{is: 2, printed", "{is: 02, printed", "is: 02", "would not come back", "write 2"
    ),
    "a decimal that would change": Spoiling(
        "000/observations.yaml", "value: 12", "value: 1.20", "1.20", "would not come back", "write 1.2"
    ),
    "a number that is none": Spoiling("000/observations.yaml", "value: 20", "value: many", "many", "expected a number"),
    "a fraction of an ordinal": Spoiling(PARTS, "ordinal: 1", "ordinal: 1.5", "1.5", "expected a whole number"),
    "a language that would change": Spoiling(
        FACTS, "language: en", "language: EN", "language: EN", "language tag in lower case", "did you mean 'en'?"
    ),
    "a reference to nothing": Spoiling(
        PARTS,
        "party/xy-beekeepers",
        "party/xy-beekepers",
        "beekepers",
        "no 'party/xy-beekepers' in the registry",
        "did you mean 'party/xy-beekeepers'?",
    ),
    "a reference without its kind": Spoiling(
        PARTS,
        "party/xy-beekeepers",
        "xy-beekeepers",
        "participant: xy-",
        "expected a reference",
        "did you mean 'party/xy-beekeepers'?",
    ),
    "a reference of the wrong kind": Spoiling(
        PARTS,
        "party/xy-beekeepers",
        "body/xy-beekeepers",
        "body/xy-",
        "no 'body/xy-beekeepers'",
        "did you mean 'party/xy-beekeepers'?",
    ),
    "a thing that cannot stand there": Spoiling(
        PARTS,
        "participant: party/xy-beekeepers",
        "participant: place/old-well",
        "place/old-well",
        "of a kind that cannot",
    ),
    "the same key minted twice": Spoiling(
        "registry/place.yaml",
        "old-well:",
        "northtown: # again\n  label: {en: X}\nold-well:",
        "again",
        "'northtown' stands twice",
    ),
    "the same key minted twice across files": Spoiling(
        "registry/organization.yaml",
        "winter-club:",
        "xx-gardeners:\n  label: {en: X}\nwinter-club:",
        "xx-gardeners",
        "minted twice: as organization/xx-gardeners",
        reported="registry/party.yaml",
    ),
    "a key that is none": Spoiling("registry/place.yaml", "old-well:", "Old_Well:", "Old_Well", "is no key"),
    "a label without English": Spoiling(
        "registry/place.yaml", "{en: Old well}", "{de: Brunnen}", "Brunnen", "a label in English"
    ),
    "an unknown class": Spoiling(
        "registry/event.yaml", "class: Event", "class: Meeting", "Meeting", "one of Event, PartyCongress"
    ),
    "a thing that nobody mentions": Spoiling(
        "registry/place.yaml",
        "old-well:",
        "new-well:\n  label: {en: New well}\nold-well:",
        "new-well",
        "no record mentions 'place/new-well'",
    ),
    "a circle of facts": Spoiling(
        FACTS,
        "  superEvent: {is: event/seed-fair-2, from: l5}",
        "  superEvent: {is: event/seed-fair-2-walk, from: l5}",
        "superEvent",
        "runs in a circle: event/seed-fair-2-walk → event/seed-fair-2-walk",
    ),
    "a circle of replacements": Spoiling(
        "registry/party.yaml",
        "{en: Gardeners' League, de: Gärtnerbund}",
        "{en: Gardeners' League}\n  replaced_by: party/xx-growers",
        "xx-growers:",
        "'replaced_by' runs in a circle",
    ),
    "a circle of causes": Spoiling(
        "000/changes.yaml",
        "  id: club-ends",
        "  id: club-ends\n  because: club-ends",
        "- type: dissolution",
        "'because' runs in a circle: 000:club-ends → 000:club-ends",
    ),
    "a cause that is no change": Spoiling(
        "000/changes.yaml",
        "because: club-ends",
        "because: club-end",
        "type: discontinuation",
        "no change with the id 'club-end'",
        "did you mean 'club-ends'?",
    ),
    "an unknown passage": Spoiling(
        PARTS,
        "from: l3-charter",
        "from: l3-chater",
        "l3-chater",
        "no passage 'l3-chater'",
        "did you mean 'l3-charter'?",
    ),
    "a passage that nobody uses": Spoiling(
        PARTS,
        "from: l3-charter",
        "from: l3",
        "l3-charter:",
        "nobody uses the passage 'l3-charter'",
        reported="000/passages.yaml",
    ),
    "a passage outside its file": Spoiling(
        "000/document.yaml",
        "characters: 504",
        "characters: 480",
        "l7-lectures",
        "outside its file of 480 characters",
        reported="000/passages.yaml",
    ),
    "a passage that ends before it starts": Spoiling(
        "000/passages.yaml", "start: 455, end: 481", "start: 455, end: 455", "l7-lectures:", "before it starts"
    ),
    "a passage given twice": Spoiling(
        "000/passages.yaml",
        "l7-lectures: {line: 7, start: 455, end: 481",
        "l7-lectures: {line: 7, start: 406, end: 449",
        "l7-lectures:",
        "the same place as 'l7-end'",
    ),
    "a passage that overlaps furniture": Spoiling(
        "000/passages.yaml",
        "start: 455, end: 481",
        "start: 455, end: 490",
        "l7-lectures:",
        "overlaps the page furniture 'l9'",
    ),
    "furniture cited": Spoiling(
        PARTS, "from: l3-charter", "from: [l3-charter, l9]", "- event: event/seed-fair-2", "no claim may"
    ),
    "furniture that is no passage": Spoiling(
        "000/document.yaml", "[l9]", "[l9, l99]", "l99", "the furniture 'l99' is no passage", "did you mean 'l9'?"
    ),
    "a hash that is none": Spoiling(
        "000/document.yaml", "sha256: ", "sha256: x", "sha256: x", "64 lower-case hexadecimal"
    ),
    "a duplicate record": Spoiling(
        PARTS, HOST, f"{HOST}\n- {HOST}".replace("\n- {event", "\n-  {event"), "-  {event", "duplicate record"
    ),
    "an id given twice": Spoiling(
        "000/changes.yaml",
        "  because: club-ends",
        "  because: club-ends\n  id: club-ends",
        "type: discontinuation",
        "the id 'club-ends' is given twice",
    ),
    "a disagreement with nothing": Spoiling(
        FACTS,
        "001:fair-day",
        "001:fair-days",
        "is: 2019-05-03",
        "no record with the id '001:fair-days'",
        "did you mean '001:fair-day'?",
    ),
    "a disagreement with itself": Spoiling(
        FACTS, "disagrees_with: 001:fair-day", "disagrees_with: fair-day", "is: 2019-05-03", "disagrees with itself"
    ),
    "an identity of one": Spoiling(
        "registry/identity.yaml",
        "[party/xx-gardeners, party/xy-beekeepers]",
        "[party/xx-gardeners]",
        "different:",
        "at least 2",
    ),
    "an identity in an unknown document": Spoiling(
        "registry/identity.yaml", "'001:l3'", "'002:l3'", "- different", "there is no document '002'", "did you mean"
    ),
    "an identity from an unknown passage": Spoiling(
        "registry/identity.yaml",
        "'001:l3'",
        "'001:l33'",
        "- different",
        "no passage 'l33' in document 001",
        "did you mean 'l3'?",
    ),
    "an alias": Spoiling(PARTS, "role: signed", "role: *signed", "*signed", "alias *signed is not allowed"),
    "an anchor": Spoiling(PARTS, "role: signed", "role: &signed signed", "&signed", "anchor &signed is not allowed"),
    "a tag": Spoiling(PARTS, "role: signed", "role: !!str signed", "!!str", "a tag"),
    "broken YAML": Spoiling(PARTS, "  representing: party", "   representing: party", "representing", "broken YAML"),
    "a second document": Spoiling(
        PARTS, "- event: event/seed-fair-2-walk", "---\n- event: x", "---", "second YAML document"
    ),
    "a mapping where records belong": Spoiling(
        "001/relations.yaml", "- relates", "a:\n- relates", "a:", "expected a list of records"
    ),
}


def test_the_fixture_itself_is_sound(seeds: Path, originals: Path) -> None:
    assert read_seeds(seeds, originals).issues == ()


@pytest.mark.parametrize("spoiling", SPOILINGS.values(), ids=SPOILINGS.keys())
def test_bad_input_is_told_with_file_line_and_near_match(seeds: Path, spoiling: Spoiling) -> None:
    spoiling.apply(seeds)
    issues = read_seeds(seeds).issues
    assert any(spoiling.expected(seeds, issue) for issue in issues), "\n".join(map(str, issues))


def test_all_problems_are_told_in_one_run(seeds: Path) -> None:
    chosen = ["unknown role", "a date that is none", "broken YAML", "a key that is none", "unknown plausibility"]
    files = {SPOILINGS[name].file for name in chosen}
    (seeds / "001" / "names.yaml").write_bytes(b"- {names: party/xy-beekeepers, printed: \xff}\n")
    for name in chosen:
        SPOILINGS[name].apply(seeds)
    told = read_seeds(seeds).issues
    for name in chosen:
        assert any(SPOILINGS[name].expected(seeds, issue) for issue in told), name
    assert len(files) == 4
    assert any(issue.line == 1 and "byte 0xff is not UTF-8" in issue.message for issue in told)


def test_what_broke_off_is_not_called_missing_besides(seeds: Path) -> None:
    SPOILINGS["broken YAML"].apply(seeds)
    told = read_seeds(seeds).issues
    assert [issue.message for issue in told if "broken YAML" not in issue.message] == []


def test_a_record_at_fault_still_uses_what_it_cites(seeds: Path) -> None:
    SPOILINGS["unknown property"].apply(seeds)
    SPOILINGS["a list where one value belongs"].apply(seeds)
    assert len(read_seeds(seeds).issues) == 2


def test_a_record_at_fault_can_still_be_referred_to(seeds: Path) -> None:
    for file, old in (("001/facts.yaml", "is: 2019-05-05"), ("000/changes.yaml", "type: dissolution")):
        path = seeds / file
        path.write_text(path.read_text().replace(old, f"{old}x", 1))
    assert sorted(Path(issue.file).name for issue in read_seeds(seeds).issues) == ["changes.yaml", "facts.yaml"]


@pytest.mark.parametrize(
    ("made", "message", "hint"),
    [
        ("000/position.yaml", "no part of a document's records", "did you mean 'positions.yaml'?"),
        ("registry/persons.yaml", "no part of the registry", "did you mean 'person.yaml'?"),
        ("releases.yaml", "no part of the seeds", "did you mean 'release.yaml'?"),
    ],
)
def test_a_file_of_no_known_name_is_refused(seeds: Path, made: str, message: str, hint: str) -> None:
    (seeds / made).write_text("[]\n")
    assert [(issue.file, issue.hint) for issue in read_seeds(seeds).issues if message in issue.message] == [
        (str(seeds / made), hint)
    ]


@pytest.mark.parametrize("gone", ["000/document.yaml", "000/passages.yaml", "registry/place.yaml"])
def test_a_missing_file_is_told_once_and_blamed_on_nobody_else(seeds: Path, gone: str) -> None:
    (seeds / gone).unlink()
    told = [str(issue) for issue in read_seeds(seeds).issues]
    assert told
    if gone.startswith("000"):
        assert told[0] == f"{seeds / gone}:0: the file is missing"


def test_one_file_cannot_be_two_documents(seeds: Path) -> None:
    first, second = seeds / "000" / "document.yaml", seeds / "001" / "document.yaml"
    second.write_text(first.read_text(encoding="utf-8").replace("furniture: [l9]\n", ""), encoding="utf-8")
    told = [str(issue) for issue in read_seeds(seeds).issues]
    assert f"{second}:3: this is the same file as document 000: keep one of them" in told


def test_a_folder_needs_a_key_for_its_name(seeds: Path) -> None:
    (seeds / "001").rename(seeds / "Doc 1")
    assert any(issue.message.startswith("'Doc 1' is no key of a document") for issue in read_seeds(seeds).issues)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    told = [issue.message for issue in read_seeds(tmp_path).issues]
    assert told == [
        "there is no document: each needs a folder with document.yaml",
        "the folder of the registry is missing",
    ]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert [issue.message for issue in read_seeds(tmp_path / "none").issues] == ["there is no such folder"]
