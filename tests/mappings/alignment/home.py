"""A small knowledge base with its alignment, for the tests of the commands: two parties, of which one is decided."""

import shutil
from pathlib import Path
from typing import NamedTuple

from communique.paths import room

NAMES = "qid\tpartyfacts_id\tcountry_iso3\tname_type\tlang\tname\tyear_first\tyear_last\n"
ROWS = (
    "Q192406\t\tGRC\twikidata_label\ten\tCommunist Party of Greece\t1918\t",
    "Q3565932\t\tGRC\twikidata_label\ten\tCommunist Party of Greece (Interior)\t1968\t1987",
    "Q461886\t\tITA\twikidata_label\ten\tItalian Communist Party\t1921\t1991",
    "Q780997\t\tITA\twikidata_label\ten\tCommunist Refoundation Party\t1991\t",
)


class Home(NamedTuple):
    """Where the records, the alignment and the candidates of a test lie."""

    seeds: Path
    alignment: Path
    candidates: Path


def home(folder: Path, undecided: tuple[str, ...] = ("party/gr-kke", "party/it-pc-2009")) -> Home:
    """The project's own records, with an alignment that lacks the rows of these parties."""
    seeds, alignment = folder / "seeds", folder / "alignment"
    shutil.copytree(room("seeds"), seeds)
    shutil.copytree(Path(__file__).resolve().parents[3] / "mappings" / "alignment", alignment, ignore=_other)
    path = alignment / "party.sssom.tsv"
    keys = tuple(key.replace("/", ":", 1) + "\t" for key in undecided)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(keys)), encoding="utf-8")
    candidates = folder / "names.tsv"
    candidates.write_text(NAMES + "\n".join(ROWS) + "\n", encoding="utf-8")
    return Home(seeds, alignment, candidates)


def _other(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".tsv")]
