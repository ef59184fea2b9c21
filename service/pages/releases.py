"""The releases in the folder, and what changed between two: added, changed and withdrawn, from their N-Quads."""

import asyncio
import heapq
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from communique.service.engine import release as releases
from communique.service.engine.question import Failure, Question
from communique.service.engine.release import DATA, Release, ReleaseError
from communique.service.pages import queries, render, state
from communique.service.pages.listing import CURATED
from communique.service.pages.preferences import reader
from communique.service.pages.things import PAGE
from communique.service.sparql import negotiation

router = APIRouter()
JSON = negotiation.Offer("json", "application/json", "application/json")
SHOWN = 200  # subjects of each sort that a page lists
LARGEST = 512 << 20  # bytes of N-Quads that are compared here
_turn = asyncio.Semaphore(1)  # one comparison at a time: each reads two whole dumps


@dataclass
class Difference:
    """What another release has that this one has not, and the other way round; `changed` subjects are in both."""

    quads_added: int = 0
    quads_withdrawn: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    graphs: dict[str, list[int]] = field(default_factory=dict)  # by graph: quads added, quads withdrawn


def every(folder: Path) -> list[Release]:
    """The whole releases in a folder of releases, the latest first."""
    found = []
    for path in folder.iterdir():
        if path.name.startswith(".") or path.is_symlink() or not (path / "manifest.json").is_file():
            continue
        try:
            found.append(releases.read(path))
        except ReleaseError:
            continue
    return sorted(found, key=lambda release: (release.issued, release.name), reverse=True)


@lru_cache(maxsize=16)
def difference(before: Path, after: Path) -> Difference:
    """Compare the sorted N-Quads of two release folders, line by line; releases never change, so it is kept."""
    found = Difference()
    lost: Counter[bytes] = Counter()
    new: Counter[bytes] = Counter()
    kept: set[bytes] = set()
    with (before / DATA).open("rb") as old, (after / DATA).open("rb") as other:
        for side, line in _merged(old, other):
            subject = line.partition(b" ")[0]
            if side == 0:
                kept.add(subject)
                continue
            (lost if side < 0 else new)[subject] += 1
            graph = found.graphs.setdefault(_graph(line), [0, 0])
            graph[side < 0] += 1
    found.quads_added, found.quads_withdrawn = new.total(), lost.total()
    for subject in sorted(lost.keys() | new.keys()):
        iri = subject.decode("utf-8", "replace").strip("<>")
        if subject in kept or (subject in lost and subject in new):
            found.changed.append(iri)
        else:
            (found.added if subject in new else found.withdrawn).append(iri)
    return found


def _merged(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of two sorted files: -1 for what only the first has, 1 for what only the second has, 0 for both."""
    waiting: tuple[bytes, int] | None = None
    marked = heapq.merge(((line, -1) for line in old), ((line, 1) for line in new))
    for line, side in marked:
        if waiting is not None and waiting[0] == line:
            yield 0, line
            waiting = None
            continue
        if waiting is not None:
            yield waiting[1], waiting[0]
        waiting = line, side
    if waiting is not None:
        yield waiting[1], waiting[0]


def _graph(line: bytes) -> str:
    return line.rstrip(b" .\n").rpartition(b" ")[2].decode("utf-8", "replace").strip("<>")


@router.get("/releases", response_class=Response)
async def listing(request: Request) -> Response:
    """Every release that is here, as a page or as JSON."""
    site = state.site(request)
    found = await asyncio.to_thread(every, site.folder)
    if negotiation.choose(state.accept(request), (JSON, PAGE)) is PAGE:
        return render.page(request, "releases.html", found=found, current=site.release.name)
    content = [
        {"release": each.name, "version": each.version, "issued": each.issued, "counts": each.counts} for each in found
    ]
    return JSONResponse(content, headers={"vary": "Accept"})


@router.get("/releases/diff", response_class=Response)
async def diff(request: Request, before: str = "", after: str = "") -> Response:
    """What changed between two releases, as a page or as JSON (which has every subject)."""
    folder = state.site(request).folder
    known = {each.folder.name: each for each in await asyncio.to_thread(every, folder)}
    if before not in known or after not in known:
        raise Failure("not-found", "give two releases as ?before= and ?after=", hint=f"Here are: {', '.join(known)}.")
    one, two = known[before], known[after]
    if max(one.data.stat().st_size, two.data.stat().st_size) > LARGEST:
        raise Failure("result-bytes", "these releases are too large to compare here", hint="Use `comm` on the dumps.")
    async with _turn:
        found = await asyncio.to_thread(difference, one.folder, two.folder)
    if negotiation.choose(state.accept(request), (JSON, PAGE)) is PAGE:
        lists = {sort: things_first(getattr(found, sort), two.base) for sort in ("added", "changed", "withdrawn")}
        names = await _names(request, [iri for listed in lists.values() for iri in listed[:SHOWN]])
        return render.page(
            request, "diff.html", found=found, lists=lists, names=names, one=one, two=two, shown=SHOWN, robots=False
        )
    return Response(json.dumps(vars(found)), media_type="application/json", headers={"vary": "Accept"})


def things_first(iris: Iterable[str], base: str) -> list[str]:
    """The same IRIs in their order, but parties, events and the like before what is only said of them."""
    return sorted(iris, key=lambda iri: not _names_a_thing(iri, base))


def _names_a_thing(iri: str, base: str) -> bool:
    return iri.startswith(f"{base}id/") and iri.removeprefix(f"{base}id/").partition("/")[0] in CURATED


async def _names(request: Request, iris: Iterable[str]) -> dict[str, str]:
    """What the things among these IRIs are called in the release that is served, in the reader's language."""
    site = state.site(request)
    base = site.release.base
    text = queries.names((iri for iri in iris if _names_a_thing(iri, base)), base, reader(request).language)
    answer = json.loads(await site.engine.read(Question(text, "json"), state.client(request)))
    return {row["thing"]["value"]: row["name"]["value"] for row in answer["results"]["bindings"] if "name" in row}
