"""Evaluation tests: load the data, run the query or the update, compare what comes back or what is then there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from communique.tests.conformance.answers import RESULTS, Answer, Triples, Unreadable, expected, parse
from communique.tests.conformance.cases import Case, Content
from communique.tests.conformance.comparison import difference, graph_difference
from communique.tests.conformance.graph import official
from communique.tests.conformance.target import Target

_COMMENT = re.compile(r"(<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*')|#[^\n]*")


@dataclass(frozen=True)
class Evaluation:
    """Runs query and update evaluation tests; `folder` is the checkout of the suites."""

    folder: Path

    def query(self, case: Case, target: Target) -> str:
        """An empty string where the test passes, else what went wrong."""
        if case.request is None or case.result is None:
            raise ValueError(f"{case.iri} has no query or no result")
        target.reset(self.quads(case.content))
        text = case.request.read_text(encoding="utf-8")
        return self.compare(case, text, target)

    def compare(self, case: Case, text: str, target: Target) -> str:
        """Run `text` on what the target holds and compare with the result of the case."""
        assert case.request and case.result
        wanted = expected(case.result, self.folder)
        accept = RESULTS[case.result.suffix] if not _is_result_set(case.result, wanted) else RESULTS[".srx"]
        reply = target.query(text, official(case.request, self.folder), accept)
        if not reply.ok:
            return f"refused: {reply.said()}"
        try:
            answer = parse(reply.body, reply.content_type)
        except Unreadable as error:
            return str(error)
        return difference(answer, wanted, ordered=is_ordered(text), exact=case.result.suffix == ".tsv")

    def update(self, case: Case, target: Target) -> str:
        if case.request is None:
            raise ValueError(f"{case.iri} has no request")
        target.reset(self.quads(case.content))
        reply = target.update(case.request.read_text(encoding="utf-8"), official(case.request, self.folder))
        if not reply.ok:
            return f"refused: {reply.said()}"
        return graph_difference(target.content(), self.quads(case.result_content))

    def quads(self, content: Content) -> Iterator[ox.Quad]:
        """The quads of a test's files; blank nodes of two files are never the same."""
        for path in content.default:
            yield from self._parse(path)
        for name, path in content.named:
            for quad in self._parse(path):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name))

    def _parse(self, path: Path) -> Iterator[ox.Quad]:
        return ox.parse(path=str(path), base_iri=official(path, self.folder), rename_blank_nodes=True)


def _is_result_set(path: Path, answer: Answer) -> bool:
    """Whether rows are written down as RDF, which is a format of the suites and of no endpoint."""
    return path.suffix == ".ttl" and not isinstance(answer, Triples)


def is_ordered(text: str) -> bool:
    """Whether the outermost SELECT has an ORDER BY, so that the order of rows is part of the answer."""
    outside = _COMMENT.sub(lambda match: " " if match.group(1) is None else "<>", text)
    depth = 0
    top = []
    for character in outside:
        depth += (character == "{") - (character == "}")
        if depth == 0:
            top.append(character)
    return re.search(r"\border\s+by\b", "".join(top), re.IGNORECASE) is not None
