"""The one rule by which claims become direct triples, so that simple queries stay simple.

1. A situation offers triples: a statement its own, a participation host and attendees, a name a label, and so on.
2. An offer stands where some claim reports or infers the situation and is neither implausible nor garbled.
3. Statements that give one thing several values of a property that has one are contested, each by the others;
   whether they are doubted plays no part in it, for a doubt is ours and decides nothing. What is planned, denied or an
   official explanation contests nothing. Records that say they disagree are contested too.
4. A triple that stands is direct, unless a contested situation offers it and one that contests this does not: what
   all sides offer is not what they disagree on.

What is contested, and by what, is said in the same layer: it follows from all documents together and from none alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from communique.iris import expand
from communique.mappings import vocabulary
from communique.mappings.situations import Offer
from communique.mappings.terms import Term, Triple, boolean, term

CLASSES = {
    "party": "cmq:Party",
    "body": "cmq:PartyBody",
    "organization": "org:Organization",
    "forum": "cmq:Forum",
    "series": "cmq:EventSeries",
    "event": "cmq:Event",
    "person": "schema:Person",
    "place": "schema:Place",
    "document": "cmq:Document",
    "message": "cmq:Message",
    "doc": "cmq:SourceDocument",
}
"""The class of the things of each kind."""


class Claimed(NamedTuple):
    """An offer of a situation as one claim puts it."""

    situation: Term
    offer: Offer
    said: bool
    """Whether the claim reports or infers it."""
    stands: bool
    """Whether besides it is fit to stand: neither implausible nor garbled."""


def single_valued(predicate: Term, kind: str) -> bool:
    """Whether the vocabulary gives a thing of a kind one value of a property at most."""
    return vocabulary.single_valued(predicate[1:-1], frozenset({expand(CLASSES[kind])}))


def rivals(claims: Iterable[Claimed]) -> set[tuple[Term, Term]]:
    """Pairs of situations that give one thing different values of a property that has one; both ways round."""
    values: dict[tuple[Term, Term], dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for claimed in claims:
        subject, predicate, value = claimed.offer.triple
        if claimed.said and single_valued(predicate, claimed.offer.kind):
            values[subject, predicate][value].add(claimed.situation)
    return {
        (one, other)
        for by_value in values.values()
        if len(by_value) > 1
        for mine, theirs in permutations(by_value.values(), 2)
        for one in mine
        for other in theirs
    }


def disputed(claims: Iterable[Claimed], disputes: Iterable[tuple[Term, Term]]) -> set[Triple]:
    """The triples that one side of a dispute offers and the other does not."""
    offered: dict[Term, set[Triple]] = defaultdict(set)
    for claimed in claims:
        offered[claimed.situation].add(claimed.offer.triple)
    return {triple for one, other in disputes for triple in offered[one] - offered[other]}


def direct(claims: Sequence[Claimed], declared: Iterable[tuple[Term, Term]] = ()) -> set[Triple]:
    """The direct layer: the triples that stand uncontested, and which situations are contested by which."""
    disputes = rivals(claims)
    for one, other in declared:
        disputes |= {(one, other), (other, one)}
    contested = {one for one, _ in disputes}
    barred = disputed(claims, disputes)
    triples = {(one, term("cmq:disagreesWith"), other) for one, other in disputes}
    triples |= {(situation, term("cmq:contested"), boolean(True)) for situation in contested}
    for claimed in claims:
        if claimed.stands and claimed.offer.triple not in barred:
            triples.add(claimed.offer.triple)
            triples.update(claimed.offer.also)
    return triples
