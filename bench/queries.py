"""The ten named queries, filled with things that the generated knowledge base has."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from communique.bench.release import Generated
from communique.iris import BASE

FOLDER = Path(__file__).with_name("queries")
_VARIANTS = 64
_WORDS = ("workers", "communist", "new communist", "labour", "socialist", "people", "federation 7", "meeting series")


@dataclass(frozen=True)
class Named:
    """A query of the bench: its variants are asked in turn, and differ in the things they are about."""

    name: str
    title: str
    variants: Sequence[str]


def named(data: Generated, seed: int = 1) -> list[Named]:
    """All queries for one knowledge base, in the order of the files' names; the same seed gives the same variants."""
    return [_filled(path, data, Random(seed)) for path in sorted(FOLDER.glob("*.rq"))]


def _filled(path: Path, data: Generated, random: Random) -> Named:
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    variants = dict.fromkeys(_variant(text, data, random) for _ in range(_VARIANTS))
    return Named(path.stem, title.removeprefix("# "), tuple(variants))


def _variant(text: str, data: Generated, random: Random) -> str:
    """One filling: events and bodies evenly, parties by their popularity (the square of an even draw favours them)."""
    things = {
        "party": ("party", int(random.random() ** 2 * data.parties)),
        "event": ("event", random.randrange(data.events)),
        "body": ("body", random.randrange(max(8, data.parties // 2))),
    }
    for name, (kind, number) in things.items():
        text = text.replace(f"<{{{name}}}>", f"<{BASE}id/{kind}/zz-{number:06d}>")
    return text.replace("{word}", random.choice(_WORDS))
