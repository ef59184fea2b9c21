"""One thing as JSON: its own properties, and each situation that sources report of it with who says so, and where."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request

from communique.service.api import models, searching
from communique.service.engine.question import Question
from communique.service.engine.release import Release
from communique.service.pages import queries, state
from communique.service.search.entries import Entry

LARGEST = 1 << 20  # bytes of N-Triples that one answer is made of
_NAMES = ("skos:prefLabel", "rdfs:label", "dcterms:title", "cmq:edtf")
_Term = NamedNode | BlankNode | Literal | Triple


async def thing(request: Request, entry: Entry) -> models.Thing:
    """What is known of a thing; raises Failure."""
    site = state.site(request)
    release, client = site.release, state.client(request)
    iri = f"{release.base}id/{entry.kind}/{entry.key}"
    whole = True
    content = await site.engine.read(Question(queries.query(queries.THING, release.base, iri), None, "nt"), client)
    if len(content) > LARGEST:
        whole = False
        content = await site.engine.read(Question(queries.query(queries.BARE, release.base, iri), None, "nt"), client)
    told = _Told(content, release)
    item = searching.listed_for(request, entry)
    return models.Thing(
        **item.model_dump(),
        names=searching.names(entry, release),
        types=[told.curie(node) for node in told.iris(iri, "rdf:type")],
        properties=told.properties(iri, leaving=frozenset({"rdf:type", "skos:prefLabel"})),
        situations=list(told.situations(iri)),
        whole=whole,
    )


class _Told:
    """The graph around one thing."""

    def __init__(self, content: bytes, release: Release) -> None:
        self._spaces = sorted(release.prefixes.items(), key=lambda item: -len(item[1]))
        self._about: dict[str, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
        self._said: dict[str, list[str]] = defaultdict(list)  # situation: claims
        for quad in parse(content, format=RdfFormat.N_TRIPLES):
            subject = getattr(quad.subject, "value", "")
            self._about[subject][self.curie(quad.predicate.value)].append(quad.object)
            if quad.predicate.value == f"{release.base}ont/claims" and isinstance(quad.object, NamedNode):
                self._said[quad.object.value].append(subject)

    def curie(self, iri: str) -> str:
        """A prefixed name where there is a prefix for it, else the IRI."""
        for prefix, space in self._spaces:
            local = iri.removeprefix(space)
            if local != iri and "/" not in local and "#" not in local:
                return f"{prefix}:{local}"
        return iri

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The IRIs that a property has as values."""
        return sorted(node.value for node in self._values(subject, predicate) if isinstance(node, NamedNode))

    def properties(self, subject: str, leaving: frozenset[str]) -> dict[str, list[models.Node]]:
        """All properties but some, by prefixed name."""
        about: Mapping[str, list[_Term]] = self._about.get(subject, {})
        return {
            name: [self._node(node) for node in sorted(nodes, key=str)]
            for name, nodes in sorted(about.items())
            if name not in leaving
        }

    def situations(self, iri: str) -> Iterator[models.Situation]:
        """What is reported that has to do with the thing, or, for a situation or claim, the thing itself."""
        hidden = frozenset({"rdf:type", "cmq:contested"})
        for situation in sorted(self._said):
            yield models.Situation(
                id=situation,
                type=next(iter(map(self.curie, self.iris(situation, "rdf:type"))), None),
                properties=self.properties(situation, hidden),
                contested=self._text(situation, "cmq:contested") == "true",
                claims=[self._claim(claim) for claim in sorted(self._said[situation])],
            )

    def _claim(self, claim: str) -> models.Claim:
        return models.Claim(
            id=claim,
            according_to=[self._node(NamedNode(who)) for who in self.iris(claim, "cmq:accordingTo")],
            modality=self._local(claim, "cmq:modality"),
            doubt=self._local(claim, "cmq:plausibility"),
            reason=self._text(claim, "cmq:plausibilityReason"),
            passages=[self._passage(passage) for passage in self.iris(claim, "prov:wasDerivedFrom")],
        )

    def _passage(self, passage: str) -> models.Passage:
        selectors = [getattr(node, "value", "") for node in self._values(passage, "oa:hasSelector")]
        places = {name: self._text(where, name) for where in selectors for name in ("oa:start", "oa:end")}
        return models.Passage(
            id=passage,
            label=self._text(passage, "rdfs:label"),
            document=self._local(passage, "oa:hasSource"),
            start=int(places.get("oa:start") or 0) if places.get("oa:start") else None,
            end=int(places.get("oa:end") or 0) if places.get("oa:end") else None,
            sha256=self._text(passage, "cmq:textSha256"),
        )

    def _values(self, subject: str, predicate: str) -> list[_Term]:
        return self._about[subject][predicate] if subject in self._about else []

    def _text(self, subject: str, predicate: str) -> str | None:
        return next((node.value for node in self._values(subject, predicate) if isinstance(node, Literal)), None)

    def _local(self, subject: str, predicate: str) -> str | None:
        return next((iri.rpartition("/")[2] for iri in self.iris(subject, predicate)), None)

    def _node(self, node: _Term) -> models.Node:
        if isinstance(node, Literal):
            plain = node.language or node.datatype.value.endswith("#string")
            datatype = None if plain else self.curie(node.datatype.value)
            return models.Node(text=node.value, language=node.language, datatype=datatype)
        if isinstance(node, NamedNode):
            return models.Node(id=node.value, name=self._name(node.value))
        return models.Node(text=str(node))

    def _name(self, iri: str) -> str | None:
        for predicate in _NAMES:
            found = [node for node in self._values(iri, predicate) if isinstance(node, Literal)]
            if found:
                return min(found, key=lambda node: (node.language != "en", node.value)).value
        return None
