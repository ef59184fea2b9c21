"""The parties of the public lists beside the checkout as a release to reconcile against: names, countries, years."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from communique.bench.release import switch, write
from communique.iris import BASE, expand
from communique.mappings.alignment.evaluation.cases import Case, perturbed_cases
from communique.mappings.alignment.matching.candidates import Candidate, read_candidates
from communique.tests.shared import FOLDER

LISTS = tuple(
    FOLDER / "data" / name
    for name in (
        "reconciliation_names.tsv",
        "wikitags/parties_wikidata_statements.tsv",
        "partyfacts/partyfacts-core-parties.csv",
    )
)
_SEEDS = range(100, 110)
_WIKIDATA = "http://www.wikidata.org/entity/"


def there() -> bool:
    """Whether the lists are beside the checkout."""
    return all(path.is_file() for path in LISTS)


def parties() -> list[Candidate]:
    """The parties of the lists."""
    return read_candidates(LISTS)[0]


def asked(known: Sequence[Candidate], count: int) -> list[Case]:
    """That many of their names as careless sources print them, half with a country, half with a year."""
    return [case for seed in _SEEDS for case in perturbed_cases(known, count // len(_SEEDS), seed)]


def key_of(party: Candidate) -> str:
    """The key of a party in the release, as `gr-q192406`."""
    return f"{min(party.countries, default='zz')}-{party.key.lower().replace(':', '-')}"


def released(releases: Path, known: Sequence[Candidate]) -> Path:
    """A folder of releases whose current one has these parties; made once."""
    folder = releases / f".parties-{len(known)}"
    if not (folder / "current").exists():
        folder.mkdir(parents=True, exist_ok=True)
        switch(folder, write(folder, f"0.0.1-parties{len(known)}", _quads(known)))
    return folder


def _quads(known: Sequence[Candidate]) -> Iterator[ox.Quad]:
    home = ox.NamedNode(f"{BASE}graph/registry")
    for party in known:
        thing = ox.NamedNode(f"{BASE}id/party/{key_of(party)}")
        for prop, value in _facts(party):
            yield ox.Quad(thing, ox.NamedNode(expand(prop)), value, home)
        for span, prop, value in _life(party):
            yield ox.Quad(thing, ox.NamedNode(expand("cmq:timeSpan")), span, home)
            yield ox.Quad(span, ox.NamedNode(expand(prop)), value, home)


def _facts(party: Candidate) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "skos:prefLabel", ox.Literal(party.label, language="en")
    for name, own in party.names.items():
        yield "skos:prefLabel" if own else "skos:altLabel", ox.Literal(name)
    for code in party.countries:
        yield "cmq:country", ox.NamedNode(f"{BASE}id/place/{code}")
    if party.has_item:
        yield "skos:exactMatch", ox.NamedNode(f"{_WIKIDATA}{party.key}")


def _life(party: Candidate) -> Iterator[tuple[ox.NamedNode, str, ox.Literal]]:
    span = ox.NamedNode(f"{BASE}id/span/{key_of(party)}")
    starts = [one.start for one in party.spans if one.start is not None]
    ends = [one.end for one in party.spans if one.end is not None]
    if starts:
        yield span, "cmq:earliest", ox.Literal(f"{min(starts)}-01-01")
    if ends:
        yield span, "cmq:latest", ox.Literal(f"{max(ends)}-12-31")
