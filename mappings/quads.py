"""N-Quads lines to pyoxigraph's quads, and the check that every literal comes back from a store as it went in."""

from collections.abc import Iterable

from pyoxigraph import Literal, Quad, RdfFormat, Store, parse


def to_quads(lines: Iterable[str]) -> list[Quad]:
    """The quads of N-Quads lines (without line ends), in their order. Raises SyntaxError for a line that is none."""
    return list(parse("".join(f"{line}\n" for line in lines), format=RdfFormat.N_QUADS))


class NoRoundTrip(ValueError):
    """Literals that the store gives back in another form; the message lists them."""


def ensure_round_trip(quads: Iterable[Quad]) -> None:
    """Raise NoRoundTrip where a literal would not come back from pyoxigraph as written ("01", "1.00", "x"@EN …)."""
    firsts: dict[Literal, Quad] = {}
    for quad in quads:
        if isinstance(quad.object, Literal):
            firsts.setdefault(quad.object, quad)
    store = Store()
    store.bulk_extend(firsts.values())
    kept = {quad.object for quad in store}
    lost = [quad for literal, quad in firsts.items() if literal not in kept]
    if lost:
        shown = "\n".join(f"  {quad.object} of {quad.subject} {quad.predicate}" for quad in lost[:20])
        raise NoRoundTrip(f"{len(lost)} literals would not come back from the store as written:\n{shown}")
