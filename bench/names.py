"""A million made-up names, a thing each, and people who type them: some misspell, some stop half-way."""

import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from communique.bench.release import switch, write
from communique.iris import BASE, PREFIXES

_SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]
_KINDS = (
    "Communist Party of {}", "Workers' Party of {}", "Socialist Workers' Party of {}", "Party of Labour of {}",
    "Коммунистическая партия {}", "Partido Comunista de {}", "Κομμουνιστικό Κόμμα {}", "Congress of the Workers of {}",
    "Meeting of Communist and Workers' Parties in {}", "{} People's Front", "{} Congress", "Letter from {}",
)  # fmt: skip
_PLACES = 20_000
_WRONG = 4  # of so many who type, one makes a mistake


def names(size: int, seed: int) -> list[str]:
    """So many different names; the same arguments give the same."""
    draw = random.Random(seed)
    places = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize() for _ in range(_PLACES)]
    found: dict[str, None] = {}
    while len(found) < size:
        name = draw.choice(_KINDS).format(draw.choice(places))
        found[name if name not in found else f"{name} ({draw.choice(places)})"] = None
    return list(found)


def released(releases: Path, size: int, seed: int) -> Path:
    """A folder of releases whose current one names so many things, each with its class; made once."""
    folder = releases / f".names-{size}-{seed}"
    if not (folder / "current").exists():
        folder.mkdir(parents=True, exist_ok=True)
        switch(folder, write(folder, f"0.0.{seed}-names{size}", _quads(size, seed)))
    return folder


def _quads(size: int, seed: int) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(f"{BASE}graph/registry")
    label = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
    for number, name in enumerate(names(size, seed)):
        thing = ox.NamedNode(f"{BASE}id/party/xx-{number:07}")
        yield ox.Quad(thing, label, ox.Literal(name, language="en"), graph)


def typed(known: list[str], people: int, seed: int) -> list[list[str]]:
    """What each of so many people has in the field after each key: a name, one of them in four with a letter wrong."""
    draw = random.Random(seed)
    sessions = []
    for _ in range(people):
        name = draw.choice(known)
        if draw.randrange(_WRONG) == 0:
            at = draw.randrange(1, len(name))
            name = name[:at] + draw.choice("aeiourst") + name[at + 1 :]
        sessions.append([name[:size] for size in range(2, len(name) + 1)])
    return sessions
